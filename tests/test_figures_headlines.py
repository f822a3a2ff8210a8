"""Every headline of tests/golden/headlines.txt, which a person reads: a query as JSON, then indented what it says.

To add one, write its query into the file; `python tests/test_figures_headlines.py` writes all headlines anew, to be read
again before they are committed.
"""

import json
import re
from pathlib import Path

import pytest

from retrieval.figures import Figures
from retrieval.model import Operation, Query

ODD = (
    "None",
    "  ",
    r"\.\.",
    "[{}]",
    " [,.;]",
    "Decimal",
    r"\$-",
    r"E\+",
    r"(?<![\d,.])1 (people|women|men|years|parts)\b",
)
GOLDEN = Path(__file__).parent / "golden" / "headlines.txt"


def entries():
    lines = GOLDEN.read_text().splitlines()
    return list(zip(lines[::2], (line.strip() for line in lines[1::2]), strict=True))


def told(figures, query):
    outcome = figures.compute(Query.model_validate_json(query))
    return (f"[{outcome.reason}] " if outcome.reason else "") + outcome.headline


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


@pytest.mark.parametrize(("query", "headline"), entries())
def test_headline(figures, query, headline):
    assert told(figures, query) == headline


def test_they_cover_every_measure_and_every_operation(corpus):
    queries = [json.loads(query) for query, _ in entries()]
    assert {query["target"] for query in queries} >= {measure.id for measure in corpus.measures}
    assert {query.get("operation", "lookup") for query in queries} == {str(operation) for operation in Operation}
    assert len({headline for _, headline in entries() if not headline.startswith("[")}) >= 200


def test_they_are_one_plain_sentence():
    for query, headline in entries():
        said = re.sub(r"^\[\w+\] ", "", headline)
        assert said.endswith("."), query
        assert said[0] == said[0].upper(), query
        for odd in ODD:
            assert not re.search(odd, said), f"{query}: {odd!r} in {said!r}"


if __name__ == "__main__":
    import sys

    sys.path[:0] = [str(GOLDEN.parents[2]), str(GOLDEN.parents[2] / "src")]
    from index.read import read_corpus

    computer = Figures(read_corpus(GOLDEN.parents[2] / "corpus"))
    GOLDEN.write_text("".join(f"{query}\n    {told(computer, query)}\n" for query, _ in entries()))
