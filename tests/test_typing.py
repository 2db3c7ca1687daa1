"""The types: right use by a caller passes mypy's strict check, and misuse does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from for_each import for_each

import yen_usd

GOOD = """
from decimal import Decimal
import datetime as dt
import yen_usd
from yen_usd import Dollars, Translation, Yen

dollars: Dollars = yen_usd.translate(1_000_000, on="2015-03-31").result
yen: Yen = yen_usd.translate(Dollars(5), on=dt.date(2015, 3, 31)).result
either: Yen | Dollars = yen_usd.translate("$5", period="FY2007", basis="average").result
t: Translation[Yen, Dollars] = yen_usd.translate(Decimal(5), rate="¥110")
total: Yen | int = sum([Yen(1), Yen(2)])
import numpy as np
scalar: Dollars = yen_usd.translate(np.int64(5)).result
by_member: yen_usd.Rate = yen_usd.Converter().rate(period="FY2007", basis=yen_usd.Basis.HIGH)
ratio: Decimal = Yen(1) / Yen(2)
half: Yen = Yen(1) / 2
text: str = yen_usd.format_money(t, style="words", unit="million", locale="en_US", negative="parentheses")
source: yen_usd.Converter = yen_usd.Converter(yen_usd.report_rates())
cut = yen_usd.h10_rates()["2007-01-01":"2007-03-31"]
marked: str = yen_usd.annotate("¥5", to="JPY", on="2007-03-31", template=" ({result})", places=1).text
found: list[Yen | Dollars] = [reading.money for reading in yen_usd.find_money("¥5")]
named: str = yen_usd.format_money(yen, style="name", symbol=None)
zero: Yen | Dollars = yen_usd.parse_money("-", currency="JPY", nil=True).money
high: Decimal = cut.over("2007-03").rate("high").yen_per_usd
table = yen_usd.exchange_rate_table("2007-03-31", as_of=dt.date(2007, 7, 3), months=7, averaging="daily")
cells: list[Decimal] = [row.rate("average").yen_per_usd for row in table]
import pandas as pd
import polars as pl
frame: pd.DataFrame = table.to_frame()
columns: pl.DataFrame = table.to_frame("polars", dtype="float")
agrees: bool = table.compare({"2007": ("121.81", 110.07, None, Decimal("117.56"))}).agrees
implied = yen_usd.implied_rate(["¥5 million", 6], [Dollars(5), "$6"], yen_unit="million", yen_mode="ROUND_DOWN")
low: Decimal | None = implied.low
off: Dollars = yen_usd.check_translation("¥5 million", "$50 thousand", 100).difference
footed: list[Dollars] = [line.amount for line in yen_usd.check_footing({"a": 5, "b": "6"}, 11, "¥110", spread=True).lines]
view = yen_usd.two_rate_view([("Revenues", "flow", 5)], "FY2007", yen_unit="million")
percent: Decimal | None = yen_usd.split_growth(5, "¥6", 110, "¥120").percent
dated: pd.DataFrame = yen_usd.translate_frame(frame, "high", on="end", to="JPY", dtype="decimal", missing="null")
wide: pl.DataFrame = yen_usd.translate_frame(columns, {"high": yen_usd.Period.parse("FY2007")}, basis="average")
lazy: pl.LazyFrame = yen_usd.translate_frame(columns.lazy(), ["high", "low"], rate=yen_usd.REPORT_RATE, amount_unit="u")
missing: int = yen_usd.check_frame(columns.lazy(), "high", on=dt.date(2007, 3, 31)).without_rate
rates: pd.DataFrame = yen_usd.rate_frame("2007-01-01", "2007-03-31")
daily: pl.DataFrame = yen_usd.rate_frame(backend="polars", calendar="daily", dtype="decimal")
import io, pathlib
kept: yen_usd.RateSeries = yen_usd.RateSeries.from_csv(pathlib.Path("kept.csv"))
opened: list[yen_usd.RateSeries] = [yen_usd.RateSeries.from_csv(io.BytesIO(b"")), yen_usd.RateSeries.from_csv(io.StringIO())]
added: tuple[dt.date, ...] = yen_usd.update_rates(source=pathlib.Path("kept.csv"), check=True, timeout=5).added
update = yen_usd.update_rates(source="fred", api_key="key", accept_revisions=True)
known: list[Decimal | None] = [revision.known for revision in update.revised]
edition: yen_usd.RateSeries = yen_usd.h10_rates().reaching(update.through)
"""

BAD = [
    ("Yen(1) + Dollars(1)", "operator"),
    ("Dollars(1) - Yen(1)", "operator"),
    ("Yen(1) < Dollars(1)", "operator"),
    ("Yen(1) + 1", "operator"),
    ("Yen(1) / Dollars(1)", "operator"),
    ("Yen(1) * Yen(1)", "operator"),
    ('yen_usd.translate(1, period="FY2007", basis="median")', "call-overload"),
    ('yen_usd.translate(1, period="FY2007", basis="spot")', "call-overload"),
    ("yen_usd.translate(1, on=None)", "call-overload"),
    ('yen_usd.translate_frame(5, "x", rate=1)', "type-var"),
    ('yen_usd.translate_frame(pl.DataFrame(), "x", rate=1, missing="drop")', "arg-type"),
    ('yen_usd.translate_frame(pl.DataFrame(), "x", period="p", basis="spot")', "arg-type"),
    ('yen_usd.translate_frame(pl.DataFrame(), "x", rate=1, result_unit="lakh")', "arg-type"),
    ('yen_usd.rate_frame(calendar="weekly")', "call-overload"),
    ("yen_usd.RateSeries.from_csv(5)", "arg-type"),
    ("yen_usd.update_rates(source=5)", "arg-type"),
    ("yen_usd.update_rates(api_key=5)", "arg-type"),
    ("yen_usd.update_rates().added = ()", "misc"),
    ('yen_usd.translate(1, period="FY2007", basis="average", averaging="hourly")', "call-overload"),
    ("yen_usd.translate(None)", "call-overload"),
    ("yen_usd.translate(1, on=20070331)", "call-overload"),
    ("yen_usd.transalte(1)", "attr-defined"),
    ("from yen_usd import Yens", "attr-defined"),
    ("yen_usd.Yen(1).amount = Decimal(2)", "misc"),
    ('yen_usd.format_money(Yen(1), style="word")', "arg-type"),
    ("yen_usd.format_money(5)", "arg-type"),
    ('yen_usd.Rounding(unit="lakh")', "arg-type"),
    ('yen_usd.Rounding(places=2, mode="half_up")', "arg-type"),
    ('result: Yen = yen_usd.translate(5, on="2007-03-31").result', "assignment"),
    ('yen_usd.Converter(named_by="middle")', "arg-type"),
    ("class Pounds(Yen): ...", "misc"),
    ("yen_usd.exchange_rate_table(2007)", "arg-type"),
    ('yen_usd.exchange_rate_table(fiscal_year_end="2007-03-31")', "arg-type"),
    ('yen_usd.exchange_rate_table("2007-03-31", averaging="hourly")', "arg-type"),
    ('yen_usd.exchange_rate_table("2007-03-31").to_frame("spark")', "call-overload"),
    ('yen_usd.exchange_rate_table("2007-03-31").rows[0].rate("close")', "arg-type"),
    ('yen_usd.implied_rate("¥5", None)', "arg-type"),
    ('yen_usd.implied_rate("¥5", "$5", yen_mode="nearest")', "arg-type"),
    ('yen_usd.check_translation("¥5", "$5")', "call-arg"),
    ('yen_usd.check_footing({"a": 5}, 5)', "call-arg"),
    ('yen_usd.two_rate_view([("Revenues", "income", 5)], "FY2007")', "list-item"),
    ('yen_usd.annotate("¥5", to="EUR")', "arg-type"),
    ('yen_usd.annotate("¥5", on=None)', "arg-type"),
    ("yen_usd.annotate(5)", "arg-type"),
    ('yen_usd.find_money("¥5").amounts = ()', "misc"),
    ("from yen_usd import anotate", "attr-defined"),
    ('yen_usd.parse_money("-", nil=1)', "arg-type"),
]


def check(tmp_path: Path, code: str) -> str:
    """What mypy says of a caller's module."""
    module = tmp_path / "caller.py"
    module.write_text(code, encoding="utf-8")
    root = Path(yen_usd.__file__).parent.parent  # an installed package is found without help, and must be
    path = {} if "site-packages" in root.parts else {"MYPYPATH": str(root)}
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(tmp_path / "cache"), str(module)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
        env={**os.environ, **path},
        timeout=300,
    )
    return done.stdout + done.stderr


@pytest.mark.exhaustive
def test_right_use_passes_and_each_misuse_fails_the_type_check(tmp_path: Path) -> None:
    """One run of mypy: no error in the right lines, and an error of the right kind on every wrong one."""
    code = GOOD + "\n".join(wrong for wrong, _ in BAD) + "\n"
    first = code.splitlines().index(BAD[0][0]) + 1
    said = [line for line in check(tmp_path, code).splitlines() if "error:" in line]
    lines = {int(line.split(":")[1]): line for line in said}
    assert sorted(lines) == list(range(first, first + len(BAD))), said
    for number, (wrong, code_of_error) in enumerate(BAD, first):
        assert f"[{code_of_error}]" in lines[number], (wrong, lines[number])


def test_the_package_says_that_it_is_typed() -> None:
    """So that the checkers of its users read it."""
    assert (Path(yen_usd.__file__).parent / "py.typed").exists()


@for_each("name", yen_usd.__all__)
def test_every_public_name_has_a_docstring(name: str) -> None:
    """Of its own, but for the constants."""
    if not name.isupper():
        assert (getattr(yen_usd, name).__doc__ or "").strip()
