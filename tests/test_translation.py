"""Translation: which rate, the exact arithmetic, and what a result says of itself."""

import datetime as dt
import decimal
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from answers import half_away
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

import yen_usd
from yen_usd import (
    REPORT_RATE,
    AmountError,
    AmountTypeError,
    ArgumentError,
    BasisError,
    Converter,
    Dollars,
    PeriodInProgressError,
    Rate,
    RateSeries,
    RateValueError,
    Rounding,
    Translation,
    Yen,
    translate,
)


@pytest.mark.parametrize(
    "source",
    [
        24_300_000_000,
        24.3e9,
        Decimal(24300000000),
        Decimal("2.43E+10"),
        np.int64(24_300_000_000),
        np.float64(24.3e9),
        "¥24.3 billion",
        "243億円",
        Yen(24_300_000_000),
    ],
    ids=repr,
)
def test_an_amount_of_any_kind_is_translated_at_the_report_rate_when_nothing_else_is_said(source: object) -> None:
    """And the result shows that rate."""
    t = translate(source)
    assert (t.source, t.result, t.rate) == (Yen(24_300_000_000), Dollars("206702960.19"), REPORT_RATE)
    assert repr(t) == (
        "Translation(¥24,300,000,000 → $206,702,960.19 at ¥117.56, noon buying rate of 2007-03-30, prevailing on 2007-03-31)"
    )


@pytest.mark.parametrize(
    "on",
    [
        "2007-03-31", "2007/3/31", "20070331", "March 31, 2007", "31 Mar 2007", "2007年3月31日", "平成19年3月31日",
        "H19.3.31", dt.date(2007, 3, 31), dt.datetime(2007, 3, 31), pd.Timestamp("2007-03-31"),  # noqa: DTZ001
        np.datetime64("2007-03-31"),
    ],
    ids=repr,
)  # fmt: skip
def test_a_date_of_any_kind_gives_the_rate_that_prevailed(on: object) -> None:
    """A Saturday takes Friday's rate and says so."""
    rate = translate(1_000_000, on=on).rate
    assert rate == REPORT_RATE


SPELLINGS = {
    "116.55": [
        "FY2007", "FY3/07", "2007/3期", "fiscal year ended March 31, 2007", "2007年3月期", "平成19年3月期", "2006年度",
        "LTM 2007-03", "2006-04-01/2007-03-31", yen_usd.Period.fiscal_year(2007), pd.Period("2007", freq="Y-MAR"),
    ],
    "115.99": ["year ended December 31, 2006", "2006", "FY12/06", "2006-01/2006-12", yen_usd.Period.year(2006)],
    "117.26": ["2007-03", "March 2007", "2007年3月", "2007-03-01/2007-03-31", pd.Period("2007-03")],
}  # fmt: skip


@pytest.mark.parametrize(("average", "period"), [(a, p) for a, ps in SPELLINGS.items() for p in ps], ids=str)
def test_the_same_dates_give_the_same_rate_in_every_spelling(average: str, period: object) -> None:
    """Whole years by month ends, months by days, whatever they are called."""
    first = translate(1, period=SPELLINGS[average][0], basis="average").rate
    rate = translate(1, period=period, basis="average").rate
    assert rate.yen_per_usd == Decimal(average)
    assert rate == first


def test_each_basis_of_a_period() -> None:
    """The five figures of the year, the averages of two kinds."""
    rates = {basis: translate(1, period="FY2007", basis=basis).rate for basis in ("average", "period_end", "high", "low")}
    assert [str(rate.yen_per_usd) for rate in rates.values()] == ["116.55", "117.56", "121.81", "110.07"]
    assert rates["low"].observed == dt.date(2006, 5, 16)
    daily = translate(1, period="FY2007", basis="average", averaging="daily").rate
    assert (str(daily.yen_per_usd), daily.averaging) == ("116.92", "daily")
    more = translate(1, period="FY2007", basis="average", rate_places=4)
    assert more.rate.yen_per_usd == Decimal("116.5533")
    assert more.result == Dollars("0.01")


@pytest.mark.parametrize(
    "rate", [110, 110.0, Decimal(110), "110", "¥110", "￥110", "¥110 per US$1.00", "110円", np.int64(110)]
)
def test_a_rate_of_ones_own(rate: object) -> None:
    """A number or text; it is never called a noon buying rate."""
    t = translate(1_000_000, rate=rate)
    assert t.result == Dollars("9090.91")
    assert t.rate.label == "stated rate"
    assert "noon" not in t.note()
    assert repr(t) == "Translation(¥1,000,000 → $9,090.91 at ¥110, stated rate)"


@pytest.mark.parametrize(
    "rate", ["$0.0085", "110 yen per euro", "", "abc", "¥1,10", "0", "-110", "¥110 per US$100", "1" * 200]
)
def test_text_that_is_no_rate_is_refused(rate: str) -> None:
    """Above all the inverse, and rates per another amount."""
    with pytest.raises((RateValueError, AmountError)):
        translate(1, rate=rate)


def test_dollars_become_yen() -> None:
    """The product, to the yen."""
    t = translate("$1.2 million", on="2007-07-03")
    assert (t.source, t.result) == (Dollars(1_200_000), Yen(146_880_000))
    assert translate(Dollars("0.01")).result == Yen(1)
    assert translate(Dollars("-0.004")).result == Yen(0)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"on": "2007-03-31", "period": "FY2007", "basis": "high"}, "on= and period="),
        ({"on": "2007-03-31", "rate": 110}, "on= and rate="),
        ({"period": "FY2007", "basis": "high", "rate": 110}, "period= and rate="),
        ({"basis": "high"}, "basis= without period="),
        ({"on": "2007-03-31", "basis": "high"}, "basis= without period="),
        ({"on": "2007-03-31", "averaging": "daily"}, "averaging= without period="),
        ({"rate": 110, "through": "2007-03-31"}, "through= without period="),
        ({"rate_places": 4}, "rate_places= without period="),
        ({"through": "2007-03-31"}, "through= without period="),
        ({"averaging": "daily"}, "averaging= without period="),
        ({"strict": True}, "strict=True without on"),
        ({"period": "FY2007", "basis": "high", "strict": True}, "strict=True without on"),
        ({"period": "FY2007", "basis": "high", "rate_places": 4}, "rate_places=4 with basis='high'"),
    ],
)
def test_arguments_that_do_not_go_together_are_refused(arguments: dict[str, object], words: str) -> None:
    """Each pair of them, by name."""
    with pytest.raises(ArgumentError, match=words):
        translate(1, **arguments)


def test_a_period_without_basis_shows_all_four_rates() -> None:
    """Nothing is assumed; the message has what there is to choose from."""
    with pytest.raises(ArgumentError, match=r"average=116\.55, period_end=117\.56, high=121\.81, low=110\.07"):
        translate(1, period="FY2007")


@pytest.mark.parametrize(
    "arguments",
    [
        {"basis": "median"},
        {"basis": "spot"},
        {"basis": "high", "averaging": "daily"},
        {"basis": "average", "averaging": "hourly"},
        {"basis": "average", "rate_places": -1},
        {"basis": "average", "rate_places": 1.5},
        {"basis": []},
        {"basis": np.array([1, 2])},
        {"basis": "average", "averaging": pd.Series([1])},
    ],
)
def test_a_basis_that_does_not_exist_is_refused(arguments: dict[str, object]) -> None:
    """Unknown names, and averagings of what is no average."""
    with pytest.raises(BasisError):
        translate(1, period="FY2007", **arguments)


def test_a_period_in_progress_is_refused_until_its_last_day_is_named() -> None:
    """The error says through which day the figures go."""
    with pytest.raises(PeriodInProgressError, match="through='2026-10-02'"):
        translate(1, period="2026-10", basis="average")
    translate(1, period="2026-10", basis="average", through="2026-10-02")


@pytest.mark.parametrize("precision", [1, 6, 28])
def test_no_decimal_context_of_the_caller_changes_a_result(precision: int) -> None:
    """Neither its precision, nor its rounding, nor its traps."""
    context = decimal.Context(prec=precision, rounding=decimal.ROUND_DOWN, traps=[decimal.Inexact, decimal.Rounded])
    amount = 10**30 + 7
    with decimal.localcontext(context):
        for amount_sign in (amount, -amount):
            t = translate(amount_sign)
            text = f"{t:standard} {t:words} {t:,.2f} {t:compact} {t:japanese} {t!r}"
            yen = translate(Dollars(amount_sign), period="FY2007", basis="average").result
        average = yen_usd.h10_rates().over("FY2007").average_daily.yen_per_usd
    assert Fraction(t.result.amount) == half_away(Fraction(-amount) / Fraction("117.56"), 2)
    assert Fraction(yen.amount) == half_away(-amount * Fraction("116.55"))
    assert average == Decimal("116.92")
    assert text.startswith("-$8,506,294,658,046,954,746,512,419,")


def test_text_is_made_from_the_exact_quotient() -> None:
    """¥176 is $1.497...: $1.50 in cents, and $1 in whole dollars, not $2."""
    t = translate("¥176")
    assert f"{t:standard}" == "$1.50"
    assert f"{t:,.0f}" == f"{t:standard.0}".strip("$") == "1"
    assert t.exact == Fraction(17600, 11756)


def test_a_stated_rounding_shows_in_result_and_text() -> None:
    """Per-share figures need more places, tables fewer."""
    per_share = translate("¥35.42", rounding=Rounding(places=4))
    assert (str(per_share.result.amount), f"{per_share:standard}") == ("0.3013", "$0.3013")
    in_thousands = Converter(rounding=Rounding(unit="thousand")).translate("¥24.3 billion")
    assert (in_thousands.result, f"{in_thousands:standard}") == (Dollars(206_703_000), "$206,703,000")
    assert f"{in_thousands:million.2}" == "206.70"
    down = translate("¥1", rounding=Rounding(places=2, mode="ROUND_DOWN"))
    assert down.result == Dollars(0)


def test_a_result_always_agrees_with_its_source_rate_and_rounding() -> None:
    """It is made from them, and one that is given has to be the same."""
    made = Translation(Yen(100), Rate(Decimal(3)), Rounding(places=1))
    assert made.result == Dollars("33.3")
    assert Translation(Yen(100), Rate(Decimal(3)), Rounding(places=1), Dollars("33.3")) == made
    with pytest.raises(ValueError, match="comes to"):
        Translation(Yen(100), Rate(Decimal(3)), Rounding(places=1), Dollars(5))
    with pytest.raises(AttributeError):
        made.result = Dollars(5)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({}, ["¥117.56 per US$1.00", "the noon buying rate", "on March 30, 2007, prevailing on March 31, 2007", "Bank"]),
        ({"on": "2015-03-31"}, ["¥119.96", "noon buying rate", "March 31, 2015", "H.10"]),
        (
            {"period": "FY2007", "basis": "average"},
            ["¥116.55", "average of the noon buying rates", "last publication day", "fiscal year ended March 31, 2007"],
        ),
        ({"period": "2007-03", "basis": "average"}, ["¥117.26", "average of the daily noon buying rates", "in March 2007"]),
        ({"period": "FY2007", "basis": "high"}, ["¥121.81", "the highest noon buying rate", "January 29, 2007"]),
        ({"period": "FY2007", "basis": "low"}, ["¥110.07", "the lowest noon buying rate", "May 16, 2006"]),
        ({"period": "FY2007", "basis": "period_end"}, ["March 30, 2007, the last published in the fiscal year ended"]),
        ({"rate": Rate(Decimal("118.05"), "Tokyo TTM")}, ["¥118.05", "Tokyo TTM"]),
    ],
)  # fmt: skip
def test_the_note_names_rate_basis_and_day_and_the_convenience(arguments: dict[str, object], words: list[str]) -> None:
    """A footnote, and a noon buying rate only where it is one."""
    note = translate("¥24.3 billion", **arguments).note()
    for word in [*words, "convenience"]:
        assert word in note
    assert ("noon buying rate" in note) == ("rate" not in arguments)
    assert note.startswith("Yen amounts are translated into U.S. dollars")
    assert translate("$5", **arguments).note().startswith("U.S. dollar amounts are translated into yen")


@pytest.mark.parametrize("name", ["on", "period", "rate"])
def test_a_missing_value_is_not_a_rate_left_out(name: str) -> None:
    """None in a column of dates must not become the rate of 2007."""
    with pytest.raises(TypeError, match=r"None"):
        translate(1, **{name: None})


def test_a_converter_without_a_default_wants_a_rate_named() -> None:
    """For settings that should not know the report."""
    bare = Converter(default_rate=None)
    with pytest.raises(ArgumentError, match="no rate is named"):
        bare.translate(1)
    assert bare.translate(1, on="2007-03-31").rate == REPORT_RATE


def test_a_rounding_of_nothing_is_refused_and_not_passed_over() -> None:
    """Zero is not a rounding left out."""
    for act in (lambda: translate(1, rounding=0), lambda: Yen(10).divide(3, 0), lambda: translate(1, rounding=2)):
        with pytest.raises(ArgumentError):
            act()


def test_only_a_rate_of_the_publishers_is_called_a_noon_buying_rate() -> None:
    """A label alone does not make it one."""
    claimed = Rate.of(118, label="noon buying rate")
    assert not claimed.is_noon_buying_rate
    assert "New York" not in translate(1, rate=claimed).note()
    bank = Rate.of("118.05", label="Tokyo TTM", observed="March 30, 2007", publisher="a Tokyo bank")
    assert translate(1, rate=bank).note().count("the Tokyo TTM on March 30, 2007 (a Tokyo bank)") == 1


def test_the_default_rate_is_a_setting() -> None:
    """And a converter's alone."""
    converter = Converter(default_rate=Rate(Decimal(100), "budget rate"))
    assert converter.translate(1000).result == Dollars(10)
    assert converter.translate(1000).rate.label == "budget rate"
    assert translate(1000).rate == REPORT_RATE


def test_the_exact_product_and_quotient_are_fractions() -> None:
    """Of dollars and of yen."""
    assert translate("$1.2 million").exact == Fraction(141_072_000)
    assert translate("$0.01").exact == Fraction("1.1756")
    assert translate("¥1").exact == Fraction(25, 2939)


@pytest.mark.parametrize(
    "parts", [("x", REPORT_RATE, Rounding(places=2)), (Yen(1), 117.56, Rounding(places=2)), (Yen(1), REPORT_RATE, 2)]
)
def test_a_translation_is_made_of_money_a_rate_and_a_rounding(parts: tuple[object, ...]) -> None:
    """Anything else in one of the three places is an error that shows all three."""
    with pytest.raises(
        ArgumentError, match=r"cannot make a Translation of .* and .*; it takes Yen or Dollars, a Rate and a Rounding"
    ):
        Translation(*parts)


def test_yen_below_one_are_shown_in_the_source() -> None:
    """¥35.42 per share is not ¥35."""
    assert repr(translate("¥35.42")) == (
        "Translation(¥35.42 → $0.30 at ¥117.56, noon buying rate of 2007-03-30, prevailing on 2007-03-31)"
    )


def test_the_note_of_an_average_says_what_it_is_made_of() -> None:
    """And that it was computed from the rates of their publisher."""
    assert translate(1, period="FY2007", basis="average").note() == (
        "Yen amounts are translated into U.S. dollars, solely for the convenience of the reader, at ¥116.55 per US$1.00, "
        "the average of the noon buying rates in New York City for cable transfers in yen on the last publication day of "
        "each month in the fiscal year ended March 31, 2007 (computed from rates of the Federal Reserve Bank of New York). "
        "Such a translation does not mean that the amounts were, are or could be exchanged at that rate."
    )
    assert (
        translate("$1", period="2007-03", basis="average")
        .note()
        .startswith(
            "U.S. dollar amounts are translated into yen, solely for the convenience of the reader, at ¥117.26 per "
            "US$1.00, the average of the daily noon buying rates in New York City for cable transfers in yen in March "
            "2007 (computed"
        )
    )


@pytest.mark.parametrize("strict", [1, 0, "yes"])
def test_strict_is_true_or_false(strict: object) -> None:
    """As a setting and as an argument; None is nothing said."""
    with pytest.raises(ArgumentError, match="strict="):
        Converter(strict=strict)
    with pytest.raises(ArgumentError, match="strict="):
        translate(1, on="2007-03-30", strict=strict)
    assert translate(1, on="2007-03-31", strict=None).rate == REPORT_RATE


def test_the_rate_of_the_report_does_not_stand_in_for_rates_of_another_label() -> None:
    """An own series without a date is a refusal; noon buying rates, the printed table and a default of one's own are not."""
    ttm = RateSeries([("2007-03-29", "117.87"), ("2007-03-30", "118.05")], label="Tokyo TTM")
    for call in (Converter(ttm).translate, lambda _: Converter(ttm).rate()):
        with pytest.raises(ArgumentError, match=r"'Tokyo TTM'.*give on="):
            call("$1.2 million")
    assert Converter(ttm).translate("$1.2 million", on="2007-03-30").result == Yen(141_660_000)
    assert Converter(ttm, default_rate=Rate.of("118")).translate("$1").result == Yen(118)
    daily = yen_usd.h10_rates()
    for series in (daily, daily["2007-01-01":"2007-03-31"], yen_usd.report_rates(), None):
        assert Converter(series).translate("$1.2 million").rate == REPORT_RATE


MODES = {
    "ROUND_HALF_UP": lambda whole, rest, _: whole + (2 * rest >= 1),
    "ROUND_HALF_DOWN": lambda whole, rest, _: whole + (2 * rest > 1),
    "ROUND_HALF_EVEN": lambda whole, rest, _: whole + (2 * rest > 1 or (2 * rest == 1 and whole % 2 == 1)),
    "ROUND_UP": lambda whole, rest, _: whole + (rest > 0),
    "ROUND_DOWN": lambda whole, _, __: whole,
    "ROUND_CEILING": lambda whole, rest, negative: whole + (rest > 0 and not negative),
    "ROUND_FLOOR": lambda whole, rest, negative: whole + (rest > 0 and negative),
}
"""How a positive number is rounded, of which some whole units and a rest below one are known, and whether it has a minus."""


@st.composite
def decimals(draw: st.DrawFn, digits: int, places: int) -> Decimal:
    """Numbers of up to so many digits, of which so many at most stand behind the point."""
    number = draw(st.integers(1, 10 ** draw(st.integers(1, digits)) - 1))
    return Decimal(number).scaleb(-draw(st.integers(0, places)), decimal.Context(prec=60))


@given(
    decimals(40, 40),
    decimals(12, 11),
    st.integers(0, 40),
    st.sampled_from(sorted(MODES)),
    st.sampled_from([1, -1]),
    st.sampled_from([Yen, Dollars]),
)
@example(Decimal("9" * 40), Decimal(1), 0, "ROUND_HALF_UP", 1, Dollars)
@example(Decimal("9" * 38), Decimal(1), 2, "ROUND_HALF_UP", -1, Yen)
@example(Decimal("9" * 39), Decimal(1), 2, "ROUND_HALF_UP", 1, Yen)
@example(Decimal("9" * 40), Decimal(10), 0, "ROUND_HALF_UP", 1, Yen)
@example(Decimal("9" * 40), Decimal("1.0001"), 0, "ROUND_DOWN", 1, Dollars)
@example(Decimal("2" * 36 + ".001"), Decimal(2), 3, "ROUND_HALF_DOWN", 1, Yen)
@example(Decimal("2" * 36 + ".001"), Decimal(2), 3, "ROUND_HALF_UP", -1, Yen)
@example(Decimal(1), Decimal(3), 40, "ROUND_UP", -1, Yen)
def test_a_result_of_up_to_40_digits_is_the_exact_one_rounded_and_any_other_is_refused(
    amount: Decimal, rate: Decimal, places: int, mode: str, sign: int, kind: type[Yen] | type[Dollars]
) -> None:
    """By integers alone: in every mode, to any places, with as many digits as there may be."""
    exact = Fraction(amount) / Fraction(rate) if kind is Yen else Fraction(amount) * Fraction(rate)
    whole, rest = divmod(exact * 10**places, 1)
    rounded = MODES[mode](whole, rest, sign < 0)
    rounding = Rounding(places=places, mode=mode)
    source = kind(amount if sign > 0 else amount.copy_negate())
    if rounded >= 10**40:
        with pytest.raises(AmountError, match="more than 40 digits"):
            translate(source, rate=rate, rounding=rounding)
    else:
        made = translate(source, rate=rate, rounding=rounding)
        assert Fraction(made.result.amount) == Fraction(sign * rounded, 10**places)
        assert -made.result.amount.as_tuple().exponent == places
        assert rounded or not made.result.amount.is_signed()
        assert made.exact == sign * exact
        again = Translation(made.source, made.rate, rounding)
        assert (again, again.result, str(again)) == (made, made.result, str(made))


@pytest.mark.parametrize(
    "column",
    [pd.Series([1]), pd.DataFrame({"a": [1]}), np.array([1, 2]), pl.Series([1]), pl.DataFrame({"a": [1]}), pa.array([1])],
)
def test_a_column_is_no_amount(column: object) -> None:
    """The message names what is for columns; any other wrong type has another one."""
    with pytest.raises(AmountTypeError, match=r"a whole \w+ is not an amount; .*translate_frame"):
        translate(column)
    for other in (None, [1], object()):
        with pytest.raises(AmountTypeError, match="cannot be an amount"):
            translate(other)


def test_a_translation_is_written_as_text_and_as_its_result() -> None:
    """Without a specification it is what `str` shows, and the exact amount is at hand in both directions."""
    made, back = translate("¥176"), translate("$0.01")
    assert f"{made}" == str(made) == "¥176 → $1.50 at ¥117.56, noon buying rate of 2007-03-30, prevailing on 2007-03-31"
    assert repr(made) == f"Translation({made})"
    assert f"{made:>8}" == "   $1.50"
    assert (back.unrounded, back.exact) == (Decimal("1.1756"), Fraction("1.1756"))
    assert str(made.unrounded).startswith("1.49710785981626403538618577747533174549166383123511")


@pytest.mark.parametrize(
    "settings", [{}, {"fiscal_year_end": 12}, {"named_by": "start"}, {"strict": True}, {"series": "report"}]
)
def test_a_converter_is_the_same_by_settings_and_by_arguments(settings: dict[str, object]) -> None:
    """With the defaults where nothing is said, in `translate`, `rate` and `over` alike."""
    adapter = TypeAdapter(Converter)
    made = adapter.validate_python(settings)
    arguments = settings | ({"series": yen_usd.report_rates()} if "series" in settings else {})
    assert made == Converter(**arguments)
    assert adapter.validate_python({"series": "h10"}) == adapter.validate_python({"series": None}) == Converter()
    rest = {"series": None, "rounding": None, "strict": False, "fiscal_year_end": 3, "named_by": "end"}
    written = adapter.dump_python(made)
    assert TypeAdapter(Rate).validate_python(written.pop("default_rate")) == REPORT_RATE
    assert written == rest | settings
    assert made.rate(period="FY2007", basis="high") == made.over("FY2007").high
    assert made.translate(1, period="FY2007", basis="high").rate == made.rate(period="FY2007", basis="high")
    assert made.rate() == made.translate(1).rate == REPORT_RATE
    schema = adapter.json_schema()["anyOf"][-1] if "anyOf" in adapter.json_schema() else adapter.json_schema()
    month = schema["properties"]["fiscal_year_end"]
    assert (month["minimum"], month["maximum"]) == (1, 12)


def test_the_settings_of_a_converter_and_the_arguments_of_a_call() -> None:
    """What a call says goes first: strictness, rounding, places and the part of a period."""
    strict = Converter(strict=True, rounding=Rounding(places=4))
    with pytest.raises(yen_usd.NotPublishedError):
        strict.translate(1, on="2007-03-31")
    assert strict.translate(1, on="2007-03-31", strict=False).result == Dollars("0.0085")
    assert strict.rate(on="2007-03-31", strict=False) == REPORT_RATE
    assert Converter().translate(1, on="2007-03-31", rounding=Rounding(places=6)).result == Dollars("0.008506")
    assert Converter().rate(period="FY2007", basis="average").yen_per_usd == Decimal("116.55")
    assert Converter().rate(period="FY2007", basis="average", rate_places=3).yen_per_usd == Decimal("116.553")
    part = Converter().over("FY2007", "2006-04-30")
    assert (part.period.start, part.period.end) == (dt.date(2006, 4, 1), dt.date(2006, 4, 30))
    assert Converter(rounding=Rounding(places=1)).translate("$1").result == Yen("117.6")
