import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.sentences import LONGEST, excerpt, points_back, sentences


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It cost $3,000-5,000. A guide took $3,000.", ["It cost $3,000-5,000.", "A guide took $3,000."]),
        ("Some 1.5 million, e.g. in the North. More.", ["Some 1.5 million, e.g. in the North.", "More."]),
        ("Dr. Kim said so. He left.", ["Dr. Kim said so.", "He left."]),
        ("He said “no.” She said yes.", ["He said “no.”", "She said yes."]),
        ("it is lower case . with spaced stops .", ["it is lower case .", "with spaced stops ."]),
        ("In Feb. 2014 it fell.", ["In Feb. 2014 it fell."]),
        ("No stop at the end", ["No stop at the end"]),
        ("They won Bowl 50. The game was short.", ["They won Bowl 50.", "The game was short."]),
        ("He left the U.S. Army. He went home.", ["He left the U.S. Army.", "He went home."]),
        ("It grew in the U.S. The rest shrank.", ["It grew in the U.S.", "The rest shrank."]),
        ("No. 1 in the U.K. and No. 5 abroad. She said no. So it was.",
         ["No. 1 in the U.K. and No. 5 abroad.", "She said no.", "So it was."]),
        ("J. S. Bach and Mr. X. met at 8 a.m. on Main St. They sang.",
         ["J. S. Bach and Mr. X. met at 8 a.m. on Main St.", "They sang."]),
        ("It began after World War I. Germany had lost. Charles V. He ruled.",
         ["It began after World War I.", "Germany had lost.", "Charles V.", "He ruled."]),
        ("the cat sat. it was happy! was it? yes.", ["the cat sat.", "it was happy!", "was it?", "yes."]),
        ("He came home. then he left, approx. two hours later.",
         ["He came home.", "then he left, approx. two hours later."]),
        ("The firm (founded c. 1850. Later Acme Inc.) failed. (It had debts.) It closed.",
         ["The firm (founded c. 1850. Later Acme Inc.) failed.", "(It had debts.)", "It closed."]),
        ("It began in 1914.[5] The end came late.[6][7] So they say.",
         ["It began in 1914.[5]", "The end came late.[6][7]", "So they say."]),
        ("It ended.The next day came.", ["It ended.", "The next day came."]),
        ("1. Wash it. 2. Dry it.", ["1. Wash it.", "2. Dry it."]),
        ("“What now?” he asked. The rest… is silence.", ["“What now?” he asked.", "The rest… is silence."]),
        ("It is 8,611 m. 14 peaks are higher.", ["It is 8,611 m.", "14 peaks are higher."]),
        ("Martin Luther King, Jr. was there. So was A. B. Smith, Ph.D. in law.",
         ["Martin Luther King, Jr. was there.", "So was A. B. Smith, Ph.D. in law."]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_are_cut_where_they_end(text, expected):
    assert cut(text) == expected


def test_what_goes_on_without_a_stop_is_cut_for_the_encoder():
    assert [len(part.split()) for part in cut("word " * 300)] == [LONGEST, LONGEST, 300 - 2 * LONGEST]


@given(st.text())
def test_nothing_but_white_space_is_lost(text):
    kept = "".join("".join(cut(text)).split())
    assert kept == "".join(text.split())


@pytest.mark.parametrize(
    "sentence",
    [
        "He trimmed the wick.",
        "“It was dusk,” she wrote.",
        "But they stayed.",
        "In 1914 he moved.",
        "In March 1921, however, they returned.",
        "This holds for most.",
        "Such lamps were dear.",
        "The latter was lost.",
        "In such cases the bell is rung.",
        "Many of them drowned.",
        "On the second day these ships sailed.",
        "For his work the keeper was paid.",
    ],
)
def test_a_sentence_that_begins_with_a_reference_points_back(sentence):
    assert points_back(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The keeper trimmed the wick because he was told to.",
        "In 1914 Curie took her cars to the front.",
        "A brig from Bergen ran aground.",
        "Those who came by sea were few.",
        "When Anna left, she took the lamp.",
        "The bell was rung by hand.",
        "Should the fog go on, this will cost lives.",
        "",
    ],
)
def test_a_sentence_that_names_what_it_is_about_does_not(sentence):
    assert not points_back(sentence)


def test_an_excerpt_takes_in_what_its_sentences_point_back_to_and_marks_what_is_left_out():
    text = "Ann came. She stayed. Bob left. Nobody knew. The bell rang."
    assert excerpt(text, [3]) == "Bob left."
    assert excerpt(text, [2]) == "Ann came. She stayed."
    assert excerpt(text, [2, 5], left_out="…") == "Ann came. She stayed. … The bell rang."
    assert excerpt(text, [5, 1]) == "Ann came. The bell rang."
