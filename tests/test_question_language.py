"""Other languages are told by their script or their commonest words; names and loan words are not taken for one."""

import pytest

from retrieval.question.clean import clean
from retrieval.question.language import Languages

LEXICON = {"foreign": {"de": ["wie viele", "kamen", "und"], "fr": ["combien", "des", "sont"]}}


@pytest.fixture(scope="module")
def languages():
    return Languages(LEXICON)


@pytest.mark.parametrize(
    "text",
    [
        "2013년에 몇 명이 왔나요",
        "كم لاجئًا",
        "Wie viele kamen 2013?",
        "combien des 2013",
        "wie viele kamen in the end und",
    ],
)
def test_another_language(languages, text):
    assert languages.foreign(clean(text))


@pytest.mark.parametrize(
    "text",
    [
        "how many came?",
        "the café in Des Moines",
        "12 34",
        "",
        "how many of the und",
        "what did kamen say und what did he do",
    ],
)
def test_ours(languages, text):
    assert not languages.foreign(clean(text))


def test_without_words_only_the_script_tells():
    assert Languages({}).foreign("안녕하세요")
    assert not Languages({}).foreign("wie viele kamen")


def test_the_project_knows_common_languages(corpus):
    languages = Languages(corpus.lexicon)
    assert languages.foreign("cuantos refugiados llegaron en 2013")
    assert languages.foreign("hoeveel vluchtelingen kwamen er in 2013")
    assert not any(languages.foreign(clean(question)) for question in [topic.ask for topic in corpus.topics])
