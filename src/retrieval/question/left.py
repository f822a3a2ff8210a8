"""A slot that a reading of a question cannot use."""

from __future__ import annotations

from typing import NamedTuple

from retrieval.model import Reason


class Left(NamedTuple):
    """Why a candidate is refused, and the words of the slot that it has no place for."""

    reason: Reason
    what: str
