"""Reads a source file: front matter between two lines `---`, then a section `## pN Title` for each passage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from index import tree
from index.place import Place
from retrieval.corpus import Passage, Source
from retrieval.errors import CorpusError

FENCE = "---"
HEADING = re.compile(r"## (p\d+)(?: (\S.*))?\Z")
FIELDS = ("at", "url")  # that lines right below a heading may give


class Section(NamedTuple):
    """A heading and the lines below it; line: 1-based, of the heading."""

    line: int
    heading: str
    body: list[str]


def read(path: Path) -> tuple[tuple[Source, Place], list[tuple[Passage, Place]]]:
    """Read a source and its passages, each with its place; raises CorpusError."""
    lines = tree.text(path).splitlines()
    close = _closing(lines, path)
    data, place = tree.parse("\n".join(lines[1:close]), path, above=1).fields()
    source = place.model(Source, data)
    if source.id != path.stem:
        raise place.error("id", expected=f"the name of its file, {path.stem!r}", found=source.id)
    return (source, place), [_passage(section, source, path) for section in _sections(lines, close + 1, path)]


def _closing(lines: list[str], path: Path) -> int:
    if not lines or lines[0].rstrip() != FENCE:
        raise CorpusError(
            path, 1, "", expected=f"{FENCE!r}, which opens the front matter", found=lines[0] if lines else ""
        )
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == FENCE:
            return number
    raise CorpusError(path, len(lines), "", expected=f"{FENCE!r}, which closes the front matter", found=lines[-1])


def _sections(lines: list[str], start: int, path: Path) -> Iterator[Section]:
    section: Section | None = None
    for number, line in enumerate(lines[start:], start + 1):
        if line.startswith("#"):
            if section:
                yield section
            section = Section(number, line.rstrip(), [])
        elif section:
            section.body.append(line.strip())
        elif line.strip():
            raise CorpusError(path, number, "", expected="a section that begins '## p1 Title'", found=line.strip())
    if section:
        yield section


def _passage(section: Section, source: Source, path: Path) -> tuple[Passage, Place]:
    heading = HEADING.match(section.heading)
    if not heading:
        raise CorpusError(path, section.line, "", expected="a heading like '## p1 Title'", found=section.heading)
    given: dict[str, str] = {}
    lines: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(section.body, section.line + 1):
        name, colon, value = line.partition(":")
        if not colon or name not in FIELDS or name in given:
            break
        given[name], lines[name,] = value.strip(), number
    text = " ".join(line for line in section.body[len(given) :] if line)
    place = Place(path, section.line, {("at",): section.line + 1} | lines)
    if not text:
        raise place.error("text", expected="a paragraph below the heading", found="")
    title = heading[2] or source.title
    fields = {"id": f"{source.id}/{heading[1]}", "source": source.id, "title": title, "text": text, **given}
    return place.model(Passage, fields), place
