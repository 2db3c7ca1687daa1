"""Texts that repeat a piece many times: a pattern that tries its parts in every combination would never come to an end."""

import subprocess
import sys
from pathlib import Path

import pytest

import yen_usd

PIECES = [
    *(
        "千",
        "万",
        "百万",
        "億 ",
        "1",
        "1,",
        ".",
        ". ",
        " ",
        "\n",
        "\t",
        "(",
        ")",
        "()",
        "[",
        "]",
        "<",
        ">",
        "<b>",
        "△",
        "-",
        "—",
    ),
    *(
        "¥",
        "$",
        "円",
        "ドル",
        "銭",
        "bn",
        " million",
        "million",
        "k ",
        " k",
        "yen",
        "US ",
        "to ",
        "and ",
        ", ",
        "/",
        "=",
        "…",
    ),
    *(
        "&nbsp;",
        "*",
        "|",
        "_",
        "a",
        "in ",
        "Aa ",
        "per ",
        "rate ",
        "dollar ",
        '"',
        "\\",
        "\u3000",
        "・",
        "～",
        "、",
        "。",
        "of ",
        "(1)",
    ),
]
BEFORE = ["", "¥(", "¥", "(", "¥5 ", "¥5", "5円", "¥5 million ", "rate of ", "1ドル=", "the dollar ", "¥1 to "]
BEHIND = ["x", ")", " million"]
READ = """
import sys
from contextlib import suppress
from yen_usd import Period, Rate, find_money, parse_money, translate
from yen_usd.money.cells import read_cell
pieces, before, behind = eval(sys.stdin.read())
readers = parse_money, Period.parse, Rate.of, lambda text: translate(1, on=text), lambda text: read_cell(text[:80])
for piece in pieces:
    for times in (30, 200):
        for first in before:
            for last in behind:
                text = first + piece * times + last
                assert all(text[one.start : one.end] == one.text for one in find_money(text).accounts), text
                for reader in readers:
                    with suppress(ValueError):
                        reader(text)
"""


@pytest.mark.exhaustive
def test_no_repetition_is_read_for_ever() -> None:
    """Each piece behind each beginning: it takes seconds, and took years where a pattern had one repetition in another."""
    subprocess.run(
        [sys.executable, "-c", READ],
        input=repr((PIECES, BEFORE, BEHIND)),
        text=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(Path(yen_usd.__file__).parents[1]), "PYTHONUTF8": "1"},
        check=True,
        timeout=120,
    )
