"""Amounts in running text: tables of sentences made by hand, the report's prose with its scars, and the habits of prose."""

from decimal import Decimal

import pytest
from annotating import annotate
from answers import DATA, table
from for_each import for_each

from yen_usd import Dollars, Money, ParseError, Yen, find_money, format_money, parse_money

REPORT = (DATA / "report_prose.md").read_text(encoding="utf-8")


@for_each("row", table("reading_cases.csv"))
def test_each_cell_of_the_reading_table(row: dict[str, str]) -> None:
    """335 texts of one amount, English and Japanese, with value and precision, or refused."""
    if row["error"]:
        with pytest.raises(ParseError):
            parse_money(row["text"])
        return
    reading = parse_money(row["text"])
    assert (reading.currency, reading.amount) == (row["currency"], Decimal(row["amount"]))
    assert reading.precision.amount == Decimal(row["precision"])


@for_each("row", table("prose_cases.csv"))
def test_each_sentence_of_the_prose_table(row: dict[str, str]) -> None:
    """248 sentences and lines of tables, with their amounts in order; -1 leaves the report of doubts open."""
    found = find_money(row["text"])
    wanted = [pair.split() for pair in row["found"].split(";") if pair.strip()]
    assert [(reading.currency, reading.amount) for reading in found] == [(code, Decimal(text)) for code, text in wanted]
    if int(row["unread"]) >= 0:
        assert len(found.unread) == int(row["unread"])


def test_the_report_is_read_in_order_with_its_rates_and_its_scar() -> None:
    """Fifteen amounts, every rate in text and table apart, and the damaged amount in one piece."""
    found = find_money(REPORT)
    amounts = table("report_amounts.csv")
    assert [reading.money for reading in found] == [parse_money(row["yen_text"]).money for row in amounts]
    assert [" ".join(reading.text.split()) for reading in found] == [row["yen_text"] for row in amounts]
    rates = [reading.money for reading in found.rates if isinstance(reading.money, Yen)]
    assert rates == [Yen(value) for value in ("117.56", "133.40", "115.71", "121.10", "118.07", "121.81", "118.49", "120.45",
                                              "121.02", "122.40")]  # fmt: skip
    assert [unread.text for unread in found.unread] == ["\\$\\frac{4}{2}\\$1 billion"]


def test_everything_found_stands_where_it_says() -> None:
    """Places are those of the whole text, across paragraphs."""
    found = find_money(REPORT)
    for item in (*found.amounts, *found.rates, *found.unread):
        assert REPORT[item.start : item.end] == item.text
    assert found[0].start == REPORT.index("¥24.3 billion")
    assert found[0].precision == Yen(50_000_000)


def test_what_is_found_is_a_sequence_of_readings() -> None:
    """It has a length, indexes, slices and membership, and is empty where nothing is found."""
    found = find_money("¥5 and $6 and ¥7 million")
    assert len(found) == 3
    assert found[-1].money == Yen(7_000_000)
    assert [reading.money for reading in found[1:]] == [Dollars(6), Yen(7_000_000)]
    assert found[0] in found
    assert not find_money("no money here, only 5 numbers in 2007")


RANGES = {
    "¥1.0 to ¥1.5 billion": ["JPY 1000000000", "JPY 1500000000"],
    "¥1.0–¥1.5 billion": ["JPY 1000000000", "JPY 1500000000"],
    "¥1.0-1.5 billion": ["JPY 1000000000", "JPY 1500000000"],
    "1.0 to 1.5 billion yen": ["JPY 1000000000", "JPY 1500000000"],
    "US$5 to US$10 million": ["USD 5000000", "USD 10000000"],
    "between ¥5 and ¥10 billion": ["JPY 5000000000", "JPY 10000000000"],
    "from ¥1.5 to ¥1.0 billion": ["JPY 1500000000", "JPY 1000000000"],
    "¥900 to ¥1,200 million": ["JPY 900000000", "JPY 1200000000"],
    "¥800,000 to ¥1 million": ["JPY 800000", "JPY 1000000"],
    "¥5 million to 10 million": ["JPY 5000000", "JPY 10000000"],
    "¥5-6": ["JPY 5", "JPY 6"],
    "10億円から15億円": ["JPY 1000000000", "JPY 1500000000"],
    "10～15億円": ["JPY 1000000000", "JPY 1500000000"],
    "5億～10億円": ["JPY 500000000", "JPY 1000000000"],
    "¥0 to ¥5 million": ["JPY 0", "JPY 5000000"],
    "¥1.0 ($0.01) to ¥1.5 billion": ["JPY 1000000000", "USD 0.01", "JPY 1500000000"],
    # the first part is reported, as its unit may be missing
    "¥500 to ¥1 million": ["JPY 1000000"],
    "¥1.0 and ¥1.5 billion": ["JPY 1500000000"],
    "¥1.0, ¥1.2 and ¥1.5 billion": ["JPY 1500000000"],
    # the second is no money
    "¥5 million to 10 people": ["JPY 5000000"],
    "paid ¥5 to 10 million people": ["JPY 5"],
    "¥5 billion and 10 million shares": ["JPY 5000000000"],
    "2006 to 5 billion yen": ["JPY 5000000000"],
}


@pytest.mark.parametrize(("text", "amounts"), RANGES.items(), ids=RANGES)
def test_a_range_is_found_as_its_parts(text: str, amounts: list[str]) -> None:
    """A unit is inherited where the first part has none and a figure of the same size; doubt is reported."""
    found = find_money(f"It was {text}, we think.")
    assert [f"{reading.currency} {reading.amount:f}" for reading in found] == amounts
    doubts = {"¥500 to ¥1 million": 1, "¥1.0 and ¥1.5 billion": 1, "¥1.0, ¥1.2 and ¥1.5 billion": 2}
    assert len(found.unread) == doubts.get(text, 0)


RATES = [
    "at ¥117.56 per U.S.$1.00.",
    "was ¥122.40 per \\$1.00",
    "US$1.00 = ¥117.56",
    "(¥117.56 = U.S. $1)",
    "¥117.56 to the U.S. dollar",
    "117.56 yen per dollar",
    "¥117.56/US$",
    "from ¥110.07 to ¥121.81 per $1.00",
    "between ¥110.07 and ¥121.81 to the dollar",
    "the exchange rate of ¥117.56 was used",
    "a noon buying rate of ¥117.56",
    "¥157.33 per euro",
    "€1 = ¥157.33",
    "US$1.33 per euro",
    "1ドル＝117円56銭",
    "1米ドル117.56円",
    "1ドル=110円、1ユーロ=130円",
    "in Japanese yen per U.S. \\$1.00",
]


@pytest.mark.parametrize("text", RATES)
def test_an_exchange_rate_is_no_amount(text: str) -> None:
    """It is kept apart, both sides of it, in English and Japanese."""
    found = find_money(text)
    assert not found.amounts
    assert not found.unread
    assert found.rates


PLAIN = [
    "¥35.42 per share",
    "¥5,000 per month",
    "¥120 per hour",
    "the rate of pay is ¥120 per hour",
    "¥5 million to the U.S.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_price_is_no_exchange_rate(text: str) -> None:
    """What is paid per share, hour or month is an amount."""
    assert len(find_money(text)) == 1


DAMAGED = [
    "\\$\\frac{4}{2}\\$1 billion",
    "¥24,3OO million",
    "¥l.5 billion",
    "¥24.3 bi11ion",
    "¥24.3 bilion",
    "¥24.3 mil-\nlion",
    "¥24.3\n\n\nbillion",
    "¥1, 200 million",
    "¥24. 3 billion",
    "¥1 200 million",
    "¥12,34,567",
    "¥1.234,56",
    "¥5 hundred million",
    "¥5 1/2 billion",
    "¥5½ billion",
    "¥5e9",
    "¥5%",
    "¥5 <b>billion</b>",
    "¥5&nbsp;billion",
    "**¥5** billion",
    "¥**5** billion",
    "losses of ¥ billion",
    "five billion yen",
    "数10億円",
    "¥133.40¥115.71",
    "¥5 million billion",
    "¥5 B-shares",
    "1, 200 million yen",
    "¥" + "9" * 41,
    "¥(1,234",
]


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_amount_is_neither_read_nor_half_read(text: str) -> None:
    """It is reported with the reason, in its place, and nothing of it is taken for an amount."""
    found = find_money(f"It was {text} in all.")
    assert not found.amounts
    assert found.unread
    assert all(unread.reason for unread in found.unread)


OTHERS = [
    "HK$5 million",
    "A$5",
    "NT$ 5",
    "RMB ¥5",
    "CN¥5",
    "$5 million Canadian",
    "€5 million",
    "Hong Kong dollars 5 million",
]


@pytest.mark.parametrize("text", OTHERS)
def test_other_currencies_are_not_ours(text: str) -> None:
    """Neither found nor taken for yen or dollars."""
    assert not find_money(f"It cost {text} then.").amounts


NO_AMOUNTS = [
    "300 yen-denominated bonds",
    "the value of the yen 10 years ago",
    "Note 9\nYen amounts in the table",
    "(1) Yen amounts",
    "(in millions of yen)",
    "単位：百万円",
    "（千円）",
    "1円高",
    "several million yen",
    "In 2006 we had 300 shops.",
]


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_a_number_by_the_name_of_a_currency_is_not_always_an_amount(text: str) -> None:
    """Headings, notes, bonds and movements of the yen."""
    assert not find_money(text).amounts


def test_a_cell_is_not_read_without_the_unit_of_its_heading() -> None:
    """¥1,234 under "Millions of yen" is not 1,234 yen; with its own unit, or without such a heading, it is read."""
    cells = "\t2006\t2007\nRevenue\t¥1,234\t¥2,345\n"
    assert not find_money(f"(in millions of yen)\n{cells}").amounts
    assert len(find_money(f"(in millions of yen)\n{cells}").unread) == 2
    assert len(find_money(f"Revenue of the years\n{cells}")) == 2
    assert len(find_money("| Revenue | ¥5 million |\n")) == 1


def test_a_table_of_rates_is_known_by_what_is_said_above_it() -> None:
    """The same cells are amounts where nobody speaks of exchange rates."""
    cells = "\tHigh\tLow\n2006\t¥120.93\t¥104.41\n2007\t¥121.81\t¥110.07\n"
    assert len(find_money(f"Exchange rates of the yen:\n\n{cells}").rates) == 4
    assert len(find_money(f"Dividends per share:\n\n{cells}")) == 4
    bars = cells.replace("\t", " | ")
    assert len(find_money(f"Exchange rates of the yen:\n\n{bars}").rates) == 4
    spaces = cells.replace("\t", "    ")
    assert len(find_money(f"Exchange rates of the yen:\n\n{spaces}").rates) == 4


def test_a_sign_behind_a_backslash_that_belongs_to_an_amount_ends() -> None:
    """A text that fuzzing found: its search for damaged signs went round in a circle."""
    jumble = "千LLLL" + "¥" * 17 + "L" * 42
    assert not find_money(f"¥2billion{jumble}\\$5").amounts


# Texts that were read wrongly once, each with what it says: amounts, rates, and whether something is reported.
ONCE_WRONG = [
    # a unit of one letter does not stand on the next line, nor in the mark of a list
    ("a) ¥500\nb) ¥600", ["¥500", "¥600"], 0, False),
    ("Plan A: ¥100\nB: ¥200\nK: ¥300", ["¥100", "¥200", "¥300"], 0, False),
    ("The price is ¥1,200\nT", ["¥1,200"], 0, False),
    ("$500 m of pipe", [], 0, True),
    ("$5b-rated", [], 0, True),
    # dashes: ranges, sums and minuses
    ("10億円－15億円", ["¥1,000,000,000", "¥1,500,000,000"], 0, False),
    ("500百万円−600百万円", ["¥500,000,000", "¥600,000,000"], 0, False),
    ("5円-6円", ["¥5", "¥6"], 0, False),
    ("¥10 − ¥5", ["¥10", "¥5"], 0, False),
    ("営業利益は-5億円", ["-¥500,000,000"], 0, False),
    ("利益（-3億円）", ["-¥300,000,000"], 0, False),
    ("2006年－5億円", [], 0, True),
    ("Profit\t¥5,000\t−¥3,000", ["¥5,000", "-¥3,000"], 0, False),
    ("¥5,000 million\n−¥3,000 million", ["¥5,000,000,000", "-¥3,000,000,000"], 0, False),
    ("5億円 -3億円", ["¥500,000,000", "-¥300,000,000"], 0, False),
    ("5億円/−3億円", ["¥500,000,000", "-¥300,000,000"], 0, False),
    ("FY2006 −¥5 million", [], 0, True),
    ("FY2007 -5億円", [], 0, True),
    ("plus or minus ¥5 million", [], 0, True),
    ("+/−¥5 million", [], 0, True),
    ("▲5〜10億円", [], 0, True),
    ("△\n1,234百万円", ["-¥1,234,000,000"], 0, False),
    # parentheses and marks before the unit
    ("(¥5) million", [], 0, True),
    ("($5.2)bn", [], 0, True),
    ("¥3.5 (¥4.0) trillion", [], 0, True),
    ("¥5(1) million", [], 0, True),
    ("¥1,234 (in millions)", [], 0, True),
    ("¥5 [sic] million", [], 0, True),
    ("¥5 and a half billion", [], 0, True),
    ("1,234 yen million", [], 0, True),
    ("1,234円（百万）", [], 0, True),
    ("¥24.3 billion(1)", ["¥24,300,000,000"], 0, False),
    # years and headings
    ("March 31, 2007\n$ millions", [], 0, False),
    ("2007 ¥ million", [], 0, False),
    ("(¥000)\nSales\t¥1,234", [], 0, True),
    ("Yen 2010 bonds", [], 0, True),
    ("JPY 6M LIBOR", [], 0, True),
    ("3 yen loans", [], 0, True),
    ("paid ¥500\nYen amounts are rounded.", ["¥500"], 0, False),
    # numbers cut in two
    ("1兆\n2,345億円", [], 0, True),
    ("12億3,\n456万円", [], 0, True),
    ("¥1,\n234 million", [], 0, True),
    ("24・3億円", [], 0, True),
    ("1、234百万円", [], 0, True),
    ("¥1'234'567", [], 0, True),
    ("123円 45銭", ["¥123.45"], 0, False),
    # lists and comparisons that share a unit
    ("¥5,123 and 6,234 million, respectively", [], 0, True),
    ("¥5,123, 6,234, and 7,345 million", [], 0, True),
    ("increased to ¥5.1 from ¥4.3 billion", ["¥4,300,000,000"], 0, True),
    ("¥5 / ¥6 billion", ["¥6,000,000,000"], 0, True),
    ("from ¥4.3 in 2006 to ¥5.1 billion", ["¥4,300,000,000", "¥5,100,000,000"], 0, False),
    ("a $5- to $6-million charge", ["$5,000,000.00", "$6,000,000.00"], 0, False),
    ("¥(5)-(10) million", [], 0, True),
    # units stated beside or above
    ("(Millions of yen)\nNet sales: ¥5,000\nNet income: ¥120", [], 0, True),
    ("\t百万円\t百万円\n売上高\t¥5,000\t¥4,000", [], 0, True),
    ("(Yen in millions)\nNet sales ......... ¥1,234 ¥567", [], 0, True),
    ("In millions of yen, sales were ¥1,234.", [], 0, True),
    ("Sales (¥ billions): ¥5.2", [], 0, True),
    # rates, and what is none
    ("Exchange rate: ¥117.56", [], 1, False),
    ("USD/JPY 117.56", [], 1, False),
    ("averaged ¥113.3 to the U.S. dollar, compared with ¥107.5.", [], 2, False),
    ("¥5 million ($42,531 at ¥117.56)", ["¥5,000,000", "$42,531.00"], 1, False),
    ("¥115/US$1", [], 2, False),
    ("米ドルの期中平均レートは117.56円", [], 1, False),
    ("The dividend rate was ¥60.", ["¥60"], 0, False),
    ("At the exchange rate in effect, the fee was ¥300.", ["¥300"], 0, False),
    ("prices from $1 to ¥500", ["$1.00", "¥500"], 0, False),
    ("Effect of exchange rate changes\t¥(117)\t¥113\nNet\t¥300\t¥350", ["-¥117", "¥113", "¥300", "¥350"], 0, False),
    ("The exchange rate affects us.\n\nDividend\t¥125\t¥120", ["¥125", "¥120"], 0, False),
    ("¥5 million RMB", [], 0, True),
    ("HK$5 million", [], 0, True),
    ("1 trillion 200 billion yen", [], 0, True),
    ("¥1 trillion 200 billion", [], 0, True),
    ("jpy 5 billion and usd 5", ["¥5,000,000,000", "$5.00"], 0, False),
    ("¥１５．６ billion", ["¥15,600,000,000"], 0, False),
    ("| a | b |\n|---|---|\n\nMillions of yen\n\n| Sales | ¥1,234 |\n", [], 0, True),
    ("| a |\n|---|\n\nExchange rates (yen per U.S. dollar)\n\n| High |\n|---|\n| ¥121.81 |\n", [], 1, False),
    ("¥5 billion (about US$42.5 million at ¥117)", ["¥5,000,000,000", "$42,500,000.00"], 1, False),
    # what is plain, and was doubted
    ("a $100 million swap agreement", ["$100,000,000.00"], 0, False),
    ("Sales rose ¥5 billion year over year.", ["¥5,000,000,000"], 0, False),
    ("We paid $200. 300 employees left.", ["$200.00"], 0, False),
    ("For $10, 200 shares were issued.", ["$10.00"], 0, False),
    ("New York $31,000,000 100.0% Sales", ["$31,000,000.00"], 0, False),
    ("1. 500 million yen\n2. 600 million yen", ["¥500,000,000", "¥600,000,000"], 0, False),
    ("①5億円②3億円", ["¥500,000,000", "¥300,000,000"], 0, False),
    ("due 2010............$5,123", ["$5,123.00"], 0, False),
    ("It was ¥500.  We paid ¥600.  They left.", ["¥500", "¥600"], 0, False),
    ("our sales, in millions of units, rose. The price was $500.", ["$500.00"], 0, False),
]


@for_each("text, amounts, rates, reported", ONCE_WRONG)
def test_what_was_read_wrongly_once_is_read_right(text: str, amounts: list[str], rates: int, reported: bool) -> None:
    """And still is after it has been annotated, and annotated again."""
    found = find_money(text)
    written = [format_money(reading.money, places=reading.money.shown_places) for reading in found]
    assert written == amounts
    assert len(found.rates) >= rates
    assert bool(found.unread) is reported
    once = annotate(text)
    assert annotate(once.text).text == once.text


def test_line_ends_and_spaces_inside_an_amount_are_spaces() -> None:
    """Hard-wrapped and full-width text, with either kind of line end."""
    for space in ("\n", "\r\n", "\u00a0", "\u2009", "\u3000", "\n    "):
        assert [r.money for r in find_money(f"a loss of ¥24.3{space}billion yen")] == [Yen(24_300_000_000)]
    assert [r.money for r in find_money("￥１，２３４百万円、△５億円")] == [Yen(1_234_000_000), Yen(-500_000_000)]


def test_the_same_text_says_the_same_wherever_it_stands() -> None:
    """Neither what is before nor the length of the text matters."""
    alone = [reading.money for reading in find_money(REPORT)]
    assert [reading.money for reading in find_money("Lorem ipsum.\n\n" * 500 + REPORT)] == alone
    assert [reading.money for reading in find_money(REPORT.replace("\n", "\r\n"))] == alone


@pytest.mark.parametrize("value", [5, None, b"5 yen", ["5 yen"]])
def test_only_text_is_searched(value: object) -> None:
    """Bytes and lists are refused by their type."""
    with pytest.raises(TypeError, match="not text"):
        find_money(value)


def test_every_reading_of_the_report_goes_into_a_translation() -> None:
    """A found amount is taken as it is, and money of both kinds is told apart by its type."""
    from yen_usd import translate

    total = sum((translate(reading).result for reading in find_money(REPORT)), start=Dollars(0))
    assert isinstance(total, Money)
    assert f"{total:words}" == "$602.8 million"  # 70.87 billion yen at 117.56
