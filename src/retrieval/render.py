"""An answer as a person reads it in a terminal or a file."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from retrieval.model import Answer, Citation

KINDS = {"quote": "Quoted from", "summary": "In summary", "row": "Table row"}


def transcript(answer: Answer) -> str:
    """Plain text, complete: headline, notes, citations with their links, suggestions."""
    lines = [answer.headline + _numbers(range(1, 2) if answer.citations and answer.status != "none" else ())]
    lines += [f"Note ({note.kind}): {note.text}{_numbers(note.citations)}" for note in answer.notes]
    for citation in answer.citations:
        lines += [f"[{citation.n}] {_title(answer, citation)}", f"    {citation.text}", f"    {citation.url}"]
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
        parts.append(Padding(Text(citation.text), (0, 0, 0, 4)))
        parts.append(Padding(Text(citation.url, style="blue underline", no_wrap=True, overflow="fold"), (0, 0, 0, 4)))
    parts += [Text.assemble(("Try: ", "green"), question) for question in answer.suggestions]
    parts.append(Text(f"index {answer.index}, {answer.ms:g} ms", style="dim"))
    return Group(*parts)


def _title(answer: Answer, citation: Citation) -> str:
    near = "Nearest: " if answer.status == "none" else ""
    published = f" ({citation.published})" if citation.published else ""
    return f"{near}{KINDS[citation.kind]}: {citation.title}{published}"


def _numbers(numbers: object) -> str:
    return "".join(f" [{n}]" for n in numbers)  # type: ignore[attr-defined]
