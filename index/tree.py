"""Reads YAML so that every value keeps the line it stands on."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import yaml

from index.place import Loc, Place
from retrieval.errors import CorpusError

NULL = "tag:yaml.org,2002:null"


class Tree(NamedTuple):
    """data: every scalar as text, an empty one left out; lines: 1-based, by path from the root."""

    path: Path
    data: object
    lines: dict[Loc, int]

    def fields(self) -> tuple[dict[str, object], Place]:
        """Take the whole file as the fields of one entry."""
        return self._mapping(self.data, ()), self._place(())

    def entries(self, *loc: str) -> list[tuple[dict[str, object], Place]]:
        """Take the list at a path as entries, each with its place."""
        found = self.data
        for step in loc:
            found = found.get(step, []) if isinstance(found, dict) else found
        if not isinstance(found, list):
            raise self._place(loc).error(".".join(loc), expected="a list of entries, each begun with '- '", found=found)
        return [(self._mapping(entry, (*loc, n)), self._place((*loc, n))) for n, entry in enumerate(found)]

    def _mapping(self, found: object, loc: Loc) -> dict[str, object]:
        if not isinstance(found, dict):
            raise self._place(loc).error("", expected="fields, one a line, each as 'name: value'", found=found)
        return found

    def _place(self, loc: Loc) -> Place:
        inside = {
            path[len(loc) :]: line for path, line in self.lines.items() if path[: len(loc)] == loc and path != loc
        }
        return Place(self.path, self.lines.get(loc, 1), inside)


def read(path: Path) -> Tree:
    """Read a YAML file; raises CorpusError where it is no YAML or names a key twice."""
    return parse(text(path), path)


def text(path: Path) -> str:
    """Read a file as UTF-8; raises CorpusError where it is missing or is not."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CorpusError(path, None, "", expected="a file of this name", found=None) from error
    except UnicodeDecodeError as error:
        raise CorpusError(path, None, "", expected="text in UTF-8", found=error.object[error.start]) from error


def parse(source: str, path: Path, *, above: int = 0) -> Tree:
    """Parse YAML text that begins `above` lines below the top of its file."""
    try:
        root = yaml.compose(source, Loader=yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 + above if error.problem_mark else None
        expected, found = f"YAML ({error.problem})", _line(source, line, above)
        raise CorpusError(path, line, "", expected=expected, found=found) from error
    except yaml.reader.ReaderError as error:
        line = source.encode()[: error.position].count(b"\n") + 1 + above  # libyaml counts bytes
        raise CorpusError(
            path, line, "", expected=f"YAML ({error.reason})", found=_line(source, line, above)
        ) from error
    lines: dict[Loc, int] = {}
    return Tree(path, None if root is None else _data(root, (), lines, path, above), lines)


def _data(node: yaml.Node, loc: Loc, lines: dict[Loc, int], path: Path, above: int) -> object:
    lines.setdefault(loc, node.start_mark.line + 1 + above)
    if isinstance(node, yaml.SequenceNode):
        return [_data(child, (*loc, n), lines, path, above) for n, child in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    found: dict[str, object] = {}
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1 + above
        if name in found:
            raise CorpusError(path, line, name, expected="each field once", found=name)
        lines[(*loc, name)] = line
        if value.tag != NULL:
            found[name] = _data(value, (*loc, name), lines, path, above)
    return found


def _line(source: str, line: int | None, above: int) -> str | None:
    written = source.splitlines()
    return written[line - 1 - above].strip() if line and 0 < line - above <= len(written) else None
