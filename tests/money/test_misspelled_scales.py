"""Scale words with one letter wrong: each is told, none is read as another number."""

import pytest

from yen_usd import YenUsdError, find_money, parse_money
from yen_usd.errors import AmountTypeError
from yen_usd.money.lexer import fold, money_words, resembles_scale


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("milion", True),
        ("millon", True),
        ("milllion", True),
        ("mollion", True),
        ("mililon", True),
        ("thosuand", True),
        ("bilion", True),
        ("trillions", False),
        ("million", True),
        ("mullein", False),
        ("stallion", False),
        ("zillion", True),
        ("medallion", False),
        ("lion", False),
        ("mallian", False),
        ("maixion", False),
        ("mzilion", False),
    ],
)
def test_a_word_that_is_almost_a_scale_word(word: str, answer: bool) -> None:
    """One letter wrong, missing or too many, or two that are swapped; a plural is none."""
    assert resembles_scale(word) is answer


@pytest.mark.parametrize("word", ["milion", "mililon", "billlion", "thousnad"])
def test_an_amount_before_a_misspelled_scale_is_not_read(word: str) -> None:
    """¥5 of "¥5 milion" would be a wrong number."""
    found = find_money(f"Sales were ¥5 {word} last year.")
    assert [reading.money for reading in found] == []
    assert len(found.unread) == 1
    with pytest.raises(YenUsdError):
        parse_money(f"¥5 {word}")


def test_a_letter_whose_small_form_has_two() -> None:
    """The Turkish İ moves nothing."""
    [reading] = find_money("İstanbul sold ¥5 million.")
    assert reading.text == "¥5 million"


class _Unprintable:
    def __repr__(self) -> str:
        raise RuntimeError("no text")


def test_an_object_that_cannot_be_printed_is_named_by_its_type() -> None:
    """The message about it does not fail."""
    with pytest.raises(AmountTypeError, match="<_Unprintable>"):
        parse_money(_Unprintable())  # type: ignore[arg-type]


WORDS = {
    "5 million and 3 millions": ["million", "millions"],
    "a BILLION, a Trillion": ["BILLION", "Trillion"],
    "a zillion": [],
    "10 thousand, thousands": ["thousand", "thousands"],
    "5 dollars a dollar, Dollarama": ["dollars", "dollar"],
    "yen, Yens, yenta, 5yen": ["yen", "Yens", "yen"],
    "JPY 5, jpyx, USD5": ["JPY", "USD"],
    "¥5bn, 5 bn, abn, bnx": ["bn", "bn"],
    "5 cents, centsx, percents, 5¢": ["cents", "¢"],
    "a euro, Euros, neuron": ["euro", "Euros"],
    "yuan, yuans, renminbi": ["yuan", "renminbi"],
    "EUR 5, XEUR, EURO, CHF": ["EUR", "EURO", "CHF"],
    "&yen;5 &#165;5 &#x0A5; &pound;": ["&yen;", "&#165;", "&#x0A5;"],
    "\\5 and \\ 5 and \\n": ["\\", "\\"],
    "5ドル、3ドル。2ユーロ": ["ドル", "ドル", "ユーロ"],
    "ポンド 人民元 ウォン バーツ": ["ポンド", "人民元", "ウォン", "バーツ"],
    "İ 5 million İ 3 yen": ["million", "yen"],
}


@pytest.mark.parametrize(("text", "words"), WORDS.items(), ids=WORDS)
def test_the_words_of_money_in_a_text_are_found_where_they_stand(text: str, words: list[str]) -> None:
    """Whole words in any case, in order; and a text with a sign of money alone has none, but is not passed over."""
    found = money_words(text)
    assert [text[start:end] for start, end in found or []] == words
    assert found == (sorted(found) if words else None)
    assert money_words(f"¥5 {text}") is not None
    assert money_words("5 apples") is None
    assert money_words("５円") == money_words("$5") == money_words("€5") == []


def test_folding_moves_nothing() -> None:
    """Each full-width form is one character, as it was."""
    wide = "￥１２，３４５．６７　－▲−‐‑–（ＵＳ＄）\u00a0\u202f│"
    assert fold(wide) == "¥12,345.67 -△----(US$)  |"
    assert fold("！～") == "!~"
    assert fold("plain") == "plain"
    assert fold("億円②") == "億円②"
