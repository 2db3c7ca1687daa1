"""Laws that hold for every amount, date and period, searched by hypothesis."""

import contextlib
import datetime as dt
import decimal
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from annotating import annotate
from answers import digits, half_away
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from yen_usd import (
    Converter,
    Dollars,
    NotPublishedError,
    Period,
    Rate,
    RateNotFoundError,
    ReachError,
    Rounding,
    Translation,
    Yen,
    YenUsdError,
    find_money,
    format_money,
    h10_rates,
    parse_money,
    translate,
)
from yen_usd.dates.days import to_date
from yen_usd.dates.periods import to_period

FIRST, LAST = dt.date(1971, 1, 4), dt.date(2026, 9, 25)

amounts = st.integers(-(10**30), 10**30)
cents = amounts.map(lambda n: Decimal(n).scaleb(-2, decimal.Context(prec=40)))
rates = st.integers(1, 10**6).map(lambda n: Decimal(n) / 100)
days = st.dates(FIRST, LAST)
roundings = st.builds(
    Rounding,
    places=st.integers(0, 6),
    mode=st.sampled_from(["ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_DOWN", "ROUND_UP", "ROUND_FLOOR", "ROUND_CEILING"]),
)
contexts = st.builds(
    decimal.Context,
    prec=st.integers(1, 50),
    Emax=st.sampled_from([0, 5, 999_999]),
    rounding=st.sampled_from([decimal.ROUND_DOWN, decimal.ROUND_UP, decimal.ROUND_HALF_EVEN, decimal.ROUND_05UP]),
    traps=st.sampled_from([[], [decimal.Inexact], [decimal.Rounded, decimal.FloatOperation]]),
)


def ordinary(day: dt.date) -> bool:
    """A day with a prevailing rate."""
    return not dt.date(1971, 8, 18) <= day <= dt.date(1971, 8, 30)


PROSE = (
    "¥5 billion to ¥7.3 billion, between 5 and 7 million yen, 1,234–5,678 million yen, $1.2–1.3 million, ¥(5) to 90 million "
    "; 売上高は1兆2,345億円から2億円。At ¥117.56 per US$1.00, ¥15.6 billion ($132.7 million)."
)
AS_ANNOTATED = str(annotate(PROSE))


@given(contexts)
def test_no_context_of_the_caller_changes_what_is_read_in_prose(context: decimal.Context) -> None:
    """Ranges and equivalents, too, which are told by how large their figures are."""
    with decimal.localcontext(context):
        assert str(annotate(PROSE)) == AS_ANNOTATED


@given(amounts, rates, contexts)
def test_a_result_is_the_exact_quotient_rounded_once(amount: int, rate: Decimal, context: decimal.Context) -> None:
    """To the cent, or of the product to the yen, under any caller's decimal context."""
    own = Rate(rate)
    with decimal.localcontext(context):
        dollars = translate(amount, rate=own).result
        for spec in ("", "words", "compact", "japanese", "million.1", ",.3f"):
            assert parse_money(f"{dollars:{spec}}" if spec[:2] not in {"mi", ",."} else "$" + f"{abs(dollars):{spec}}")
        yen = translate(Dollars(amount), rate=own).result
    assert Fraction(dollars.amount) == half_away(Fraction(amount) / Fraction(rate), 2)
    assert Fraction(yen.amount) == half_away(Fraction(amount) * Fraction(rate))


@given(cents, rates, roundings)
def test_every_rounding_is_of_the_exact_quotient(amount: Decimal, rate: Decimal, rounding: Rounding) -> None:
    """Not of an already rounded one: checked with room for every digit that could matter."""
    result = translate(Yen(amount), rate=Rate(rate), rounding=rounding).result.amount
    exact = Fraction(amount) / Fraction(rate)
    unit = Fraction(1, 10**rounding.places)
    below = exact // unit * unit
    candidates = {below, below if below == exact else below + unit}
    assert Fraction(result) in candidates
    if rounding.mode == "ROUND_HALF_UP":
        assert Fraction(result) == half_away(exact, rounding.places)
    if rounding.mode == "ROUND_FLOOR":
        assert Fraction(result) == below
    if rounding.mode == "ROUND_DOWN":
        assert abs(Fraction(result)) <= abs(exact)
    if rounding.mode == "ROUND_UP":
        assert abs(Fraction(result)) >= abs(exact)


@given(amounts, days)
def test_there_and_back_misses_by_no_more_than_the_two_roundings(amount: int, day: dt.date) -> None:
    """Half a cent carried through the rate, and half a yen."""
    assume(ordinary(day))
    there = translate(amount, on=day)
    back = translate(there.result, on=day).result
    bound = Fraction(1, 200) * Fraction(there.rate.yen_per_usd) + Fraction(1, 2)
    assert abs(Fraction(back.amount) - amount) <= bound


@given(amounts, amounts, rates)
def test_translation_is_monotone_and_odd(first: int, second: int, rate: Decimal) -> None:
    """More yen never come to fewer dollars, and a loss is a profit with its sign turned."""
    low, high = sorted((first, second))
    assert translate(low, rate=rate).result <= translate(high, rate=rate).result
    assert translate(-first, rate=rate).result == -translate(first, rate=rate).result


@given(st.integers(-(10**20), 10**20), rates, st.integers(1, 10**6))
def test_a_whole_multiple_is_within_its_roundings(amount: int, rate: Decimal, factor: int) -> None:
    """Scale: a thousand times the yen are a thousand times the exact dollars."""
    once, many = translate(amount, rate=rate), translate(amount * factor, rate=rate)
    assert many.exact == once.exact * factor
    assert abs(Fraction(many.result.amount) - factor * Fraction(once.result.amount)) <= Fraction(factor + 1, 200)


@given(days)
def test_a_rate_is_observed_on_or_at_most_four_days_before_the_day_asked(day: dt.date) -> None:
    """Never after it, never further back."""
    try:
        rate = h10_rates().on(day)
    except ReachError:
        assert not ordinary(day)
        return
    assert rate.asked == day
    assert rate.observed is not None
    assert 0 <= (day - rate.observed).days <= 4


@given(days, days)
def test_low_average_high_are_in_order(first: dt.date, second: dt.date) -> None:
    """And so is the rate at the end; both averages, where there are month ends."""
    start, end = sorted((first, second))
    try:
        found = h10_rates().over(Period(start, end))
    except (NotPublishedError, ReachError):
        assert (end - start).days < 4 or not ordinary(end)
        return
    low, high = found.low.yen_per_usd, found.high.yen_per_usd
    assert low <= found.average_daily.yen_per_usd <= high
    assert low <= found.period_end.yen_per_usd <= high
    if found.month_end is not None:
        assert low <= found.average_month_end.yen_per_usd <= high
    assert found.observations == sum(1 for o in h10_rates()[start:end])


@given(days)
def test_a_period_of_one_published_day_equals_that_day(day: dt.date) -> None:
    """On every basis."""
    assume(day in h10_rates())
    spot = translate(1, on=day).rate.yen_per_usd
    for basis in ("average", "period_end", "high", "low"):
        assert translate(1, period=Period(day, day), basis=basis).rate.yen_per_usd == spot


def spellings(day: dt.date) -> list[str]:
    """A day in the ways that are read."""
    era, first = ("令和", 2018) if day >= dt.date(2019, 5, 1) else ("平成", 1988)
    if day < dt.date(1989, 1, 8):
        era, first = "昭和", 1925
    letter = {"令和": "R", "平成": "H", "昭和": "S"}[era]
    return [
        f"{day:%Y-%m-%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{era}{day.year - first}年{day.month}月{day.day}日",
        f"{letter}{day.year - first}.{day.month}.{day.day}",
    ]


@given(days)
def test_every_spelling_of_a_day_is_that_day(day: dt.date) -> None:
    """English and Japanese, western years and eras."""
    assert {to_date(text) for text in spellings(day)} == {day}


@given(st.integers(1972, 2026), st.integers(1, 12), st.sampled_from(["average", "period_end", "high", "low"]))
def test_the_same_fiscal_year_gives_the_same_rate_in_every_spelling(year: int, month: int, basis: str) -> None:
    """Named by its end, by its start, by its last day, by its days."""
    assume((year, month) <= (2026, 8) and (year, month) >= (1972, 1))
    period = Period.fiscal_year(year, fiscal_year_end=month)
    start_year = period.start.year
    rate = translate(1, period=period, basis=basis).rate
    ends = Converter(fiscal_year_end=month)
    starts = Converter(fiscal_year_end=month, named_by="start")
    texts = [
        (ends, f"FY{year}"),
        (starts, f"FY{start_year}"),
        (starts, f"{start_year}年度"),
        (ends, f"{start_year}年度"),
        (ends, f"{year}年{month}月期"),
        (ends, f"{year}/{month}期"),
        (ends, f"FY{month}/{year}"),
        (ends, f"fiscal year ended {period.end:%B} {period.end.day}, {period.end.year}"),
        (ends, f"LTM {year}-{month:02}"),
        (ends, f"{period.start}/{period.end}"),
    ]
    for converter, text in texts:
        assert converter.translate(1, period=text, basis=basis).rate == rate


money = st.one_of(amounts.map(Yen), cents.map(Dollars))
styles = st.one_of(
    st.fixed_dictionaries(
        {"style": st.sampled_from(["standard", "accounting", "compact", "iso"])},
        optional={"places": st.integers(0, 6), "negative": st.sampled_from(["minus", "parentheses", "triangle"])},
    ),
    st.fixed_dictionaries(
        {"style": st.sampled_from(["words", "name"])},
        optional={
            "places": st.integers(0, 6),
            "negative": st.sampled_from(["minus", "parentheses", "triangle"]),
            "unit": st.sampled_from(["thousand", "million", "billion", "trillion"]),
        },
    ),
    st.fixed_dictionaries(
        {"style": st.just("japanese")},
        optional={
            "places": st.integers(0, 6),
            "negative": st.sampled_from(["minus", "parentheses", "triangle"]),
            "unit": st.sampled_from(["thousand", "million", "千", "万", "百万", "億", "十億", "兆"]),
        },
    ),
)


@given(money, styles)
def test_text_parses_back_to_the_shown_precision(value: Yen | Dollars, style: dict[str, object]) -> None:
    """Every style, both currencies, both signs, English and Japanese, any places and units."""
    text = format_money(value, **style)
    reading = parse_money(text)
    assert type(reading.money) is type(value)
    assert abs(reading.amount - value.amount) <= reading.precision.amount
    assert reading.amount == 0 or (reading.amount < 0) == (value.amount < 0)


@given(money, styles)
def test_prose_finds_what_was_written_into_it(value: Yen | Dollars, style: dict[str, object]) -> None:
    """The same amount as alone; only a dash before the sign and parentheses around it are punctuation there.

    A thousand or so in parentheses with its yen behind it, (1,000円), is how a heading writes its unit.
    """
    text = format_money(value, **style)
    assume(not text.endswith("円)") or digits(text) != "1")
    alone = parse_money(text)
    found = find_money(f"In the year it was {text}, as before.")
    assert [reading.amount.copy_abs() for reading in found] == [alone.amount.copy_abs()]
    if text[0] not in "-(":
        assert found[0].money == alone.money


@given(money, st.integers(0, 4), st.sampled_from(["thousand", "million", "billion", "億", "百万"]), st.booleans())
def test_a_cell_parses_back_under_its_heading(value: Yen | Dollars, places: int, unit: str, triangle: bool) -> None:
    """The bare number of a column, with the currency and unit of the heading."""
    cell = format_money(value, unit=unit, places=places, negative="triangle" if triangle else "parentheses")
    reading = parse_money(cell, currency=value.currency, unit=unit)
    assert abs(reading.amount - value.amount) <= reading.precision.amount


MARKS = [
    " ", "  ", "\n", "\n\n", "\t", ", ", ". ", " to ", " and ", " or ", "-", "–", "(", ")", " (", "/", " = ", "`", "```\n",
    "[", "](", "|", " per ", "¥", "$", "\\$", "US$1.00", "¥117.56", "million", " billion", "5", "1,234", "(in millions)",
    "yen", " at an exchange rate of ", "は", "、", "億円", "△", "−", "minus ", "about ", "<b>", "\r\n", "\\frac{4}{2}",
]  # fmt: skip
written = st.builds(format_money, money, style=st.sampled_from(["standard", "words", "name", "japanese", "compact"]))
pieces = st.lists(st.one_of(written, st.sampled_from(MARKS), st.text(max_size=4)), max_size=14).map("".join)


@given(pieces, st.sampled_from(["USD", "JPY"]), st.sampled_from([{}, {"places": 3}, {"template": " [{result} at {rate}]"}]))
def test_annotating_is_idempotent_and_can_be_undone(text: str, to: str, options: dict[str, object]) -> None:
    """Twice is once, and without the insertions the text is as it was, for any jumble of amounts and marks."""
    once = annotate(text, to=to, **options)
    undone = once.text
    for found in reversed(once.found):
        end = found.position + len(found.inserted)
        assert undone[found.position : end] == found.inserted
        undone = undone[: found.position] + undone[end:]
    assert undone == text
    assert annotate(once.text, to=to, **options).text == once.text
    for item in (*(found.reading for found in once.found), *once.rates, *once.unread):
        assert text[item.start : item.end] == item.text


@given(st.one_of(money, st.builds(translate, amounts, on=days.filter(ordinary))))
def test_values_come_back_from_json_and_pickle(value: object) -> None:
    """Equal and of the same type."""
    adapter = TypeAdapter(Translation if isinstance(value, Translation) else type(value))
    assert adapter.validate_json(adapter.dump_json(value)) == value
    assert pickle.loads(pickle.dumps(value)) == value


texts = st.text(max_size=40) | st.text(alphabet="¥$0123456789,.()-△億万円 milonbUS", max_size=25)


@given(texts)
def test_any_text_is_read_or_refused_with_the_librarys_own_error(text: str) -> None:
    """Amounts, dates, periods, rates and format specifications: no other exception, and no digits but those of the text."""
    for read in (find_money, annotate, to_period, lambda t: format(Yen(5), t)):
        with contextlib.suppress(YenUsdError):
            read(text)
    for read in (lambda t: parse_money(t).amount, lambda t: translate(t).source.amount, lambda t: Rate.of(t).yen_per_usd):
        with contextlib.suppress(YenUsdError):
            found = read(text)
            assert digits(found) == digits(text) or any(c in text for c in "億万")
    with contextlib.suppress(YenUsdError):
        day = to_date(text)
        assert set(digits(day.day)) <= set(digits(text)) or any(c in text for c in "一二三四五六七八九十")


@given(st.dates())
def test_every_date_of_the_calendar_answers_or_is_refused(day: dt.date) -> None:
    """From year 1 to 9999, on a day and over a period that ends on it."""
    for ask in (lambda: h10_rates().on(day), lambda: translate(1, period=Period(day, day), basis="average")):
        with contextlib.suppress(RateNotFoundError):
            ask()


@pytest.mark.parametrize("length", [10_000, 1_000_000])
@pytest.mark.parametrize("piece", ["1", "1,", "(", "¥1 ", "億", "2007-", "第1四半期", " ", "Q1 "])
def test_long_hostile_text_is_refused_at_once(piece: str, length: int) -> None:
    """By its length, before anything is read: no text takes more than linear time."""
    text = piece * (length // len(piece))
    for read in (parse_money, to_date, to_period, lambda t: translate(1, rate=t)):
        with pytest.raises(YenUsdError) as caught:
            read(text)
        assert len(str(caught.value)) < 500
