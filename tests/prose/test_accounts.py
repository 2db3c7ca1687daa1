"""Every mark of money of a text is in exactly one entry of its account, whatever is spliced into it."""

import re

from answers import DATA, table
from for_each import for_each
from hypothesis import given
from hypothesis import strategies as st

from yen_usd import REPORT_RATE, ParseError, annotate, find_money, format_money, parse_money
from yen_usd.prose import Account, FoundMoney

PLACES = {"amount", "rate", "heading", "other currency", "quantity", "mention", "idiom", "unread"}
MARK = re.compile(
    r"[¥￥$＄€£]|円|ドル|[万億兆]|(?<![A-Za-z])(?:yen|Yen|YEN|dollars?|Dollars?|JPY|USD|EUR|GBP)(?![A-Za-z])"
    r"|(?<![A-Za-z])(?:[Tt]housands?|[Mm]illions?|[Bb]illions?|[Tt]rillions?)(?![A-Za-z])"
)
REPORT = (DATA / "report_prose.md").read_text(encoding="utf-8")
PIECES = [
    *("¥", "$", "US$", "円", "ドル", "yen", "dollars", "JPY", "USD", "EUR", "€", "million", "billions", "thousand", "bn"),
    *("百万", "億", "兆", "万", "5", "12", "1,234", "24.3", "42 ,807", "二十四", "△", "−", "-", "ー", "minus ", "(", ")"),
    *(" ", "  ", "\n", "\n\n", "\t", "|", ",", ".", "、", " to ", " and ", " per ", "から", "/", "=", "+", "-odd ", "m"),
    *("(in millions of yen)", "[百万円]", "exchange rate of ", "The dollar fell below ", "1ドル=", "円安", "shares"),
    *("台", "%", "$5", "¥5 million", "3 million", "Note ", "HK", "Canadian ", "Dollar General ", "one ", "数", "約", "千葉"),
    *("2007", "&yen;", "（", "）", "\\", "<b>", "</td><td>", "\u200b", "é", "x", "_"),
]  # fmt: skip


def check_account(text: str) -> FoundMoney:
    """The entries are in order and apart, say what stands there, and hold each mark once; the results are among them."""
    found = find_money(text)
    end = 0
    for entry in found.accounts:
        assert entry.start >= end
        assert text[entry.start : entry.end] == entry.text
        assert entry.place in PLACES
        assert entry.reason
        end = entry.end
    for mark in MARK.finditer(text):
        holders = [entry for entry in found.accounts if entry.start <= mark.start() and mark.end() <= entry.end]
        assert len(holders) == 1, (text, mark)
    for place, readings in (("amount", found.amounts), ("rate", found.rates)):
        spans = [(entry.start, entry.end) for entry in found.accounts if entry.place == place]
        assert {(reading.start, reading.end) for reading in readings} <= set(spans)
    assert [reading.start for reading in found.amounts] == [
        entry.start for entry in found.accounts if entry.place == "amount"
    ]
    return found


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=16).map("".join))
def test_the_places_partition_the_marks_of_any_text(text: str) -> None:
    """Whatever is spliced."""
    check_account(text)


@given(st.integers(0, len(REPORT)), st.sampled_from(PIECES))
def test_no_mark_is_lost_where_something_is_spliced_into_a_report(place: int, piece: str) -> None:
    """At any character of the report's prose."""
    check_account(REPORT[:place] + piece + REPORT[place:])


@for_each("row", table("prose_cases.csv"))
def test_each_sentence_of_the_prose_table_is_accounted_for(row: dict[str, str]) -> None:
    """All the sentences that other tests read."""
    check_account(row["text"])


PARTS = {
    "lead": ["", "-", "−", "minus ", "△", "(", "negative "],
    "left": ["¥", "$", "US$", "JPY ", "USD ", "¥ ", "yen ", "\\$", ""],
    "number": ["5", "1,234", "24.3", "0.5", ".5", "12,345,678", "1234", "二十四", "2兆4,300", "1,2", "五百"],
    "unit": ["", " million", "-billion", "bn", " mil.", "  bn", "k", "億", "百万", " 億", " thousand", "\nmillion"],
    "right": ["", " yen", "円", " dollars", "ドル", " JPY", "-yen", "アメリカドル", " Japanese yen"],
    "end": ["", ")", "50銭"],
}
spellings = st.tuples(*(st.sampled_from(choices) for choices in PARTS.values())).map("".join)


@given(spellings)
def test_prose_and_a_single_amount_agree_on_every_spelling(text: str) -> None:
    """What one reads, the other reads as the same, or reports; only the brackets and dashes of prose are no minus."""
    try:
        alone = parse_money(text)
    except ParseError:
        alone = None
    found = check_account(f"It was {text} then.")
    if alone is None:
        assert not any(reading.text == text.strip() for reading in found)
        return
    assert found.amounts or found.unread or found.rates
    for reading in found:
        assert reading.money in {alone.money, -alone.money}
        if reading.money != alone.money:
            assert text.startswith(("(", "-"))
            assert reading.amount >= 0


@given(spellings)
def test_a_spelling_that_is_the_whole_text_has_one_value(text: str) -> None:
    """Where prose reads the whole of a text, it reads what `parse_money` reads."""
    for reading in find_money(text):
        if reading.text == text:
            assert reading.money == parse_money(text).money


def test_an_account_says_where_each_mark_belongs() -> None:
    """One of each place."""
    text = (
        "(in millions of yen)\n\nWe sold 3 million shares for ¥5 billion, at ¥117.56 per US$1.00, and €2 million of notes; "
        "¥24,3OO was lost. Million-dollar views cost nothing in yen."
    )
    entries = [(entry.text, entry.place) for entry in check_account(text).accounts]
    assert entries == [
        ("millions", "heading"),
        ("yen", "heading"),
        ("3 million", "quantity"),
        ("¥5 billion", "amount"),
        ("¥117.56", "rate"),
        ("US$1.00", "rate"),
        ("€2 million", "other currency"),
        ("¥24,3OO", "unread"),
        ("Million", "idiom"),
        ("dollar", "mention"),
        ("yen", "mention"),
    ]
    assert isinstance(find_money(text).accounts[0], Account)


JUMBLED = "it stands in a word of hundreds of characters"


@for_each(
    "text, places",
    [
        ("€5 million was lost.", "other currency 0-10"),
        ("RMB5 million was lost.", "other currency 0-12"),
        ("1¥5", "unread 0-3"),
        ("x" * 997 + "¥5", "unread 933-999"),
        ("x" * 998 + "¥5", "unread 0-1000"),
        (f"y ¥5 {'x' * 1200} ¥6", "amount 2-4, idiom 5-1205, amount 1206-1208"),
        (f"y ¥5{'x' * 1200} ¥6", "unread 2-1204, amount 1205-1207"),
        ("x" * 1000 + "円", "idiom 0-1000, mention 1000-1001"),
    ],
)
def test_what_begins_a_text_and_words_of_a_thousand_characters_have_their_places(text: str, places: str) -> None:
    """Of the first character on; in words that nobody would write no amount is looked for."""
    accounts = check_account(text).accounts
    assert ", ".join(f"{one.place} {one.start}-{one.end}" for one in accounts) == places
    assert {one.reason for one in accounts if one.end - one.start > 900} <= {JUMBLED}


@for_each(
    "text, end, reason",
    [
        ("$5US$", 5, "what stands directly behind it belongs to no amount"),
        ("$5 1ドル=/", 6, "it may be the end of a number that a space has cut"),
        ("€万|<b>", 2, "it runs into another amount"),
    ],
)
def test_what_overlaps_is_one_entry_that_is_not_read(text: str, end: int, reason: str) -> None:
    """With the reason of the part that could not be read by itself, if there is one."""
    assert [(one.place, one.start, one.end, one.reason) for one in check_account(text).accounts] == [
        ("unread", 0, end, reason)
    ]


def test_a_long_word_in_a_link_or_in_code_is_no_matter_of_an_annotation() -> None:
    """Nothing is looked for there, be it an amount in a word that nobody would write."""
    word = "$5" + "x" * 1000
    for closed in (f"[x](https://example.com/{word})", f"`{word}`"):
        assert not annotate(f"See {closed} and ¥5 million.", rate=REPORT_RATE).unread


def test_readings_of_later_paragraphs_say_where_they_stand_in_the_text() -> None:
    """Those that are read the long way, too: of yen and sen, of a range, in brackets."""
    text = (
        "Sales rose.\n\nIt cost 12円50銭, 1億2,345万円, ¥3 to ¥5 billion and $(1.5) million.\n\n7 million to 8 million yen."
    )
    found = [(reading.text, reading.start) for reading in check_account(text)]
    wanted = ["12円50銭", "1億2,345万円", "¥3", "¥5 billion", "$(1.5) million", "7 million", "8 million yen"]
    assert found == [(one, text.index(one)) for one in wanted]


def test_amounts_written_by_the_library_are_amounts_of_the_account() -> None:
    """In all its styles."""
    for style in ("standard", "words", "name", "japanese", "compact"):
        text = format_money(parse_money("¥24.3 billion"), style=style)
        assert [entry.place for entry in find_money(f"It was {text} then.").accounts] == ["amount"], text
