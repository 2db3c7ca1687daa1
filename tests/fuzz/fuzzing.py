"""Coverage-guided fuzzing of the reading of amounts: `python tests/fuzz/fuzzing.py -runs=20000 -max_len=120`.

Texts are put together of fragments of amounts, marks and any characters, as the fuzzer's bytes say. For each of them:
no exception but the library's own, no sign but the one that is written, each mark of money in exactly one place, one value
for what both a single amount and prose read, annotations that can be undone and that a second time changes nothing.
libFuzzer's own time-out finds what hangs.
"""

import contextlib
import re
import sys

import atheris

with atheris.instrument_imports(include=["yen_usd"]):
    from yen_usd import REPORT_RATE, Yen, YenUsdError, annotate, find_money, format_money, parse_money

FRAGMENTS = [
    "¥", "$", "\\$", "US$", "U.S. $", "円", "ドル", "yen", "dollars", "JPY", " million", " billion", "百万", "億", "兆",
    "千", "k", "m", "bn", "1", "12", "1,234", "24.3", "1.00", ".5", "000", "二十四", "△", "▲", "−", "-", "–", "minus ", "(",
    ")", "（", "）", " ", "  ", "\n", "\n\n", "\t", "|", ",", ".", "、", " to ", " and ", " per ", "から", "/", "=", "`",
    "```\n", "[", "](", "<b>", "\\frac{4}{2}", "¥117.56", "$1.00", "(in millions)", "exchange rate of ", "2007", "Note ",
    "%", "銭", "HK$", "\u00a0", "é", " ,", "(in millions of yen)\n", "[百万円]\n", "ー", "の円安", "1ドル=",
    "The dollar fell below ", "-odd ", " shares", "台", "数", "EUR ", "&yen;",
]  # fmt: skip
MARK = re.compile(
    r"[¥￥$＄€]|円|ドル|[万億兆]|(?<![A-Za-z])(?:yen|dollars?|JPY|USD|EUR|millions?|billions?|trillions?|thousands?)(?![A-Za-z])"
)
MINUS = (*"△▲−-‐‑‒–（(－﹣\u207b", "minus", "negative", "マイナス")


def text_of(data: bytes) -> str:
    """Bytes as fragments; above those there are, as characters of their own."""
    return "".join(FRAGMENTS[byte] if byte < len(FRAGMENTS) else chr(byte) for byte in data)


def check(data: bytes) -> None:
    """Every promise that holds for any text."""
    text = text_of(data)
    with contextlib.suppress(YenUsdError):
        reading = parse_money(text)
        assert reading.amount >= 0 or any(mark in text.lower() for mark in MINUS), text
    found = find_money(text)
    for item in (*found.amounts, *found.rates, *found.unread):
        assert text[item.start : item.end] == item.text, text
    for reading in found:
        assert reading.amount >= 0 or any(mark in reading.text.lower() for mark in MINUS), text
        assert reading.amount <= 0 or not reading.text.startswith(("△", "▲", "minus", "−")), text
        if reading.text == text:
            assert parse_money(text).money == reading.money, text
    end = 0
    for entry in found.accounts:
        assert entry.start >= end, text
        assert text[entry.start : entry.end] == entry.text, text
        end = entry.end
    for mark in MARK.finditer(text):
        assert sum(entry.start <= mark.start() and mark.end() <= entry.end for entry in found.accounts) == 1, text
    once = annotate(text, rate=REPORT_RATE)
    undone = once.text
    for amount in reversed(once.found):
        undone = undone[: amount.position] + undone[amount.position + len(amount.inserted) :]
    assert undone == text, text
    assert annotate(once.text, rate=REPORT_RATE).text == once.text, text
    loss = format_money(Yen(-1_234_000_000), style="words", negative="triangle")
    for reading in find_money(f"{text} {loss} {text}"):
        assert loss not in reading.text or reading.amount < 0, text


if __name__ == "__main__":
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()
