"""The words and marks that amounts are written with, in English and Japanese: the one lexer of the library.

`tokens` cuts the text of one amount into tokens, all of it or none. The patterns of its parts are those that running text is
searched with, so that what is found in prose is spelled as what `parse_money` reads. Full-width forms are folded character
by character, so that every token keeps its place.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..errors import quote

# Full-width forms, spaces and signs that mean the same as their ASCII ones. A full NFKC normalisation would
# also turn footnote marks and fractions into digits ("¥5²" into "¥52"), so the table is written out.
_FOLD: Final = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"), " ")
    | dict.fromkeys(map(ord, "−‐‑‒–﹣\u207b"), "-")
    | {"￥": "¥", "▲": "△", "│": "|", "┃": "|", "║": "|", "㌦": "$", "ﾏ": "マ", "ｲ": "イ", "ﾅ": "ナ", "ｽ": "ス"}
)
_FOLDED: Final = re.compile("[\uff01-\uff5e\uffe5\u3000\u00a0\u2002-\u200a\u202f\u205f−‐‑‒–﹣\u207b▲│┃║㌦ﾏｲﾅｽ]")

GAP: Final = r"[ \t]{0,8}(?:\r?\n[ \t]{0,8})?"
"""White space between the parts of an amount: one line may end there, but no paragraph."""
DIGITS: Final = "0-9〇一二三四五六七八九十百千"
RUN: Final = (
    rf"[{DIGITS}万億兆](?:[,.]*[{DIGITS}万億兆])*"
    rf"(?:(?:(?<=[万億兆])[ ](?=[{DIGITS}])|(?<=[0-9][百千])[ ](?=[0-9])|(?<=[0-9])[ ](?=[百千]?[万億兆])"
    rf"|(?<=[0-9])[ ](?=千円))[{DIGITS}万億兆]"
    rf"(?:[,.]*[{DIGITS}万億兆])*)*"
)
"""Digits and numerals as far as they go, well formed or not; a space may part the groups of Japanese ones."""
SCALE_WORD: Final = "(?:thousand|million|billion|trillion)"
LONG_SCALE: Final = rf"(?:{SCALE_WORD}s?|thou|mil|mln|mn|mm|bil|bln|bn|tril|trn|tn)"
LETTER_SCALE: Final = "[kmbt]"
ODD_SCALE: Final = (
    r"(?:[a-z]{0,3}[il1|]{2,4}[o0]ns?|(?:m|b|tr)il{0,2}\ l{0,2}ions?|mills?\b|bills?\.|trl?|mio|mrd|milliards?|man"
    r"|tho?u?s?[ao]nds?|hundreds?|dozens?|ten-thousands?|crores?|lakhs?|lacs?|quadrillions?|quintillions?|oku|cho"
    r"|(?:mil?|bil?|tril?|thou)[-\u00ad]\s*[a-z]+)"
)
"""Units that no grammar reads: misspelled, broken, or of other languages."""
YEN_SIGN: Final = "(?:JP)?¥"
YEN_WORD: Final = rf"(?:Japanese{GAP})?yen"
DOLLAR_SIGN: Final = r"(?:U\.?[ ]?S\.?[ ]?|米)?\\?\$"
DOLLAR_WORD: Final = rf"(?:U\.?[ ]?S\.?{GAP}|American[ ])?dollars?"
DOLLAR_KANA: Final = "(?:US[ ]?|米国?|アメリカ)?ドル"
MINUS_WORD: Final = "(?:minus|negative)"

_TOKEN: Final = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+)
    | (?P<number>
          (?:[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+(?![0-9,])|[0-9]+(?!,[0-9]))(?:\.[0-9]+)?(?![0-9]|[.,][0-9])
        | \.[0-9]+(?![0-9]|[.,][0-9])
      )
    | (?P<kanji>[〇一二三四五六七八九]+)
    | (?P<small>[十百千])
    | (?P<large>[万億兆])
    | (?P<yen>{YEN_SIGN}|JPY(?![a-z])|{YEN_WORD}(?![a-z])|(?:日本)?円)
    | (?P<sen>銭)
    | (?P<dollars>{DOLLAR_SIGN}|{DOLLAR_WORD}(?![a-z])|USD(?![a-z])|{DOLLAR_KANA})
    | (?P<unit>{SCALE_WORD}s?(?![a-z])|{LONG_SCALE}(?![a-z])\.?|{LETTER_SCALE}(?![a-z]))
    | (?P<joint>(?<=[0-9A-Za-z])-(?=[A-Za-z]))
    | (?P<minus>-|△|{MINUS_WORD}(?![a-z])|マイナス|ー(?=[{DIGITS}¥$\\A-Z]))
    | (?P<open>\()
    | (?P<close>\))
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

OTHER_CODES: Final = (
    "EUR|GBP|CNY|CNH|RMB|KRW|CHF|HKD|AUD|CAD|NZD|SGD|TWD|THB|INR|IDR|MYR|PHP|VND|BRL|MXN|RUB|ZAR|SEK|NOK|DKK|PLN|TRY|AED"
)
OTHER_WORDS: Final = (
    "euros?|pounds?(?: sterling)?|sterling|yuan|renminbi|won|baht|rupees?|rupiah|ringgit|dong|(?:swiss )?francs?|pesos?"
    "|reais"
    "|rubles?|roubles?|kron(?:a|or|e|er)|rand|dirhams?|riyals?"
)
OTHER_KANA: Final = "ユーロ|英?ポンド|ウォン|バーツ|ルピー|ルピア|ペソ|レアル|人民元|元|スイスフラン|フラン"
_OTHER_CURRENCY: Final = re.compile(
    rf"[€£₩₹₽฿₫₱]|[A-Z]{{1,3}}\$|CN¥|(?:{OTHER_CODES}|{OTHER_WORDS})(?![a-z])|{OTHER_KANA}|[豪加香]", re.IGNORECASE
)


# Other currencies with the sign or the name of ours, and the names of others around a number, in running text.
_OTHER_PLACES: Final = (
    "Hong Kong|Australian?|Canad(?:a|ian)|New Zealand|Singapore(?:an)?|Taiwan(?:ese)?|Jamaican|Zimbabwe(?:an)?|Fiji(?:an)?"
    "|Bermud(?:a|ian)|Brunei|Namibian?|Liberian?|Mexican|Chinese|Barbad(?:os|ian)|Bahamian|Belize|Guyan(?:a|ese)|Trinidad"
)
OTHER_BEFORE: Final = re.compile(
    rf"(?:(?<![A-Za-z.])(?!US|JP)[A-Z]{{1,3}}[ ]?|(?<![A-Za-z])(?:{OTHER_CODES}|[Rr]enminbi|[Yy]uan|HK|NT|AU|CA|NZ|SG|CN"
    rf"|{_OTHER_PLACES})[ ]?)\Z"
)
CODE_BEFORE: Final = re.compile(
    rf"(?<![A-Za-z])(?:{OTHER_CODES}|[Rr]enminbi|[Yy]uan|CN|{_OTHER_PLACES})[ ]?(?:dollars?[ ])?\Z|人民元[ ]?\Z"
)
OTHER_AFTER: Final = re.compile(
    rf"[ ]?\(?(?:{OTHER_CODES}|yuan|[Rr]enminbi|{_OTHER_PLACES})(?![A-Za-z])|[ -](?:euros?|pounds?|won)(?=[.,;:)]|\s*\Z)"
)
OTHER_BEHIND: Final = re.compile(
    rf"(?:{GAP}|-)(?:(?:{OTHER_CODES}|{OTHER_WORDS})(?![A-Za-z])|(?:{_OTHER_PLACES}|[A-Z][a-z]+)[ ][Dd]ollars?(?![A-Za-z])"
    rf"|[€£₩₹](?![0-9]))|[ ]?(?:{OTHER_KANA}|(?:豪|加|香港|台湾|シンガポール|カナダ|NZ)[・]?(?:ドル|\$))"
)
"""The name of another currency behind a number."""
OTHER_AHEAD: Final = re.compile(rf"(?:(?<![A-Za-z])(?:{OTHER_CODES}|[Ee]uros?)[ ]?|[€£₩₹₽฿₫₱][ ]?)\Z")
"""The sign or code of another currency before a number."""


class Token(NamedTuple):
    """A piece of an amount, as it is written, and of which kind."""

    kind: str
    text: str


class UnfitError(Exception):
    """The reason why a text is not one amount; for use inside the library, which makes a `ParseError` of it."""


def fold(text: str) -> str:
    """Full-width forms, spaces and dashes as their ASCII ones, character by character: places stay as they are."""
    return text if text.isascii() or not _FOLDED.search(text) else text.translate(_FOLD)


def resembles_scale(word: str) -> bool:
    """Whether a word is a scale word but for one letter that is wrong, missing or too many, or for two that are swapped."""
    for scale in ("thousand", "million", "billion", "trillion"):
        if len(word) == len(scale):
            odd = [i for i, (one, other) in enumerate(zip(word, scale, strict=True)) if one != other]
            if len(odd) < 2 or (len(odd) == 2 and word[odd[0]] == scale[odd[1]] and word[odd[1]] == scale[odd[0]]):
                return True
        elif abs(len(word) - len(scale)) == 1:
            short, long = sorted((word, scale), key=len)
            if any(long[:i] + long[i + 1 :] == short for i in range(len(long))):
                return word != f"{scale}s"
    return False


def tokens(folded: str) -> list[Token]:
    """The whole of a folded text as tokens, without spaces; raises `UnfitError` for what is part of no amount."""
    found: list[Token] = []
    position = 0
    while position < len(folded):
        match = _TOKEN.match(folded, position)
        if match is None:
            rest = folded[position:]
            if rest[0].isdigit() or rest[0] in ".,":
                raise UnfitError("its digits are not grouped in threes by commas, with a point before decimals")
            if _OTHER_CURRENCY.match(rest):
                raise UnfitError("it names a currency other than the yen and the U.S. dollar")
            raise UnfitError(f"{quote(rest.split()[0])} is not part of one amount")
        kind = match.lastgroup
        assert kind is not None
        if kind not in {"space", "joint"}:
            found.append(Token(kind, match.group()))
        position = match.end()
    if not found:
        raise UnfitError("there is nothing to read")
    return found


OTHER_SIGNS: Final = "€£₩₹₽฿₫₱"
_MONEY: Final = re.compile(f"[¥$円銭万億兆{OTHER_SIGNS}]")
ANCHOR: Final = re.compile(
    rf"[{DIGITS}万億兆¥$円銭{OTHER_SIGNS}]"
    r"(?:(?<=[0-9])[0-9]*(?:[,.][0-9]+)*(?=[,;:][ ]|[.%/]?(?:[ ](?![0-9kmbtKMBTyYdDuUjJJAU円銭米ド十百千万億兆¥$(-])|\Z))()"
    r"|(?<=[a-z] [¥$])(?<!minus [¥$])(?<!negative [¥$])(?<!yuan [¥$])(?<!renminbi [¥$])"
    r"[1-9][0-9]{0,2}(?:,[0-9]{3})*(?:\.[0-9]+)?[ ](?:thousand|million|billion|trillion)"
    r"(?=[,;:.)]?[ \n](?:[ac-gijlnp-su-z]|[bhm](?![iuhorn])|o(?![ru])|t(?=he\b))[a-z]*[ ,.;:\n])()"
    r"|)"
)
"""A number or a sign of currency in running text. Two forms are taken whole, as most are of them: group 1 ends a number that
nothing can belong to, group 2 an amount such as ¥24.3 billion between ordinary words, of which none can belong to it."""
_CODE_END: Final = "(?!(?!(?:[kmb]|mn|bn)(?![a-z]))[a-z])"
# A piece of each word, as plain text is searched faster than patterns; the word around it; how far before it that begins.
_ENGLISH: Final = tuple(
    (piece, re.compile(pattern), back)
    for piece, pattern, back in (
        ("illion", r"illion(?:(?<=million)|(?<=billion)|(?<=trillion))s?", 1),
        ("housand", r"housand(?<=thousand)s?", 1),
        ("ollar", r"ollar(?<=dollar)s?(?![a-z])", 1),
        ("yen", r"yens?(?![a-z])(?!(?<=&yen);)", 0),
        ("jpy", rf"jpy{_CODE_END}", 0),
        ("usd", rf"usd{_CODE_END}", 0),
        ("bn", r"bn(?<![a-z]..)(?![a-z])", 0),
        ("cents", r"(?<![a-z])cents(?![a-z])", 0),
        ("¢", "¢", 0),
        ("uro", r"uro(?<=euro)s?(?![a-z])", 1),
        ("yuan", r"yuan(?![a-z])", 0),
        ("enminbi", r"enminbi(?<=renminbi)", 1),
        ("&", r"&(?:#0*165|#x0*a5|#0*36|#x0*24|yen|dollar);", 0),
        ("\\", r"\\(?=[ ]?[0-9])", 0),
    )
)
_CODES: Final = re.compile(r"(?:EUR|GBP|CNY|RMB|HKD|AUD|CAD|CHF|KRW)(?<![A-Za-z]...)(?![A-Za-z])")
_JAPANESE: Final = ("ドル", "ユーロ", "ポンド", "人民元", "ウォン", "バーツ")


def money_words(folded: str) -> list[tuple[int, int]] | None:
    """Where the words of money stand in a folded text, in order; None where it has no mark of money at all."""
    lower = folded.lower()
    if len(lower) != len(folded):  # some letters have a lower case of two
        lower = "".join(character if len(character.lower()) > 1 else character.lower() for character in folded)
    found = [match.span() for match in _CODES.finditer(folded)]
    for piece, pattern, back in _ENGLISH:
        if piece in lower:
            for match in pattern.finditer(lower):
                start = match.start() - back
                found.append((start - (back and lower[start] == "r" and piece == "illion"), match.end()))
    if not folded.isascii():
        for word in _JAPANESE:
            at = folded.find(word)
            while at >= 0:
                found.append((at, at + len(word)))
                at = folded.find(word, at + len(word))
    if not found:
        return [] if _MONEY.search(folded) else None
    found.sort()
    return found
