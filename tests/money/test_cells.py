"""One cell of a table: what each of a table of cells, entered by hand, shows; and what is no figure."""

from decimal import Decimal

from for_each import for_each

from yen_usd import Currency
from yen_usd.money.cells import Cell, fold_cell, read_cell

JPY, USD = Currency.JPY, Currency.USD


def figure(number: str, places: int = 0, currency: Currency | None = None, **more: object) -> Cell:
    return Cell(Decimal(number), places, currency, **more)  # type: ignore[arg-type]


FIGURES = {
    "1,234": figure("1234"),
    "1234": figure("1234"),
    "-5.25": figure("-5.25", 2),
    "-0": figure("0", mark="△"),
    "-0.0": figure("0.0", 1, mark="△"),
    "0.50": figure("0.50", 2),
    ".5": figure("0.5", 1),
    "1234,567": None,
    "12,34": None,
    "1,234,567.8": figure("1234567.8", 1),
    "(1,234)": figure("-1234"),
    "(1,234": None,
    "1,234)": None,
    "((5))": None,
    "△1,234": figure("-1234"),
    "▲1,234": figure("-1234"),
    "−5": figure("-5"),
    "－５．２": figure("-5.2", 1),
    "+3.1%": figure("3.1", 1, is_percent=True, unit="%"),
    "△3.1%": figure("-3.1", 1, is_percent=True, unit="%"),
    "3.1 %": figure("3.1", 1, is_percent=True, unit="%"),
    "(3.1)%": figure("-3.1", 1, is_percent=True, unit="%"),
    "(3.1%)": figure("-3.1", 1, is_percent=True, unit="%"),
    "+-5": None,
    "-(5)": None,
    "(-5)": None,
    "¥1,234": figure("1234", 0, JPY),
    "￥ 1,234": figure("1234", 0, JPY),
    "\\1,234": figure("1234", 0, JPY),
    "jpy 5": figure("5", 0, JPY),
    "$(5.5)": figure("-5.5", 1, USD),
    "($5.5)": figure("-5.5", 1, USD),
    "-$5.5": figure("-5.5", 1, USD),
    "$-5.5": figure("-5.5", 1, USD),
    "US$ 7": figure("7", 0, USD),
    "U.S. $7": figure("7", 0, USD),
    "usd7": figure("7", 0, USD),
    "¥(¥5)": None,
    "5円": figure("5", 0, JPY, power=0, unit="円"),
    "5千円": figure("5", 0, JPY, power=3, unit="千円"),
    "△5百万円": figure("-5", 0, JPY, power=6, unit="百万円"),
    "5億円": figure("5", 0, JPY, power=8, unit="億円"),
    "1.5兆円": figure("1.5", 1, JPY, power=12, unit="兆円"),
    "(5)百万円": figure("-5", 0, JPY, power=6, unit="百万円"),
    "(5億円)": figure("-5", 0, JPY, power=8, unit="億円"),
    "(5円)円": None,
    "7ドル": figure("7", 0, USD, power=0, unit="ドル"),
    "7千ドル": figure("7", 0, USD, power=3, unit="千ドル"),
    "5 Yen": figure("5", 0, JPY, power=0, unit="yen"),
    "1,000株": figure("1000", unit="株"),
    "1.5x": figure("1.5", 1, unit="x"),
    "2倍": figure("2", unit="倍"),
    "1,234*": figure("1234", mark="*"),
    "1,234 (※1)": figure("1234", mark="(※1)"),
    "※ 2 1,234": figure("1234", mark="※2"),
    "*1,234†": figure("1234", mark="*†"),
    "1,234(Note 3)": figure("1234", mark="(Note3)"),
    "1,234¹": figure("1234", mark="¹"),
    "-": Cell(None),
    "－": Cell(None),
    "———": Cell(None),
    "----": None,
    "(-)": Cell(None),
    "¥-": Cell(None, 0, JPY),
    "－円": Cell(None, 0, JPY, unit="円"),
    "－%": Cell(None, 0, None, True, unit="%"),
    "nil": Cell(None, mark="nil"),
    "N/A": Cell(None, mark="N/A"),
    "n.m.": Cell(None, mark="n.m."),
    "該当なし": Cell(None, mark="該当なし"),
    "—円—銭": Cell(None),
    "-*": Cell(None, mark="*"),
    "NM*1": Cell(None, mark="*1"),
    "35円42銭": figure("35.42", 2, power=0, joint="sen"),
    "△35円42銭": figure("-35.42", 2, power=0, joint="sen"),
    "1,235 42銭": figure("1235.42", 2, power=0, joint="sen"),
    "35円 05": figure("35.05", 2, power=0, joint="sen"),
    "123456 42": figure("123456.42", 2, power=0, joint="sen"),
    "1234567 42": None,
    "1234567円42": figure("1234567.42", 2, power=0, joint="sen"),
    "35円4銭": None,
    "5 (3)": figure("5", second=figure("3"), joint="()"),
    "△5 (△3.5%)": figure("-5", second=figure("-3.5", 1, is_percent=True, unit="%"), joint="()"),
    "5~7": figure("5", second=figure("7"), joint="~"),
    "5 〜 7.5%": figure("5", second=figure("7.5", 1, is_percent=True, unit="%"), joint="~"),
    "5~": None,
    "~5": None,
    "5~x": None,
    "5 (abc)": None,
    "(5) (3)": None,
    "2007": figure("2007"),
    "5" * 80: figure("5" * 80),
    "5" * 90: figure("5" * 90),
    "0" * 90: figure("0"),
    "-" + "5" * 80: figure("-" + "5" * 80),
    " " + "5" * 79: figure("5" * 79),
    " " + "5" * 80: None,
    "Net sales": None,
    "": None,
    " ": None,
    "5 6 7": None,
    "EUR 5": None,
    "5 million": None,
}


@for_each("text, answer", FIGURES.items())
def test_a_cell_shows_the_figure_entered_by_hand(text: str, answer: Cell | None) -> None:
    """Its number, places, currency, unit, mark and second figure; or no figure at all."""
    found = read_cell(text)
    assert found == answer
    assert found is None or answer is None or str(found.number) == str(answer.number)
    assert read_cell(fold_cell(text)) == answer
