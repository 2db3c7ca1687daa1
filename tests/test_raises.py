"""Every error that a public function names in its docstring is one that it raises."""

import datetime as dt
import io
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import polars as pl
import pytest
from for_each import for_each

import yen_usd
from yen_usd import Dollars, Period, RateSeries, Rounding, Yen

ROWS: Final = [["(Millions of yen)", "FY2007"], ["Sales", "57,055"]]
FRAME: Final = pl.DataFrame({"yen": [5], "word": ["five"], "day": [dt.date(1971, 8, 20)], "rate": [-1.0], "unit": ["lakh"]})
OUTSIDE: Final = {"MissingExtraError", "DataFileError", "FetchError"}
"""What depends on the machine: packages, shipped files and the network have tests of their own."""

FOLDER: Final = tempfile.TemporaryDirectory()
anything: Any = None
pair: Final = ("¥5 million", "$5 thousand")


def revised() -> Path:
    """A file of H.10 in which the last known rate is another."""
    *days, last = yen_usd.h10_rates()["2026-09-01":"2026-10-02"]
    rows = [*((day.date, day.yen_per_usd) for day in days), (last.date, last.yen_per_usd + 1)]
    file = Path(FOLDER.name) / "revised.csv"
    file.write_text("\n".join(["observation_date,DEXJPUS", *(f"{day},{rate}" for day, rate in rows), ""]), encoding="utf-8")
    return file


CALLS: Final[dict[str, dict[str, Callable[[], object]]]] = {
    "annotate": {
        "ArgumentError": lambda: yen_usd.annotate("¥5"),
        "RateNotFoundError": lambda: yen_usd.annotate("¥5", on="1950-01-01"),
        "FormatError": lambda: yen_usd.annotate("¥5", rate=100, template="{money}"),
        "AmountTypeError": lambda: yen_usd.annotate(anything, rate=100),
    },
    "check_convenience_rate": {
        "RateNotFoundError": lambda: yen_usd.check_convenience_rate("1950-01-01", "2007-03-31"),
        "DateError": lambda: yen_usd.check_convenience_rate("2007-07-03", "2007-03-31"),
    },
    "check_footing": {
        "FiguresError": lambda: yen_usd.check_footing([], 5, 100),
        "ParseError": lambda: yen_usd.check_footing(["¥5x"], 5, 100),
        "CurrencyMismatchError": lambda: yen_usd.check_footing([Dollars(5)], 5, 100),
        "RateValueError": lambda: yen_usd.check_footing([5], 5, -1),
    },
    "check_frame": {
        "MissingColumnError": lambda: yen_usd.check_frame(FRAME, "dollars", rate=100),
        "ArgumentError": lambda: yen_usd.check_frame(FRAME, "yen"),
        "AmountTypeError": lambda: yen_usd.check_frame(FRAME, "word", rate=100),
        "DateTypeError": lambda: yen_usd.check_frame(FRAME, "yen", on="rate"),
        "PeriodTypeError": lambda: yen_usd.check_frame(FRAME, "yen", period="rate", basis="average"),
    },
    "check_translation": {
        "FiguresError": lambda: yen_usd.check_translation("¥5", "-$5", 100),
        "ParseError": lambda: yen_usd.check_translation("¥5x", "$5", 100),
        "CurrencyMismatchError": lambda: yen_usd.check_translation(Dollars(5), "$5", 100),
        "RateValueError": lambda: yen_usd.check_translation("¥5", "$5", "a hundred"),
    },
    "compare_editions": {"ArgumentError": lambda: yen_usd.compare_editions(anything, yen_usd.h10_rates())},
    "exchange_rate_table": {
        "RateNotFoundError": lambda: yen_usd.exchange_rate_table("1971-03-31"),
        "PeriodError": lambda: yen_usd.exchange_rate_table("2007-03-31", as_of="2005-03-31"),
        "ArgumentError": lambda: yen_usd.exchange_rate_table("2007-03-31", years=-1),
    },
    "find_money": {"AmountTypeError": lambda: yen_usd.find_money(anything)},
    "format_money": {
        "FormatError": lambda: yen_usd.format_money(Yen(5), locale="en_XX"),
        "UnitError": lambda: yen_usd.format_money(Yen(5), unit=anything or "lakh"),
        "AmountTypeError": lambda: yen_usd.format_money(anything),
    },
    "h10_rates": {},
    "implied_rate": {
        "FiguresError": lambda: yen_usd.implied_rate([], []),
        "ParseError": lambda: yen_usd.implied_rate("¥5x", "$5"),
        "CurrencyMismatchError": lambda: yen_usd.implied_rate(Dollars(5), "$5"),
        "ArgumentError": lambda: yen_usd.implied_rate(*pair, within_days=5),
    },
    "parse_money": {
        "ParseError": lambda: yen_usd.parse_money("1.234,56"),
        "CurrencyError": lambda: yen_usd.parse_money("5", currency=anything or "EUR"),
        "UnitError": lambda: yen_usd.parse_money("5", currency="JPY", unit=anything or "lakh"),
        "AmountTypeError": lambda: yen_usd.parse_money(anything),
    },
    "plot_rates": {
        "RateNotFoundError": lambda: yen_usd.plot_rates("1950-01-01", "1950-12-31"),
        "PeriodError": lambda: yen_usd.plot_rates("2007-03-31", "2006-03-31"),
        "ArgumentError": lambda: yen_usd.plot_rates(series=anything or "h10"),
    },
    "rate_frame": {
        "BeforeSeriesError": lambda: yen_usd.rate_frame("1950-01-01"),
        "AfterSeriesError": lambda: yen_usd.rate_frame(end="2100-01-01"),
        "DateError": lambda: yen_usd.rate_frame("03/31/07"),
        "ArgumentError": lambda: yen_usd.rate_frame("2007-03-31", period="FY2007"),
    },
    "read_amounts": {
        "ParseError": lambda: yen_usd.read_amounts(FRAME, "word"),
        "MissingColumnError": lambda: yen_usd.read_amounts(FRAME, "dollars"),
        "ColumnExistsError": lambda: yen_usd.read_amounts(FRAME, "word", into="yen"),
        "ArgumentError": lambda: yen_usd.read_amounts(FRAME, "word", places=7),
    },
    "read_statement": {
        "StatementError": lambda: yen_usd.read_statement([["", "FY2007"], ["Sales", "57,055"]]),
        "FileError": lambda: yen_usd.read_statement("nowhere.xlsx"),
    },
    "report_rates": {},
    "split_growth": {
        "FiguresError": lambda: yen_usd.split_growth({"FY2007": 5}),
        "PeriodError": lambda: yen_usd.split_growth({"FY2007": 5, "2007-03": 6}),
        "RateValueError": lambda: yen_usd.split_growth(5, 6, "dear", "cheap"),
        "RateNotFoundError": lambda: yen_usd.split_growth(5, 6, "FY1950", "FY2007"),
        "ArgumentError": lambda: yen_usd.split_growth(5, 6),  # type: ignore[call-overload]
    },
    "translate": {
        "ArgumentError": lambda: yen_usd.translate(5, on="2007-03-31", rate=100),
        "RateNotFoundError": lambda: yen_usd.translate(5, on="1950-01-01"),
        "ParseError": lambda: yen_usd.translate("¥5x"),
        "DateError": lambda: yen_usd.translate(5, on="03/31/07"),
        "PeriodError": lambda: yen_usd.translate(5, period="last year", basis="average"),
        "AmountError": lambda: yen_usd.translate(float("nan")),
        "AmountTypeError": lambda: yen_usd.translate(anything),
    },
    "translate_frame": {
        "MissingColumnError": lambda: yen_usd.translate_frame(FRAME, "dollars", rate=100),
        "ColumnExistsError": lambda: yen_usd.translate_frame(FRAME, "yen", rate=100, into="word"),
        "ArgumentError": lambda: yen_usd.translate_frame(FRAME, "yen"),
        "AmountTypeError": lambda: yen_usd.translate_frame(FRAME, "word", rate=100),
        "DateTypeError": lambda: yen_usd.translate_frame(FRAME, "yen", on="rate"),
        "PeriodTypeError": lambda: yen_usd.translate_frame(FRAME, "yen", period="rate", basis="average"),
        "RateNotFoundError": lambda: yen_usd.translate_frame(FRAME, "yen", on="day"),
        "RateValueError": lambda: yen_usd.translate_frame(FRAME, "yen", rate="rate"),
        "UnitError": lambda: yen_usd.translate_frame(FRAME, "yen", rate=100, amount_unit="unit"),
        "DateError": lambda: yen_usd.translate_frame(FRAME, "yen", on="word", parse_dates=True),
        "PeriodError": lambda: yen_usd.translate_frame(FRAME, "yen", period="word", basis="average", parse_dates=True),
        "ParseError": lambda: yen_usd.translate_frame(FRAME, "word", rate=100, parse_amounts=True),
        "AmountError": lambda: yen_usd.translate_frame(
            pl.DataFrame({"yen": [2**62]}), "yen", rate=0.0001, amount_unit="trillion"
        ),
    },
    "two_rate_view": {
        "FiguresError": lambda: yen_usd.two_rate_view([], "FY2007"),
        "RateNotFoundError": lambda: yen_usd.two_rate_view([("Sales", "flow", 5)], "FY1950"),
        "ParseError": lambda: yen_usd.two_rate_view([("Sales", "flow", "¥5x")], "FY2007"),
        "CurrencyMismatchError": lambda: yen_usd.two_rate_view([("Sales", "flow", Dollars(5))], "FY2007"),
    },
    "update_rates": {
        "SeriesError": lambda: yen_usd.update_rates(source=Path(__file__), check=True),
        "RevisionError": lambda: yen_usd.update_rates(source=revised(), check=True),
        "FileError": lambda: yen_usd.update_rates(source="nowhere.csv", check=True),
    },
    "Converter": {
        "ArgumentError": lambda: yen_usd.Converter(anything or 5),
        "PeriodError": lambda: yen_usd.Converter(fiscal_year_end=13),
    },
    "Converter.rate": {
        "ArgumentError": lambda: yen_usd.Converter().rate(period="FY2007"),
        "RateNotFoundError": lambda: yen_usd.Converter().rate(on="1950-01-01"),
        "DateError": lambda: yen_usd.Converter().rate(on="03/31/07"),
        "PeriodError": lambda: yen_usd.Converter().rate(period="last year", basis="average"),
    },
    "Money": {
        "AmountError": lambda: Yen(float("inf")),
        "AmountTypeError": lambda: Yen(True),
    },
    "Money.of": {
        "CurrencyError": lambda: yen_usd.Money.of(5, anything or "EUR"),
        "AmountError": lambda: yen_usd.Money.of(float("nan"), "JPY"),
        "AmountTypeError": lambda: yen_usd.Money.of(anything, "JPY"),
    },
    "Money.divide": {"DivisionError": lambda: Yen(5).divide(0)},
    "Period.parse": {
        "PeriodError": lambda: Period.parse("last year"),
        "PeriodTypeError": lambda: Period.parse(anything),
    },
    "Period.through": {"PeriodError": lambda: Period.month(2007, 7).through("2007-08-01")},
    "Period.fiscal_year": {"PeriodError": lambda: Period.fiscal_year(0)},
    "Period.between": {
        "PeriodError": lambda: Period.between("2007-03-31", "2006-04-01"),
        "DateError": lambda: Period.between("03/31/07", "2007-04-01"),
        "DateTypeError": lambda: Period.between(anything, "2007-04-01"),
    },
    "PeriodRates.rate": {"BasisError": lambda: yen_usd.h10_rates().over("FY2007").rate(anything or "median")},
    "RateSeries.on": {
        "BeforeSeriesError": lambda: yen_usd.h10_rates().on("1950-01-01"),
        "AfterSeriesError": lambda: yen_usd.h10_rates().on("2100-01-01"),
        "ReachError": lambda: yen_usd.h10_rates().on("1971-08-20"),
        "NotPublishedError": lambda: yen_usd.h10_rates().on("2007-03-31", strict=True),
        "DateError": lambda: yen_usd.h10_rates().on("03/31/07"),
        "DateTypeError": lambda: yen_usd.h10_rates().on(anything),
    },
    "RateSeries.over": {
        "BeforeSeriesError": lambda: yen_usd.h10_rates().over("FY1950"),
        "AfterSeriesError": lambda: yen_usd.h10_rates().over("FY2100"),
        "PeriodInProgressError": lambda: yen_usd.h10_rates().over("2026"),
        "NotPublishedError": lambda: yen_usd.h10_rates().over(Period.between("2007-03-31", "2007-04-01")),
        "ReachError": lambda: yen_usd.h10_rates().over(Period.between("1971-08-01", "1971-08-22")),
        "PeriodError": lambda: yen_usd.h10_rates().over("last year"),
        "PeriodTypeError": lambda: yen_usd.h10_rates().over(anything),
    },
    "Period": {
        "PeriodError": lambda: Period(dt.date(2007, 3, 31), dt.date(2006, 4, 1)),
        "DateError": lambda: Period(anything or "03/31/07", dt.date(2007, 4, 1)),
    },
    "Period.fiscal_quarter": {"PeriodError": lambda: Period.fiscal_quarter(2007, 5)},
    "Period.fiscal_half": {"PeriodError": lambda: Period.fiscal_half(2007, 3)},
    "Rate": {
        "RateValueError": lambda: yen_usd.Rate(anything or 0),
        "AmountError": lambda: yen_usd.Rate(anything or float("nan")),
        "BasisError": lambda: yen_usd.Rate(anything or 100, basis=anything or "median"),
    },
    "Rate.of": {
        "RateValueError": lambda: yen_usd.Rate.of("a hundred"),
        "AmountTypeError": lambda: yen_usd.Rate.of(anything),
    },
    "RateSeries": {"SeriesError": lambda: RateSeries([("2007-03-31", 100), ("2007-03-30", 100)])},
    "RateSeries.from_csv": {
        "SeriesError": lambda: RateSeries.from_csv(io.StringIO("Day,TTM\n2007-03-30,-1\n"), label="TTM"),
        "ArgumentError": lambda: RateSeries.from_csv(anything),
        "FileError": lambda: RateSeries.from_csv("nowhere.csv"),
    },
    "RateSeries.from_frame": {
        "SeriesError": lambda: RateSeries.from_frame({"2007-03-30": -1}, label="TTM"),
        "ArgumentError": lambda: RateSeries.from_frame(5, label="TTM"),
    },
    "RateSeries.from_xml": {
        "SeriesError": lambda: RateSeries.from_xml(io.StringIO("<D></D>")),
        "FileError": lambda: RateSeries.from_xml("nowhere.xml"),
    },
    "RateSeries.to_csv": {"FileError": lambda: yen_usd.h10_rates().to_csv("nowhere/at/all.csv")},
    "RateSeries.to_frame": {},
    "Rounding": {
        "RoundingError": Rounding,
        "UnitError": lambda: Rounding(unit=anything or "lakh"),
    },
    "Statement.translate": {
        "ArgumentError": lambda: yen_usd.read_statement(ROWS).translate(),
        "RateNotFoundError": lambda: yen_usd.read_statement(ROWS).translate(on="1950-01-01"),
    },
    "Translation": {
        "ArgumentError": lambda: yen_usd.Translation(Yen(5), anything, Rounding(places=2)),
        "AmountError": lambda: yen_usd.Translation(Yen(5), yen_usd.REPORT_RATE, Rounding(places=2), Dollars(7)),
    },
}


def named(name: str) -> set[str]:
    """The errors in the Raises section of a docstring."""
    value: Any = yen_usd
    for part in name.split("."):
        value = getattr(value, part)
    section = re.search(r"^ *Raises\n *-{4,}\n(.*?)(?:^ *\w+\n *-{4,}$|\Z)", value.__doc__ or "", re.DOTALL | re.MULTILINE)
    return (
        set(re.findall(r"\b\w+Error\b", "\n".join(re.findall(r"^ *[\w, ]+Error$", section[1], re.MULTILINE))))
        if section
        else set()
    )


CASES: Final = [(name, error) for name, calls in CALLS.items() for error in calls]


@for_each("name, error", CASES)
def test_a_function_raises_the_error_that_it_names(name: str, error: str) -> None:
    """One call for each, entered by hand."""
    with pytest.raises(getattr(yen_usd, error)):
        CALLS[name][error]()


def test_every_error_that_a_function_names_is_among_the_calls() -> None:
    """But for those that depend on the machine."""
    public = {
        name for name in yen_usd.__all__ if not name.isupper() and "Raises\n" in (getattr(yen_usd, name).__doc__ or "")
    }
    public |= {
        f"{name}.{method}"
        for name in yen_usd.__all__
        if isinstance(getattr(yen_usd, name), type)
        for method, value in vars(getattr(yen_usd, name)).items()
        if not method.startswith("_") and "Raises\n" in (value.__doc__ or "")
    }
    assert public - {"Converter.translate"} <= set(CALLS)  # which is the function of that name
    assert {name: named(name) - OUTSIDE for name in CALLS} == {name: set(calls) for name, calls in CALLS.items()}
