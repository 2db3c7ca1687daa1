"""The unit that a heading states: each spelling with its power of ten and its currency, entered by hand."""

import pytest

from yen_usd.money.headings import HeadingUnit, read_heading_unit, read_heading_units

STATED = {
    "Million yen": (6, "JPY"),
    "Millions of yen": (6, "JPY"),
    "(Unit: million yen)": (6, "JPY"),
    "[百万円]": (6, "JPY"),
    "（単位：百万円、％表示は対前年同期増減率）": (6, "JPY"),
    "単位：千円": (3, "JPY"),
    "億円": (8, "JPY"),
    "(100 million yen)": (8, "JPY"),
    "hundred million yen": (8, "JPY"),
    "(1,000 yen)": (3, "JPY"),
    "(ten thousand yen)": (4, "JPY"),
    "('000 yen)": (3, "JPY"),
    "¥'000": (3, "JPY"),
    "$000": (3, "USD"),
    "(in millions of ¥)": (6, "JPY"),
    "Million dollars": (6, "USD"),
    "In thousands of U.S. dollars:": (3, "USD"),
    "US$ in thousands": (3, "USD"),
    "(US$ in thousands, except per share data)": (3, "USD"),
    "千米ドル": (3, "USD"),
    "JPY bn": (9, "JPY"),
    "Yen (millions)": (6, "JPY"),
    "Net sales (¥ billions)": (9, "JPY"),
    "All figures in millions of yen.": (6, "JPY"),
    "(billions of yen, unless otherwise stated)": (9, "JPY"),
    "(Dollars in thousands)": (3, "USD"),
    "In thousands": (3, None),
    "(Yen)": (0, "JPY"),
    "¥ trillion": (12, "JPY"),
    "(Hundreds of millions of yen)": (8, "JPY"),
    "(hundred-million yen)": (8, "JPY"),
    "(10 thousand yen)": (4, "JPY"),
    "(10,000 yen)": (4, "JPY"),
    "(100 thousand yen)": (5, "JPY"),
    "(100,000 yen)": (5, "JPY"),
    "(ten million yen)": (7, "JPY"),
    "(10,000,000 yen)": (7, "JPY"),
    "(one million yen)": (6, "JPY"),
    "(1,000,000 yen)": (6, "JPY"),
    "(¥ mln)": (6, "JPY"),
    "(US$ mn)": (6, "USD"),
    "(US$ m)": (6, "USD"),
    "(one thousand yen)": (3, "JPY"),
    "(US$ k)": (3, "USD"),
    "(one billion yen)": (9, "JPY"),
    "(¥ bil.)": (9, "JPY"),
    "(¥ tn)": (12, "JPY"),
    "Trillions of yen": (12, "JPY"),
    "（千万円）": (7, "JPY"),
    "（十億円）": (9, "JPY"),
    "（十万円）": (5, "JPY"),
    "（万円）": (4, "JPY"),
    "（兆円）": (12, "JPY"),
    "（億ドル）": (8, "USD"),
    "Amounts are in thousands of dollars": (3, "USD"),
    "Sales in millions of yen": (6, "JPY"),
    "Amounts in millions of yen for years": (6, "JPY"),
    "Sales in ¥ billions": (9, "JPY"),
    "Net sales, ¥ million": (6, "JPY"),
    "Sales ¥ bn": (9, "JPY"),
    "Net sales / US$ thousands": (3, "USD"),
    "Operating Profit — millions of yen": (6, "JPY"),
    "Net income total, ¥ million": (6, "JPY"),
    "(kUSD)": (3, "USD"),
    "Yen": (0, "JPY"),
}


@pytest.mark.parametrize(("text", "unit"), STATED.items(), ids=STATED)
def test_a_heading_states_its_unit(text: str, unit: tuple[int, str | None]) -> None:
    """In the singular and plural, in brackets or not, in English and Japanese."""
    found = read_heading_unit(text)
    assert found is not None
    assert (found.power, found.currency) == unit


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Net sales",
        "2007",
        "March 31, 2007",
        "(1)",
        "Note 3",
        "(Millions of shares)",
        "（千株）",
        "EUR million",
        "We paid in dollars",
        "(¥1,000,500)",
        "($1,000.00)",
        "(10,000,500 yen)",
        "five million yen",
        "Cost, 1 million yen",
        "net income total, ¥ million",
    ],
)
def test_what_states_no_unit_is_none(text: str) -> None:
    """Labels, years, notes, counts, other currencies, sentences."""
    assert read_heading_unit(text) is None


def test_two_units_are_told_apart() -> None:
    """A heading that states two has none of its own, and both are there."""
    text = "(Millions of yen) (Thousands of U.S. dollars)"
    assert read_heading_unit(text) is None
    assert [unit.power for unit in read_heading_units(text)] == [6, 3]
    assert read_heading_unit("(Millions of yen)") == HeadingUnit(6, "JPY", "Millions of yen")


def test_a_heading_of_400_characters_is_the_longest() -> None:
    """One more is a paragraph."""
    for filled, power in ((" " * 384 + "(Million yen) ab", 6), (" " * 385 + "(Million yen) ab", None)):
        assert getattr(read_heading_unit(filled), "power", None) == power


def test_a_unit_is_that_of_parse_money() -> None:
    """Its name goes into `unit=`; single yen have none."""
    names = [getattr(read_heading_unit(text), "unit", "") for text in ("億円", "(in thousands)", "(Yen)", "(million yen)")]
    assert names == ["億", "thousand", None, "million"]
