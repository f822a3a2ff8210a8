"""What `/figure` offers while one types, and the query of what was chosen; what comes back is not trusted."""

from __future__ import annotations

from retrieval import text
from retrieval.corpus import WHOLE
from retrieval.engine import Engine
from retrieval.model import Query
from retrieval.period import Period

Entry = tuple[str, str]  # value, label


class Menu:
    """The measures of a corpus with the periods and groups that each has; all in memory."""

    def __init__(self, engine: Engine) -> None:
        measures = {measure.id: measure for measure in engine.corpus.measures}
        labels = {population.id: population.label for population in engine.corpus.populations}
        rows = {row.measure: row for row in engine.coverage()}
        self._ids = {text.capital(measures[id_].label).casefold(): id_ for id_ in rows} | {id_: id_ for id_ in rows}
        self._measures: list[Entry] = [(id_, text.capital(measures[id_].label)) for id_ in rows]
        self._periods: dict[str, list[Entry]] = {
            id_: [(str(period), text.plain(period)) for period in reversed(row.periods)] for id_, row in rows.items()
        }
        self._populations: dict[str, list[Entry]] = {
            id_: [(name, labels.get(name, name)) for name in row.populations] for id_, row in rows.items()
        }

    def measures(self, typed: str) -> list[Entry]:
        """Measures whose name holds what is typed."""
        return _holding(self._measures, typed)

    def periods(self, measure: str, typed: str) -> list[Entry]:
        """The periods a measure has, newest first."""
        return _holding(self._periods.get(self._id(measure), []), typed)

    def populations(self, measure: str, typed: str) -> list[Entry]:
        """The groups a measure is broken down by."""
        return _holding(self._populations.get(self._id(measure), []), typed)

    def query(self, measure: str, period: str, population: str | None) -> Query | str:
        """The query of what was chosen or typed, or a sentence that says what cannot be read."""
        id_ = self._id(measure)
        if not id_:
            return "There is no such measure; choose one from the list that opens as you type."
        try:
            when = Period(period.strip())
        except ValueError:
            return "That is no period I can read; choose one from the list, or type a year such as 2013."
        groups = {WHOLE: WHOLE}
        for name, label in self._populations[id_]:
            groups |= {name.casefold(): name, label.casefold(): name}
        named = groups.get(population.strip().casefold()) if population else WHOLE
        if named is None:
            return "There is no such group of this measure; choose one from the list that opens as you type."
        return Query(target=id_, periods=(when,), populations=(named,) if named != WHOLE else ())

    def _id(self, measure: str) -> str:
        """The id of a measure chosen from the list or typed; empty where there is none."""
        return self._ids.get(measure.strip().casefold(), "")


def _holding(entries: list[Entry], typed: str) -> list[Entry]:
    words = typed.casefold().split()
    return [entry for entry in entries if all(word in f"{entry[0]} {entry[1]}".casefold() for word in words)]
