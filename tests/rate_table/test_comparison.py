"""A printed table beside the derived one: what agrees, what differs, and what is not understood."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from answers import report_rows
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from yen_usd import FiguresError, Period, exchange_rate_table, report_rates
from yen_usd.dates.months import month_end
from yen_usd.rate_table import TableComparison
from yen_usd.rate_table.rows import COLUMNS, Column

REPORT = exchange_rate_table("2007-03-31", as_of="2007-07-03", months=7)
PRINTED = {row["row"]: tuple(row[column] for column in COLUMNS) for row in report_rows()}


HEAD = "High  Low  Average  Period-end\n"


def as_copied() -> str:
    """The printed table as text that was copied from a page, with tabs and signs, under other headings."""
    lines = ["\tHigh\tLow\tAverage(1)\tPeriod-end", "Fiscal year ended March 31,"]
    for label, cells in PRINTED.items():
        if label == "January":
            lines.append("Calendar year 2007")
        sign = "¥" if label in {"2003", "January"} else ""
        lines.append("\t".join([label, *(f"{sign}{cell}" for cell in cells)]))
    return "\n".join(lines)


@pytest.mark.parametrize(
    "printed",
    [
        report_rates(),
        REPORT,
        PRINTED,
        as_copied(),
        as_copied().replace("\t", " "),
        str(REPORT),
        REPORT.to_markdown(),
        {label: dict(zip(COLUMNS, cells, strict=True)) for label, cells in PRINTED.items()},
        {label: [f"¥{cell}" for cell in cells] for label, cells in PRINTED.items()},
        {label: [float(cell) for cell in cells] for label, cells in PRINTED.items()},
        {f"Fiscal {label}" if label.isdigit() else label: cells for label, cells in PRINTED.items()},
        {f"FY{label}" if label.isdigit() else label: cells for label, cells in PRINTED.items()},
        {f"Year ended March 31, {label}" if label.isdigit() else label: cells for label, cells in PRINTED.items()},
        {label if label.isdigit() else label.replace("July (", "July 2007 ("): cells for label, cells in PRINTED.items()},
        {label.replace(", 2007)", ")"): cells for label, cells in PRINTED.items()},
        {label.replace("January", "Jan. 2007"): cells for label, cells in PRINTED.items()},
        dict(reversed(PRINTED.items())),
    ],
)
def test_the_printed_table_agrees_however_it_is_given(printed: object) -> None:
    """As figures, as text that was copied, and in the forms that the table itself is written in."""
    comparison = REPORT.compare(printed)  # type: ignore[arg-type]
    assert str(comparison) == "48 of 48 cells agree"
    assert comparison.agrees
    assert (comparison.only_printed, comparison.only_derived) == ((), ())


@given(st.sampled_from(sorted(PRINTED)), st.sampled_from(COLUMNS), st.integers(-2000, 2000))
def test_a_single_wrong_cell_is_found_with_its_difference(label: str, column: Column, hundredths: int) -> None:
    """And nothing else."""
    wrong = Decimal(PRINTED[label][COLUMNS.index(column)]) + Decimal(hundredths) / 100
    cells = dict(zip(COLUMNS, PRINTED[label], strict=True)) | {column: str(wrong)}
    comparison = REPORT.compare(PRINTED | {label: cells})  # type: ignore[dict-item]
    found = [(cell.label, cell.column, cell.difference) for cell in comparison.differences]
    assert found == ([(label, column, Decimal(hundredths) / 100)] if hundredths else [])
    assert comparison.agrees is not bool(hundredths)


def test_what_differs_is_written_with_what_it_would_be_right_for() -> None:
    """The other averaging, or the figure of another column."""
    comparison = REPORT.compare({"2007": ("110.07", "121.81", "116.92", "117.56"), "August": (1, 2, 3, 4)})
    daily = REPORT["2007"].rates.average_daily.yen_per_usd
    assert daily == Decimal("116.92")
    assert str(comparison).splitlines()[:6] == [
        "1 of 4 cells agree",
        "               printed  derived  difference",
        "2007  High      110.07   121.81      -11.74  it is the low",
        "2007  Low       121.81   110.07      +11.74  it is the high",
        "2007  Average   116.92   116.55       +0.37  it is the average of the days",
        "only printed: August",
    ]
    assert not comparison.agrees
    assert comparison.only_derived[0] == "fiscal year ended March 31, 2003"


def test_a_figure_is_compared_at_the_places_that_are_printed() -> None:
    """121.1 agrees with 121.10; an average to four places is made anew; a missing cell is left out."""
    exact = REPORT["2007"].rates.rate("average", places=4).yen_per_usd
    comparison = REPORT.compare({"2003": ("133.4", None, "121.1", "118.1"), "2007": ("121.81", "110.07", str(exact), "118")})
    assert len(comparison.cells) == 7
    assert comparison.agrees


def test_columns_in_another_order_are_read_from_the_heading() -> None:
    """Or as the caller says."""
    text = "Period end  Average  High  Low\n2007  117.56  116.55  121.81  110.07"
    assert REPORT.compare(text).agrees
    rows = {"2007": ("117.56", "116.55", "121.81", "110.07")}
    assert REPORT.compare(rows, columns=("period_end", "average", "high", "low")).agrees
    assert not REPORT.compare(rows).agrees
    assert REPORT.compare("2007 121.81 110.07", columns=("high", "low")).agrees


REAL = """
The following table shows the noon buying rates. The average is that of month-ends.

Fiscal year ended March 31,\tAverage*\tHigh\tLow\tPeriod-End
2006\t¥\t113.67\t¥\t120.93\t¥\t104.41\t¥\t117.48
2007\t116.55*\t121.81\t110.07\t117.56(1)

Calendar year 2007
\tHigh\tLow
January\t¥\t121.81\t¥\t118.49
February\t121.77\t118.33
July (through July 3)\t122.40\t122.32

On July 3, 2007, the noon buying rate was ¥122.40 to US$1.00.
"""


def test_a_table_is_read_as_filings_print_it() -> None:
    """Other columns for the months, signs in cells of their own, footnote marks, sentences around."""
    comparison = REPORT.compare(REAL)
    assert str(comparison).splitlines()[0] == "14 of 14 cells agree"
    assert len(comparison.only_derived) == 7
    assert REPORT.compare("Year ended March 31,  Average\n2006   113.67\n2007   116.55").agrees
    assert REPORT.compare({"2007年3月期": PRINTED["2007"], "2007年3月": PRINTED["March"], "FY3/06": PRINTED["2006"]}).agrees
    assert REPORT.compare({"Year ended December 31, 2007": PRINTED["2007"]}).only_printed


def test_months_that_recur_want_their_year() -> None:
    """A label that fits two rows is refused, one with its year is not."""
    table = exchange_rate_table(as_of="2007-03-31", years=0, months=14)
    row = ("121.81", "118.49", "120.45", "121.02")
    assert table.compare({"January 2007": row}).agrees
    assert not table.compare({"January 2008": row}).agrees
    with pytest.raises(FiguresError, match="may be March 2006, March 2007; write the year"):
        table.compare({"March": row})


def test_a_cut_month_is_not_the_whole_one() -> None:
    """Neither way, nor is it cut at another day."""
    row = PRINTED["July (through July 3, 2007)"]
    for label in ("July", "July (through July 2, 2007)", "July (through July 3, 2008)", "June (through June 3, 2007)"):
        assert REPORT.compare({label: row}).only_printed == (label,)
    assert REPORT.compare({"January (through January 31, 2007)": PRINTED["January"]}).only_printed


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        ("", "has no rows"),
        ({}, "has no rows"),
        ("2007 121.81 110.07 116.55 117.56", "no heading that names its columns"),
        ("High Low Average Period-end\n2007 121.81 110.07", "the cells"),
        ({"2007": ("121.81", "110.07")}, "the cells"),
        ({"2007": "121.81"}, "the cells"),
        ({"2007": ("121.81", "110.07", "n/a", "117.56")}, "'n/a'"),
        ({"2007": ("121.81", "110.07", "116,55", "117.56")}, "'116,55'"),
        ({"2007": ("121.81", "110.07", float("nan"), "117.56")}, "NaN"),
        ({"2007": {"hi": "121.81"}}, "'hi'"),
        ({"2007": 5}, "the cells"),
        ({None: (1, 2, 3, 4)}, "a label is text"),
        (HEAD + "2007  999.99  1.00  116.55", "the cells"),
        (HEAD + "2007  121.81  110.07  116.55  seven", "the cells"),
        (HEAD + "2007  1.00  121.81  110.07  116.55  117.56", "the cells"),
        (5, "is not a printed table"),
        (["2007"], "is not a printed table"),
    ],
)
def test_what_is_no_printed_table_is_refused(printed: object, says: str) -> None:
    """With the row that is not understood."""
    with pytest.raises(FiguresError, match=says):
        REPORT.compare(printed)  # type: ignore[arg-type]
    with pytest.raises(FiguresError, match=r"columns=\('hi', 'low'\)"):
        REPORT.compare(PRINTED, columns=("hi", "low"))  # type: ignore[arg-type]


def test_a_comparison_is_a_value() -> None:
    """It goes through JSON and back."""
    comparison = REPORT.compare({"2007": ("110.07", "121.81", "116.92", "117.56")})
    adapter = TypeAdapter(TableComparison)
    assert adapter.validate_json(adapter.dump_json(comparison)) == comparison


@given(st.dates(dt.date(1990, 1, 1), dt.date(2026, 3, 31)), st.integers(0, 80), st.integers(0, 4), st.integers(1, 30))
def test_a_table_agrees_with_its_own_text(day: dt.date, later: int, years: int, months: int) -> None:
    """And with its own Markdown, however many years its months run over."""
    day = month_end(day.year, day.month)
    table = exchange_rate_table(day, as_of=day + dt.timedelta(days=later), years=years, months=months)
    for text in (str(table), table.to_markdown()):
        comparison = table.compare(text)
        assert len(comparison.cells) == 4 * len(table)
        assert comparison.agrees
        assert not comparison.only_derived


def test_headings_say_which_year_and_year_end_the_rows_are_of() -> None:
    """A label is never taken for that of another year because its own is not in the table."""
    table = exchange_rate_table("2008-03-31", as_of="2008-06-20")
    january = "January  121.81  118.49  120.45  121.02"
    for heading in ("Calendar year 2007", "2007", "2007:", "**2007**"):
        assert table.compare(f"High  Low  Average  Period-end\n{heading}\n{january}").only_printed == ("January",)
    assert table.compare(f"High  Low  Average  Period-end\nCalendar year 2008\n{january}").differences
    december = "Years ended December 31,\n  High  Low  Average  Period-end\n2007  124.09  108.17  117.45  111.71"
    assert table.compare(december).only_printed == ("2007",)
    assert not table.compare(december.replace("December", "March")).only_printed


@pytest.mark.parametrize("label", ["04/2008", "Q1 2008", "2008 and 2007", "Average", "March 2008 and earlier", "2,008"])
def test_a_label_that_is_not_understood_fits_no_row(label: str) -> None:
    """It is never taken for the nearest year."""
    table = exchange_rate_table("2008-03-31", as_of="2008-06-20")
    assert table.compare({label: (104.56, 100.87, 102.68, 104.53)}).only_printed == (label,)


def test_a_heading_in_two_lines_is_put_together() -> None:
    """By the places of the words, without what stands in parentheses."""
    text = """
                   At end of       Average
                    Period    (of month-end rates)   High     Low
    2006            117.48          113.67          120.93   104.41
    2007            117.56          116.55          121.81   110.07
    """
    assert len(REPORT.compare(text).cells) == 8
    assert REPORT.compare(text).agrees


def test_cells_that_are_not_printed_are_left_out() -> None:
    """Dashes and N/A in a text, None in a mapping; years and periods may be keys."""
    text = "High  Low  Average  Period-end\n2006(1)  120.93  104.41  —  117.48\n2007*  121.81 110.07  N/A  -"
    assert len(REPORT.compare(text).cells) == 5
    assert REPORT.compare(text).agrees
    assert REPORT.compare({2007: PRINTED["2007"]}).agrees
    assert REPORT.compare({Period.fiscal_year(2007): PRINTED["2007"], Period.month(2007, 3): PRINTED["March"]}).agrees
    assert REPORT.compare({"March 31, 2007": PRINTED["2007"]}).agrees
    with pytest.raises(FiguresError, match="a label is text, a year or a Period"):
        REPORT.compare({2007.0: PRINTED["2007"]})  # type: ignore[dict-item]


@pytest.mark.parametrize("mark", ["*", "(1)", " (a)", "¹", ";", "円", " †", " (2)"])
@pytest.mark.parametrize("at", range(4))
def test_marks_behind_any_figure_hide_no_row(mark: str, at: int) -> None:
    """A row that is not read is never taken for one that agrees."""
    cells = list(PRINTED["2007"])
    wrong = ["99.99" if place == at else cell for place, cell in enumerate(cells)]
    for row, agrees in ((cells, True), (wrong, False)):
        line = "  ".join(cell + (mark if place == at else "") for place, cell in enumerate(row))
        assert REPORT.compare(f"{HEAD}2006  120.93  104.41  113.67  117.48\n2007  {line}").agrees is agrees


def test_figures_without_decimals_and_of_full_width_are_read() -> None:
    """Compared at the places that they show."""
    comparison = REPORT.compare(HEAD + "2006  121  104  114  117\n２００７  １２１.８１  110.07  116.55  117.56")
    assert len(comparison.cells) == 8
    assert comparison.agrees


def test_numbers_are_compared_at_two_places_at_least() -> None:
    """A float keeps no zeros: 121.80 is not the 121.81 of the table, while the text 121.8 agrees with it."""
    assert len(REPORT.compare({"2007": [121.80, 110.10, 116.60, 117.60]}).differences) == 4
    assert REPORT.compare({"2007": ["121.8", "110.1", "116.6", "117.6"]}).agrees
    assert REPORT.compare({"2007": [Decimal("121.8"), None, Decimal("116.6"), None]}).agrees


def test_an_average_is_rounded_once() -> None:
    """The mean of March 1975 is 287.94857: 287.95 to two places and 287.9 to one."""
    table = exchange_rate_table("1975-03-31", years=1, months=1)
    assert table["March"].average.yen_per_usd == Decimal("287.95")
    assert table.compare({"March 1975": {"average": "287.9"}}).agrees
    assert not table.compare({"March 1975": {"average": "288.0"}}).agrees
    assert (
        exchange_rate_table("1975-03-31", years=1, months=1, rate_places=4).compare({"March": {"average": "287.95"}}).agrees
    )


@pytest.mark.parametrize(
    "label",
    [
        "Nine months ended December 31, 2006",
        "Six months ended September 30, 2006",
        "5/2007",
        "2007 Q4",
    ],
)
def test_other_periods_are_not_taken_for_the_year(label: str) -> None:
    """Their rows are printed alone."""
    assert REPORT.compare({label: PRINTED["2007"]}).only_printed == (label,)
    assert REPORT.compare(f"{HEAD}{label}  1.00  1.00  1.00  1.00\n2007  121.81  110.07  116.55  117.56").only_printed == (
        label,
    )
    assert REPORT.compare({"2007-05": PRINTED["May"], "Mar. 2007": PRINTED["March"]}).agrees


@pytest.mark.parametrize(
    "heading",
    [
        "Fiscal year-end    High  Low  Average  Period-end",
        "Year end March 31,   High  Low  Average  Period-end",
        "The following table shows period-end, average, high and low noon buying rates.\n\n  High  Low  Average  Period-end",
        "  Low  High  Average  Period-end\n  High  Low  Average  Period-end",
        "| | High | Low | Average | Period end |\n|---|---|---|---|---|",
    ],
)
def test_the_heading_right_above_the_rows_names_the_columns(heading: str) -> None:
    """Neither a sentence before it nor the words over the labels do."""
    assert REPORT.compare(f"{heading}\n2007   121.81   110.07   116.55   117.56").agrees


def test_nothing_compared_is_no_agreement() -> None:
    """Nor are columns named twice."""
    assert not REPORT.compare({"2007": [None] * 4}).agrees
    assert not REPORT.compare({"2007": {}}).agrees
    for columns in (["high", "high", "low", "average"], [], "high", 5):
        with pytest.raises(FiguresError, match="name each column of the printed table once"):
            REPORT.compare(PRINTED, columns=columns)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "1.5 " * 250_000,
        "through " * 125_000,
        " " * 10**6 + "x",
        "(" * 10**6,
        "¥ | " * 250_000,
        "2007 " * 200_000,
        "9" * 10**6,
    ],
    ids=lambda text: text[:8],
)
def test_a_hostile_text_takes_no_time(text: str) -> None:
    """As a line of a text and as a cell, a megabyte long."""
    with pytest.raises(FiguresError):
        REPORT.compare(HEAD + text)
    with pytest.raises(FiguresError):
        REPORT.compare({"2007": [text, 2, 3, 4]})
    assert REPORT.compare({text: [1, 2, 3, 4]}).only_printed == (text,)


@pytest.mark.parametrize(
    "row",
    [
        "2007 121,81 110.07 116.55 117.56",
        "2007 121.81, 110.07, 116.55, 117.56",
        "2007 ?? 110.07 116.55 117.56",
        "2007 -121.81 110.07 116.55 117.56",
        "2007 (121.81) 110.07 116.55 117.56",
        "2007 $121.82 110.07 116.55 117.56",
        "2007 121·81 110.07 116.55 117.56",
        "2007 121 .81 110.07 116.55 117.56",
        "2007 JPY121.81 JPY110.07 JPY116.55 JPY117.56",
        "2007 121 110 117",
        "2007 121.81-110.07 116.55 117.56",
        "Most recent 121.81 110.07 116.55",
        "Fiscal year 2007 (restated) 121.81 110.07 116.55",
        "121.81 110.07 116.55 117.56",
        "2007 121.81 * 110.07 116.55",
        "January 2007\t\t118.49\t120.45\t121.02",
        "2007 2006 2005 2004",
        "2007 121.81 110.07 116.55 117.56 " + "x" * 1000,
        "<tr><td>2007</td><td>121.81</td></tr>",
        "2007,121.81,110.07,116.55,117.56",
    ],
)
def test_a_line_that_is_like_a_row_is_read_or_refused(row: str) -> None:
    """It never vanishes, whatever is wrong with it."""
    with pytest.raises(FiguresError):
        REPORT.compare(f"{HEAD}2006 120.93 104.41 113.67 117.48\n{row}\n2005 114.30 102.26 107.28 107.22")


@pytest.mark.parametrize(
    "row",
    [
        "2007.......¥999.81 110.07 116.55 117.56",
        "2007 ______ 999.81 110.07 116.55 117.56".replace("_", "."),
        "2007 999.81\u200b 110.07 116.55 117.56",
        "Fiscal year ended March 31, 2007\n  ...... 999.81 110.07 116.55 117.56",
        "2007\n ¥ 999.81 110.07 116.55 117.56",
        "2007 999.81 110.07 116.55 117.56" + " " * 2000,
        "2007 " + "." * 2000 + " 999.81 110.07 116.55 117.56",
        "2007 : 999.81 110.07 116.55 117.56".replace(" :", ":"),
    ],
)
def test_what_stands_between_a_label_and_its_figures_hides_nothing(row: str) -> None:
    """Leaders, glued or long, invisible characters, and the end of the line."""
    [found] = REPORT.compare(f"{HEAD}2006 120.93 104.41 113.67 117.48\n{row}").differences
    assert (found.label, found.column, found.printed) == ("2007", "high", Decimal("999.81"))


@pytest.mark.parametrize(
    "label",
    [
        "Half year",
        "Fourth quarter of the year",
        "Second half of the year",
        "Two years",
        "Five years",
        "Average of years",
        "All but year",
    ],
)
def test_a_part_of_a_year_is_not_the_year(label: str) -> None:
    """Nor are several years."""
    assert REPORT.compare({f"{label} ended March 31, 2007": PRINTED["2007"]}).only_printed


@pytest.mark.parametrize(
    ("text", "only_printed"),
    [
        ("Year ended March 31, 2007\n" + HEAD + "April 118.66 113.79 117.07 113.79", ("April",)),
        ("Calendar years\n" + HEAD + "2006 1.00 1.00 1.00 1.00", ("2006",)),
        ("Calendar Year:\n" + HEAD + "2006 1.00 1.00 1.00 1.00", ("2006",)),
        ("Year ended\nDecember 31,\n" + HEAD + "2006 1.00 1.00 1.00 1.00", ("2006",)),
        ("Years ended 31 December\n" + HEAD + "2006 1.00 1.00 1.00 1.00", ("2006",)),
        ("Fiscal Year-Ended December 31,\n" + HEAD + "2006 1.00 1.00 1.00 1.00", ("2006",)),
        ("Twelve months ended December 31,\n" + HEAD + "2006 1.00 1.00 1.00 1.00", ("2006",)),
        ("(December 31)\n" + HEAD + "2006 1.00 1.00 1.00 1.00", ("2006",)),
        (HEAD + "December 31, 2006 1.00 1.00 1.00 1.00", ("December 31, 2006",)),
        (HEAD + "Year ended March 20, 2007 1.00 1.00 1.00 1.00", ("Year ended March 20, 2007",)),
    ],
)
def test_rows_of_other_years_are_printed_alone(text: str, only_printed: tuple[str, ...]) -> None:
    """Whatever form the heading over them has."""
    assert REPORT.compare(text).only_printed == only_printed


def test_the_ends_of_months_are_months() -> None:
    """Labels that are bare dates are those of months if there are several of them, and of a year if not."""
    text = HEAD + "\n".join(
        f"{day}, 2007  {'  '.join(PRINTED[month])}"
        for month, day in {"January": "January 31", "February": "February 28", "March": "March 31"}.items()
    )
    assert str(REPORT.compare(text)).startswith("12 of 12 cells agree")
    assert REPORT.compare(HEAD + f"March 31, 2007  {'  '.join(PRINTED['2007'])}").agrees


def test_the_year_of_a_label_holds_for_the_months_below_it() -> None:
    """And a January that follows a December is that of the next year; a line of a page changes nothing."""
    table = exchange_rate_table(as_of="2007-03-31", years=0, months=15)
    rows = {row.period.label: row.cells() for row in table}
    labels = ["November 2006", "December", "January", "February"]
    text = HEAD + "\n".join(
        f"{label}  {'  '.join(rows[f'{label.split()[0]} {2006 if at < 2 else 2007}'])}" for at, label in enumerate(labels)
    )
    for variant in (
        text,
        text.replace("\nJanuary", "\nForm 20-F 2008\nJanuary"),
        text.replace("November 2006", "2006\nNovember"),
    ):
        comparison = table.compare(variant)
        assert (len(comparison.cells), comparison.agrees) == (16, True)
    [first, *_] = table.compare({"January 2006": (1, 2, 3, 4), "January 2007": (1, 2, 3, 4)}).cells
    assert first.label == "January 2006"


@pytest.mark.parametrize(
    "heading",
    [
        "For each of the most recent months in calendar year 2007: Low High Average Period-end",
        "High  Low  High  Average  Period-end",
        "High\n  Low\n Average\nPeriod-end",
        "\t\t\tAverage\n\tHigh\tLow\t\tPeriod-end",
    ],
)
def test_a_heading_that_is_not_clear_is_none(heading: str) -> None:
    """What stands below it is refused, also where another heading stood before."""
    text = f"{HEAD}2006 120.93 104.41 113.67 117.48\n{heading}\n2007 121.81 110.07 116.55 117.56"
    if "\t" in heading:  # the tabs tell that the average stands third
        assert REPORT.compare(text).agrees
    else:
        with pytest.raises(FiguresError, match="no heading that names its columns"):
            REPORT.compare(text)


def test_headings_may_say_of_what_they_are() -> None:
    """The unit, and longer names of the columns."""
    text = "Yen per US$ 1.00   Low   High   Average rate   At end of period\n2007 110.07 121.81 116.55 117.56"
    assert REPORT.compare(text).agrees


def test_a_row_that_is_printed_twice_is_compared_twice() -> None:
    """In a second block with other columns, say."""
    comparison = REPORT.compare(f"{HEAD}2007 121.81 110.07 116.55 117.56\n Average High\n2007 999.00 121.81")
    assert [(cell.column, cell.printed) for cell in comparison.differences] == [("average", Decimal("999.00"))]
    assert len(comparison.cells) == 6


def test_averages_of_many_places_are_read_again() -> None:
    """As many as a table can show."""
    table = exchange_rate_table("2007-03-31", years=2, months=0, rate_places=17)
    assert table.compare(str(table)).agrees
    assert REPORT.compare({"2007": np.array([121.81, 110.07, 116.55, 117.56])}).agrees
    with pytest.raises(FiguresError, match="the cells"):
        REPORT.compare({"2007": b"abcd"})  # type: ignore[dict-item]
    assert REPORT.compare({"March": {"average": "117.56"}}).differences[0].hint == "it is the period-end"


NAMES: dict[Column, list[str]] = {
    "high": ["High", "HIGH", "Highest"],
    "low": ["Low", "LOW", "Lowest"],
    "average": ["Average", "Average(1)", "Avg.", "Average rate"],
    "period_end": ["Period-end", "Period end", "End of period", "At end of period"],
}


@given(st.data())
def test_of_a_table_in_any_layout_exactly_the_changed_cell_differs(data: st.DataObject) -> None:
    """Or the text is refused; never is a row left out, nor a figure taken for another."""

    def pick(*choices: str) -> str:
        return data.draw(st.sampled_from(choices))

    columns = data.draw(st.permutations(COLUMNS))[: data.draw(st.integers(1, 4))]
    separator = pick("  ", "\t", "   ", "\u3000", "\u00a0\u00a0", " | ")
    leader = pick("", " ......", " . . . . .", "......", " --- ", " ——— ", " ____ ")
    sign = pick("", "¥", "￥", "¥ ", f"¥{separator}")
    year = pick("{}", "Fiscal {}", "FY{}", "Year ended March 31, {}", "{}(1)", "{}:", "{}年3月期", "FISCAL YEAR {}")
    month = pick("{}", "{} 2007", "{} (2)")
    mark = pick("", "*", "(1)", " (2)")
    heading = separator.join(["", *(pick(*NAMES[column]) for column in columns)])
    changed, column = data.draw(st.sampled_from(sorted(PRINTED))), data.draw(st.sampled_from(columns))
    lines = [pick("", "Yen per US$1.00", "The noon buying rates, in yen."), heading, "Fiscal year ended March 31,"]
    for label, printed in PRINTED.items():
        cells = [Decimal(cell) for cell in printed]
        if label == changed:
            cells[COLUMNS.index(column)] += Decimal("0.01")
        figures = [f"{sign}{cells[COLUMNS.index(name)]}" for name in columns]
        if label == "January":
            lines += ["Calendar year 2007", *([heading] if data.draw(st.booleans()) else [])]
        named = year.format(label) if label.isdigit() else label if "(" in label else month.format(label)
        lines.append(f"{named}{leader}{separator}{separator.join(figures)}{mark if label == changed else ''}")
    lines += ["", "(1) Calculated from the average of the rates on the last day of each month."]
    try:
        comparison = REPORT.compare(pick("\n", "\r\n", "\n\n").join(lines))
    except FiguresError:
        return
    assert [(cell.label, cell.column, cell.difference) for cell in comparison.differences] == [
        (changed, column, Decimal("0.01"))
    ]
    assert len(comparison.cells) == len(PRINTED) * len(columns)
    assert not comparison.only_printed
