"""Scale words with one letter wrong: each is told, none is read as another number."""

import pytest

from yen_usd import YenUsdError, find_money, parse_money
from yen_usd.errors import AmountTypeError
from yen_usd.money.lexer import resembles_scale


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
