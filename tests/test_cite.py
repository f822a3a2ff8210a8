import pytest

from retrieval.cite import Citations, link, paragraph


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
