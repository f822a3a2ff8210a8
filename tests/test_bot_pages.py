"""The fixed pages say what there is, as it is measured, within one message."""

import pytest

from bot import pages
from bot.card import CHARACTERS
from bot.pages import EXAMPLES, Page
from bot.text import inert
from retrieval.artefact import Measured


class Held:
    """The engine with another manifest."""

    def __init__(self, engine, **changes):
        self._engine = engine
        self.manifest = engine.manifest.model_copy(update=changes)

    def __getattr__(self, name):
        return getattr(self._engine, name)


def test_about_says_what_is_held_and_of_which_index(engine):
    told = pages.about(Held(engine, measured=None))
    counts = engine.manifest.counts
    assert (
        f"{counts['passages']:,} passages, {counts['observations']:,} figures of {counts['measures']:,} measures"
        in told
    )
    assert f"Index `{engine.version}`" in told
    assert "was not measured" in told
    assert "independent" in engine.corpus.disclaimer
    assert inert(engine.corpus.disclaimer) in told
    assert "keeps no question" in told


def test_about_says_how_often_it_was_right_and_on_what(engine):
    rates = {"stated figures that are right": (1990, 2000), "refusals that are right": (7, 8)}
    told = pages.about(Held(engine, measured=Measured(index="abc", questions=2345, writers=6, rates=rates)))
    assert "Measured on index `abc` with 2,345 questions by 6 writers" in told
    assert "\n- stated figures that are right: 1,990 of 2,000\n- refusals that are right: 7 of 8" in told


def test_sources_names_each_with_a_link_and_its_limit(engine):
    told = pages.sources(engine)
    for source in engine.corpus.sources:
        assert f"(<{source.url}>)" in told
        assert inert(source.limit) in told
    assert "Andrei Lankov" in told


def test_help_shows_questions_that_work_and_every_command(engine):
    told = pages.help_page(engine)
    examples = pages.examples(engine, EXAMPLES)
    assert len(set(examples)) == EXAMPLES
    for question in examples:
        assert f"- {question}" in told
        assert engine.ask(question).status != "none"
    assert all(f"`/{name}`" in told for name in ("ask", "figure", "sources", "about"))


@pytest.mark.parametrize("make", [pages.sources, pages.about, pages.help_page])
def test_a_page_fits_into_a_message_whole(engine, make):
    told = make(engine)
    assert len(told) <= CHARACTERS
    assert Page(told).content_length() == len(told)


def test_a_page_that_is_too_long_is_cut_at_a_sentence():
    page = Page("One sentence. " * 1000)
    assert page.content_length() <= CHARACTERS
    assert str(page.to_components()).count("sentence. …") == 1
