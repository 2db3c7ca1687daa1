"""The scan of running text from number to number, which looks a bounded way to either side.

So any text takes linear time. What is glued to something that no filing would put there, or followed by what may be the
rest of it, is kept with the reason, to be reported instead of read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..money.currency import Currency
from .doubts import LOOK_BACK, NAMED_NUMBER, doubt, is_glued, is_open
from .mentions import DOLLAR_SIGN, DOLLAR_WORD, GAP, MINUS, SCALE, SPACE, YEAR, YEN_WORD, Candidate, Sign, sign_before

_HYPHEN: Final = "[-‐‑]"
_LONG_UNIT: Final = (
    rf"(?:{SCALE}s?"
    r"|(?:thou|mil|mln|bil|bln|tril|trn)(?![-‐‑\u00ad]\s*[a-z])(?:\.(?=[,;)]|\ [^A-Z\s]))?)(?![A-Za-z0-9])"
)
_SHORT_UNIT: Final = r"(?:mm|mn|bn|tn|[kmbt])(?![A-Za-z0-9])"
# Digits and numerals with separators between them, as far as they go, well formed or not.
_DIGITS: Final = "0-9０-９〇一二三四五六七八九十百千"
_TAIL: Final = rf"(?:[,.，．]*[{_DIGITS}万億兆])*"
_RUN: Final = re.compile(rf"[{_DIGITS}]{_TAIL}(?:(?<=[万億兆])[ \u3000][0-9０-９]{_TAIL})*")
_LINE: Final = "[ \\u00a0\\u2009\\u202f]?"  # a unit of one letter, or a sign behind its number, stands on the same line
_UNITS: Final = (
    rf"(?P<units>(?:(?:{GAP}|{_HYPHEN})(?i:{_LONG_UNIT})|{_LINE}(?i:{_SHORT_UNIT})|[ \u00a0\u3000]?[十百千万億兆]+)*)"
)
_NO_NUMBER: Final = (
    rf"(?!{SPACE}*(?:[(（]?[△▲−-]?[0-9０-９.]|[¥￥$＄]))"
    rf"(?!{SPACE}*(?:in{SPACE})?(?i:{SCALE}|mn|bn|[kmb]\b))"
)


def _right(signs: bool, closed: bool) -> re.Pattern[str]:
    """What belongs to a number behind it: units, and the currency; a mere sign of it only where none stands before."""
    yen, dollars = (rf"|¥{_NO_NUMBER}", rf"|{DOLLAR_SIGN}{_NO_NUMBER}") if signs else ("", "")
    units = rf"(?:[)）]{_UNITS}|{_UNITS.replace('units', 'inside')}[)）])" if closed else _UNITS
    return re.compile(
        rf"""
        {units}
        (?:
            (?:{SPACE}{{0,8}}|{_HYPHEN}|(?={GAP}(?:Japanese{GAP})?yen|{GAP}(?:U\.?{SPACE}?S\.?{GAP})?dollars){GAP})(?:
                (?P<yen>{YEN_WORD}|円|(?:JPY|[Jj]py)(?![A-Za-z]){_NO_NUMBER}{yen})
              | (?P<dollars>{DOLLAR_WORD}|(?:米|US{SPACE}?)?ドル|(?:USD|[Uu]sd)(?![A-Za-z]){_NO_NUMBER}{dollars})
            )
        )?
        (?:(?<=円)[ \u3000]?(?P<sen>[0-9０-９〇一二三四五六七八九十]{{1,3}}銭)|(?P<only_sen>銭))?
        """,
        re.VERBOSE,
    )


_RIGHT: Final = {(signs, closed): _right(signs, closed) for signs in (False, True) for closed in (False, True)}
_ENDS: Final = frozenset(",.;:%/'\"”’?!\t|")
_BEGINNINGS: Final = frozenset("tTmMbBkKyYjJuUdD円銭米ド十百千万億兆")
_OTHER_DOLLARS: Final = re.compile(
    r"(?:[A-Z]{1,3}|(?:HK|NT|AU|CA|NZ|SG|Hong Kong|Australian|Canadian|New Zealand|Singapore|Taiwan"
    r"|Jamaican|Zimbabwe(?:an)?|Fiji(?:an)?|Bermuda|Brunei|Namibian|Liberian)\s?)\Z"
)
_YUAN: Final = re.compile(r"(?:RMB|CNY|CN|Chinese)\s?\Z")
_OTHER_AFTER: Final = re.compile(
    r"\s?\(?(?:AUD|CAD|HKD|SGD|NZD|TWD|CNY|RMB|yuan|Chinese|Australian|Canadian|Hong Kong|Singapore|New Zealand|Jamaican)"
    r"(?![A-Za-z])"
)
_SCALES: Final = frozenset("十百千万億兆")
_EXCHANGE_MOVE: Final = re.compile(r"(?<=[円ル])(?:高|安(?!定)|建)")
_JOINED_WORD: Final = re.compile(r"[-‐‑–](?:[A-Za-z])")
_COUNTED: Final = re.compile(
    r"\s(?:interest\s)?(?:loans?|bonds?|notes?|swaps?|deposits?|accounts?|borrowings?|debts?|facilit(?:y|ies)|rates?)\b"
)
_TERM: Final = re.compile(r"(?:[-‐‑]|\s)(?:year|month|week|day|yr)s?\b|\s(?:LIBOR|TIBOR|SOFR|TONA|EURIBOR|swap)\b")
# Words of hundreds of characters, such as data in base64: no amount is looked for inside them.
_JUMBLED: Final = 1000
_JUMBLE: Final = re.compile(rf"[!#-;=?-{{}}~¥￥]{{{_JUMBLED},}}")


_SIGNS: Final = re.compile(r"[¥￥$＄](?:[ (\\]{0,2}[¥￥$＄])*+")
_NAMES: Final = (
    "円", "銭", "ドル", "yen", "Yen", "YEN", "JPY", "USD", "jpy", "usd", "Jpy", "Usd", "dollar", "Dollar", "DOLLAR",
)  # fmt: skip
_REACH: Final = 96
"""Characters between a currency and the farthest number that can have to do with it, as the first of a range."""


def jumbles(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that are words of hundreds of characters."""
    return [match.span() for match in _JUMBLE.finditer(text)] if len(text) > _JUMBLED else []


def candidates(text: str, closed: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
    """The numbers near a currency, from left to right; those without one of their own may be parts of ranges.

    Nothing is looked for in the closed stretches, which are in order and apart.
    """
    last: Candidate | None = None
    previous, i = 0, 0
    for start, end in _windows(text, closed):
        for match in _RUN.finditer(text, max(start, previous), end):
            if match.start() < previous:
                continue
            while i < len(closed) and closed[i][1] <= match.start():
                i += 1
            if i < len(closed) and closed[i][0] <= match.start():
                previous = closed[i][1]
                continue
            found = _around(text, match.start(), _run_end(text, match, end), last)
            if found is not None:
                last, previous = found, found.end
                yield found


def _run_end(text: str, match: re.Match[str], limit: int) -> int:
    """Where a run of digits ends, be it beyond the window in which it begins."""
    if match.end() < limit:
        return match.end()
    whole = _RUN.match(text, match.start())
    assert whole is not None
    return whole.end()


def names_money(text: str) -> bool:
    """Whether there is any sign or name of the currencies in a text."""
    return any(map(text.__contains__, ("¥", "$", "￥", "＄", *_NAMES)))


def _windows(text: str, closed: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches around the marks of a currency, in order and apart; none begins in the midst of a number."""
    start, end = 0, 0
    for first, last in sorted(_marks(text, closed)):
        if first - _REACH > end:
            if end:
                yield start, end
            start = first - _REACH
            while start > end and (text[start - 1] in ",.，．" or text[start - 1].isnumeric()):
                start -= 1
        end = min(last + _REACH, len(text))
    if end:
        yield start, end


def _marks(text: str, closed: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The marks of a currency outside the closed stretches, kind by kind."""
    names = [name for name in _NAMES if name in text]
    position = 0
    for start, end in (*closed, (len(text), len(text))):
        if start > position:
            for signs in _SIGNS.finditer(text, position, start):
                yield signs.span()
            for name in names:
                place = text.find(name, position, start)
                while place >= 0:
                    yield place, place + len(name)
                    place = text.find(name, place + 1, start)
        position = max(position, end)


def _ends_there(behind: str) -> bool:
    """Whether neither a unit nor a currency can follow, by the next character or the one behind a space."""
    return behind[:1] in _ENDS or (behind[:1] == " " and behind[1:].isalnum() and behind[1:] not in _BEGINNINGS)


def _around(text: str, start: int, end: int, last: Candidate | None) -> Candidate | None:
    """The candidate at a run of digits, `last` being the one before it."""
    before = text[max(last.end if last else 0, start - LOOK_BACK) : start]
    number_start = start - (before[-1:] == "." and not before[-2:-1].isalnum())
    sign = sign_before(before)
    if sign is None and before[-1:] not in {"(", "（"} and _ends_there(text[end : end + 2]):
        return Candidate(number_start, end, text[number_start:end], glued=before != "" and not is_open(before[-1]))
    inner = sign.inner if sign else ""
    opened = inner in {"(", "（"}
    negative = inner != ""
    if sign is None and before[-1:] in {"(", "（"} and text[end : end + 1] in {")", "）"}:
        opened = True
    right = _RIGHT[sign is None, opened].match(text, end)
    if right is None:
        opened, negative = False, False
        sign = None if inner else sign
        right = _RIGHT[sign is None, False].match(text, end)
        assert right is not None
    units = right["units"] or (right["inside"] if opened else None) or ""
    suffix = right["yen"] or right["dollars"] or ""
    found = Candidate(number_start, right.end(), text[number_start:end], units, sen=right["sen"] or "")
    if right["only_sen"]:
        found.sen, found.currency, found.complete = "銭", Currency.JPY, True
    if suffix:
        found.currency, found.complete = Currency.JPY if right["yen"] else Currency.USD, True
    if sign is not None:
        found.start = start - sign.length
        found.sign_first = True
        if found.currency not in {None, sign.currency}:
            found.reason = "it names two currencies"
        found.currency = sign.currency
        if sign.minus:
            negative = _is_minus(text, found, sign.minus, last)
            if not negative:
                found.start = text.index(sign.written, found.start)
    else:
        negative = _bare_minus(text, found, suffix, opened, last) or negative
    found.negative = negative
    if found.currency is None:
        if not units and before and not is_open(before[-1]):
            found.glued = True
        return found
    return _checked(text, found, sign, suffix, last.end if last is not None and last.currency is not None else 0)


def _is_minus(text: str, found: Candidate, mark: str, last: Candidate | None) -> bool:
    """Whether a mark or word at the start of a candidate is a minus and not, behind another amount, a range or a sum."""
    if mark[0] in "△▲マ":
        return True
    before, edge = _before(text, found.start)
    if _is_between(text, found.start, edge, last):
        return False
    if _is_of_money(last, edge):
        return True  # the next cell
    if before[-1:].isdigit() or before.endswith(("plus or", "plus/", "+/", "±")):
        found.reason = found.reason or "its minus may be part of what stands before it"
    return True


def _before(text: str, place: int) -> tuple[str, int]:
    """What stands before a place without the white space at its end, and where that ends."""
    start = max(0, place - LOOK_BACK)
    before = text[start:place].rstrip()
    return before, start + len(before)


def _is_between(text: str, dash: int, edge: int, last: Candidate | None) -> bool:
    """Whether a dash stands between two amounts, glued to the first or apart from both: a range or a sum."""
    if last is None:
        return False
    amount_ends = _is_of_money(last, edge)
    aside_ends = last.end + 1 == edge and text[last.end] in ")）]}"
    apart = text[edge : dash + 2]
    return (amount_ends or aside_ends) and (edge == dash or (len(apart) == 3 and apart[0] == apart[2] == " "))


def _is_of_money(last: Candidate | None, edge: int) -> bool:
    """Whether what ends at a place is an amount, and not a year or the number of a note."""
    return last is not None and last.currency is not None and last.end == edge


def _is_kanji(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _bare_minus(text: str, found: Candidate, suffix: str, opened: bool, last: Candidate | None) -> bool:
    """Whether a number without a sign of currency before it is negative; the candidate begins at its minus."""
    if opened:  # （1,234）百万円, but "(1) Yen amounts" is the mark of a list
        if suffix[-1:] in {"円", "ル"} and (found.unit or "," in found.number):
            found.start -= 1
            return True
        if found.unit and suffix:
            found.start -= 1
            found.reason = "its parentheses may be a minus or punctuation"
        else:
            found.currency = None
        return False
    if found.currency is None:
        return False
    before = text[max(0, found.start - LOOK_BACK) : found.start]
    match = MINUS.search(before)
    if match is None:
        return False
    mark = match["mark"] or match["word"]
    outside, edge = _before(text, found.start - len(before) + match.start())
    if mark[0] not in "△▲":
        dash = found.start - len(before) + match.start()
        if match["mark"] and _is_between(text, dash, edge, last):
            return False
        if outside.endswith(("plus or", "plus/", "+/", "±")):
            found.reason = "its minus may be part of what stands before it"
        elif match["mark"] and edge == dash and (is_glued(outside) or outside[-1:].isdigit()):
            return False  # the hyphen of a word, or a range
        elif match["mark"] and (
            (outside[-1:].isdigit() and not _is_of_money(last, edge))
            or mark in {*"—–―"}
            or (edge == dash and _is_kanji(outside[-1:]))
        ):
            found.reason = "its dash may be a minus or punctuation"
    found.start -= len(before) - match.start()
    return True


def _checked(text: str, found: Candidate, sign: Sign | None, suffix: str, floor: int) -> Candidate | None:
    """The candidate with the reason why it cannot be read, or nothing where it is no amount of ours."""
    start, end = found.start, found.end
    around = text[max(0, start - 16) : start]
    other = _OTHER_DOLLARS if found.currency is Currency.USD else _YUAN
    if (found.sign_first and other.search(around)) or _OTHER_AFTER.match(text, end):
        found.reason = "it is of another currency"
    if not set(found.number) - _SCALES or _EXCHANGE_MOVE.match(text, end):
        return None  # the heading 百万円, or 5円高
    is_word = suffix.isascii() and suffix != "" and suffix[0] not in "$\\"
    plain = not found.unit.strip() and found.number.isdigit()
    if sign is None and is_word:
        if plain and NAMED_NUMBER.search(around):
            return None
        if plain and ("\n" in text[end - len(suffix) - 3 : end - len(suffix)] or found.number == "1") and suffix[0] in "YD":
            return None  # "…note 1\nYen amounts are…"
        if _JOINED_WORD.match(text, end):
            if plain:
                return None
            found.reason = found.reason or "the currency may belong to the next word"
        if plain and (YEAR.fullmatch(found.number) or (len(found.number) < 4 and _COUNTED.match(text, end))):
            found.reason = found.reason or "its number may be a year, or count what stands behind it"
    if sign is not None and not suffix:
        word = sign.written.strip()
        is_name = word[-1].isalpha()
        if is_name and plain and word.upper() not in {"JPY", "USD"} and ("\n" in sign.written or not word[0].isupper()):
            return None  # "the value of the yen 10 years ago", or the heading of a column
        if is_name and (_TERM.match(text, end) or (plain and YEAR.fullmatch(found.number))):
            found.reason = found.reason or "it may be a term or a year"
        if plain and not found.number.strip("0") and len(found.number) > 1:
            found.reason = found.reason or "it may be the heading of a column"
    doubt(text, found, floor)
    return found
