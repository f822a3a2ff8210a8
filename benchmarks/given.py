"""What a benchmark is given: a folder of passages and a file of questions, in the shapes that such sets come in."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from index.read import read_corpus
from retrieval.corpus import Corpus, Passage, Source
from retrieval.period import Period

SUFFIXES = (".txt", ".md")
QUESTION = ("question", "q", "query")
PASSAGE = ("passage", "passage_id", "passages", "gold", "context_id", "context")
ANSWER = ("answer", "answers", "answer_text")
TITLE_WORDS = 12  # of a first line that stands by itself without a stop: more is text
_HEADING = re.compile(r"(?:#+|[Tt]itle:)\s+(\S.*)")
_NUMBER = re.compile(r"[\W_]*[pP]?\d+\Z")


class Question(NamedTuple):
    """A question, the ids of the passages that answer it, and texts one of which the answering sentence holds."""

    text: str
    passages: tuple[str, ...]
    answers: tuple[str, ...]


def read_passages(path: Path) -> Corpus:
    """A corpus folder as `python -m index build` reads it, or one of plain files; ValueError where it is neither."""
    if (path / "corpus.yaml").exists():
        return read_corpus(path)
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and file.suffix.lower() in SUFFIXES]
    passages = [passage for file in files if (passage := _passage(file, path))]
    if not passages:
        raise ValueError(f"{path}: expected a corpus.yaml, or .txt or .md files with a passage each; found neither.")
    (twice, times), *_ = Counter(passage.id for passage in passages).most_common(1)
    if times > 1:
        raise ValueError(f"{path}: expected one file for each passage; found two that are called {twice!r}.")
    source = Source(id="folder", kind="article", title="", short="", publisher="", url="", text="full")
    return Corpus(
        title="", language="en", anchor=Period("2000"), offer="", disclaimer="", sources=(source,),
        passages=tuple(passages),
    )  # fmt: skip


def _passage(file: Path, folder: Path) -> Passage | None:
    """The passage of a plain file, None of an empty one; its title is its own, or that of the folder or file."""
    first, _, rest = _text(file).strip().partition("\n")
    heading = _HEADING.fullmatch(first.strip())
    is_title = rest.strip() and (heading or _stands_alone(first.strip(), rest))
    own = heading[1] if heading else first
    named = file.parent.name if file.parent != folder else _NUMBER.sub("", file.stem)
    title, text = (own, rest) if is_title else (named.replace("_", " "), f"{first}\n{rest}")
    body = " ".join(text.split())
    id_ = file.relative_to(folder).with_suffix("").as_posix()
    return Passage(id=id_, source="folder", title=title.strip(), text=body) if body else None


def _stands_alone(first: str, rest: str) -> bool:
    """Whether a first line is a title: short, without a stop, and before a blank line or a far longer one."""
    below = rest.partition("\n")[0].strip()
    is_short = 0 < len(first.split()) <= TITLE_WORDS and first[-1] not in ".!?:;,"
    return is_short and (not below or len(below) > 2 * len(first))


def read_questions(path: Path, passages: Sequence[Passage]) -> list[Question]:
    """The questions of a file of JSON lines; ValueError with the line that is wrong, and what is."""
    known = _spellings(passages)
    lines = [(number, line) for number, line in enumerate(_text(path).splitlines(), 1) if line.strip()]
    if not lines:
        raise ValueError(f"{path}: expected a question a line; found none.")
    return [_question(line, known, f"{path}, line {number}") for number, line in lines]


def _question(line: str, known: dict[str, str], place: str) -> Question:
    try:
        fields = json.loads(line)
    except ValueError as error:
        raise ValueError(f"{place}: expected a JSON object; {error}.") from error
    if not isinstance(fields, dict):
        raise ValueError(f"{place}: expected a JSON object; found {line.strip()[:80]}.")
    asked, named, answers = (_field(fields, names) for names in (QUESTION, PASSAGE, ANSWER))
    if not asked:
        raise ValueError(f"{place}: expected the question under one of {', '.join(QUESTION)}; found {_keys(fields)}.")
    if not named:
        raise ValueError(f"{place}: expected a passage's id under one of {', '.join(PASSAGE)}; found {_keys(fields)}.")
    passages = tuple(id_ for name in named if (id_ := _known(name, known)))
    if not passages:
        some = ", ".join(sorted(set(known.values()))[:3])
        raise ValueError(f"{place}: expected the id of a passage, like {some}; found {', '.join(named)[:80]!r}.")
    return Question(asked[0], passages, answers)


def _field(fields: dict[str, object], names: tuple[str, ...]) -> tuple[str, ...]:
    return next((texts for name in names if (texts := _texts(fields.get(name)))), ())


def _texts(value: object) -> tuple[str, ...]:
    """The texts of a string, a number, an object with `text` as SQuAD has it, or a list of these."""
    if isinstance(value, dict):
        return _texts(value.get("text"))
    if isinstance(value, list):
        return tuple(text for entry in value for text in _texts(entry))
    text = "" if value is None else str(value).strip()
    return (text,) if text else ()


def _spellings(passages: Sequence[Passage]) -> dict[str, str]:
    """Each id by itself, by the passage's text, and by its last part where no other passage has it."""
    texts, ids, last = {}, {}, defaultdict(list)
    for passage in passages:
        texts[passage.text] = ids[passage.id] = passage.id
        last[passage.id.rpartition("/")[2]].append(passage.id)
    return texts | {part: found[0] for part, found in last.items() if len(found) == 1} | ids


def _known(name: str, known: dict[str, str]) -> str | None:
    """The id that a name means: with or without a file's suffix, and the folders above."""
    bare = " ".join(name.split())
    for suffix in SUFFIXES:
        bare = bare.removesuffix(suffix)
    parts = bare.replace("\\", "/").split("/")
    spellings = [bare, *("/".join(parts[at:]) for at in range(len(parts)))]
    return next((known[spelling] for spelling in spellings if spelling in known), None)


def _keys(fields: dict[str, object]) -> str:
    return ", ".join(fields) or "no field"


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{file}: expected UTF-8 text; {error}.") from error
    except OSError as error:
        raise ValueError(f"{file}: expected a file that can be read; {error.strerror}.") from error
