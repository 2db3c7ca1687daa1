"""Whether what stands before an amount is a minus, or the dash of a range, a list or a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..money.lexer import GAP

if TYPE_CHECKING:
    from .marks import Mention

LOOK_BACK: Final = 64
"""Characters; nothing farther away has to do with a number."""
_MINUS: Final = re.compile(rf"(?:(?<![A-Za-z])(?:[Mm]inus|MINUS|[Nn]egative){GAP}|マイナス{GAP}|△{GAP}|ー|[-—―][ ]?)\Z")
_KATAKANA: Final = re.compile("[ァ-ヺー]")
_DOUBT: Final = "its dash may be a minus or punctuation"
_PLUS_OR: Final = ("plus or", "plus/", "+/", "±")


def _minus_before(folded: str, start: int) -> tuple[str, int]:
    """The mark or word of a minus that ends at a place, and where it begins."""
    found = _MINUS.search(folded, max(0, start - 24), start)
    return ("", start) if found is None else (found.group().strip(), found.start())


def minus_before_sign(text: str, folded: str, here: Mention, last: Mention | None) -> None:
    """Whether a minus stands before a sign of currency, and not a range, a list mark or the hyphen of a word."""
    start = here.start
    ends = folded[max(0, start - 2) : start]
    if "±" in ends:
        here.reason = here.reason or _PART
    if not ends or (ends[-1] not in "△-ー—―ス" and (not ends[-1].isspace() or ends[0] not in "△-ー—―seSEス−")):
        return
    mark, place = _minus_before(folded, start)
    if not mark:
        return
    outside, edge = _before(folded, place)
    if mark in {"-", "—", "―"}:
        verdict = _dash(text, folded, place, start, outside, edge, last)
    elif mark == "ー":
        verdict = "" if _KATAKANA.fullmatch(folded[max(0, place - 1) : place]) else "minus"
    else:
        verdict = "minus" if mark[0] in "△マ" or not outside.endswith(_PLUS_OR) else _PART
    if verdict:
        if here.negative:
            here.reason = "it has more than one sign of a negative"
        here.start, here.negative = place, True
        here.reason = here.reason or ("" if verdict == "minus" else verdict)


_PART: Final = "its minus may be part of what stands before it"


def _dash(text: str, folded: str, dash: int, start: int, outside: str, edge: int, last: Mention | None) -> str:
    """What a dash before a sign is: "minus", nothing, or the reason why that is open."""
    if _is_between(folded, dash, edge, last):
        return ""
    of_money, character, before = _is_of_money(last, edge), text[dash], outside[-1:]
    if character == "−":
        return _PART if not of_money and (before.isdigit() or outside.endswith(_PLUS_OR)) else "minus"
    between = folded[edge:dash]
    if outside.endswith(_PLUS_OR) or (before == ":" and "\n" not in between and (start - dash > 1 or character != "-")):
        return _PART if before != ":" else _DOUBT
    if start - dash > 1:
        return ""  # "- ¥5": a list mark, or a dash of punctuation
    if folded[dash] != "-" or character == "–":
        return _DOUBT if (between and before.isalpha()) or not before or "\n" in between else ""
    if "\t" in between or before in {"|", "("}:
        return "minus"
    if not between:
        return _DOUBT if not before or (not before.isalpha() and not of_money) or is_cjk(before) else ""
    if "\n" in between or not before:
        return _DOUBT
    return "minus" if (before.isalpha() or before == ":") and not of_money else _DOUBT


_BEHIND: Final = re.compile(r"-(?=[ ]*(?:\Z|[|\t)\]]|\r?\n(?![ \t]*[a-z0-9¥$])))|[ ]?C[Rr](?![A-Za-z])")


def minus_behind(folded: str, end: int) -> str:
    """The reason why the mark behind an amount may be a minus, as bookkeepers write it: ¥5 million-, ¥5 million CR."""
    return "a minus may stand behind it" if _BEHIND.match(folded, end) else ""


def minus_before_number(text: str, folded: str, here: Mention, last: Mention | None) -> bool:
    """Whether a number without a sign of currency before it is negative; the mention then begins at its minus."""
    start = here.start
    ends = folded[max(0, start - 2) : start]
    if not ends or (ends[-1] not in "△-ー—―ス" and (not ends[-1].isspace() or ends[0] not in "△seSEス−")):
        return False
    mark, place = _minus_before(folded, start)
    if not mark or (mark in {"-", "—", "―"} and start - place > 1):
        return False
    outside, edge = _before(folded, place)
    before = outside[-1:]
    if mark == "ー":
        if _KATAKANA.fullmatch(before) and edge == place:
            return False
    elif mark in {"-", "—", "―"}:
        if _is_between(folded, place, edge, last):
            return False
        if outside.endswith(_PLUS_OR):
            here.reason = _PART
        elif edge == place and ((before.isalpha() and not is_cjk(before)) or before.isdigit()):
            return False  # the hyphen of a word, or a range
        elif (edge == place and before and not before.isalnum() and before not in "(（「『[【〔:|/、。*_→") or (
            (before.isdigit() and not _is_of_money(last, edge))
            or text[place] in "—–―"
            or (edge == place and "\u4e00" <= before <= "\u9fff")
        ):
            here.reason = _DOUBT
    elif outside.endswith(_PLUS_OR):
        here.reason = _PART
    elif outside.endswith("-") and edge == place:
        here.reason = "it has more than one sign of a negative"
    here.start = place
    return True


def _before(folded: str, place: int) -> tuple[str, int]:
    """What stands before a place without the white space at its end, and where that ends."""
    start = max(0, place - LOOK_BACK)
    before = folded[start:place].rstrip()
    return before, start + len(before)


def _is_between(folded: str, dash: int, edge: int, last: Mention | None) -> bool:
    """Whether a dash stands between two amounts, glued to the first or apart from both: a range or a sum."""
    if last is None:
        return False
    aside_ends = last.end + 1 == edge and folded[last.end] in ")]}"
    apart = folded[edge : dash + 2]
    return (_is_of_money(last, edge) or aside_ends) and (edge == dash or (len(apart) == 3 and apart[0] == apart[2] == " "))


def _is_of_money(last: Mention | None, edge: int) -> bool:
    """Whether what ends at a place is an amount, and not a year or the number of a note."""
    return last is not None and last.currency is not None and last.number != "" and last.end == edge


def is_cjk(character: str) -> bool:
    """Whether a character is of a script that puts no spaces between words."""
    return "\u2e80" <= character <= "\uffef" and not character.isnumeric()
