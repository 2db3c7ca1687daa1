"""Money: exact sums and products, one currency at a time, and division that says how it rounds."""

import copy
import decimal
import enum
import math
import pickle
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yen_usd import (
    REPORT_RATE,
    AmountError,
    AmountTypeError,
    ArgumentError,
    Converter,
    Currency,
    CurrencyError,
    CurrencyMismatchError,
    DivisionError,
    Dollars,
    Money,
    Rounding,
    RoundingError,
    Translation,
    Yen,
    format_money,
    h10_rates,
    parse_money,
    translate,
)
from yen_usd.errors import quote


class Steps(enum.IntEnum):
    ONE = 1


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        (5, "5"),
        (-5, "-5"),
        (10**39, "1" + "0" * 39),
        (Decimal("1.50"), "1.50"),
        (Decimal("1E+5"), "100000"),
        (Decimal("-0"), "0"),
        (Decimal("-0E+3"), "0"),
        (0.1, "0.1"),
        (5.0, "5"),
        (-0.0, "0"),
        (1e22, "1" + "0" * 22),
        (2.675, "2.675"),
        (np.int64(24_300_000_000), "24300000000"),
        (np.uint8(200), "200"),
        (np.float64(0.1), "0.1"),
        (np.float32(0.1), "0.1"),
        (np.float16(0.1), "0.1"),
        (Steps.ONE, "1"),
        ("1234.5", "1234.5"),
        ("-7", "-7"),
    ],
    ids=repr,
)
def test_a_number_of_any_kind_is_the_decimal_that_it_shows(value: object, amount: str) -> None:
    """Floats by their shortest repr, everything else exactly, and no negative zero."""
    assert str(Yen(value).amount) == amount


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (True, AmountTypeError),
        (np.True_, AmountTypeError),
        (None, AmountTypeError),
        (pd.NA, AmountTypeError),
        (pd.NaT, AmountTypeError),
        (1j, AmountTypeError),
        (Fraction(1, 3), AmountTypeError),
        (np.array([1, 2]), AmountTypeError),
        (np.array(1.5), AmountTypeError),
        (np.array(5), AmountTypeError),
        (np.ma.masked_array(5, mask=True), AmountTypeError),
        (pd.Series([1]), AmountTypeError),
        ([1], AmountTypeError),
        (b"5", AmountTypeError),
        (np.datetime64("2007-03-31"), AmountTypeError),
        (np.timedelta64(5, "D"), AmountTypeError),
        (float("nan"), AmountError),
        (math.inf, AmountError),
        (np.float32("nan"), AmountError),
        (Decimal("NaN"), AmountError),
        (Decimal("sNaN"), AmountError),
        (Decimal("-Infinity"), AmountError),
        (10**40, AmountError),
        (10**100_000, AmountError),
        (1e300, AmountError),
        (1e-300, AmountError),
        (Decimal("1E+999999"), AmountError),
        (Decimal("1E-999999"), AmountError),
        (Decimal("0E+999999"), AmountError),
        (Decimal("1." + "1" * 40), AmountError),
        ("1,234", AmountError),
        ("1e5", AmountError),
        ("", AmountError),
        ("nan", AmountError),
        ("¥5", AmountError),
        ("٣", AmountError),
        ("5.", AmountError),
        ("55.", AmountError),
        ("5.5.", AmountError),
        (".5", AmountError),
        ("-.5", AmountError),
        ("--5", AmountError),
        ("0.1" + "1" * 40, AmountError),
        ("+5", AmountError),
        ("9" * 41, AmountError),
    ],
    ids=quote,
)
def test_what_is_no_amount_is_refused(value: object, error: type[Exception]) -> None:
    """Missing values, columns, infinities, too many digits, and text that parse_money is for."""
    for kind in (Yen, Dollars):
        with pytest.raises(error):
            kind(value)
    if not isinstance(value, str):
        with pytest.raises(error):
            translate(value)


def test_numpy_print_settings_change_nothing() -> None:
    """A float is what it is, however arrays are printed."""
    with np.printoptions(legacy="1.13", precision=2):
        assert Yen(np.float32(16777217)) == Yen(16777216)
        assert Yen(np.float16(0.1)) == Yen("0.1")
        assert Yen(np.longdouble("1234567890.12345")) == Yen("1234567890.12345")


def test_sums_differences_and_products_are_exact() -> None:
    """Under a caller's context of two digits, too."""
    with decimal.localcontext(prec=2):
        assert Yen(10**30) + Yen("0.5") == Yen("1" + "0" * 30 + ".5")
        assert Yen(10**30) - Yen(1) == Yen(10**30 - 1)
        assert Yen(123_456_789) * 1.05 == Yen("129629628.45")
        assert 3 * Dollars("1.25") == Dollars("3.75")
        assert sum([Dollars("0.10")] * 3) == Dollars("0.30")
        assert -Yen(12_345) == Yen(-12_345)
        assert abs(Yen(-12_345)) == +Yen(12_345)


def test_comparison_is_by_amount_and_hash_agrees_with_equality() -> None:
    """Trailing zeros make no difference."""
    assert Yen(1) < Yen(2) <= Yen("2.0") < Yen(3) >= Yen(3) > Yen(-3)
    assert Yen("2.0") == Yen(2)
    assert len({Yen("2.0"), Yen(2), Dollars(2)}) == 2
    assert max(Yen(1), Yen(3), Yen(2)) == Yen(3)
    assert Yen(5) != 5
    assert Yen(5) != Dollars(5)
    assert not Yen(0)
    assert Dollars("0.01")


@pytest.mark.parametrize(
    "mix",
    [
        lambda: Yen(1) + Dollars(1),
        lambda: Dollars(1) - Yen(1),
        lambda: Yen(1) < Dollars(1),
        lambda: Yen(1) >= Dollars(1),
        lambda: Yen(1) / Dollars(1),
        lambda: Yen(1) * Yen(1),
        lambda: sum([Yen(1), Dollars(1)]),
        lambda: max(Yen(1), Dollars(1)),
    ],
)
def test_currencies_never_mix(mix: object) -> None:
    """Neither in sums nor in comparisons."""
    with pytest.raises(CurrencyMismatchError):
        mix()


@pytest.mark.parametrize(
    "mix",
    [
        lambda: Yen(1) + 1,
        lambda: Yen(1) + -1,
        lambda: Yen(1) + False,
        lambda: -1 + Yen(1),
        lambda: Yen(1) - 0,
        lambda: Yen(1) <= 1,
        lambda: Yen(1) >= 1,
        lambda: 1 + Yen(1),
        lambda: Yen(1) - 1.0,
        lambda: Yen(1) < 1,
        lambda: Yen(1) * True,
        lambda: Yen(1) * None,
        lambda: Yen(1) / "2",
        lambda: Money(5),
    ],
)
def test_a_bare_number_is_not_money(mix: object) -> None:
    """It has no currency to add or compare; a bool is not even a number."""
    with pytest.raises(AmountTypeError):
        mix()


def test_division_rounds_once_and_says_how() -> None:
    """To the yen or the cent, half away from zero, unless another rounding is stated."""
    assert Yen(5) / 2 == Yen(3)
    assert Yen(-5) / 2 == Yen(-3)
    assert Dollars(10) / 3 == Dollars("3.33")
    assert Yen(100).divide(3, Rounding(places=4)) == Yen("33.3333")
    assert Yen(5).divide(2, Rounding(places=0, mode="ROUND_HALF_EVEN")) == Yen(2)
    assert Yen(1_234_567).round(Rounding(unit="thousand")) == Yen(1_235_000)
    for divide in (lambda: Yen(1) / 0, lambda: Yen(1) / Yen(0), lambda: Yen(1).divide(0.0)):
        with pytest.raises(DivisionError):
            divide()


def test_money_by_money_is_a_plain_number() -> None:
    """Exact where it ends, to forty digits where it does not."""
    assert Yen(3) / Yen(8) == Decimal("0.375")
    assert str(Yen(10) / Yen(5)) == "2"
    assert Yen(1) / Yen(3) == Decimal("0." + "3" * 40)
    assert Yen(1) / Yen(300) == Decimal("0.00" + "3" * 38)
    assert Yen(-2) / Yen(3) == Decimal("-0." + "6" * 39 + "7")
    assert f"{Yen(1) / Yen(3):.1%}" == "33.3%"
    assert type(Dollars(1) / Dollars(4)) is Decimal


def test_money_of_a_currency_known_only_at_run_time() -> None:
    """By code or member; any other currency is refused."""
    assert Money.of(5, "JPY") == Yen(5)
    assert Money.of("5", Currency.USD) == Dollars(5) == Yen(1).of(5, "USD")
    for code in ("EUR", "jpy", "", None):
        with pytest.raises(CurrencyError):
            Money.of(5, code)


def test_money_is_frozen_and_copies_are_equal() -> None:
    """Values, not places."""
    for money in (Yen(5), Dollars("-0.01")):
        assert pickle.loads(pickle.dumps(money)) == copy.deepcopy(money) == money
        for name in ("amount", "currency", "note"):
            with pytest.raises((AttributeError, TypeError)):
                setattr(money, name, 1)


def test_repr_is_the_expression_that_makes_it() -> None:
    """With every digit, whatever the standard text rounds."""
    for money in (Yen(24_300_000_000), Yen("-0.5"), Dollars("206702960.19"), Dollars(10**39), Yen(Decimal("0." + "1" * 40))):
        assert eval(repr(money)) == money


@pytest.mark.parametrize(
    "make",
    [
        Rounding,
        lambda: Rounding(places=2, unit="million"),
        lambda: Rounding(places=-1),
        lambda: Rounding(places=41),
        lambda: Rounding(places=True),
        lambda: Rounding(places=2.0),
        lambda: Rounding(places=2, mode="half_up"),
        lambda: Rounding(places=2, mode=[]),
        lambda: Rounding(unit="lakh"),
    ],
)
def test_a_rounding_that_does_not_exist_is_refused(make: object) -> None:
    """Both, neither, negative, unknown."""
    with pytest.raises(ValueError, match=r".+;.+"):
        make()


def test_what_is_no_rounding_is_refused() -> None:
    """Places alone, or a unit alone, is not one."""
    for act in (
        lambda: Yen(5).round(2),
        lambda: Yen(5).divide(3, 2),
        lambda: translate(5, rounding="million"),
        lambda: Converter(rounding=2),
        lambda: Converter(default_rate=117.56),
        lambda: Converter(series="h10"),
        lambda: Converter(series=h10_rates),
        lambda: Translation(5, REPORT_RATE, Rounding(places=2)),
        lambda: Translation(parse_money("$5"), REPORT_RATE, Rounding(places=2)),
        lambda: Translation(Yen(5), 117.56, Rounding(places=2)),
    ):
        with pytest.raises(ArgumentError):
            act()


@pytest.mark.parametrize(
    ("mode", "up", "down"),
    [
        ("ROUND_HALF_UP", "3", "-3"),
        ("ROUND_HALF_EVEN", "2", "-2"),
        ("ROUND_HALF_DOWN", "2", "-2"),
        ("ROUND_UP", "3", "-3"),
        ("ROUND_DOWN", "2", "-2"),
        ("ROUND_CEILING", "3", "-2"),
        ("ROUND_FLOOR", "2", "-3"),
    ],
)
def test_each_mode_rounds_halves_as_decimal_does(mode: str, up: str, down: str) -> None:
    """Of two and a half, both signs."""
    rounding = Rounding(places=0, mode=mode)
    assert str(rounding.round(Decimal("2.5"))) == up
    assert str(rounding.round(Decimal("-2.5"))) == down


def test_rounding_is_exact_for_any_size() -> None:
    """Hundreds of digits, and no negative zero."""
    huge = Decimal("9" * 300 + ".995")
    assert str(Rounding(places=2).round(huge)) == "1" + "0" * 300 + ".00"
    assert str(Rounding(places=2).round(Decimal("-0.004"))) == "0.00"
    assert Rounding(unit="million").round(Decimal("-499999.99")) == 0
    with pytest.raises(RoundingError):
        Rounding(places=2).round(Decimal("NaN"))


def test_an_amount_is_written_out() -> None:
    """Whatever exponent it came with."""
    assert str(Yen(Decimal("1E+1")).amount) == "10"
    assert str(Yen(Decimal("1E+39")).amount) == "1" + "0" * 39
    assert str(Dollars(Decimal("-1.5E+1")).amount) == "-15"
    for too_long in (Decimal("1E+40"), Decimal("10E+39"), Decimal("1.5E+40"), Decimal("1E-41"), 10**40, -(10**40)):
        with pytest.raises(AmountError, match="more than 40 digits"):
            Yen(too_long)
    assert str(Yen(10**40 - 1).amount) == "9" * 40 == str((-Yen(1 - 10**40)).amount)
    assert str(Yen(Decimal("1E-40")).amount) == "1E-40"


def test_a_quotient_of_money_has_forty_digits() -> None:
    """However many stand before the point, and rounded half away from zero; one that ends has no zeros behind."""
    assert str(Yen(1000) / Yen(3)) == "333." + "3" * 37
    assert str(Yen(2) / Yen(3)) == "0." + "6" * 39 + "7"
    assert str(Yen(20_000) / Yen(3)) == "6666." + "6" * 35 + "7"
    assert str(Yen(30) / Yen(3)) == "10"


def test_a_rounding_takes_any_finite_number() -> None:
    """Numbers of Python become decimals first."""
    assert str(Rounding(places=2).round(5)) == "5.00"
    assert str(Rounding(places=1).round(0.25)) == "0.3"
    assert str(Rounding(unit="thousand").round(1500)) == "2000"
    for bad in ("Infinity", "-Infinity", "NaN"):
        with pytest.raises(RoundingError, match="must be finite"):
            Rounding(places=2).round(Decimal(bad))
    assert str(Rounding(places=2).round(Decimal("1E+200"))) == "1" + "0" * 200 + ".00"


def test_a_field_of_yen_takes_numbers_and_plain_digits_and_says_so() -> None:
    """Text with commas names its currency, or is refused; the schema has the same."""
    from pydantic import TypeAdapter, ValidationError

    adapter = TypeAdapter(Yen)
    assert adapter.validate_python(1234) == adapter.validate_json("1234") == adapter.validate_python("1234") == Yen(1234)
    assert adapter.validate_python("¥1,234") == Yen(1234)
    with pytest.raises(ValidationError, match="has no currency and is not in plain digits"):
        adapter.validate_python("1,234")
    forms = adapter.json_schema()["anyOf"]
    assert [(form["exclusiveMinimum"], form["exclusiveMaximum"]) for form in forms if form["type"] == "number"] == [
        (-1e40, 1e40)
    ]
    places = TypeAdapter(Rounding).json_schema()["oneOf"][0]["properties"]["places"]
    assert (places["minimum"], places["maximum"]) == (0, 40)
    assert [form["type"] for form in forms].count("number") == 1
    assert [form["type"] for form in TypeAdapter(Money).json_schema()["anyOf"]].count("number") == 0


@pytest.mark.parametrize("digits", [1, 126, 127, 128, 129, 136, 255, 1000])
def test_numbers_of_any_length_are_rounded(digits: int) -> None:
    """A half of the last place goes up, however many digits stand before it."""
    assert str(Rounding(places=0).round(Decimal("1" * digits + ".5"))) == "1" * (digits - 1) + "2"
    assert str(Rounding(places=2).round(Decimal("1" * digits + ".125"))) == "1" * digits + ".13"
    assert str(Rounding(places=3).round(Decimal("1" * digits + ".1234"))) == "1" * digits + ".123"


def test_a_quotient_that_does_not_end_has_128_digits() -> None:
    """So many that rounding it to 40 places is rounding the exact one, however large the amount."""
    assert str(translate(2, rate=3).unrounded) == "0." + "6" * 128
    assert str(translate(10**30, rate=3).unrounded) == "3" * 30 + "." + "3" * 98


POWERS = {
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
    "千": 3, "万": 4, "百万": 6, "億": 8, "十億": 9, "兆": 12,
}  # fmt: skip


@pytest.mark.parametrize(("unit", "power"), POWERS.items())
def test_a_unit_is_its_power_of_ten_wherever_it_is_named(unit: str, power: int) -> None:
    """Read under it, rounded to it and written in it."""
    assert parse_money("1.5", currency="JPY", unit=unit).amount == Decimal(15) * 10 ** (power - 1)
    assert str(Rounding(unit=unit).round(Decimal(15) * 10 ** (power - 1))) == str(2 * 10**power)
    assert format_money(Yen(1_234 * 10**power), unit=unit) == "1,234"
    assert str(Yen(10**power).round(Rounding(unit=unit))) == f"¥{10**power:,}"


@given(st.decimals(-(10**9), 10**9, places=2), st.decimals(-(10**9), 10**9, places=1) | st.integers(-2, 2))
def test_money_compares_and_counts_as_its_amounts_do(one: Decimal, other: Decimal | int) -> None:
    """All comparisons, sums and differences, signs and truth, in both currencies."""
    for kind in (Yen, Dollars):
        for first, second in ((one, Decimal(other)), (Decimal(other), Decimal(other) + 0), (Decimal(other), one)):
            left, right = kind(first), kind(second)
            assert (left < right, left <= right, left > right, left >= right) == (
                first < second,
                first <= second,
                first > second,
                first >= second,
            )
            assert (left == right, left != right) == (first == second, first != second)
            assert ((left + right).amount, (left - right).amount) == (first + second, first - second)
            assert ((-left).amount, abs(left).amount, (+left).amount, bool(left)) == (-first, abs(first), first, bool(first))
            assert 0 + left == left + 0 == left
