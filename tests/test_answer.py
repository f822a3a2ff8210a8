import pytest
from pydantic import ValidationError

from retrieval.answer import Composer
from retrieval.figures import Figures
from retrieval.model import Answer, Hit, Query


@pytest.fixture(scope="module")
def composer(corpus):
    return Composer(corpus, "v1")


@pytest.fixture(scope="module")
def figures(corpus):
    return Figures(corpus)


def test_a_figure_is_answered_with_its_notes_and_citations_best_first(composer, figures):
    answer = composer.outcome(figures.compute(Query(target="arrivals", periods=("2013",))))
    assert answer.status == "figure"
    assert [f.value for f in answer.figures] == [1516]
    assert answer.citations[0].passage == "part-4/p2"
    assert {n for note in answer.notes for n in note.citations} <= {c.n for c in answer.citations}
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_the_figure_of_a_table_cites_its_row_and_not_the_table_again(composer, figures):
    answer = composer.outcome(figures.compute(Query(target="arrivals", periods=("2019",))))
    assert [c.kind for c in answer.citations if c.source == "ministry"].count("row") == len(answer.citations)
    assert len({c.text for c in answer.citations}) == len(answer.citations)


def test_printed_words_are_a_passage_answer_without_a_figure(composer, figures):
    outcome = figures.compute(Query(target="contact_share"))
    answer = composer.outcome(outcome)
    assert answer.status == "passages"
    assert not answer.figures
    assert answer.citations[0].passage == "part-4/p8"
    assert answer.headline.startswith("“The majority” of refugees")


def test_a_refusal_states_its_reason_and_no_figure(composer, figures):
    answer = composer.outcome(figures.compute(Query(target="arrivals", periods=("1975",))))
    assert (answer.status, answer.reason, answer.figures) == ("none", "no_period", ())
    assert answer.suggestions


def test_a_digest_is_summed_up_without_quotation_marks(composer):
    answer = composer.passages([Hit(passage="part-4/p11", score=1.0, sentence="The fence stands.")])
    assert answer.headline == "Part 4 of the series, paragraph 11, in summary: The fence stands."
    assert not set('“”"') & set(answer.headline)


def test_where_what_is_held_of_a_preview_ends_is_said(composer, corpus):
    limit = next(source.limit for source in corpus.sources if source.id == "part-2")
    hits = [
        Hit(passage="part-2/p2", score=1.0, sentence="It was hard."),
        Hit(passage="part-3/p3", score=0.9, sentence=""),
    ]
    (note,) = composer.passages(hits).notes
    assert (note.kind, note.text) == ("coverage", limit)
    assert composer.passages([Hit(passage="part-4/p2", score=1.0, sentence="So."), *hits]).notes == ()


def test_a_table_as_a_whole_is_answered_with_what_it_counts_and_does_not(composer):
    headline = composer.passages([Hit(passage="ministry", score=1.0, sentence="")]).headline
    assert "counts people who reached South Korea" in headline
    assert "does not count departures" in headline


def test_an_answer_that_needs_two_paragraphs_is_told_by_both(composer):
    hits = [
        Hit(passage="part-4/p8", score=1.0, sentence="Many call.", needed=True),
        Hit(passage="part-4/p9", score=0.9, sentence="Beside the point."),
        Hit(passage="part-4/p16", score=0.8, sentence="Calls are risky.", before="The police listen.", needed=True),
        Hit(passage="part-3/p3", score=0.7, sentence="They are many.", needed=True),
    ]
    answer = composer.passages(hits)
    assert answer.headline == (
        "Part 4 of the series, paragraph 8, in summary: Many call. "
        "Paragraph 16, in summary: The police listen. Calls are risky. "
        "Part 3 of the series, paragraph 3, in summary: They are many."
    )
    assert [c.passage for c in answer.citations] == [hit.passage for hit in hits]


def test_no_more_than_three_paragraphs_are_cited_unless_needed(composer):
    hits = [Hit(passage=f"part-4/p{n}", score=1 / n, sentence="So.", needed=n in (1, 5)) for n in range(1, 7)]
    assert [c.passage for c in composer.passages(hits).citations] == [f"part-4/p{n}" for n in (1, 2, 3, 5)]


def test_printed_words_lead_and_what_is_told_beside_them_is_told_once(composer, figures):
    verbal = figures.compute(Query(target="contact_share"))
    hits = [Hit(passage="part-4/p8", score=1.0, sentence="Refugees call home.")]
    answer = composer.passages(hits, remarks=verbal.remarks, verbal=verbal)
    assert (
        answer.headline == "“The majority” of refugees in the South stayed in touch with their families in early 2014."
    )
    assert len(answer.notes) == len({note.text for note in answer.notes}) == 1
    assert not answer.figures


def test_every_observation_in_words_is_answered_with_its_printed_words_and_its_paragraph(corpus, composer, figures):
    seen = [o for o in corpus.observations if o.verbal]
    assert len(seen) >= 20
    for one in seen:
        query = Query(target=one.measure, periods=(one.period,), populations=(one.population,), source=one.source)
        outcome = figures.compute(query)
        answer = composer.outcome(outcome)
        assert one.printed.lower() in answer.headline.lower(), (one.measure, answer.headline)
        assert one.passage in [c.passage for c in answer.citations] or one.passage is None
        assert answer.status == "passages"


def test_a_source_as_a_whole_is_answered_with_its_frame(composer):
    answer = composer.passages([Hit(passage="part-1", score=1.0, sentence="")])
    assert answer.headline.startswith("Part 1 of the series is “North-South migration, part 1")
    assert "Andrei Lankov" in answer.headline
    assert answer.citations[0].source == "part-1"
    assert answer.citations[0].passage is None


def test_two_questions_are_answered_part_by_part_with_one_numbering(composer, figures):
    first = composer.outcome(figures.compute(Query(target="arrivals", periods=("2013",))))
    second = composer.passages([Hit(passage="part-4/p11", score=1.0, sentence="The fence stands.")])
    both = composer.joined([first, second])
    assert both.status == "figure"
    assert both.headline == f"{first.headline} {second.headline}"
    assert [c.n for c in both.citations] == list(range(1, len(first.citations) + 2))
    assert both.citations[-1].passage == "part-4/p11"


def test_an_answer_cannot_contradict_itself():
    with pytest.raises(ValidationError, match="a refusal has a reason"):
        Answer(status="none", headline="No.", index="v1")
    with pytest.raises(ValidationError, match="a refusal has a reason"):
        Answer(status="passages", reason="no_topic", headline="Yes.", index="v1")
    with pytest.raises(ValidationError, match="figures are stated by answers of status figure"):
        Answer(status="figure", headline="Yes.", index="v1")


def test_the_json_of_an_answer_holds_numbers_and_edtf(composer, figures):
    answer = composer.outcome(figures.compute(Query(target="arrival_share", periods=("2013",))))
    held = answer.model_dump(mode="json", by_alias=True)
    assert held["schema"] == 1
    assert held["figures"][0]["value"] == 75.6
    assert held["figures"][0]["period"] == "2013"
    assert Answer.model_validate(held) == answer
