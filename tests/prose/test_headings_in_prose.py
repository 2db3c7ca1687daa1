"""Headings that hold over blank lines, what ends them, equivalents a few words on, and the rate that must be named."""

import pytest
from annotating import annotate

import yen_usd
from yen_usd import ArgumentError, Converter, find_money
from yen_usd.prose import Annotator, split_paragraphs

ROWS = "Net sales\t¥16,027\t¥15,100\n"
BLOCK = f"(in millions of yen)\n\n{ROWS}\n\n\n{ROWS}\n"


def test_a_heading_holds_over_blank_lines_until_the_next_one() -> None:
    """However many, and in whichever form the rows are."""
    assert not find_money(BLOCK).amounts
    assert len(find_money(BLOCK).unread) == 4
    assert len(find_money(f"{BLOCK}(Yen)\n\n{ROWS}")) == 2
    assert not find_money(f"{BLOCK}(in thousands of yen)\n\n{ROWS}").amounts


@pytest.mark.parametrize(
    "sentence",
    [
        "The registrar was paid a fee of ¥5,000 in the month of June.",
        "登録機関に手数料として￥5,000を支払いました。",
    ],
)
def test_a_sentence_of_prose_ends_a_heading(sentence: str) -> None:
    """Its own amounts and those behind it are read."""
    found = find_money(f"{BLOCK}{sentence}\n\nFee: ¥300\n")
    assert [reading.amount for reading in found] == [5000, 300]


def test_a_stream_carries_the_heading_on() -> None:
    """In any pieces, the same as in one; and the rows after the heading's end are annotated in both."""
    text = (BLOCK + "It is over, and the fee of the bank was ¥5,000 then.\n\nFee: ¥300\n\n") * 20
    whole = annotate(text)
    for size in (1, 7, 64):
        annotator = Annotator(whole.rate)
        pieces = (text[i : i + size] for i in range(0, len(text), size))
        assert "".join(annotator.paragraph(part).text for part in split_paragraphs(pieces)) == whole.text
    assert whole.text.count("($42.53)") == whole.text.count("($2.55)") == 20
    assert annotate(whole.text).text == whole.text


LEFT_ALONE = [
    "¥25 per share ($0.21)",
    "¥10.00 per share (US$0.09 per share)",
    "¥1.2 billion (Note 3) ($10 million)",
    "10円/株（0.09ドル）",
    "¥15.6 billion in total ($132.7 million)",
    "¥50 per ADS (approximately $0.43)",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_dollars_in_brackets_a_few_words_on_are_found(text: str) -> None:
    """A price per share, a note, a remark may stand between."""
    assert annotate(f"It was {text} then.").text == f"It was {text} then."


def test_other_brackets_are_no_equivalents() -> None:
    """An amount of its own in brackets, or a sentence between."""
    assert annotate("¥25 per share (of which $5)").text == "¥25 ($0.21) per share (of which $5)"
    assert annotate("¥25. It sold ($0.21)").text == "¥25 ($0.21). It sold ($0.21)"


def test_a_rate_must_be_named() -> None:
    """Also beside a converter with a default of its own; the error names the report's."""
    for options in ({}, {"converter": Converter()}, {"places": 1}):
        with pytest.raises(ArgumentError, match=r"no rate is named.*rate=yen_usd\.REPORT_RATE"):
            yen_usd.annotate("It was ¥5 billion.", **options)
    assert yen_usd.annotate("It was ¥5 billion.", rate=yen_usd.REPORT_RATE).text == "It was ¥5 billion ($42.5 million)."


def test_a_backslash_before_digits_is_reported() -> None:
    """It is the sign of the yen in Shift-JIS, and a backslash elsewhere."""
    found = find_money(r"It cost \1,234 then.")
    assert not found.amounts
    assert [unread.text for unread in found.unread] == [r"\1,234"]


@pytest.mark.parametrize("amount", ["¥1,000", "¥1,000,000", "$1,000.00", "USD 1,000,000.00"])
def test_an_amount_in_parentheses_in_a_sentence_is_no_heading(amount: str) -> None:
    """Though a line of its own, (¥1,000), would state a unit."""
    found = find_money(f"In the year it was ({amount}), as before.")
    assert [(account.text, account.place) for account in found.accounts] == [(amount, "amount")]
