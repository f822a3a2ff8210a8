import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.sentences import LONGEST, sentences


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
