import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.clean import CHARACTERS, SEGMENTS, WORDS, clean, segments


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("How Many?", "how many?"),
        ("ｈｏｗ　ｍａｎｙ", "how many"),
        ("**how** __many__ ~~not~~ ||this||", "how many not this"),
        ("<@123456> how many <#99> <:wave:12> <@&7> @everyone", "how many"),
        ("see https://example.org/a?b=c please", "see please"),
        ("`how many` ```drop table``` came", "how many came"),
        ("how​ma‮ny", "howmany"),
        ("> quoted\nhow many", "quoted\nhow many"),
        ("it’s “fine” – or — not", 'it\'s "fine" - or - not'),
        ("<script>alert(1)</script>", "alert(1)"),
        ("  \n\n ", ""),
    ],
)
def test_markup_mentions_and_invisible_characters_go(typed, cleaned):
    assert clean(typed) == cleaned


def test_text_is_cut_into_sentences():
    assert segments(clean("Hi there! How many came in 2013? Thanks.")) == (
        "hi there!",
        "how many came in 2013?",
        "thanks.",
    )


def test_figures_and_abbreviations_do_not_end_a_sentence():
    assert len(segments("was it approx. 1.5 times, e.g. 2,706 vs. 1,516?")) == 1


def test_a_long_sentence_is_cut_at_the_words_the_encoder_can_read():
    pieces = segments("word " * 200)
    assert all(len(piece.split()) <= WORDS for piece in pieces)
    assert " ".join(pieces).split() == ["word"] * 200


def test_of_too_many_sentences_the_last_are_read():
    pieces = segments("\n".join(f"sentence {n}." for n in range(100)))
    assert len(pieces) == SEGMENTS
    assert pieces[-1] == "sentence 99."


def test_what_is_typed_beyond_the_limit_is_not_read():
    assert len(clean("x" * 100_000)) == CHARACTERS


@given(st.text(max_size=6000))
def test_any_text_comes_out_lower_case_without_invisible_characters(text):
    cleaned = clean(text)
    assert cleaned == cleaned.casefold()
    assert not set("\u200b\u200e\u202e\u2066\ufeff") & set(cleaned)
    assert all(line == line.strip() for line in cleaned.splitlines())
    assert all(len(piece.split(" ")) <= WORDS for piece in segments(cleaned))


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("w0men in 2o19", "women in 2o19"),
        ("women. 2 0 1 3. how many", "women. 2013. how many"),
        ("2011...2013", "2011-2013"),
        ("sicne 2010, betwen them", "since 2010, between them"),
        ("1 2 0 1 3 4", "1 2 0 1 3 4"),
    ],
)
def test_what_is_disguised_or_mistyped_is_written_out(typed, cleaned):
    assert clean(typed) == cleaned


def test_a_year_cut_short_behind_a_stop_keeps_its_mark():
    assert segments("men only. '17. go") == ("men only.", "'17.", "go")
