import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.sentences import sentences


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
        ("", []),
    ],
)
def test_sentences_are_cut_where_they_end(text, expected):
    assert cut(text) == expected


@given(st.text())
def test_nothing_but_white_space_is_lost(text):
    kept = "".join("".join(cut(text)).split())
    assert kept == "".join(text.split())
