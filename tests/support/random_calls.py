"""Random calls of `translate` in every form of its arguments, each with what it means for the oracle."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from oracle import Meaning

from yen_usd import Converter, Dollars, Period, Rate, Rounding, Yen

FIRST, LAST = dt.date(1970, 12, 20), dt.date(2026, 10, 12)
MODES = ["HALF_UP", "HALF_EVEN", "HALF_DOWN", "UP", "DOWN", "CEILING", "FLOOR"]
ONE = dt.timedelta(days=1)
NO_PERIODS: list[tuple[Any, str]] = [
    ("FY07/08", "PeriodError"), ("lately", "PeriodError"), (2007, "PeriodTypeError"), (None, "ArgumentError"),
]  # fmt: skip
QUARTERS = ["quarter", "three months", "3 months"]
NO_DAYS: list[tuple[Any, str]] = [
    ("3/4/2007", "DateError"), ("2007-02-30", "DateError"), (20070331, "DateTypeError"), ("March 2007", "DateError"),
]  # fmt: skip


@dataclass
class Call:
    """A converter's settings, an amount and the arguments by name; and what they all mean."""

    settings: dict[str, Any]
    amount: Any
    arguments: dict[str, Any]
    meaning: Meaning

    def make(self) -> Any:
        """The translation, or the error."""
        return Converter(**self.settings).translate(self.amount, **self.arguments)


def random_call(chance: random.Random) -> Call:
    """One call; one in ten names something that goes with nothing else in it."""
    amount, fields = _amount(chance)
    settings: dict[str, Any] = {}
    year_end, named_by = 3, "end"
    if chance.random() < 0.5:
        year_end, named_by = chance.choice([3, 3, 12, 1, 2, 6, 9]), chance.choice(["end", "start"])
        settings |= {"fiscal_year_end": year_end, "named_by": named_by}
    call = Call(settings, amount, {}, Meaning(**fields))
    kind = chance.choice(["on", "on", "on", "period", "period", "rate", "nothing"])
    if kind == "on":
        day = _day(chance)
        _add(call, "on", *(chance.choice(NO_DAYS) if chance.random() < 0.02 else (_day_form(chance, day), day)))
        _flag(chance, call)
    elif kind == "period":
        _add(call, "period", *_period_form(chance, year_end, named_by))
        _add_basis(chance, call)
    elif kind == "rate":
        _add(call, "rate", *_rate_form(chance))
    elif chance.random() < 0.3:
        settings["default_rate"] = None
        call.meaning = replace(call.meaning, default_rate=None)
    if chance.random() < 0.1:
        name, value, meant = chance.choice(
            [("on", "2007-03-30", dt.date(2007, 3, 30)), ("rate", 110, Fraction(110)), ("strict", True, True),
             ("basis", "high", "high"), ("averaging", "daily", "daily"), ("rate_places", 3, 3),
             ("through", dt.date(2007, 3, 30), dt.date(2007, 3, 30))]
        )  # fmt: skip
        _add(call, name, value, meant)
    _add_rounding(chance, call)
    return call


def _add(call: Call, name: str, value: object, meant: object) -> None:
    call.arguments[name] = value
    call.meaning = replace(call.meaning, **{name: meant})


def _flag(chance: random.Random, call: Call) -> None:
    if chance.random() < 0.3:
        strict = chance.random() < 0.5
        _add(call, "strict", strict, strict)
    if chance.random() < 0.1:
        call.settings["strict"] = True
        call.meaning = replace(call.meaning, always_strict=True)


def _add_basis(chance: random.Random, call: Call) -> None:
    basis = chance.choice(["average", "average", "average", "period_end", "high", "low", None])
    if basis is not None:
        _add(call, "basis", basis, basis)
    if basis == "average" and chance.random() < 0.5:
        _add(call, "averaging", *[chance.choice(["month_end", "daily"])] * 2)
    if basis == "average" and chance.random() < 0.3:
        _add(call, "rate_places", *[chance.randrange(9)] * 2)
    if isinstance(call.meaning.period, tuple) and chance.random() < 0.3:
        start, end = call.meaning.period
        day = start + ONE * chance.randrange(-2, (end - start).days + 3)
        _add(call, "through", _day_form(chance, day), day)


def _add_rounding(chance: random.Random, call: Call) -> None:
    if chance.random() < 0.6:
        return
    mode = "ROUND_" + chance.choice(MODES)
    fields: dict[str, Any] = {"places": chance.randrange(13)} if chance.random() < 0.7 else {
        "unit": chance.choice(["thousand", "million", "billion", "万", "億"])
    }  # fmt: skip
    where = call.settings if chance.random() < 0.3 else call.arguments
    where["rounding"] = Rounding(mode=mode, **fields)
    call.meaning = replace(call.meaning, mode=mode, **fields)


def _digits(chance: random.Random, most: int = 12) -> int:
    return chance.randrange(10 ** chance.randrange(1, most + 1))


def _amount(chance: random.Random) -> tuple[Any, dict[str, Any]]:
    sign = chance.choice([1, 1, -1])
    whole, places = sign * _digits(chance), chance.randrange(5)
    decimal = Decimal(whole).scaleb(-places)
    exact = Fraction(whole, 10**places)
    shown = f"{abs(whole):,}"
    tenths = chance.randrange(1, 100_000)
    mantissa, small = f"{tenths / 10:,.1f}", sign * Fraction(tenths, 10)
    minus = "-" if sign < 0 else ""
    yen: list[tuple[Any, Fraction]] = [
        (whole, Fraction(whole)), (decimal, exact), (float(decimal), Fraction(repr(float(decimal)))),
        (np.int64(whole), Fraction(whole)), (Yen(decimal), exact), (Yen(f"{decimal:f}"), exact),
        (f"{minus}¥{shown}", Fraction(whole)), (f"¥{minus}{shown}" if sign < 0 else f"JPY {shown}", Fraction(whole)),
        (f"{minus}¥{mantissa} billion", small * 10**9), (f"{minus}{mantissa} million yen", small * 10**6),
        (f"{'△' if sign < 0 else ''}{shown}百万円", Fraction(whole) * 10**6), (f"(¥{shown})", -abs(Fraction(whole))),
        (f"{tenths}億{tenths % 9999 + 1}万円", Fraction(tenths * 10**8 + (tenths % 9999 + 1) * 10**4)),
        (f"{shown}円".translate(str.maketrans("0123456789", "０１２３４５６７８９")), abs(Fraction(whole))),
    ]  # fmt: skip
    dollars: list[tuple[Any, Fraction]] = [
        (Dollars(decimal), exact), (f"{minus}${shown}", Fraction(whole)), (f"{minus}${mantissa} million", small * 10**6),
        (f"US${shown}.25", abs(Fraction(whole)) + Fraction(1, 4)), (f"({mantissa} thousand dollars)", -abs(small) * 1000),
        (f"{shown}ドル", abs(Fraction(whole))),
    ]  # fmt: skip
    none: list[tuple[Any, str]] = [
        (exact, "AmountTypeError"), (True, "AmountTypeError"), (float("nan"), "AmountError"), (f"{shown}", "ParseError"),
        ("¥1.234,56", "ParseError"), (Decimal("Infinity"), "AmountError"),
        (None, "AmountTypeError"), ([5], "AmountTypeError"),
    ]  # fmt: skip
    draw = chance.random()
    if draw < 0.04:
        value, error = chance.choice(none)
        return value, {"amount": error}
    form, meant = chance.choice(yen if draw < 0.7 else dollars)
    return form, {"amount": meant, "is_yen": draw < 0.7}


def _day(chance: random.Random) -> dt.date:
    if chance.random() < 0.1:
        return chance.choice([FIRST, LAST]) + ONE * chance.randrange(-30, 30)
    if chance.random() < 0.05:
        return dt.date(1971, 8, 10) + ONE * chance.randrange(30)
    return FIRST + ONE * chance.randrange((LAST - FIRST).days + 1)


def _era(day: dt.date) -> tuple[str, str, int]:
    if day >= dt.date(2019, 5, 1):
        return "令和", "R", day.year - 2018
    return ("平成", "H", day.year - 1988) if day >= dt.date(1989, 1, 8) else ("昭和", "S", day.year - 1925)


def _day_form(chance: random.Random, day: dt.date) -> Any:
    era, letter, number = _era(day)
    month = calendar.month_name[day.month]
    forms: list[Any] = [
        day, day.isoformat(), dt.datetime(day.year, day.month, day.day, 15), pd.Timestamp(day), np.datetime64(day),  # noqa: DTZ001
        f"{month} {day.day}, {day.year}", f"{day.day} {month[:3]} {day.year}", f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日", f"{era}{number}年{day.month}月{day.day}日",
        f"{letter}{number}.{day.month}.{day.day}", day.strftime("%Y%m%d"),
    ]  # fmt: skip
    return chance.choice(forms)


def _months(last: dt.date, count: int) -> tuple[dt.date, dt.date]:
    """The so many months that end on the last day of one."""
    index = last.year * 12 + last.month - count
    return dt.date(index // 12, index % 12 + 1, 1), last


def _last(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _period_form(chance: random.Random, year_end: int, named_by: str) -> tuple[Any, Any]:
    year, month, quarter = chance.randrange(1971, 2028), chance.randrange(1, 13), chance.randrange(1, 5)
    end = _last(year, month)
    ends_later = named_by == "start" and year_end != 12
    fiscal = _months(_last(year + ends_later, year_end), 12)
    from_start = _months(_last(year + (year_end != 12), year_end), 12)
    of_month = _months(end, 12)

    def part(span: tuple[dt.date, dt.date], count: int, number: int = 1) -> tuple[dt.date, dt.date]:
        index = span[0].year * 12 + span[0].month - 2 + count * number
        return _months(_last(index // 12, index % 12 + 1), count)

    day = _day(chance)
    other = day + ONE * chance.choice([0, 1, 3, 10, 40, 400, chance.randrange(2000)])
    half, names = 1 + quarter % 2, calendar.month_name
    last = f"{names[month]} {end.day}, {year}"
    calendar_year = _months(_last(year, 12), 12)
    days = (day, other)
    first = f"{day.year}-{day.month:02}"
    forms: list[Callable[[], tuple[Any, Any]]] = [
        lambda: (chance.choice([f"FY{year}", f"fy {year}", f"fiscal {year}", f"fiscal year {year}"]), fiscal),
        lambda: (f"{year}年度", from_start),
        lambda: (chance.choice([f"FY{month}/{year}", f"{year}年{month}月期", f"fiscal year ended {last}"]), of_month),
        lambda: (Period.fiscal_year(year, fiscal_year_end=month), of_month),
        lambda: (chance.choice([f"{year}-{month:02}", f"{names[month]} {year}", f"{year}年{month}月"]), _months(end, 1)),
        lambda: (Period.month(year, month), _months(end, 1)),
        lambda: (pd.Period(f"{year}-{month:02}", freq="M"), _months(end, 1)),
        lambda: (chance.choice([f"{year}", f"CY{year}", f"{year}年", f"year ended December 31, {year}"]), calendar_year),
        lambda: (
            chance.choice([f"{year}Q{quarter}", f"Q{quarter} {year}", f"CY{year} {quarter}Q"]),
            part(calendar_year, 3, quarter),
        ),
        lambda: (chance.choice([f"Q{quarter} FY{year}", f"FY{year} Q{quarter}"]), part(fiscal, 3, quarter)),
        lambda: (chance.choice([f"{half}H FY{year}", f"H{half} FY{year}"]), part(fiscal, 6, half)),
        lambda: (f"9M FY{year}", part(fiscal, 9)),
        lambda: (f"{year}年{month}月期第{quarter}四半期", part(of_month, 3, quarter)),
        lambda: (f"{year}年{month}月期第{quarter}四半期累計", part(of_month, 3 * quarter)),
        lambda: (f"{year}年度{'上下'[half - 1]}期", part(from_start, 6, half)),
        lambda: (f"nine months ended {last}", _months(end, 9)),
        lambda: (chance.choice([f"{three} ended {last}" for three in QUARTERS]), _months(end, 3)),
        lambda: (chance.choice([f"LTM {year}-{month:02}", f"twelve months ended {last}"]), of_month),
        lambda: (f"YTD {day}", (dt.date(day.year, 1, 1), day)),
        lambda: (Period.between(day, other), days),
        lambda: (f"{day}/{other}", days),
        lambda: (f"{names[day.month]} {day.day}, {day.year} to {names[other.month]} {other.day}, {other.year}", days),
        lambda: (f"自{day.year}年{day.month}月{day.day}日 至{other.year}年{other.month}月{other.day}日", days),
        lambda: (f"{first}/{other.year}-{other.month:02}", (day.replace(day=1), _last(other.year, other.month))),
        lambda: chance.choice(NO_PERIODS),
    ]  # fmt: skip
    return chance.choice(forms)()


def _rate_form(chance: random.Random) -> tuple[Any, Any]:
    cents = chance.randrange(1, 40_000)
    exact, text = Fraction(cents, 100), f"{cents / 100:.2f}"
    forms: list[tuple[Any, Any]] = [
        (cents, Fraction(cents)), (Decimal(text), exact), (cents / 100, exact), (text, exact), (f"¥{text}", exact),
        (f"¥{text} per US$1.00", exact), (f"{text}円", exact), (Rate.of(text, label="Tokyo TTM"), exact),
        (f"{text} yen per dollar", exact), (np.float64(text), exact),
    ]  # fmt: skip
    if chance.random() < 0.05:
        return chance.choice(
            [(0, "RateValueError"), (-cents, "RateValueError"), ("$0.0085", "RateValueError"), (True, "AmountTypeError"),
             (float("nan"), "AmountError"), (None, "ArgumentError"), ("110 yen per euro", "RateValueError")]
        )  # fmt: skip
    return chance.choice(forms)
