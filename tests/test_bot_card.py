"""A card keeps Discord's limits and pings nobody, whatever the corpus holds."""

import re

import pytest
from bot_world import broken_rules, pressable
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.card import CITATIONS, Card, card_texts
from bot.picture import Picture
from retrieval.model import Answer, Citation, Figure, Note

GIVEN = "0123456789abcdef"
nasty = st.text(max_size=3000) | st.sampled_from(
    [
        "@everyone",
        "<@123>",
        "**bold** _it_ ~~no~~ `code`",
        "https://evil.example/a_b_c",
        "[x](https://evil.example)",
        "> quote",
        "||spoiler||",
        "# head",
    ]
)
urls = st.builds("https://example.org/{}".format, st.text("abc/%", max_size=700)) | st.sampled_from(
    [
        "javascript:alert(1)",
        "https://a.example>)[b](https://evil.example",
        "https://a.example @everyone",
        "https://a.example\\",
    ]
)


def whole(answer):
    texts = card_texts(answer)
    return "\n".join([*texts.answer, *texts.sources, texts.footer])


FIGURE = Figure(measure="m", period="2013", population="all", value=1, unit="people", status="final", source="s")
notes = st.builds(
    Note,
    kind=st.sampled_from(["conflict", "vintage", "hedge", "coverage", "assumption"]),
    text=nasty,
    citations=st.just((1,)),
)
citations = st.builds(
    Citation,
    n=st.integers(1, 40),
    kind=st.sampled_from(["quote", "summary", "row"]),
    source=st.just("s"),
    title=nasty,
    url=urls,
    text=nasty,
)


@st.composite
def answers(draw):
    refused = draw(st.booleans())
    return Answer(
        status="none" if refused else "figure",
        reason="no_topic" if refused else None,
        headline=draw(nasty),
        figures=() if refused else (FIGURE,),
        notes=tuple(draw(st.lists(notes, max_size=12))),
        citations=tuple(draw(st.lists(citations, max_size=12))),
        index="v1",
    )


@settings(max_examples=150, deadline=None)
@given(
    answers(),
    st.lists(
        st.tuples(st.text("0123456789abcdef", min_size=16, max_size=16), st.text(min_size=1, max_size=300)),
        max_size=6,
        unique_by=lambda pair: pair[0],
    ),
)
def test_every_card_keeps_within_the_limits(answer, suggestions):
    card = Card(answer, given=GIVEN, suggestions=suggestions, picture=Picture("chart.png", "chart: " + "x " * 900))
    body = {"components": card.to_components(), "allowed_mentions": {"parse": []}}
    assert broken_rules(4, body) == []
    for label, id_ in pressable(body):
        assert 1 <= len(label) <= 80
        assert 1 <= len(id_) <= 100
    assert f"'description': '{'chart: '}" in str(body)


@settings(max_examples=150, deadline=None)
@given(answers())
def test_no_text_of_a_card_is_a_mention_or_foreign_markup(answer):
    shown = whole(answer)
    assert not re.search(r"(?<!\\)<(?:@|#|:|a:|t:|id:)", shown)
    assert not re.search(r"@(?:everyone|here)\b", shown)
    assert not re.search(r"(?<!\\)\]\((?!<https://example\.org/)", shown)
    assert not re.search(r"(?<!\]\(<)https?://", shown)
    assert not re.search(r"(?m)^(?:#|>>>)", shown)


def test_the_text_of_a_card_is_complete_for_a_screen_reader():
    answer = Answer(
        status="figure",
        headline="Nine ships came.",
        figures=(
            Figure(measure="m", period="2013", population="all", value=9, unit="count", status="final", source="s"),
        ),
        notes=(Note(kind="vintage", text="Eight at first.", citations=(1,)),),
        citations=(
            Citation(
                n=1,
                kind="summary",
                source="s",
                title="The log",
                url="https://example.org/log",
                published="1901-02-03",
                text="Nine ships.",
            ),
        ),
        index="v1",
    )
    assert card_texts(answer) == (
        ("**Nine ships came.** `1`", "-# Earlier and later counts\nEight at first. `1`"),
        ("`1` In summary: [The log](<https://example.org/log>) (3 February 1901)\n> Nine ships.",),
        "-# index v1 · not affiliated with its sources",
    )


def test_what_is_answered_stands_above_the_chart_and_the_sources_below():
    card = Card(answer(status="figure", figures=(FIGURE,), citations=(row(1),)), given=GIVEN, picture=Picture(b"", "x"))
    (container, buttons) = card.to_components()
    text, gallery, separator, footer = 10, 12, 14, 10
    assert [item["type"] for item in container["components"]] == [text, gallery, separator, text, footer]
    assert [button["label"] for button in buttons["components"]] == ["Follow up", "Wrong?"]


def answer(**changes):
    return Answer(**{"status": "passages", "headline": "Nine ships came.", "index": "v1"} | changes)


def row(n, url="https://example.org/log"):
    return Citation(
        n=n, kind="row", source="s", title="The log", url=url, published="1901", text=f"Ships, 1901: {n} (final)."
    )


def test_rows_of_one_table_stand_under_its_title_each_with_its_link():
    rows = (row(1), row(2, "https://x.example"), row(3, "javascript:x"))
    (told,) = card_texts(answer(status="figure", figures=(FIGURE,), citations=rows)).sources
    assert told.splitlines() == [
        "Table rows: The log",
        "> `1` [Ships, 1901: 1](<https://example.org/log>) (final).",
        "> `2` [Ships, 1901: 2](<https://x.example>) (final).",
        "> `3` Ships, 1901: 3 (final).",
    ]


def test_one_row_is_shown_below_its_link():
    (told,) = card_texts(answer(status="figure", figures=(FIGURE,), citations=(row(1),))).sources
    assert told == "`1` Table row: [The log](<https://example.org/log>)\n> Ships, 1901: 1 (final)."


def test_no_mark_points_at_a_source_that_is_not_shown():
    many = tuple(row(n, f"https://example.org/{n}") for n in range(1, 30))
    note = Note(kind="vintage", text="Eight at first.", citations=tuple(range(1, 30)))
    shown = whole(answer(status="figure", figures=(FIGURE,), notes=(note,), citations=many))
    marks = set(re.findall(r"`(\d+)`", shown))
    assert marks == {str(n) for n in range(1, CITATIONS + 1)}
    assert f"-# … and {29 - CITATIONS} more sources" in shown


def summary(n, text):
    return Citation(n=n, kind="summary", source="s", title="The log", url=f"https://x.example/{n}", text=text)


def test_what_is_only_near_is_a_link_and_no_text():
    told = card_texts(answer(citations=(summary(1, "One."), summary(2, "Two.")))).sources
    assert told[1] == "`2` See also: [The log](<https://x.example/2>)"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A storm came. Nine ships came. They left.", "\n> A storm came. … They left."),
        ("Nine ships came. They left.", "\n> … They left."),
        ("Nine ships came.", ""),
        ("They left.", "\n> They left."),
    ],
)
def test_a_sentence_of_the_headline_is_not_said_twice(text, left):
    (told,) = card_texts(answer(headline="In summary: Nine ships came.", citations=(summary(1, text),))).sources
    assert told == f"`1` In summary: [The log](<https://x.example/1>){left}"


def test_notes_of_one_kind_share_a_label():
    notes = tuple(Note(kind=kind, text=kind) for kind in ("conflict", "vintage", "vintage"))
    assert (
        card_texts(answer(notes=notes)).answer[1]
        == "-# Sources differ\nconflict\n-# Earlier and later counts\nvintage\nvintage"
    )


def test_of_a_long_list_what_stands_before_the_colon_is_in_bold():
    listed = ", ".join(f"{year} in {year}" for year in range(1900, 1940))
    assert card_texts(answer(headline=f"Ships: {listed}.")).answer[0] == f"**Ships:** {listed}."


@pytest.mark.parametrize("reason", ["no_topic", None])
def test_the_first_sentence_is_in_bold(reason):
    told = answer(status="none" if reason else "passages", reason=reason, headline="I find nothing. Ask for ships.")
    assert card_texts(told).answer[0] == "**I find nothing.** Ask for ships."
