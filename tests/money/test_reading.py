"""Amounts in words and digits: each case with its value and precision entered by hand, or refused."""

from decimal import Decimal

import pytest
from for_each import for_each
from hypothesis import given
from hypothesis import strategies as st

from yen_usd import Dollars, Money, ParseError, Yen, YenUsdError, parse_money, translate
from yen_usd.money.grammar import fit_amount, plain_amount
from yen_usd.money.lexer import UnfitError
from yen_usd.money.parsing import Reading
from yen_usd.money.units import Unit

READ = [
    # text, currency, amount, precision (half the last shown place)
    ("¥24.3 billion", "JPY", "24300000000", "50000000"),
    ("¥ 1.4 billion", "JPY", "1400000000", "50000000"),
    ("¥1,200 million", "JPY", "1200000000", "500000"),
    ("¥300 million", "JPY", "300000000", "500000"),
    ("¥1.0 billion", "JPY", "1000000000", "50000000"),
    ("750 million yen", "JPY", "750000000", "500000"),
    ("24.3 billion Japanese yen", "JPY", "24300000000", "50000000"),
    ("JPY 5", "JPY", "5", "0.5"),
    ("5 JPY", "JPY", "5", "0.5"),
    ("jpy1,234", "JPY", "1234", "0.5"),
    ("¥1,234,567,890", "JPY", "1234567890", "0.5"),
    ("¥0", "JPY", "0", "0.5"),
    ("¥12.50", "JPY", "12.50", "0.005"),
    ("￥1,234", "JPY", "1234", "0.5"),
    ("￥１，２３４", "JPY", "1234", "0.5"),
    ("¥5k", "JPY", "5000", "500"),
    ("¥5K", "JPY", "5000", "500"),
    ("¥5m", "JPY", "5000000", "500000"),
    ("¥5M", "JPY", "5000000", "500000"),
    ("¥5MM", "JPY", "5000000", "500000"),
    ("¥5mn", "JPY", "5000000", "500000"),
    ("¥5B", "JPY", "5000000000", "500000000"),
    ("¥5bn", "JPY", "5000000000", "500000000"),
    ("¥2.4T", "JPY", "2400000000000", "50000000000"),
    ("¥2.4tn", "JPY", "2400000000000", "50000000000"),
    ("¥1.5 trillion", "JPY", "1500000000000", "50000000000"),
    ("¥3 thousand", "JPY", "3000", "500"),
    ("$1.2 million", "USD", "1200000", "50000"),
    ("$1,234.56", "USD", "1234.56", "0.005"),
    ("$.50", "USD", "0.50", "0.005"),
    ("US$5", "USD", "5", "0.5"),
    ("U.S.$5", "USD", "5", "0.5"),
    ("U.S. $1.00", "USD", "1.00", "0.005"),
    ("U.S. \\$1.00", "USD", "1.00", "0.005"),
    ("USD 206.7M", "USD", "206700000", "50000"),
    ("206.7 million U.S. dollars", "USD", "206700000", "50000"),
    ("5 dollars", "USD", "5", "0.5"),
    ("1 dollar", "USD", "1", "0.5"),
    # negatives
    ("(¥1,234 million)", "JPY", "-1234000000", "500000"),
    ("¥(1,234)", "JPY", "-1234", "0.5"),
    ("$(12.3) million", "USD", "-12300000", "50000"),
    ("-¥5", "JPY", "-5", "0.5"),
    ("¥-5", "JPY", "-5", "0.5"),
    ("−¥5 million", "JPY", "-5000000", "500000"),
    ("minus ¥5 million", "JPY", "-5000000", "500000"),
    ("△1,234百万円", "JPY", "-1234000000", "500000"),
    ("▲1,234百万円", "JPY", "-1234000000", "500000"),
    ("△ 5円", "JPY", "-5", "0.5"),
    ("（1,234）円", "JPY", "-1234", "0.5"),
    ("-¥0", "JPY", "0", "0.5"),
    # Japanese
    ("243億円", "JPY", "24300000000", "50000000"),
    ("24.3億円", "JPY", "2430000000", "5000000"),
    ("2兆4,300億円", "JPY", "2430000000000", "50000000"),
    ("1億2,345万円", "JPY", "123450000", "5000"),
    ("1億2,345万6,789円", "JPY", "123456789", "0.5"),
    ("2兆円", "JPY", "2000000000000", "500000000000"),
    ("1,234千円", "JPY", "1234000", "500"),
    ("1,234百万円", "JPY", "1234000000", "500000"),
    ("5千万円", "JPY", "50000000", "5000000"),
    ("1億2千万円", "JPY", "120000000", "5000000"),
    ("3十億円", "JPY", "3000000000", "500000000"),
    ("1,234円", "JPY", "1234", "0.5"),
    ("１，２３４百万円", "JPY", "1234000000", "500000"),
    ("¥243億", "JPY", "24300000000", "50000000"),
    ("2億670万2,960.19ドル", "USD", "206702960.19", "0.005"),
    ("1.5億ドル", "USD", "150000000", "5000000"),
    ("5百万米ドル", "USD", "5000000", "500000"),
    ("二十四億三千万円", "JPY", "2430000000", "5000000"),
    ("千二百円", "JPY", "1200", "50"),
    ("千〇五円", "JPY", "1005", "0.5"),
    ("百五十円", "JPY", "150", "5"),
    ("二〇〇七円", "JPY", "2007", "0.5"),
    ("三千五百億円", "JPY", "350000000000", "5000000000"),
    ("2千5百万円", "JPY", "25000000", "500000"),
    ("24.3百万円", "JPY", "24300000", "50000"),
    ("0百万円", "JPY", "0", "500000"),
    ("5万円", "JPY", "50000", "5000"),
    ("百万五十円", "JPY", "1000050", "5"),
    ("十一円", "JPY", "11", "0.5"),
    ("九百九十九兆九千九百九十九億円", "JPY", "999999900000000", "50000000"),
    ("千百円", "JPY", "1100", "50"),
    ("百十円", "JPY", "110", "5"),
    ("千〇〇五円", "JPY", "1005", "0.5"),
    ("百〇五円", "JPY", "105", "0.5"),
    ("5千05円", "JPY", "5005", "0.5"),
    ("1億1.5千万円", "JPY", "115000000", "500000"),
    ("1,234百円", "JPY", "123400", "50"),
    ("12兆3,456億7,890万1,234円", "JPY", "12345678901234", "0.5"),
    ("2兆9,999億円", "JPY", "2999900000000", "50000000"),
    ("¥" + "9" * 40, "JPY", "9" * 40, "0.5"),
    ("¥." + "1" * 39, "JPY", "." + "1" * 39, "5E-40"),
    ("¥5" + " " * 198, "JPY", "5", "0.5"),
    # spellings of units
    ("¥5 thou", "JPY", "5000", "500"),
    ("¥5 mil", "JPY", "5000000", "500000"),
    ("¥5 mil.", "JPY", "5000000", "500000"),
    ("¥5mln", "JPY", "5000000", "500000"),
    ("¥5 millions", "JPY", "5000000", "500000"),
    ("¥5 bil", "JPY", "5000000000", "500000000"),
    ("¥5bln", "JPY", "5000000000", "500000000"),
    ("¥5tril", "JPY", "5000000000000", "500000000000"),
    ("¥5trn", "JPY", "5000000000000", "500000000000"),
    ("¥5t", "JPY", "5000000000000", "500000000000"),
    ("¥5.0 Thousand", "JPY", "5000", "50"),
    # spaces of every kind
    ("¥\u00a024.3\u2009billion", "JPY", "24300000000", "50000000"),
    ("  ¥5  ", "JPY", "5", "0.5"),
]


@for_each("text, currency, amount, precision", READ)
def test_an_amount_is_read_with_its_value_and_precision(text: str, currency: str, amount: str, precision: str) -> None:
    """What filings write is read as what it means."""
    reading = parse_money(text)
    assert reading.money == Money.of(Decimal(amount), currency)
    assert reading.precision == Money.of(Decimal(precision), currency)
    assert (reading.text, reading.start, reading.end) == (text, 0, len(text))
    assert translate(text).source == reading.money


REFUSED = {
    "1.234,56": "threes",
    "¥1.234,56": "threes",
    "¥12,34,567": "threes",
    "¥1,23": "threes",
    "¥1,2345": "threes",
    "¥0,123": "threes",
    "¥1,234,": "threes",
    "¥1..5": "threes",
    "¥1.5.2": "threes",
    "¥5²": "threes",
    "¥٣": "threes",
    "¥5 million billion": "two units",
    "¥5 million thousand": "two units",
    "5百万 million yen": "two units",
    "5億千万円": "two units",
    "二十四五円": "add up",
    "三十五六億円": "add up",
    "二三千円": "add up",
    "四五十万円": "add up",
    "十二〇円": "add up",
    "〇千円": "add up",
    "千〇百円": "add up",
    "1百100円": "add up",
    "5千5000円": "add up",
    "5千55百円": "add up",
    "5千.5円": "add up",
    "1234千5百万円": "add up",
    "¥." + "1" * 40: "decimal places",
    "¥5 $": "two currencies",
    "$5 yen": "two currencies",
    "USD 5円": "two currencies",
    "million yen": "unit without a number",
    "百万円": "unit without a number",
    "千円": "unit without a number",
    "十億円": "unit without a number",
    "億円": "unit without a number",
    "¥": "no number",
    "yen": "no number",
    "()": "parentheses",
    "": "nothing to read",
    "   ": "nothing to read",
    "1234": "no currency",
    "5 million": "no currency",
    "243億": "no currency",
    "¥5 ¥6": "middle",
    "¥1.0 to ¥1.5 billion": "not part",
    "¥5-6": "range",
    "¥5-": "minus",
    "--¥5": "more than one",
    "-(¥5)": "more than one",
    "△(5)円": "more than one",
    "((¥5))": "more than one",
    "(¥5": "parentheses",
    "¥5)": "parentheses",
    "¥5 (million)": "parentheses",
    "HK$5": "other than the yen",
    "A$5": "other than the yen",
    "NT$5": "other than the yen",
    "€5": "other than the yen",
    "CN¥5": "other than the yen",
    "5 euros": "other than the yen",
    "¥five": "not part",
    "¥1e9": "not part",
    "¥1_000": "not part",
    "¥2½": "threes|not part",
    "\\$\\frac{4}{2}\\$1 billion": "not part",
    "2兆24,300億円": "add up",
    "1.5億2,345万円": "add up",
    "5万3億円": "decrease",
    "5百3千円": "decrease",
    "¥nan": "not part",
    "¥" + "9" * 41: "40 digits",
    "¥" + "1" * 1000: "longer",
    "million ¥5": "middle",
    "¥5" + " " * 199: "longer",
    "¥." + "0" * 40: "decimal places",
    "1兆2兆円": "decrease",
    "千千円": "decrease",
    "2兆10,000億円": "add up",
    "百〇〇五円": "add up",
    "十〇五円": "add up",
    "5 万円百": "middle",
    "5千0.5円": "add up",
    "5千5.0円": "add up",
    "5百005円": "add up",
    "¥5 6": "more than one number",
}


@for_each("text, reason", REFUSED.items())
def test_what_is_no_single_amount_is_refused_with_the_reason(text: str, reason: str) -> None:
    """Nothing is guessed, and the message says why."""
    with pytest.raises(ParseError, match=reason):
        parse_money(text)
    with pytest.raises(YenUsdError):
        translate(text)


def test_a_table_cell_takes_currency_and_unit_from_its_heading() -> None:
    """The heading supplies what the cell leaves out, and never contradicts it in silence."""
    assert parse_money("(1,234)", currency="JPY", unit="million").money == Yen(-1_234_000_000)
    assert parse_money("12.5", currency="USD", unit="thousand").precision == Dollars(50)
    with pytest.raises(ParseError, match="other currency"):
        parse_money("$5", currency="JPY")
    assert parse_money("二十四", currency="JPY", unit="million").money == Yen(24_000_000)
    with pytest.raises(ParseError, match="although unit="):
        parse_money("5千", currency="JPY", unit="million")
    with pytest.raises(ParseError, match="although unit="):
        parse_money("¥5 billion", unit="million")
    with pytest.raises(YenUsdError, match="unknown unit"):
        parse_money("¥5", unit="lakh")


@pytest.mark.parametrize("cell", ["—", "–", "-", "−", "－", "―", "ー", "--", "nil", "Nil", " — ", "(—)", "（－）"])
def test_a_dash_or_nil_is_zero_only_when_asked_for(cell: str) -> None:
    """To half of the unit, as the cell shows no more; else it is refused, and says how to ask."""
    reading = parse_money(cell, currency="JPY", unit="million", nil=True)
    assert (reading.money, reading.precision) == (Yen(0), Yen(500_000))
    with pytest.raises(ParseError, match="nil=True"):
        parse_money(cell, currency="JPY", unit="million")
    with pytest.raises(ParseError, match="no currency"):
        parse_money(cell, nil=True)


@pytest.mark.parametrize(
    ("cell", "kind"), [("¥—", Yen), ("－百万円", Yen), ("―円", Yen), ("$ -", Dollars), ("US$—", Dollars)]
)
def test_a_dash_with_a_currency_is_zero_of_it(cell: str, kind: type[Yen] | type[Dollars]) -> None:
    """As statements write it in the first row of a block."""
    assert parse_money(cell, nil=True).money == kind(0)
    with pytest.raises(ParseError):
        parse_money(cell)


@pytest.mark.parametrize("cell", ["", "n/a", "----", "nıl", "Uſ$-", "—5", "¥—$", "none", "0-", "(-"])
def test_nothing_else_is_nil(cell: str) -> None:
    """Asked for or not."""
    with pytest.raises(ParseError):
        parse_money(cell, currency="JPY", nil=True)
    assert parse_money("1,234", currency="JPY", nil=True).money == Yen(1234)


@pytest.mark.parametrize("text", ["100銭", "35.5円42銭", "$5銭", "5銭円", "35円4.5銭", "円50銭", "5百万円50銭銭"])
def test_sen_are_hundredths_of_a_yen_below_a_hundred(text: str) -> None:
    """Behind whole yen, or alone."""
    assert parse_money("△35円42銭").money == Yen("-35.42")
    assert parse_money("五十銭").money == Yen("0.5")
    with pytest.raises(ParseError):
        parse_money(text)


def test_a_reading_says_what_it_read() -> None:
    """Amount and currency are at hand, and the text is kept."""
    reading = parse_money("¥24.3 billion")
    assert (reading.amount, reading.currency, reading.text) == (Decimal(24_300_000_000), "JPY", "¥24.3 billion")
    assert translate(reading).result == Dollars("206702960.19")


@pytest.mark.parametrize("value", [5, None, b"5 yen", ["5 yen"]])
def test_only_text_is_parsed(value: object) -> None:
    """A number is not text, and says so."""
    with pytest.raises(TypeError, match="not text"):
        parse_money(value)


@st.composite
def cells(draw: st.DrawFn) -> str:
    """Ordinary amounts and cells, in the marks that the quick way knows."""
    number = f"{draw(st.integers(0, 10**26)):,}".replace(",", draw(st.sampled_from([",", ""])))
    opened = draw(st.booleans())
    return "".join(
        (
            draw(st.sampled_from(["", "-", "△", "▲", "−"])),
            draw(st.sampled_from(["", "¥", "$"])),
            draw(st.sampled_from(["", " "])),
            "(" if opened else "",
            number,
            draw(st.from_regex(r"(?:\.[0-9]{1,14})?", fullmatch=True)),
            ")" if opened else draw(st.sampled_from(["", "", ")"])),
            draw(st.sampled_from(["", " thousand", " million", " billion", " trillion"])),
        )
    )


def outcome(text: str, unit: Unit | None) -> object:
    """What a text is read as, digit for digit, or why it is not."""
    try:
        found = fit_amount(text, unit)
    except UnfitError as error:
        return str(error)
    return str(found.amount), found.currency, found.precision


@given(cells(), st.sampled_from([None, "million", "千"]))
def test_the_quick_way_reads_what_the_tokens_say(text: str, unit: Unit | None) -> None:
    """A tab in front takes the way of the tokens, with the same amount to the last digit, or the same reason."""
    assert outcome(text, unit) == outcome(f"\t{text}", unit)


@given(cells(), st.sampled_from(["", "million", "bn", "K", "dozen"]))
def test_a_number_in_running_text_is_what_the_grammar_reads(text: str, unit: str) -> None:
    """An ordinary number with one unit or none has the amount and the last digit that it has alone."""
    number = text.strip("-△▲−¥$ ()abdehilmnorstu")
    found = plain_amount(number, unit)
    alone = outcome(f"¥{number} {unit}", None)
    if found is None:
        assert isinstance(alone, str) or len(number) > 28
    else:
        assert (found[0], Decimal(5).scaleb(found[1] - 1)) == (Decimal(alone[0]), alone[2])
        assert isinstance(found[0], int) == (found[1] >= 0)


def test_a_reading_in_a_longer_text_says_where_it_stands() -> None:
    """From its first character to behind its last; and the message of a refusal names the first word that does not fit."""
    assert (Reading(Yen(5), Yen("0.5"), "¥5").start, Reading(Yen(5), Yen("0.5"), "¥5", 3).end) == (0, 5)
    with pytest.raises(ParseError, match="'to' is not part of one amount"):
        parse_money("¥1.0 to ¥1.5 billion yearly")
