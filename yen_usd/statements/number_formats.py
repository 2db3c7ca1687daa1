"""Numbers as a workbook's number formats show them: signs, currencies, percent and scale, and a dash for zero."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from ..money.exact import EXACT, plain

_PART: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[\$(?P<sign>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<digits>[#0?][#0?,.]*)|(?P<general>General|G/標準)|(?P<power>[Ee][+-])|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_COLORS: Final = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|黒|青|赤|緑|白|黄|色\s?[0-9]+|color\s?[0-9]+)", re.IGNORECASE
)


class Section(NamedTuple):
    """A part of a number format, for numbers of one sign: what stands before and behind the digits, and how they are shown.

    `scaled` are the thousands that commas at the end divide by; `is_known` is False where a condition or another kind
    of number decides.
    """

    before: str
    behind: str
    places: int | None
    scaled: int
    is_percent: bool
    has_digits: bool
    shows_zero: bool
    color: str
    is_known: bool = True
    is_grouped: bool = False


@lru_cache(maxsize=1024)
def sections(number_format: str) -> tuple[Section, ...]:
    """The parts of a number format, as far as they are for numbers."""
    return tuple(map(_section, _split(number_format)[:3]))


def _split(text: str) -> list[str]:
    """A format at its semicolons, but for those in quotes."""
    parts: list[str] = []
    part, at = "", 0
    while at < len(text):
        match = _PART.match(text, at)
        assert match is not None
        if match["other"] == ";":
            parts.append(part)
            part = ""
        else:
            part += match.group()
        at = match.end()
    return [*parts, part]


def _section(text: str) -> Section:
    before, behind, digits, color = "", "", "", ""
    is_known = is_percent = has_digits = False
    is_known = True
    for match in _PART.finditer(text):
        kind, value = match.lastgroup, match.group(match.lastgroup or 0)
        if kind in {"space", "fill"}:
            continue
        if kind == "digits" and not has_digits:
            digits, has_digits = value, True
            continue
        if kind == "general":
            has_digits = True
            continue
        if kind in {"digits", "power"}:
            is_known = False
            continue
        if kind == "bracket":
            if _COLORS.fullmatch(value):
                color = value.lower()
            else:
                is_known = False
            continue
        if kind == "other":
            is_percent = is_percent or value == "%"
            if value in "/@" or (value.isascii() and value.isalpha()):
                is_known = False
        if has_digits:
            behind += value
        else:
            before += value
    scaled = len(digits) - len(digits.rstrip(","))
    shown = digits.rstrip(",").partition(".")
    places = len(shown[2].replace(",", "")) if digits else None
    shows_zero, is_grouped = not digits or "0" in digits, "," in digits.rstrip(",")
    return Section(before, behind, places, scaled, is_percent, has_digits, shows_zero, color, is_known, is_grouped)


class Shown(NamedTuple):
    """What a number and its format show: the text, with all digits of the number, and the decimal places shown.

    `doubt` says why the text cannot be trusted, "" where it can.
    """

    text: str
    places: int | None
    doubt: str = ""
    scaled: int = 0


def show(number: Decimal, number_format: str) -> Shown:
    """A number as its format shows it, but for rounding: all its digits are kept.

    >>> show(Decimal(-1234), '#,##0;"△"#,##0').text, show(Decimal("0.053"), "0.0%").text
    ('△1,234', '5.3%')
    """
    if number_format in {"General", "@", "", "0", "#,##0"}:
        return Shown(_digits(number, number_format == "#,##0"), 0 if number_format in {"0", "#,##0"} else None)
    parts = sections(number_format)
    index = 0 if number > 0 or len(parts) == 1 else 1 if number < 0 else min(2, len(parts) - 1) if len(parts) > 2 else 0
    part = parts[index]
    if not part.is_known:
        return Shown(_digits(number), None, f"its number format {number_format!r} is not one of amounts")
    if not part.has_digits or (not number and not part.shows_zero):
        text = (part.before + part.behind).strip()
        return Shown(text, None, "" if text or not number else "its number format hides it")
    shown = EXACT.multiply(number, Decimal(100)) if part.is_percent else number
    signs = part.before + part.behind
    is_marked = any(sign in signs for sign in "△▲-−(")
    if number < 0 and index == 1:
        if not is_marked and not part.color:
            return Shown(_digits(number), part.places, f"its number format {number_format!r} shows no sign")
        shown = shown.copy_abs() if is_marked else shown
    elif number < 0 and is_marked:
        return Shown(_digits(number), part.places, f"its number format {number_format!r} shows two signs")
    text = f"{part.before}{_digits(shown, part.is_grouped)}{part.behind}"
    return Shown(" ".join(text.split()), part.places, "", part.scaled)


def _digits(number: Decimal, is_grouped: bool = True) -> str:
    """All digits, in groups of three only where the format has a comma: 2006 without one may be the heading of a year."""
    text = plain(number)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    whole, point, rest = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    whole = whole.removeprefix("-")
    groups = f"{int(whole):,}" if is_grouped and len(whole) > 3 else whole
    return f"{sign}{groups}{point}{rest}"
