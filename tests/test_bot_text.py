"""Text of the corpus is shown as it is, cut where a reader would cut it, and opens nothing but what it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import TITLE, URL, cut, inert, link


@given(st.text(max_size=500), st.integers(10, 300))
def test_a_cut_text_is_never_longer(text, length):
    assert len(cut(text, length)) <= length


def test_a_text_is_cut_after_a_sentence():
    assert cut("One is here. Two is here. Three is here.", 30) == "One is here. Two is here. …"
    assert cut("nothing but words without an end", 15) == "nothing but …"
    assert cut("short", 15) == "short"


def test_markup_is_shown_as_typed():
    assert inert("**a** [b](https://c.example)\n# d") == "\\*\\*a\\*\\* \\[b\\](https\\://c.example) # d"
    assert "@everyone" not in inert("@everyone")


@pytest.mark.parametrize(
    "start", ["# ", "-# ", "- ", "> ", ">>> ", "<t:1:R>", "<#1>", "</ask:1>", "<@&1>", "||", "https://"]
)
def test_nothing_that_discord_reads_begins_a_line(start):
    assert inert(f"{start}text").startswith(("\\", "https\\://"))


def test_a_link_opens_its_address_without_a_preview():
    assert (
        link("The [log]", "https://example.org/a_(b)#:~:text=c")
        == "[The \\[log\\]](<https://example.org/a_(b)#:~:text=c>)"
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://a.example>)[b](https://evil.example",
        "https://a b",
        "ftp://a",
        "https://a/" + "b" * URL,
    ],
)
def test_an_address_that_could_be_more_than_one_is_not_linked(url):
    assert link("The log", url) == "The log"


@given(st.text(max_size=600))
def test_a_title_is_never_longer_than_it_may_be(title):
    assert len(link(title, "ftp://x")) <= TITLE
