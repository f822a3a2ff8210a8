"""The prose of the corpus: complete, in our own words, and true to the printed forms of the page it sums up."""

import csv
import re
from pathlib import Path

import pytest

from index.read import read_corpus

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the saved page is not part of the repository")

RUN = 8  # so many consecutive words of the publisher are a sentence of the publisher's
QUOTES = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2033: '"'}
ARTICLE = "part-4"
PARAGRAPHS = [f"p{number}" for number in range(1, 22)]
PREVIEWS = ["part-1", "part-2", "part-3"]
HEDGES = {
    "p1": ["seems to have changed"],
    "p3": ["at least to some extent"],
    "p4": ["perhaps even", "probably"],
    "p5": ["or at least coincided with"],
    "p6": ["alleged"],
    "p9": ["cannot be absolutely sure"],
    "p11": ["thinks it obvious", "appears"],
    "p12": ["best possible circumstances", "Some $8,000-9,000"],
    "p14": ["undoubtedly true", "surely false", "might well be"],
    "p15": ["seemingly"],
    "p16": ["relatively successful"],
    "p18": ["at least", "a certain role", "seemingly"],
    "p20": ["might", "It seems"],
    "p21": ["may be right", "potential", "might", "to some extent"],
}


@pytest.fixture(scope="module")
def corpus():
    return read_corpus(CORPUS)


@pytest.fixture(scope="module")
def digest(corpus):
    """Paragraph id -> passage of the article that is held whole."""
    return {passage.id.rpartition("/")[2]: passage for passage in corpus.passages if passage.source == ARTICLE}


def page():
    return (SHARED / "seed" / "part-4-saved-page.txt").read_text().translate(QUOTES)


@pytest.fixture(scope="module")
def printed():
    """Paragraph id -> the saved page's own paragraph, by the line that research found it in."""
    lines = page().split("\n")
    table = (SHARED / "research" / "part4-paragraphs.md").read_text()
    return {id_: lines[int(line) - 1] for id_, line in re.findall(r"^\| (p\d+) \| (\d+) \|", table, re.MULTILINE)}


def runs(text):
    tokens = re.findall(r"[a-z0-9]+", text.translate(QUOTES).lower())
    return {" ".join(tokens[start : start + RUN]) for start in range(len(tokens) - RUN + 1)}


def test_part_4_has_each_of_its_paragraphs_in_order(digest):
    assert list(digest) == PARAGRAPHS


def test_every_passage_is_whole_sentences(corpus):
    for passage in corpus.passages:
        assert len(passage.text) > 80, passage.id
        assert passage.text.endswith("."), passage.id


def test_time_words_do_not_hang_in_the_air(corpus):
    for passage in corpus.passages:
        text = passage.text.replace("Until recently", "")
        assert not re.search(r"\b(now|nowadays|today|recently|last year)\b", text), passage.id


def test_a_preview_says_where_it_ends(corpus):
    previews = {source.id: source for source in corpus.sources if source.text == "preview"}
    assert list(previews) == PREVIEWS
    for source in previews.values():
        assert "preview" in source.limit


@pytest.mark.parametrize(("paragraph", "hedge"), [(key, hedge) for key, found in HEDGES.items() for hedge in found])
def test_the_hedges_of_the_author_stay(digest, paragraph, hedge):
    assert hedge in digest[paragraph].text


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_a_link_opens_the_page_by_a_few_plain_words(digest, paragraph):
    at = digest[paragraph].at
    assert 2 <= len(at.split()) <= 7
    assert at.isascii()
    assert not set(at) & set("'\"")


def test_every_passage_is_the_answer_to_something(corpus):
    answered = {passage for topic in corpus.topics for passage in topic.passages}
    answered |= {observation.passage for observation in corpus.observations}
    assert {passage.id for passage in corpus.passages} <= answered


def test_the_catalogue_of_what_is_not_held_is_broad(corpus):
    assert len(corpus.unknowns) >= 150
    labels = [unknown.label for unknown in corpus.unknowns]
    assert len(set(labels)) == len(labels)


def test_the_label_of_an_unknown_ends_a_sentence(corpus):
    for unknown in corpus.unknowns:
        assert not unknown.label.endswith((".", "?")), unknown.id
        assert not unknown.label.startswith(("on ", "about ")), unknown.id


def test_fixed_texts_state_no_number_and_no_price(corpus):
    texts = {talk.id: talk.text for talk in corpus.talk}
    texts |= {unknown.id: unknown.text for unknown in corpus.unknowns if unknown.text}
    for id_, text in texts.items():
        assert not re.search(r"[\d$€£₩]", text), id_


def test_help_for_a_person_is_answered_kindly(corpus):
    texts = {unknown.id: unknown.text for unknown in corpus.unknowns if unknown.text}
    assert "sorry" in texts["help_seeking"]
    for helper in ("UNHCR", "embassy", "aid organisation"):
        assert helper in texts["help_seeking"]


def corpus_files():
    files = sorted(path for path in CORPUS.rglob("*") if path.is_file())
    return [pytest.param(path, id=str(path.relative_to(CORPUS))) for path in files]


@needs_shared
@pytest.mark.parametrize("path", corpus_files())
def test_no_sentence_of_the_publisher_is_in_the_corpus(corpus, path):
    title = next(source.title for source in corpus.sources if source.id == ARTICLE)
    text = re.sub(r"https?://\S+", " ", path.read_text().replace(title, " "))
    shared = runs(text) & runs(page().replace(title, " "))
    assert not shared


@needs_shared
@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_the_words_a_link_opens_at_stand_in_that_paragraph_alone(digest, printed, paragraph):
    assert digest[paragraph].at in printed[paragraph]
    assert page().count(digest[paragraph].at) == 1


@needs_shared
def test_every_printed_figure_stands_in_its_digest_paragraph(digest):
    with (SHARED / "research" / "part4-facts.csv").open() as file:
        facts = list(csv.DictReader(file))
    facts = [fact for fact in facts if fact["paragraph"] in digest]
    assert len(facts) > 60
    missing = [fact["id"] for fact in facts if fact["verbatim_figure"] not in digest[fact["paragraph"]].text]
    assert not missing
