"""What a total is made up of, against the total that is stated."""

from __future__ import annotations

from retrieval import text
from retrieval.corpus import WHOLE
from retrieval.figures.amount import Amount, same, total
from retrieval.figures.ask import Ask, Result, stated
from retrieval.figures.book import Book
from retrieval.figures.outcome import Refused, Remark
from retrieval.figures.single import lookup
from retrieval.figures.term import PLUS, Term, joined


def parts(ask: Ask, book: Book) -> Result:
    """The parts of a measure by group or by its part measures, their sum, and the stated total."""
    if not ask.measure.parts:
        return _groups(ask, book)
    stated_total = book.read(ask.measure, ask.population, ask.period)
    pieces = [book.read(ask.shelf.measures[name], ask.population, ask.period) for name in ask.measure.parts]
    added = Term.computed(
        stated_total, total([piece.worth for piece in pieces]), joined(pieces, PLUS), pieces, population=ask.population
    )
    named = [f"{ask.say.subject(piece.measure)} ({ask.say.value(piece)})" for piece in pieces]
    headline = (
        f"{text.listing(named)} add up to {ask.say.value(added)}, a sum of ours; {ask.say.subject(ask.measure)} "
        f"{ask.say.when(stated_total)} is stated as {ask.say.value(stated_total)}"
    )
    asserted = (stated_total, *pieces, added)
    return stated(headline, asserted, remarks=_gap(ask, stated_total, added))


def _gap(ask: Ask, stated_total: Term, added: Term) -> tuple[Remark, ...]:
    if same(stated_total.worth, added.worth):
        return ()
    rest = stated_total.worth.minus(added.worth)
    ends = [ask.say.amount(Amount.of(end), stated_total.unit) for end in rest.ends]
    where = [f"{ends[0]} at the low end", f"{ends[-1]} at the high end"] if len(set(ends)) > 1 else [ends[0]]
    told = f"The stated total and the sum of its parts differ by {text.listing(where)}; what fills the gap is not said."
    return (Remark(kind="conflict", text=told, evidence=stated_total.evidence),)


def _groups(ask: Ask, book: Book) -> Result:
    if not ask.shelf.complete_parts(ask.measure):
        raise Refused("no_population", f"What makes up {ask.say.subject(ask.measure)} is not in the corpus.")
    result = lookup(ask, book)
    if ask.measure.share_of is None and set(ask.populations) == set(ask.shelf.complete_parts(ask.measure)):
        whole = book.find(ask.measure, WHOLE, ask.period)
        if whole and whole.amount and sum(term.worth.ends[0] for term in result.inputs) == whole.worth.ends[0]:
            headline = f"{result.headline.rstrip('.')}, together {ask.say.value(whole)}"
            return stated(headline, (*result.inputs, whole))
    return result
