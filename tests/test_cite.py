import pytest

from retrieval.cite import Citations, link, paragraph
from retrieval.corpus import Passage
from retrieval.text import capital, plain


@pytest.fixture
def citations(corpus):
    return Citations(corpus)


def seen(corpus, **wanted):
    return next(o for o in corpus.observations if all(str(getattr(o, name)) == value for name, value in wanted.items()))


def test_a_place_is_numbered_once_in_the_order_of_first_use(citations):
    assert [citations.passage(id_) for id_ in ("part-4/p2", "part-4/p3", "part-4/p2")] == [1, 2, 1]
    assert [citation.n for citation in citations.all()] == [1, 2]


def test_a_digest_is_summed_up_and_opens_the_page_at_the_place(citations):
    citations.passage("part-4/p11")
    (citation,) = citations.all()
    assert citation.kind == "summary"
    assert citation.title.endswith(", paragraph 11")
    assert citation.published == "2014-02-19"
    assert citation.url.endswith("#:~:text=began%20to%20build%20a%20tall%20wire%20fence")


def test_a_row_names_table_row_status_date_and_who_reported_it(citations, corpus):
    row = seen(corpus, source="ministry", measure="arrivals", period="2025", population="all", status="provisional")
    citations.observation(row)
    (citation,) = citations.all()
    assert citation.kind == "row"
    assert citation.url == row.url
    assert citation.text.startswith(
        "Arrivals in the South, 2025: 224 (provisional, as of 20 January 2026, as reported by"
    )


def test_a_group_is_named_in_its_row(citations, corpus):
    citations.observation(seen(corpus, source="ministry", measure="arrivals", period="2013", population="women"))
    assert citations.all()[0].text.startswith("Arrivals in the South, women, 2013: 1,145 (final")


def test_a_row_says_in_what_it_counts_and_up_to_when(citations, corpus):
    share = seen(corpus, source="ministry", measure="arrival_share", period="2013", population="women")
    total = seen(corpus, source="ministry", measure="cumulative_arrivals", period="../2025-12-31", population="all")
    for row in (share, total):
        citations.observation(row)
    texts = [citation.text for citation in citations.all()]
    assert texts[0].startswith(
        "Share of the arrivals in the South, women, 2013: 75.6 percent (final, as of September 2020"
    )
    assert texts[1].startswith("Arrivals in the South since the division, by the end of 2025: 34,537 (final, as of")


def test_every_row_names_table_row_value_status_date_and_who_reported_it(corpus):
    table = next(source for source in corpus.sources if source.kind == "table")
    rows = [o for o in corpus.observations if o.source == table.id]
    assert len(rows) > 300
    for row in rows:
        citations = Citations(corpus)
        citations.observation(row)
        (citation,) = citations.all()
        measure = next(one for one in corpus.measures if one.id == row.measure)
        assert (citation.kind, citation.title, citation.published) == ("row", table.title, str(row.as_of))
        assert citation.text.startswith(capital(measure.label))
        for part in (row.printed, row.status, f"as of {plain(row.as_of)}", f"as reported by {row.reported_by})."):
            assert part in citation.text, (part, citation.text)
        assert citation.url == row.url


def test_no_digest_or_preview_is_ever_quoted(corpus):
    citations = Citations(corpus)
    for passage in corpus.passages:
        citations.passage(passage.id)
    kinds = {source.id: source.text for source in corpus.sources}
    assert {citation.kind for citation in citations.all() if kinds[citation.source] != "full"} == {"summary"}
    assert not any(set("“”") & set(citation.text) for citation in citations.all())


def test_a_paragraph_that_was_read_elsewhere_opens_there(citations):
    citations.passage("part-1/p3")
    assert citations.all()[0].url.startswith("https://www.rallypoint.com/")


def test_signs_that_a_text_fragment_would_misread_are_written_as_codes(corpus):
    source = corpus.sources[0]
    passage = Passage(id="a/p1", source="a", title="", text="x", at="1,516 well-known arrivals & more")
    assert link(source, passage).endswith("#:~:text=1%2C516%20well%2Dknown%20arrivals%20%26%20more")


def test_who_publishes_what_he_wrote_is_named_once(citations):
    citations.source("ministry")
    assert citations.all()[0].text.count("Ministry of Unification") == 1


def test_a_sources_own_frame_is_cited_by_the_source(citations, corpus):
    citations.observation(seen(corpus, measure="published", population="part-1"))
    (citation,) = citations.all()
    assert (citation.source, citation.passage) == ("part-1", None)
    assert citation.text == (
        "North-South migration, part 1: Years of exodus 1945-1953 by Andrei Lankov, NK News, published on 10 February 2014."
    )


def test_a_link_without_printed_words_is_the_pages(corpus):
    source = next(s for s in corpus.sources if s.id == "part-3")
    passage = next(p for p in corpus.passages if p.source == "part-3" and p.at is None)
    assert link(source, passage) == source.url


def test_the_number_of_a_paragraph_is_the_articles_own(corpus):
    assert [paragraph(p) for p in corpus.passages if p.source == "part-4"] == [str(n) for n in range(1, 22)]
