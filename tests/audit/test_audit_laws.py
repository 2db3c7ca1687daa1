"""Laws of the audit, searched by hypothesis: intervals, footing, and the split of growth."""

import decimal
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from yen_usd import (
    Dollars,
    FiguresError,
    Rate,
    Rounding,
    Yen,
    check_footing,
    check_translation,
    exchange_rate_table,
    format_money,
    implied_rate,
    split_growth,
    translate,
    two_rate_view,
)
from yen_usd.audit import ImpliedRate
from yen_usd.money import Mode
from yen_usd.money.units import POWERS

modes: st.SearchStrategy[Mode] = st.sampled_from([
    "ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_HALF_DOWN", "ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR",
])  # fmt: skip
places = st.one_of(st.integers(0, 3).map(lambda n: (n, None)), st.sampled_from([(None, unit) for unit in POWERS]))
roundings = st.builds(lambda place, mode: Rounding(place[0], place[1], mode), places, modes)
rates = st.integers(1, 40_000).map(lambda n: Decimal(n) / 100)
amounts = st.integers(-(10**15), 10**15).map(lambda n: Decimal(n) / 1000)


def shown(money: Yen | Dollars, rounding: Rounding) -> str:
    """The text of a figure as it is published: rounded, and written to the place of the rounding."""
    rounded = money.round(rounding)
    if rounding.unit is None:
        return format_money(rounded, places=rounding.places)
    power = POWERS[rounding.unit]
    number = f"{int(rounded.amount.scaleb(-power))}"
    if rounded.currency == "JPY":
        return f"{number} {rounding.unit} yen" if rounding.unit.isascii() else f"{number}{rounding.unit}円"
    unit = {3: "thousand", 6: "million", 9: "billion", 12: "trillion"}.get(power)
    assume(unit is not None)
    return f"${number} {unit}".replace("$-", "-$")


@given(amounts, rates, roundings, roundings)
def test_the_true_rate_lies_in_the_implied_interval(
    amount: Decimal, rate: Decimal, of_yen: Rounding, of_usd: Rounding
) -> None:
    """Whatever the roundings and units of the two sides, for text as for money; and the check agrees."""
    yen = Yen(amount)
    usd = translate(yen, rate=rate, rounding=of_usd).result
    figures = shown(yen, of_yen), shown(usd, of_usd)
    try:
        implied = implied_rate(
            *figures, yen_mode=of_yen.mode, usd_mode=of_usd.mode, balance_sheet_date="2007-03-31", within_days=0
        )
    except FiguresError:
        assert not yen.round(of_yen)
        assert not usd
        return
    assert rate in implied
    assert Rate(rate) in implied
    assert implied.low is not None
    assert implied.low <= rate
    assert implied.high is None or rate <= implied.high
    check = check_translation(*figures, rate, yen_mode=of_yen.mode, usd_mode=of_usd.mode)
    assert check.consistent
    assert check.explanation is not None


@given(st.lists(st.tuples(amounts, st.integers(-3, 3)), min_size=2, max_size=12), rates, modes)
def test_intervals_only_shrink_as_pairs_are_added(pairs: list[tuple[Decimal, int]], rate: Decimal, mode: Mode) -> None:
    """And once no rate explains all, none does again; the pairs that break it are told, the rest agrees."""
    rounding = Rounding(unit="thousand", mode=mode)
    figures = [
        (
            shown(Yen(yen), rounding),
            shown(translate(Yen(yen), rate=rate + Decimal(off) / 100, rounding=rounding).result, rounding),
        )
        for yen, off in pairs
        if rate + Decimal(off) / 100 > 0 and Yen(yen).round(rounding)
    ]
    before: ImpliedRate | None = None
    for count in range(1, len(figures) + 1):
        yen, usd = zip(*figures[:count], strict=True)
        now = implied_rate(yen, usd, yen_mode=mode, usd_mode=mode, balance_sheet_date="2007-03-31", within_days=0)
        if before is not None and before.interval is None:
            assert now.interval is None
        elif now.interval is not None and before is not None and before.interval is not None:
            assert now.low is not None
            assert before.low is not None
            assert now.low >= before.low
            assert now.interval.exact_low >= before.interval.exact_low
            if before.high is not None:
                assert now.high is not None
                assert now.high <= before.high
        if now.interval is None:
            assert now.breaking
            assert (now.rest is None) == (len(now.breaking) == count)
            assert now.rest is None or now.rest.interval is not None
        before = now


lines = st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=30)


@given(lines, rates, roundings)
def test_footed_lines_sum_to_the_total(yen: list[int], rate: Decimal, rounding: Rounding) -> None:
    """Whatever the rounding; each line moves by one unit of it at most, and a line of zero never."""
    footing = check_footing(yen, sum(yen), rate, rounding=rounding)
    wanted = [translate(line, rate=rate, rounding=rounding) for line in yen]
    assert [line.translation for line in footing.lines] == wanted
    spread = footing.spread()
    assert sum((line.amount for line in spread.lines), Dollars(0)) == spread.total.result == footing.total.result
    assert not spread.difference
    step = Decimal(10) ** (POWERS[rounding.unit] if rounding.unit else -(rounding.places or 0))
    assert {abs(line.adjustment.amount) for line in spread.lines} <= {Decimal(0), step}
    assert all(line.translation.source for line in spread.adjusted)
    assert spread.spread() == spread
    assert check_footing(yen, sum(yen), rate, rounding=rounding, spread=True) == spread


@given(lines, rates, st.integers(0, 3))
def test_the_spread_is_the_largest_remainder_method(yen: list[int], rate: Decimal, digits: int) -> None:
    """As it is known from the apportionment of seats: floors first, what is left to the largest remainders."""
    yen = [abs(line) + 1 for line in yen]
    assume(len({Fraction(line) / Fraction(rate) % Fraction(1, 10**digits) for line in yen}) == len(yen))  # no ties
    spread = check_footing(yen, sum(yen), rate, rounding=Rounding(places=digits), spread=True)
    quotas = [Fraction(line) * 10**digits / Fraction(rate) for line in yen]
    seats = [quota.numerator // quota.denominator for quota in quotas]
    left = int(spread.total.result.amount * 10**digits) - sum(seats)
    for at in sorted(range(len(yen)), key=lambda at: seats[at] - quotas[at])[:left]:
        seats[at] += 1
    assert [line.amount.amount * 10**digits for line in spread.lines] == seats


@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15), rates, rates, roundings)
def test_the_currency_split_adds_up(earlier: int, later: int, first: Decimal, second: Decimal, rounding: Rounding) -> None:
    """In dollars and in percent, exactly, whatever the rounding."""
    split = split_growth(earlier, later, first, second, rounding=rounding)
    assert split.constant_change + split.currency_change == split.change
    assert split.earlier.result + split.change == split.later.result
    if earlier > 0:
        assert split.percent is not None
        assert split.constant_percent is not None
        assert split.currency_percent is not None
        assert split.constant_percent + split.currency_percent == split.percent
    else:
        assert (split.percent, split.constant_percent, split.currency_percent) == (None, None, None)
    if first == second:
        assert not split.currency_change
        assert not split.currency_percent


@given(st.integers(-(10**15), 10**15), roundings)
def test_a_view_at_two_rates_is_made_of_translations(yen: int, rounding: Rounding) -> None:
    """Each line is what `translate` gives at its rate."""
    view = two_rate_view([("flow", "flow", yen), ("balance", "balance", yen)], "FY2007", rounding=rounding)
    flow, balance = view.lines
    assert flow.translation == translate(yen, period="FY2007", basis="average", rounding=rounding)
    assert balance.translation == translate(yen, period="FY2007", basis="period_end", rounding=rounding)
    assert flow.convenience == balance.convenience == balance.translation
    assert not balance.difference


@given(
    st.integers(1, 10**38),
    st.integers(1, 10**38),
    st.builds(
        decimal.Context,
        prec=st.integers(1, 50),
        Emax=st.sampled_from([0, 5, 999_999]),
        traps=st.sampled_from([[], [decimal.Inexact], [decimal.Rounded, decimal.FloatOperation]]),
    ),
)
def test_nothing_depends_on_the_caller_s_decimal_context(yen: int, usd: int, context: decimal.Context) -> None:
    """Not the intervals, the checks, the footing, the growth, the table or its comparison."""

    def answers() -> list[object]:
        table = exchange_rate_table("2007-03-31", years=1, months=1, rate_places=5)
        comparison = table.compare({"2007": ("110.07", "121.81", "117.1", "117.56")})
        implied = implied_rate(yen, usd, balance_sheet_date="2007-03-31", within_days=0)
        footing = check_footing([yen, -usd, 7], yen - usd + 7, "117.56", spread=True)
        check = check_translation(yen, usd, "117.56")
        split = split_growth(yen, usd, "117.56", 110)
        values: list[object] = [table, comparison, implied, footing, check, split]
        return [*values, *map(str, values), comparison.agrees, check.difference, split.currency_percent, implied.low]

    with decimal.localcontext(decimal.Context(prec=200)):
        wanted = answers()
    with decimal.localcontext(context):
        found = answers()
    assert found == wanted
    interval = implied_rate(yen, usd).interval
    assert interval is not None
    assert interval.exact_low == (Fraction(yen) - Fraction(1, 2)) / (Fraction(usd) + Fraction(1, 200))
