"""The exchange-rate table: every cell, label and form, and the comparison with a printed one."""

import csv
import datetime as dt
import io
import json
import sys
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
import table_answers
from answers import report_rows, table
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

import yen_usd
from yen_usd import (
    AfterSeriesError,
    ArgumentError,
    Averaging,
    BasisError,
    BeforeSeriesError,
    DateError,
    FiguresError,
    MissingExtraError,
    NotPublishedError,
    Period,
    PeriodError,
    PeriodInProgressError,
    RateSeries,
    YenUsdError,
    exchange_rate_table,
    h10_rates,
    report_rates,
)
from yen_usd.rate_table import ExchangeRateTable
from yen_usd.rate_table.rows import COLUMNS, TableRow

REPORT = exchange_rate_table(balance_sheet_date="2007-03-31", as_of="2007-07-03", months=7)


@cache
def rates() -> dict[dt.date, table_answers.Fraction]:
    return table_answers.load(str(Path(yen_usd.__file__).parent / "data" / "h10_jpy.csv"))


def cells(row: TableRow) -> tuple[str, ...]:
    return tuple(str(row.rate(column).yen_per_usd) for column in COLUMNS)


def answer(made: ExchangeRateTable) -> list[table_answers.Row]:
    """A derived table in the form of the answers that are computed apart from the library."""
    return [(row.heading, row.label, row.period.start, row.period.end, cells(row)) for row in made]  # type: ignore[misc]


def test_the_48_cells_and_the_labels_are_the_printed_ones() -> None:
    """With the headings of the two blocks and how each row is averaged."""
    printed = report_rows()
    assert [row.label for row in REPORT] == [row["row"] for row in printed]
    assert [cells(row) for row in REPORT] == [tuple(row[column] for column in COLUMNS) for row in printed]
    assert [row.averaging for row in REPORT] == [row["average_method"] for row in printed]
    assert [row.heading for row in REPORT] == ["Fiscal year ended March 31,"] * 5 + ["Calendar year 2007"] * 7


@pytest.mark.parametrize(
    "end", [(3, 31), (2, 20), *(pytest.param(end, marks=pytest.mark.exhaustive) for end in [(12, 31), (2, 28), (6, 30)])]
)
def test_every_fiscal_year_equals_an_independent_computation(end: tuple[int, int]) -> None:
    """1972 to 2026, for year-ends of four months, one of them in its middle."""
    last = 2026 if end[0] < 9 else 2025
    day = dt.date(last, *end)
    made = exchange_rate_table(day, years=last - 1971, months=0)
    assert [row.label for row in made] == [str(year) for year in range(1972, last + 1)]
    assert answer(made) == table_answers.rows(rates(), day, day, last - 1971, 0)


def test_every_whole_month_equals_an_independent_computation() -> None:
    """All 668 of the series."""
    day = dt.date(2026, 8, 31)
    made = exchange_rate_table(as_of=day, years=0, months=668)
    assert made.rows[0].period.start == dt.date(1971, 1, 1)
    assert answer(made) == table_answers.rows(rates(), None, day, 0, 668)


def test_tables_of_many_companies_equal_their_answers() -> None:
    """34 tables that were written out by hand rules, with cut months and years, leap years and weekends."""
    wanted: dict[tuple[str, str, str, str], list[table_answers.Row]] = {}
    for line in table("tables.csv"):
        key = line["fiscal_year_end"], line["as_of"], line["years"], line["months"]
        figures = line["high"], line["low"], line["average"], line["period_end"]
        start, end = dt.date.fromisoformat(line["start"]), dt.date.fromisoformat(line["end"])
        wanted.setdefault(key, []).append((line["heading"], line["label"], start, end, figures))
    for (year_end, as_of, years, months), rows in wanted.items():
        made = exchange_rate_table(year_end or None, as_of=as_of, years=int(years), months=int(months))
        assert answer(made) == rows, (year_end, as_of)
    assert len(wanted) == 34


@given(st.dates(dt.date(1980, 1, 1), dt.date(2026, 3, 31)), st.integers(0, 150), st.integers(0, 4), st.integers(0, 14))
def test_any_table_equals_the_independent_computation(day: dt.date, later: int, years: int, months: int) -> None:
    """Whatever the year-end and the last day; what one refuses the other refuses."""
    as_of = day + dt.timedelta(days=later)
    assume((day.month, day.day) != (2, 28) or day == table_answers.month_end(day.year, 2))
    assume(months == 0 or any(as_of.replace(day=1) <= other <= as_of for other in rates()))
    try:
        wanted = table_answers.rows(rates(), day, as_of, years, months)
    except ValueError:
        wanted = []
    try:
        made = answer(exchange_rate_table(day, as_of=as_of, years=years, months=months))
    except (ArgumentError, NotPublishedError, BasisError):
        made = []
    assert made == wanted


def test_without_an_as_of_date_the_months_end_with_the_fiscal_year() -> None:
    """Nothing depends on the clock or on how far the series goes."""
    made = exchange_rate_table("2007-03-31")
    assert [row.label for row in made][5:] == ["October", "November", "December", "January", "February", "March"]
    assert made.latest.asked == dt.date(2007, 3, 31)
    assert made.latest.observed == dt.date(2007, 3, 30)


def test_a_fiscal_year_in_progress_wants_an_as_of_date() -> None:
    """Its part is then averaged over days, and the footnote says so."""
    with pytest.raises(PeriodInProgressError, match="give as_of="):
        exchange_rate_table("2027-03-31")
    made = exchange_rate_table("2027-03-31", as_of="2026-09-25", years=2, months=0)
    assert [row.label for row in made] == ["2026", "2027 (through September 25, 2026)"]
    assert [row.averaging for row in made] == [Averaging.MONTH_END, Averaging.DAILY]
    assert "for the part of a fiscal year, the average of the daily noon buying rates" in made.to_markdown()


def test_a_month_in_which_nothing_is_published_yet_is_left_out() -> None:
    """July 1, 2007 was a Sunday: the table ends with June, and states the rate that prevails."""
    made = exchange_rate_table("2007-03-31", as_of="2007-07-01", years=1, months=2)
    assert [row.label for row in made] == ["2007", "May", "June"]
    assert made.latest == h10_rates().on("2007-07-01")
    assert [row.label for row in exchange_rate_table(as_of="2012-01-01", years=0, months=1)] == ["December"]


def test_the_averaging_and_places_of_the_years_may_be_chosen() -> None:
    """And the footnote follows."""
    made = exchange_rate_table("2007-03-31", years=1, months=1, averaging="daily", rate_places=4)
    average = h10_rates().over("FY2007").rate("average", "daily", places=4)
    assert made["2007"].average == average
    assert str(average.yen_per_usd) in str(made)
    assert exchange_rate_table("2007-03-31", years=1, months=0, rate_places=1).rows[0].cells()[2] == "116.6"
    assert "\n(1) The average of the daily noon buying rates.\n" in str(made)


def test_the_printed_table_itself_can_be_the_source() -> None:
    """Every rate then says that it is printed, and no daily ones are needed."""
    made = exchange_rate_table("2007-03-31", as_of="2007-07-03", months=7, series=report_rates())
    assert [cells(row) for row in made] == [cells(row) for row in REPORT]
    assert made["2007"].high.observed is None


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ({"balance_sheet_date": "1971-03-31"}, BeforeSeriesError, "give later dates"),
        ({"balance_sheet_date": "2007-03-31", "years": 37}, BeforeSeriesError, "give years=36, or later dates"),
        ({"as_of": "1971-12-31", "years": 0, "months": 13}, BeforeSeriesError, "give months=12, or later dates"),
        ({"balance_sheet_date": "2030-03-31"}, AfterSeriesError, "covers 1971-01-04 to 2026-10-02"),
        ({"as_of": "2026-10-31", "years": 0}, PeriodInProgressError, "give as_of="),
        ({"balance_sheet_date": "2007-03-31", "as_of": "2006-03-31"}, PeriodError, "had not begun"),
        ({"balance_sheet_date": "2019-03-31", "as_of": "2018-04-01"}, NotPublishedError, "give another as_of="),
        ({"balance_sheet_date": "2024-02-28"}, PeriodError, "give 2024-02-29"),
        ({"balance_sheet_date": "2015-01-30"}, BasisError, "other averaging"),
        ({}, ArgumentError, "balance_sheet_date="),
        ({"years": 0}, ArgumentError, "as_of="),
        ({"balance_sheet_date": "2007-03-31", "years": 0, "months": 0}, ArgumentError, "years= or months="),
        ({"balance_sheet_date": "2007-03-31", "years": -1}, ArgumentError, "must be a whole number"),
        ({"balance_sheet_date": "2007-03-31", "years": True}, ArgumentError, "must be a whole number"),
        ({"balance_sheet_date": "2007-03-31", "months": 2.0}, ArgumentError, "must be a whole number"),
        ({"balance_sheet_date": "2007-03-31", "months": 10**9}, ArgumentError, "must be a whole number"),
        ({"balance_sheet_date": "FY2007"}, DateError, "FY2007"),
        ({"balance_sheet_date": "03/31/2007"}, DateError, "year first"),
        ({"balance_sheet_date": "2007-03-31", "averaging": "hourly"}, BasisError, "hourly"),
        ({"balance_sheet_date": "2007-03-31", "rate_places": -1}, BasisError, "-1 decimal places"),
        ({"balance_sheet_date": "2007-03-31", "series": "x"}, ArgumentError, "series='x'"),
        ({"fiscal_year_end": "2007-03-31"}, ArgumentError, "a month; write balance_sheet_date='2007-03-31'"),
        ({"balance_sheet_date": "0002-12-31", "years": 5}, BeforeSeriesError, "later dates"),
    ],
)
def test_what_cannot_be_made_is_refused(arguments: dict[str, object], error: type[YenUsdError], says: str) -> None:
    """With what was asked, what there is, and the argument that mends it."""
    with pytest.raises(error, match=says):
        exchange_rate_table(**arguments)  # type: ignore[arg-type]


NOTES = (
    "(1) For fiscal years, the average of the noon buying rates on the last publication day of each month; for months, "
    "the average of the daily noon buying rates. The noon buying rate prevailing on January 20, 2007 was ¥121.22 per "
    "US$1.00, that of January 19, 2007. Source: Federal Reserve Bank of New York."
)


def test_the_text_is_that_of_a_filing() -> None:
    """Aligned, the sign on the first row of each block, footnotes and the latest rate below."""
    made = exchange_rate_table("2006-12-31", as_of="2007-01-20", years=1, months=2)
    lines = str(made).splitlines()
    assert max(map(len, lines)) <= 79
    assert [*lines[:10], " ".join(lines[10:])] == [
        "Noon buying rates in New York City for cable transfers in yen (yen per US$1.00)",
        "",
        "                                         High      Low  Average(1)  Period-end",
        "Fiscal year ended December 31,",
        "  2006                                ¥119.81  ¥110.07     ¥115.99     ¥119.02",
        "Calendar year 2006",
        "  December                            ¥119.02  ¥114.98     ¥117.32     ¥119.02",
        "Calendar year 2007",
        "  January (through January 20, 2007)  ¥121.32  ¥118.49     ¥119.88     ¥121.22",
        "",
        NOTES,
    ]


def test_the_rows_are_typed_and_named() -> None:
    """A row answers by its label, its columns are rates with their days."""
    row = REPORT["2007"]
    assert row.high.observed == dt.date(2007, 1, 29)
    assert row.average == h10_rates().over("FY2007").average
    assert len(REPORT) == 12
    assert repr(REPORT) == (
        "ExchangeRateTable(12 rows, the fiscal year ended March 31, 2003 to the period from July 1, 2007 to July 3, 2007)"
    )
    with pytest.raises(ArgumentError, match="no row '2008'; the rows are 2003, 2004"):
        REPORT["2008"]


class _Cells(HTMLParser):
    """The texts of the cells, and whether every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag != "br":
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and "caption" not in self.open:
            self.rows[-1][-1] += data.strip("\n")


def test_the_html_has_the_same_cells_and_is_well_formed() -> None:
    """Read by a parser of its own; a notebook shows the same."""
    parser = _Cells()
    parser.feed(REPORT.to_html())
    assert not parser.open
    body = [row for row in parser.rows if len(row) == 5][1:]
    assert [row[0] for row in body] == [row.label for row in REPORT]
    assert [[cell.lstrip("¥") for cell in row[1:]] for row in body] == [row.cells() for row in REPORT]
    assert REPORT._repr_html_() == REPORT.to_html()


def test_text_from_outside_is_escaped() -> None:
    """The label of a series of one's own reaches the HTML as text."""
    own = RateSeries(
        [("2024-03-28", 151), ("2024-03-29", 152)],
        label="<script>alert('x')</script>",
        publisher="A&B|C",
        covers=Period.parse("2024-03"),
    )
    made = exchange_rate_table(as_of="2024-03-29", years=0, months=1, series=own)
    html = made.to_html()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "A&amp;B|C" in html
    assert str(made).startswith("<script>alert('x')</script> (yen per US$1.00)")


def test_the_markdown_is_a_table() -> None:
    """A line a row, five cells each, and the notes below."""
    lines = REPORT.to_markdown().splitlines()
    rows = [line for line in lines if line.startswith("|")]
    assert len(rows) == 2 + 12 + 2
    assert {line.count("|") for line in rows} == {6}
    assert "| 2003 | ¥133.40 | ¥115.71 | ¥121.10 | ¥118.07 |" in rows
    assert "| 2004 | 120.55 | 104.18 | 112.75 | 104.18 |" in rows


def test_the_csv_has_a_line_a_row() -> None:
    """With the days and the averaging of each."""
    rows = list(csv.DictReader(io.StringIO(REPORT.to_csv())))
    assert [row["label"] for row in rows] == [row.label for row in REPORT]
    assert rows[-1] == {
        "heading": "Calendar year 2007",
        "label": "July (through July 3, 2007)",
        "start": "2007-07-01",
        "end": "2007-07-03",
        "high": "122.40",
        "low": "122.32",
        "average": "122.36",
        "averaging": "daily",
        "period_end": "122.40",
    }


def test_the_json_is_read_back_whole() -> None:
    """By pydantic, with every rate's provenance."""
    text = REPORT.to_json()
    assert TypeAdapter(ExchangeRateTable).validate_json(text) == REPORT
    assert json.loads(text)["rows"][4]["average"]["yen_per_usd"] == "116.55"


def test_a_table_of_no_rows_is_none() -> None:
    """Neither by hand nor from JSON."""
    with pytest.raises(FiguresError, match="without rows"):
        ExchangeRateTable((), REPORT.latest)


def test_the_source_is_named_as_it_is() -> None:
    """Also where a publisher has two names in one, and where the publisher changed within a row."""
    days = [("2024-03-28", 151), ("2024-03-29", 152)]
    for publisher in ("Smith and Sons", "A"):
        own = RateSeries(days, label="TTM", publisher=publisher, covers=Period.parse("2024-03"))
        made = exchange_rate_table(as_of="2024-03-31", years=0, months=1, series=own)
        assert str(made).splitlines()[-1] == f"Source: {publisher}."
    changed = exchange_rate_table("2009-03-31", years=1, months=0).to_markdown().splitlines()[-1]
    assert changed == (
        "Source: Federal Reserve Bank of New York; Board of Governors of the Federal Reserve System, release H.10."
    )


def test_the_frames_have_exact_decimals_or_doubles() -> None:
    """In pandas and Polars alike."""
    frame = REPORT.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert list(frame["period_end"]) == [Decimal(row["period_end"]) for row in report_rows()]
    columns = REPORT.to_frame("polars")
    assert isinstance(columns, pl.DataFrame)
    assert columns.columns == list(frame.columns)
    assert columns["average"].to_list() == list(frame["average"])
    assert columns.schema["start"] == pl.Date
    assert str(frame["end"].dtype).startswith("datetime64")
    assert frame["end"].dt.date.tolist() == columns["end"].to_list()
    assert REPORT.to_frame("pandas", dtype="float")["high"].dtype == float
    assert REPORT.to_frame("polars", dtype="float")["high"][0] == 133.4
    with pytest.raises(ArgumentError, match="'pandas', 'polars' or 'pyarrow'"):
        REPORT.to_frame("spark")  # type: ignore[call-overload]


def test_a_frame_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is an ImportError, too."""
    monkeypatch.setitem(sys.modules, "polars", None)  # as Python marks what cannot be imported
    with pytest.raises(MissingExtraError, match=r"pip install 'yen_usd\[polars\]'") as caught:
        REPORT.to_frame("polars")
    assert isinstance(caught.value, ImportError)
