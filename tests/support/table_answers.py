"""Independent answers for the table of noon buying rates (yen per US$1) as in Form 20-F."""

import csv
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

Cells = tuple[str, str, str, str]
Row = tuple[str, str, date, date, Cells]

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def load(path: str) -> dict[date, Fraction]:
    """Read the published rates; weekdays with an empty value are left out."""
    rates: dict[date, Fraction] = {}
    with open(path, newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            if line["yen_per_usd"] != "":
                rates[date.fromisoformat(line["date"])] = Fraction(line["yen_per_usd"])
    return rates


def two_decimals(value: Fraction) -> str:
    """Write a positive number with two decimals, rounded half up."""
    hundredths = (value * 100 + Fraction(1, 2)) // 1
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def month_end(year: int, month: int) -> date:
    """Give the last calendar day of a month."""
    return date(year, month, monthrange(year, month)[1])


def long_date(day: date) -> str:
    """Write a date as in 'July 3, 2007'."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def mean(values: list[Fraction]) -> Fraction:
    """Give the exact mean of the values."""
    return sum(values, Fraction(0)) / len(values)


def month_end_rates(rates: dict[date, Fraction], start: date, end: date) -> list[Fraction]:
    """Give the last rate of each calendar month whose last calendar day lies in the year."""
    result: list[Fraction] = []
    for year in range(start.year, end.year + 1):
        for month in range(1, 13):
            last = month_end(year, month)
            if start <= last <= end:
                first = max(start, last.replace(day=1))
                days = [day for day in rates if first <= day <= last]
                if not days:
                    raise ValueError(f"no rate in the year from {first} to the month end {last}")
                result.append(rates[max(days)])
    if len(result) != 12:
        raise ValueError(f"{start} to {end} holds {len(result)} month ends, not 12")
    return result


def row(rates: dict[date, Fraction], start: date, end: date, whole_year: bool) -> Cells:
    """Give high, low, average and period end of the days from start to end, both included."""
    days = [day for day in rates if start <= day <= end]
    if not days:
        raise ValueError(f"no rate from {start} to {end}")
    daily = [rates[day] for day in days]
    average = mean(month_end_rates(rates, start, end)) if whole_year else mean(daily)
    return two_decimals(max(daily)), two_decimals(min(daily)), two_decimals(average), two_decimals(rates[max(days)])


def earlier_year_end(fiscal_year_end: date, back: int) -> date:
    """Give the last day of the fiscal year that lies `back` years before the given one."""
    year = fiscal_year_end.year - back
    if fiscal_year_end == month_end(fiscal_year_end.year, fiscal_year_end.month):
        return month_end(year, fiscal_year_end.month)
    return date(year, fiscal_year_end.month, fiscal_year_end.day)


def year_heading(ends: list[date]) -> str:
    """Give the heading of the block of fiscal years with these last days."""
    days = sorted({end.day for end in ends})
    return f"Fiscal year ended {MONTHS[ends[0].month - 1]} {' or '.join(str(day) for day in days)},"


def year_rows(rates: dict[date, Fraction], fiscal_year_end: date, as_of: date, years: int) -> list[Row]:
    """Give the rows of the fiscal years, oldest first; years is at least 1."""
    backs = list(range(years - 1, -1, -1))
    heading = year_heading([earlier_year_end(fiscal_year_end, back) for back in backs])
    result: list[Row] = []
    for back in backs:
        start = earlier_year_end(fiscal_year_end, back + 1) + timedelta(days=1)
        end = earlier_year_end(fiscal_year_end, back)
        label = str(end.year)
        cut = back == 0 and as_of < end
        if cut:
            if as_of < start:
                raise ValueError(f"{as_of} lies before the last fiscal year, which begins on {start}")
            label = f"{label} (through {long_date(as_of)})"
            end = as_of
        result.append((heading, label, start, end, row(rates, start, end, not cut)))
    return result


def month_rows(rates: dict[date, Fraction], as_of: date, months: int) -> list[Row]:
    """Give the rows of the months up to and with the month of as_of, oldest first."""
    result: list[Row] = []
    for back in range(months - 1, -1, -1):
        number = as_of.year * 12 + as_of.month - 1 - back
        end = month_end(number // 12, number % 12 + 1)
        start = end.replace(day=1)
        label = MONTHS[end.month - 1]
        if as_of < end:
            label = f"{label} (through {long_date(as_of)})"
            end = as_of
        result.append((f"Calendar year {start.year}", label, start, end, row(rates, start, end, False)))
    return result


def rows(rates: dict[date, Fraction], fiscal_year_end: date | None, as_of: date, years: int, months: int) -> list[Row]:
    """Give the whole table as rows of heading, label, start, end and cells."""
    if years < 0 or months < 0:
        raise ValueError("years and months must not be negative")
    if as_of > max(rates):
        raise ValueError(f"{as_of} lies after the last published rate")
    result: list[Row] = []
    if years > 0:
        if fiscal_year_end is None:
            raise ValueError("rows of fiscal years need the last fiscal year's end")
        result += year_rows(rates, fiscal_year_end, as_of, years)
    return result + month_rows(rates, as_of, months)
