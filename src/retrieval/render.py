"""An answer as a person reads it in a terminal or a file: what answers is marked in the text that is cited for it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from retrieval.model import Answer, Citation
from retrieval.sentences import sentences

KINDS = {"quote": "Quoted from", "summary": "In summary", "row": "Table row"}
ASIDE = "See also"
NEAREST = "Nearest"
QUOTED = re.compile("“([^”]+)”")
MARK = "*"  # on both sides of what answers, in plain text


def transcript(answer: Answer) -> str:
    """Plain text, complete: headline, notes, citations with their links, suggestions."""
    lines = [answer.headline + _numbers(_told(answer))]
    lines += [f"Note ({note.kind}): {note.text}{_numbers(note.citations)}" for note in answer.notes]
    for citation in answer.citations:
        lines.append(f"[{citation.n}] {_title(answer, citation)}")
        if not is_aside(answer, citation):
            lines.append(f"    {_plain(citation.text, marked(answer, citation))}")
        lines.append(f"    {citation.url}")
    lines += [f"Try: {question}" for question in answer.suggestions]
    return "\n".join(lines)


def rendered(answer: Answer) -> RenderableType:
    """The same for a terminal, with emphasis; text of the corpus is never read as markup."""
    parts: list[RenderableType] = [Text(answer.headline, style="bold" if answer.status != "none" else "bold yellow")]
    parts += [
        Padding(Text.assemble((f"{note.kind}: ", "cyan"), note.text, (_numbers(note.citations), "dim")), (0, 0, 0, 2))
        for note in answer.notes
    ]
    for citation in answer.citations:
        parts.append(Text.assemble((f"[{citation.n}] ", "dim"), (_title(answer, citation), "italic")))
        if not is_aside(answer, citation):
            text = Text(citation.text)
            for start, end in marked(answer, citation):
                text.stylize("bold", start, end)
            parts.append(Padding(text, (0, 0, 0, 4)))
        parts.append(Padding(Text(citation.url, style="blue underline", no_wrap=True, overflow="fold"), (0, 0, 0, 4)))
    parts += [Text.assemble(("Try: ", "green"), question) for question in answer.suggestions]
    parts.append(Text(f"index {answer.index}, {answer.ms:g} ms", style="dim"))
    return Group(*parts)


def marked(answer: Answer, citation: Citation) -> tuple[tuple[int, int], ...]:
    """The sentences of a cited paragraph that the headline is made of, or that print its figures or words."""
    if citation.passage is None:
        return ()
    spans = {span: citation.text[slice(*span)] for span in sentences(citation.text)}
    told = [span for span, text in spans.items() if text in answer.headline]
    printed = [one.printed for one in answer.figures if one.printed and one.passage == citation.passage]
    printed += QUOTED.findall(answer.headline) if answer.status == "passages" and citation.n == 1 else []
    return tuple(told or (span for span, text in spans.items() if any(_prints(text, form) for form in printed)))


def _prints(text: str, form: str) -> bool:
    """Whether a text holds a printed form by itself, not as a part of a longer number or word."""
    return re.search(rf"(?<!\w){re.escape(form)}(?![-–,.]?\d|\w)", text, re.IGNORECASE) is not None


def is_aside(answer: Answer, citation: Citation) -> bool:
    """Whether a paragraph is only worth reading too: beside a refusal, or neither first nor told."""
    if answer.status == "none":
        return True
    in_notes = any(citation.n in note.citations for note in answer.notes)
    return answer.status == "passages" and citation.n > 1 and not marked(answer, citation) and not in_notes


def _told(answer: Answer) -> tuple[int, ...]:
    """The citations that the headline itself rests on."""
    if answer.status == "none" or not answer.citations:
        return ()
    return (1, *(one.n for one in answer.citations[1:] if answer.status == "passages" and marked(answer, one)))


def _plain(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with `MARK` around its marked sentences; those that follow one another share theirs."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}{MARK}{text[start:end]}{MARK}{text[end:]}"
    return text.replace(f"{MARK} {MARK}", " ")


def _title(answer: Answer, citation: Citation) -> str:
    published = f" ({citation.published})" if citation.published else ""
    near = NEAREST if answer.status == "none" else ASIDE
    kind = near if is_aside(answer, citation) else KINDS[citation.kind]
    return f"{kind}: {citation.title}{published}"


def _numbers(numbers: Iterable[int]) -> str:
    return "".join(f" [{n}]" for n in numbers)
