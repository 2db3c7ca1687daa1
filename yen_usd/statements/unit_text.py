"""Units as headings, columns, labels and captions of statements state them."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple, TypeAlias

from ..money.cells import fold_cell
from ..money.currency import Currency

Measure: TypeAlias = Literal["money", "per_share", "percent", "number"]

_SCALES: Final = (
    (r"hundreds? of millions?|(?:100|one hundred|hundred)[ -]?millions?", 8),
    (r"(?:10|ten)[ -]thousands?|10,000", 4),
    (r"1,000,000|(?:1 |one )?millions?|mln|mn|mm|mil\.?", 6),
    (r"1,000|(?:1 |one )?thousands?|['’]?000['’]?s?", 3),
    (r"(?:1 |one )?billions?|bln|bn|bil\.?", 9),
    (r"(?:1 |one )?trillions?|trn|tn", 12),
    ("十億", 9), ("百万", 6), ("千万", 7), ("千", 3), ("万", 4), ("億", 8), ("兆", 12),
)  # fmt: skip
_SCALE: Final = "|".join(pattern for pattern, _ in _SCALES)
_YEN: Final = r"japanese yen|yen|jpy|¥|\\|円"
_DOLLARS: Final = r"u\.?\s?s\.?\s?dollars?|dollars?|u\.?\s?s\.?\s?\$|usd|\$|米国?ドル|ドル"
_MONEY: Final = rf"(?P<{{0}}yen>{_YEN})|(?P<{{0}}usd>{_DOLLARS})"
_AGAIN: Final = rf"(?:\s*\((?:{_YEN}|{_DOLLARS})\))?"
_END: Final = r"(?![a-z0-9])"
_STATEMENT: Final = re.compile(
    rf"(?P<sen>円\s?銭)|(?:(?P<s1>{_SCALE})\s*(?:of\s+|in\s+)?(?:{_MONEY.format('a')}){_END}"
    rf"|(?:{_MONEY.format('b')}){_AGAIN}\s*,?\s*(?:in\s+)?\(?\s*(?:in\s+)?(?P<s2>{_SCALE})\s*\)?{_END}"
    rf"|(?:{_MONEY.format('c')}){_AGAIN}(?:\s*,?\s*(?P<except>except))?{_END}"
    rf"|(?P<percent>%|percent(?:age)?|pct){_END}"
    rf"|(?P<number>(?:(?:{_SCALE})\s*(?:of\s+)?)?(?:shares?|株)|persons?|people|employees|[人名倍回件店社]|times|x|ratio|number|numbers){_END}"
    rf"|(?P<each>per (?:common |ordinary )?share){_END}"
    rf"|(?P<s3>{_SCALE}){_END})(?P<per>\s*(?:per|/|a)\s*(?:common |ordinary )?share{_END})?",
    re.IGNORECASE,
)
_FILLER: Final = re.compile(
    r"(?:(?:all|the|figures?|amounts?|numbers? in|currency|monetary|units?|in|are|is|of|expressed|stated|presented|shown"
    r"|reported|rounded to)(?![a-z])|単位|金額単位|金額|表示|[:\s,・;-])+",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\s*(?:[,;/、・&]|and)?\s*(?=\S)", re.IGNORECASE)
_TAIL: Final = re.compile(
    r"\s*[,;、]?\s*(?:except|unless|excluding|other than|rounded|fractions?|未満|単位未満|ただし|1株|除く|切捨|四捨).*"
    r"|\s*(?:表示|単位)?[.。]?",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*(?:\([^()]*\)[^()\[\]【】〔〕]*)?)[)\]】〕]")
_BEFORE: Final = re.compile(rf"(?<![a-z])({_YEN}|{_DOLLARS})\s*$", re.IGNORECASE)
_PHRASE: Final = re.compile(
    rf"単位\s*[:は]?\s*(?:(?:{_SCALE})?\s*(?:{_YEN}|{_DOLLARS}|株|人|%|倍))(?:\s*[,、/・]\s*(?:{_SCALE})?\s*(?:{_YEN}|{_DOLLARS}))*"
    r"|\b(?:in\s+)?(?:hundreds of )?(?:thousand|million|billion|trillion)s?\s+(?:of\s+)?"
    r"(?:japanese yen|yen|u\.?\s?s\.?\s?dollars?)\b"
    rf"(?:\s*(?:and|/|,)\s*(?:thousand|million|billion)s?\s+(?:of\s+)?(?:yen|u\.?\s?s\.?\s?dollars?)\b)*(?:\s*,\s*except[^()]*)?"
    rf"|\b(?:yen|u\.?s\.? dollars?|[¥$]|us\$)\s*(?:in\s+|\(\s*)?(?:thousand|million|billion)s\s*\)?(?:\s*,\s*except[^()]*)?"
    rf"|\bin\s+(?:hundreds of )?(?:thousand|million|billion|trillion)s(?![a-z])(?:\s*,?\s*(?:except|unless)[^()]*)?"
    r"|\b(?:usd \(\$\)|jpy \(¥\))",
    re.IGNORECASE,
)
_WORDS_PER_SHARE: Final = re.compile(
    r"per[ -](?:common |ordinary )?(?:share|ads)\b|1株(?:当たり|当り|あたり)|一株(?:当たり|当り|あたり)|\beps\b|円\s?銭",
    re.IGNORECASE,
)
_WORDS_OF_COUNTS: Final = re.compile(
    r"shares? (?:outstanding|issued|authorized)|number of|(?:average|outstanding|issued)[\w ,-]* shares\b"
    r"|(?:発行済|期中平均|自己).{0,6}株式数|発行済株式総数|従業員数|\(株\)|(?<!\w)employees\b",
    re.IGNORECASE,
)
_WORDS_OF_RATES: Final = re.compile(
    r"\(%\)|(?:率|性向|利回り|構成比)(?:\s*\([^)]*\))?$|\bratios?(?:\s*\([^)]*\))?$"
    r"|\b(?:roe|roa|payout ratio|effective tax rate)\b"
    r"|(?:^|[\s(])(?:%|percentage) (?:change|of)|[(,]\s*%\s*\)?$",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(
    r"増減|前期比|前年比|前年同期比|比較|差額|\b(?:y/?y|yoy|change|changes|variance|difference|increase|decrease)\b",
    re.IGNORECASE,
)
LONGEST: Final = 400


class UnitNote(NamedTuple):
    """A unit that is stated: of money its power of ten and its currency, of which one may be left open."""

    measure: Measure
    power: int | None = None
    currency: Currency | None = None
    text: str = ""


def whole_unit(text: str) -> list[UnitNote]:
    """The units that the whole of a text states; none where it says anything else.

    >>> [(note.power, note.currency.value) for note in whole_unit("（単位：百万円、千米ドル）")]
    [(6, 'JPY'), (3, 'USD')]
    """
    if not text or len(text) > LONGEST:
        return []
    folded = fold_cell(text).strip()
    bare = folded.strip("*_ ")
    while len(bare) > 1 and bare[0] in "([【〔<" and bare[-1] in ")]】〕>" and _closes_at_end(bare):
        bare = bare[1:-1].strip()
    notes: list[UnitNote] = []
    at = _skip(_FILLER, bare, 0)
    while at < len(bare):
        match = _STATEMENT.match(bare, at)
        if match is None:
            return notes if notes and _TAIL.fullmatch(bare, at) else []
        notes.append(_note_of(match))
        at = match.end()
        if match["except"]:
            return notes
        if at < len(bare):
            if _TAIL.fullmatch(bare, at):
                return notes
            at = _skip(_FILLER, bare, _skip(_BETWEEN, bare, at))
    return notes


def _closes_at_end(text: str) -> bool:
    """Whether the bracket that opens a text is the one that closes it."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign in "([【〔<") - (sign in ")]】〕>")
        if depth == 0:
            return at == len(text) - 1
    return False


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return at if match is None else match.end()


def _note_of(match: re.Match[str]) -> UnitNote:
    part = match.groupdict()
    text = match.group().strip()
    if part["sen"]:
        return UnitNote("per_share", 0, Currency.JPY, text)
    if part["percent"]:
        return UnitNote("percent", text="%")
    if part["number"]:
        return UnitNote("number", text=text)
    if part["each"]:
        return UnitNote("per_share", 0, None, text)
    scale = part["s1"] or part["s2"] or part["s3"]
    power = None if scale is None else next(p for pattern, p in _SCALES if re.fullmatch(pattern, scale, re.IGNORECASE))
    currency = None
    for name in "abc":
        if part[f"{name}yen"]:
            currency = Currency.JPY
        elif part[f"{name}usd"]:
            currency = Currency.USD
    if part["per"]:
        return UnitNote("per_share", power or 0, currency, text)
    return UnitNote("money", power, currency, text)


def take_units(text: str) -> tuple[list[UnitNote], str]:
    """The units that a heading states, the whole of it, in brackets or in a phrase, and what else it says.

    >>> take_units("FY2024 (Millions of yen)")[1]
    'FY2024'
    """
    notes = whole_unit(text)
    if notes or len(text) > LONGEST:
        return notes, "" if notes else text
    folded = fold_cell(text)
    rest: list[tuple[int, int]] = []
    for match in _BRACKETS.finditer(folded):
        inner = whole_unit(match[1])
        before = _BEFORE.search(folded, 0, match.start()) if len(inner) == 1 and inner[0].currency is None else None
        if before is not None and inner[0].measure == "money":  # US$ (thousands)
            inner = whole_unit(f"{before[1]} {match[1]}")
        if inner:
            notes += inner
            rest.append((match.start() if before is None else before.start(1), match.end()))
    if not notes:
        for match in _PHRASE.finditer(folded):
            inner = whole_unit(match.group())
            if inner:
                notes += inner
                rest.append(match.span())
    kept = "".join(sign for at, sign in enumerate(text) if not any(start <= at < end for start, end in rest))
    left = " ".join(kept.split()).strip(" ,、-:") if rest else text
    again = whole_unit(left) if rest else []
    return [*notes, *again], "" if again else left


def label_measure(label: str) -> Measure | None:
    """What the figures of a line are, as its label says; None where it says nothing, as of amounts."""
    folded = fold_cell(label)
    if _WORDS_PER_SHARE.search(folded):
        return "per_share"
    if _WORDS_OF_RATES.search(folded):
        return "percent"
    return "number" if _WORDS_OF_COUNTS.search(folded) else None


def label_unit(label: str) -> UnitNote | None:
    """The one unit that a label states in brackets at its end."""
    folded = fold_cell(label)
    match = re.search(r"[(\[]([^()\[\]]{1,40})[)\]]\s*$", folded)
    notes = whole_unit(match[1]) if match else []
    return notes[0] if len(notes) == 1 else None


def is_change(heading: str) -> bool:
    """Whether a heading is that of a column of changes."""
    return _CHANGE.search(fold_cell(heading)) is not None
