"""Why a number with a currency cannot be read for certain: what is glued to it, or may be the rest of it."""

from __future__ import annotations

import re
from typing import Final

from ..money.grammar import fold
from .mentions import COUNTED, DASH, GAP, SCALE, SPACE, Candidate

LOOK_BACK: Final = 64
"""Characters; nothing farther away has to do with a number."""

_EITHER: Final = " \t\r\n\f\v→⇒\"'/`|*_~=＝:;,<>≈+…・、。：；，" + "～〜−" + DASH
_OPENERS: Final = frozenset("”’»≥≤×※①②③④⑤⑥⑦⑧⑨)）]([{（［｛「『【〈《〔“‘«¡¿≒•·＞＋" + _EITHER)
_CLOSERS: Final = frozenset("①②③④⑤⑥⑦⑧⑨×≥≤)]}）］｝」』】〉》〕”’»!?！？.．" + _EITHER)
_FOOTNOTES: Final = frozenset("¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾†‡※*&#[(（")

# What may be the rest of an amount that seems to end: a unit out of reach or misspelled, more digits, a fraction.
_REST: Final = re.compile(
    rf"""
    (?P<unit>
        \.?(?:
            [\s>*|_\#~\u00ad\u200b-\u200d\u2060\ufeff{DASH}] | [(（\[](?:in\s)?(?=[A-Za-z千百万億兆]) | [)）\]]
          | [(（][^()（）\n]{{0,40}}[)）] | \[[^\[\]\n]{{0,40}}\]
          | <[^<>]{{1,40}}> | &(?:nbsp|thinsp|\#160|\#xa0); | \\[;,\ ~]
        ){{0,24}}
        (?:
            (?i:
                [a-z]{{0,3}}[il1|]{{2,4}}[o0]ns?|mill?\ ions?|mills?|mio|mrd|milliards?|man|tho?u?s?[ao]nds?
              | hundreds?|dozens?|ten-thousands?|crores?|lakhs?|quadrillions?|quintillions?|oku|cho
              | (?:mil?|bil?|tril?|thou)[-‐‑\u00ad]\s*[a-z]+
            )(?![A-Za-z])
          | (?<=[(（)）])(?:千|百万|十億|億|兆)
          | (?<=[)）])\s?(?i:bn|mn|tn|mm|[kmbt])(?![A-Za-z0-9])
        )
    )
  | (?P<digits>
        (?:\ ?,(?:[ \u00a0\u200b]|\r?\n{SPACE}*)[0-9]{{3}} | [ \u00a0\u2009\u202f][0-9]{{3}} | \.\ [0-9]{{1,3}}(?![.)]))
        (?![0-9]|[.,][0-9]|\ ?%)
      | \ ?,(?:[ \u00a0\u200b]|\r?\n{SPACE}*)[0-9]{{3}}(?:,[0-9]{{3}})+
      | \.\s*\n\s*[0-9]+\ (?i:{SCALE}) | \ [.][0-9]
      | [ \u00a0\u2009\u202f][0-9]+(?:[.,][0-9]+)*{SPACE}?(?i:{SCALE})
      | \ ?(?:[{DASH}]|to)\ ?\([0-9][0-9.,]*\)\s?(?i:{SCALE})
    )
  | (?P<fraction>{SPACE}?(?:[0-9]+/[0-9]|[¼-¾⅐-⅞]|[x×]{SPACE}?10[\^⁰¹²³⁴-⁹])|\sand\s(?:a|one)[\s-](?:half|quarter|third))
    """,
    re.VERBOSE,
)
_CUT_OFF: Final = re.compile(
    rf"(?<![0-9,./])[0-9]{{1,3}}(?:,[0-9]{{3}})*"
    rf"(?:(?:{SPACE}?(?P<mark>[,.]))?(?:\r?\n{SPACE}*)|{SPACE}?(?P<point>[,.]){SPACE}|{SPACE})\Z"
    rf"|(?P<kanji>[万億兆][0-9,]*|[0-9][,.])\s*\n{SPACE}*\Z"
)
_LIST_MARK: Final = re.compile(r"(?:(?:\A|\n|）)[ \t]*[0-9]{1,2}\.|注[0-9]{1,2}[.．]?)[ \t]*\Z")
_HYPHENED: Final = re.compile(r"[-‐‑][A-Za-z]")
_COUNTED: Final = re.compile(rf"(?:,[0-9]{{3}})*\s+(?:(?:thousand|million)\s+)?(?:[a-z-]+\s+)?{COUNTED}\b")
_WIDE_MARK: Final = re.compile(r"[0-9０-９]{1,2}．[0-9０-９]")
_INSIDE: Final = frozenset("・、､'’")
_LOOSE_LETTER: Final = re.compile(rf"{GAP}(?i:[kmbt])\Z")
_AFTER_LETTER: Final = re.compile(r"\Z|[,;]|\.?\s*(?:\Z|\n)|\s+(?:\(|(?:to|and|or|per)\b)")


NAMED_NUMBER: Final = re.compile(
    r"(?:notes?|items?|tables?|pages?|sections?|parts?|figures?|chapters?|levels?|tiers?|nos?\.?|fiscal|fy|top|class|series"
    r"|jan(?:uary|\.)|feb(?:ruary|\.)|mar(?:ch|\.)|apr(?:il|\.)|may|june?|july?|aug(?:ust|\.)|sept?(?:ember|\.)|oct(?:ober|\.)"
    r"|nov(?:ember|\.)|dec(?:ember|\.))\s*\Z",
    re.IGNORECASE,
)
"""What makes a number that of a note, a page or a day."""

_GLUED_LEFT: Final = "what stands directly before it belongs to no amount"
_GLUED_RIGHT: Final = "what stands directly behind it belongs to no amount"


def doubt(text: str, found: Candidate, floor: int) -> None:
    """Set the reason, if there is one, and take what belongs to the damage into the candidate, back to `floor`."""
    found.reason = found.reason or _border(text, found) or _open_end(text, found)
    if found.reason in {_GLUED_LEFT, _GLUED_RIGHT}:
        _widen(text, found, floor)


def _border(text: str, found: Candidate) -> str:
    start, end = found.start, found.end
    before_it, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    leads = before_it == "." and found.sign_first and text[start - 2 : start - 1] in {".", " "}
    if before_it and not is_open(before_it) and not leads:
        return _GLUED_LEFT
    if not found.sign_first and _WIDE_MARK.match(found.number) and (before_it in {"", "\n", "注", "　"}):
        return "it may begin with the mark of a list"
    if before_it in {"数", "何"} or (found.number == "一" and _is_cjk(before_it) and before_it > "\u3400"):
        return "its number is not told in full"
    if behind.isdigit() and text[end - 1] == "ル" and fold(found.number) == "1":
        return ""  # 1ドル117円
    if behind == "\\" and not text[end + 1 : end + 2].isalnum():
        behind = ""  # an escape of Markdown
    if behind and behind not in _CLOSERS and not _is_cjk(behind) and not behind.isspace():
        whole = found.complete or bool(found.unit)
        if not (whole and behind in _FOOTNOTES) and not (behind in "([（" and not found.reason):
            return _GLUED_RIGHT
    if behind in {"/", ":", "."} and text[end + 1 : end + 2].isdigit():
        return _GLUED_RIGHT
    if before_it in {"/", "."} and text[start - 2 : start - 1].isdigit() and not found.sign_first:
        return _GLUED_LEFT
    if before_it in _INSIDE and text[start - 2 : start - 1].isnumeric() and not found.sign_first:
        return _GLUED_LEFT
    if behind in _INSIDE and text[end + 1 : end + 3].lstrip(".")[:1].isnumeric() and not found.complete:
        return _GLUED_RIGHT
    if not found.sign_first:
        nearby = text[max(0, start - 24) : start]
        cut = _CUT_OFF.search(nearby)
        if (
            cut is not None
            and not _LIST_MARK.search(nearby)
            and (
                cut["kanji"]
                or cut["mark"] == "."
                or cut["point"] == "."
                or (re.match(r"[0-9]{3}(?![0-9])", found.number) and ("\n" not in cut.group() or cut["mark"]))
            )
        ):
            named = NAMED_NUMBER.search(text[max(0, start - 40) : start - len(cut.group())])
            if named is None:
                return "it may be the end of a number that a space has cut"
    return ""


def _open_end(text: str, found: Candidate) -> str:
    """Why an amount that seems to end may go on behind its end."""
    if found.unit and not found.complete:
        if _LOOSE_LETTER.match(found.unit) and found.unit[0].isspace() and not _AFTER_LETTER.match(text, found.end):
            return "its unit may be the beginning of the next word"
        if len(found.unit) == 1 and _HYPHENED.match(text, found.end):
            return "its unit may be the beginning of the next word"
        return ""
    if found.unit:
        return ""
    rest = _REST.match(text, found.end)
    if rest is None or (found.complete and rest["unit"] is None):
        return ""
    if rest["digits"] is not None and ("." in found.number and "." in rest["digits"]):
        return ""
    if rest["digits"] is not None and "." in found.number and rest["digits"][0] != ",":
        return ""
    if rest["digits"] is not None and _COUNTED.match(text, rest.end()):
        return ""  # "...for $10, 200 shares were issued"
    found.end = rest.end()
    return "it seems to go on behind its end" if rest["unit"] is None else "a unit may belong to it that cannot be read"


_STOPS: Final = frozenset(".,;:)。、，；）」([（¥￥$＄")


def _widen(text: str, found: Candidate, floor: int) -> None:
    """Take in what is glued to a damaged amount, up to the next white space, for the report."""
    for _ in range(LOOK_BACK):
        if found.start <= floor or text[found.start - 1].isspace() or text[found.start - 1] in "、。，」":
            break
        found.start -= 1
    limit = min(len(text), found.end + LOOK_BACK)
    while found.end < limit and not text[found.end].isspace() and text[found.end] not in _STOPS:
        found.end += 1


def is_open(character: str) -> bool:
    """Whether an amount may begin behind a character."""
    return character in _OPENERS or character.isspace() or _is_cjk(character)


def is_glued(outside: str) -> bool:
    """Whether a dash that directly follows is glued to a word, as a hyphen is."""
    return outside[-1:].isalpha() and not _is_cjk(outside[-1])


def _is_cjk(character: str) -> bool:
    """Whether a character is of a script that puts no spaces between words."""
    return "\u2e80" <= character <= "\uffef" and not character.isnumeric() and character not in "＄￥％"
