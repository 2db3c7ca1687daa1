"""Texts with the amounts that are right: damage and doubt of many kinds, and figures of real filings and news."""

from decimal import Decimal

from answers import table
from for_each import for_each

from yen_usd import find_money

CASES = table("account_cases.csv")
FIGURES = table("real_figures.csv")


def is_right(row: dict[str, str]) -> bool:
    """Whether the amounts are found, all of them and no other; or, where that will do, the rest of them reported."""
    found = find_money(row["text"].replace("\\n", "\n").replace("\\t", "\t"))
    read = [(str(reading.currency), reading.amount) for reading in found]
    right = [(code, Decimal(number)) for code, number in (pair.split() for pair in row["amounts"].split(";") if pair)]
    if read == right:
        return True
    if row["may_be_reported_instead"] != "yes":
        return False
    return all(pair in right for pair in read) and (bool(found.unread) or not right)


@for_each("row", CASES)
def test_damage_and_doubt_are_read_right_or_reported(row: dict[str, str]) -> None:
    """2541 texts of headings, torn and odd amounts, signs, other currencies, rates and idioms; none is read wrongly."""
    assert is_right(row)


@for_each("row", FIGURES)
def test_figures_of_real_filings_and_news_are_read(row: dict[str, str]) -> None:
    """301 amounts marked by hand in the sources that the table names, in sentences and tables of our own."""
    assert is_right(row)


def test_hardly_any_readable_figure_is_reported_instead() -> None:
    """At most one per cent of the real amounts."""
    wanted = sum(len([pair for pair in row["amounts"].split(";") if pair]) for row in FIGURES)
    read = sum(len(find_money(row["text"].replace("\\n", "\n").replace("\\t", "\t"))) for row in FIGURES)
    assert wanted == 301
    assert wanted * 99 <= read * 100
