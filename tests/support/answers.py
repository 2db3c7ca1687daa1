"""The published figures, and answers entered or computed apart from the library: plain Python, exact fractions."""

from __future__ import annotations

import csv
import datetime as dt
import unicodedata
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a file of answers."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published() -> dict[dt.date, Fraction]:
    """The daily rates, read from the file that the installed package ships."""
    import yen_usd

    with (Path(yen_usd.__file__).parent / "data" / "h10_jpy.csv").open(newline="") as file:
        return {
            dt.date.fromisoformat(row["date"]): Fraction(row["yen_per_usd"])
            for row in csv.DictReader(file)
            if row["yen_per_usd"]
        }


def digits(value: object) -> str:
    """The digits of a number or a text, whatever its scale."""
    text = f"{value:f}" if isinstance(value, Decimal) else unicodedata.normalize("NFKC", str(value))
    return "".join(c for c in text if c in "0123456789").strip("0")


def report_rows() -> list[dict[str, str]]:
    """The rows of the report's printed table."""
    import yen_usd

    with (Path(yen_usd.__file__).parent / "data" / "report_table.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def half_away(value: Fraction, places: int = 0) -> Fraction:
    """A fraction rounded half away from zero, by integers alone."""
    scaled = abs(value) * 10**places
    rounded = Fraction((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), 10**places)
    return rounded if value >= 0 else -rounded
