"""Amounts in a currency as text, in the conventions of filings and of every CLDR locale (through Babel).

A value is rounded half away from zero, from its exact amount, before Babel sees it; Babel then only places
separators, signs and symbols, inside a decimal context of the library's own.
"""

from __future__ import annotations

import decimal
import re
from collections.abc import Mapping
from copy import copy
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol, TypeAlias, get_args

from .currency import Currency
from .errors import AmountTypeError, FormatError, quote
from .exact import EXACT, MAX_DIGITS, plain
from .rounding import quantize
from .units import ENGLISH, Unit, is_unit, power_of

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

Style: TypeAlias = Literal["standard", "words", "compact", "iso", "accounting", "japanese"]
Negative: TypeAlias = Literal["minus", "parentheses", "triangle"]
_STYLES: Final = get_args(Style)
_NEGATIVES: Final = get_args(Negative)
_DIVISIBLE_STYLES: Final = ("standard", "accounting", "words", "japanese")


class Figures(NamedTuple):
    """What is known of an amount that is to be written."""

    currency: Currency
    rounded: Decimal
    """The amount as it stands in a result."""
    places: int
    """The decimal places of that amount."""
    exact: Decimal
    """The amount before rounding; of a quotient that does not end, as many digits as decide any rounding."""


class Formattable(Protocol):
    """Money, or a translation (whose result is written, from its exact quotient)."""

    def figures(self) -> Figures:
        """The amount to be written."""
        ...


def format_money(
    money: Formattable,
    *,
    style: Style = "standard",
    unit: Unit | None = None,
    places: int | None = None,
    locale: str | Locale = "en_US",
    negative: Negative | None = None,
) -> str:
    """Write money, or the result of a translation, as text.

    `style` is one of
    "standard" (¥24,300,000,000; with a `unit`, the bare number of a table column),
    "accounting" (the same, negatives in parentheses),
    "words" (¥24.3 billion; English only; one decimal, in the largest of thousand to trillion or in `unit`),
    "compact" (¥24.3B; the short form of the locale),
    "iso" (JPY 24,300,000,000), and
    "japanese" (243億円, 2兆4,300億円; all digits, or rounded to `unit`).
    `places` fixes the decimal places; rounding is half away from zero, from the exact amount.
    `negative` writes negatives with a "minus", in "parentheses" or with a "triangle" (△) whatever the style.
    `locale` is any that CLDR knows; it is never taken from the environment. In English the signs are ¥ and $.

    Raises `FormatError` for a style, locale or combination that does not exist, `UnitError` for the unit.

    >>> from yen_usd import Yen, format_money
    >>> format_money(Yen(24_300_000_000), style="words"), format_money(Yen(24_300_000_000), unit="million")
    ('¥24.3 billion', '24,300')
    """
    if not isinstance(style, str) or style not in _STYLES:
        raise FormatError(f"unknown style {quote(style)}", f"styles are {', '.join(get_args(Style))}", "name one of them")
    if negative is not None and (not isinstance(negative, str) or negative not in _NEGATIVES):
        raise FormatError(
            f"unknown negative {quote(negative)}", f"it is one of {', '.join(get_args(Negative))}", "name one of them"
        )
    if places is not None and (type(places) is not int or not 0 <= places <= MAX_DIGITS):
        raise FormatError(f"places={quote(places)}", f"places is a whole number from 0 to {MAX_DIGITS}", "give one")
    if unit is not None and style not in _DIVISIBLE_STYLES:
        raise FormatError(f"style {style!r} in units of {quote(unit)}", f"style {style!r} takes no unit", "leave it out")
    parsed = _locale(locale)
    try:
        figures = money.figures()
    except (AttributeError, TypeError):  # TypeError: the class itself was given
        raise AmountTypeError(
            f"{quote(money)} ({type(money).__name__}) has no currency", "Yen, Dollars and Translation have", "write Yen(...)"
        ) from None
    if negative is None:
        return _styled(figures, style, unit, places, parsed)
    text = _styled(
        figures._replace(rounded=figures.rounded.copy_abs(), exact=figures.exact.copy_abs()), style, unit, places, parsed
    )
    if not figures.exact.is_signed() or not any(c.isdigit() and c != "0" for c in text):
        return text
    return {"minus": "-{}", "parentheses": "({})", "triangle": "△{}"}[negative].format(text)


def format_by_spec(money: Formattable, spec: str) -> str:
    """What an f-string writes: a style or unit with its places, or a plain number specification.

    The name of a style or unit may be followed by a point and the places: `words`, `words.2`, `million`, `億.1`.
    A specification of Python's numbers (`,.0f`, `+.2f`) writes the bare number, and one of width alone
    (`>20`) pads the standard text.
    """
    if not spec:
        return format_money(money)
    name, point, digits = spec.partition(".")
    if name in _STYLES or is_unit(name):
        if point and not (digits.isascii() and digits.isdigit() and len(digits) <= 2):
            raise _unknown_spec(spec)
        places = int(digits) if point else None
        if is_unit(name):
            return format_money(money, unit=name, places=places)
        return format_money(money, style=name, places=places)  # type: ignore[arg-type]
    match = re.fullmatch(_NUMBER_SPEC, spec, re.DOTALL)
    if match is None or len(match["width"]) > 4:
        raise _unknown_spec(spec)
    if not (any(match.group("sign", "z", "zero", "group", "places", "type")) or match["align"].endswith("=")):
        return format(format_money(money), spec)
    figures = money.figures()
    number = figures.rounded
    if match["places"] is not None:
        if int(match["places"]) > MAX_DIGITS:
            raise _unknown_spec(spec)
        number = quantize(figures.exact, int(match["places"]))
    if not match["type"]:
        spec += "f"  # Python's own default is the exponents of "g"
    try:
        with decimal.localcontext(EXACT):
            return format(number, spec)
    except ValueError:  # what Python's own grammar of specifications refuses, such as "00"
        raise _unknown_spec(spec) from None


_NUMBER_SPEC: Final = (
    r"(?P<align>(?:.?[<>=^])?)(?P<sign>[-+ ]?)(?P<z>z?)(?P<zero>0?)(?P<width>[0-9]*)"
    r"(?P<group>,?)(?:\.(?P<places>[0-9]{1,3}))?(?P<type>[fF]?)"
)


def _unknown_spec(spec: str) -> FormatError:
    return FormatError(
        f"unknown format specification {quote(spec)}",
        "a style (words, compact, iso, accounting, japanese), a unit (million.1, 億), or a number's (,.0f)",
        "use format_money for everything else",
    )


def _divided(number: Decimal, power: int, places: int) -> Decimal:
    """A number in units of a power of ten, rounded half away from zero."""
    return quantize(number.scaleb(-power, EXACT), places)


def _styled(figures: Figures, style: Style, unit: Unit | None, places: int | None, locale: Locale) -> str:
    currency = figures.currency
    if style == "japanese":
        return _japanese(figures, unit, places)
    if style == "words":
        return _words(figures, unit, places, locale)
    if style == "compact":
        return _compact(figures, places, locale)
    if unit is not None:
        decimals = places or 0
        number = _divided(figures.exact, power_of(unit), decimals)
        return _apply(_column_pattern(locale, style, decimals), number, locale)
    if places is None:
        places, number = figures.places, quantize(figures.rounded, figures.places)
    else:
        number = quantize(figures.exact, places)
    return _apply(_currency_pattern(locale, currency, style, places), number, locale)


def _words(figures: Figures, unit: Unit | None, places: int | None, locale: Locale) -> str:
    if locale.language != "en":
        raise FormatError(
            f"style 'words' in locale {quote(str(locale))}", "words are English", "use style='compact', or an English locale"
        )
    if unit is not None and unit not in ENGLISH:
        raise FormatError(
            f"style 'words' in units of {quote(unit)}", f"its units are {', '.join(ENGLISH)}", "use 'japanese'"
        )
    decimals = 1 if places is None else places
    if unit is None:
        size, below = figures.exact.copy_abs(), figures.currency.places if places is None else places
        unit = next((name for name in ENGLISH if size >= Decimal(1).scaleb(power_of(name), EXACT)), None)
        # Rounding may carry the mantissa to the next unit: 999,999,999 is 1.0 billion, not 1,000.0 million.
        written = _divided(size, power_of(unit), decimals) if unit else quantize(size, below)
        if written >= 1000 and unit != ENGLISH[0]:
            unit = ENGLISH[ENGLISH.index(unit) - 1] if unit else ENGLISH[-1]
    if unit is None:
        return _styled(figures, "standard", None, places, locale)
    number = _divided(figures.exact, power_of(unit), decimals)
    return f"{_apply(_currency_pattern(locale, figures.currency, 'standard', decimals), number, locale)} {unit}"


def _japanese(figures: Figures, unit: Unit | None, places: int | None) -> str:
    name = "円" if figures.currency is Currency.JPY else "ドル"
    power = 0 if unit is None else power_of(unit)
    if places is None:
        places = figures.places if unit is None else 0
    source = figures.rounded if unit is None and places == figures.places else figures.exact
    number = _divided(source, power, places)
    sign, text = "-" if number < 0 else "", plain(number.copy_abs())
    whole, point, fraction = text.partition(".")
    if unit is not None and (power not in {4, 8} or fraction):
        return f"{sign}{int(whole):,}{point}{fraction}{_kanji(unit)}{name}"
    count = int(whole) * 10**power
    parts: list[str] = []
    for kanji, size in (("兆", 10**12), ("億", 10**8), ("万", 10**4)):
        if count >= size:
            parts.append(f"{count // size:,}{kanji}")
            count %= size
    if count or not parts or fraction.strip("0"):
        parts.append(f"{count:,}{point}{fraction}" if fraction.strip("0") or not parts else f"{count:,}")
    if number == 0 and unit is not None:
        parts.append(_kanji(unit))
    return f"{sign}{''.join(parts)}{name}"


def _kanji(unit: Unit) -> str:
    return {"thousand": "千", "million": "百万", "billion": "十億", "trillion": "兆"}.get(unit, unit)


def _compact(figures: Figures, places: int | None, locale: Locale) -> str:
    """The short form of the locale, rounded to its own divisor; below its smallest, the standard text."""
    decimals = 1 if places is None else places
    number = quantize(figures.exact, figures.currency.places if places is None else places)
    found = _compact_pattern(locale, figures.currency, number.copy_abs())
    if found is not None:  # rounding may carry the number to the next divisor, or to another plural
        number = _divided(figures.exact, found[1], decimals).scaleb(found[1], EXACT)
        found = _compact_pattern(locale, figures.currency, number.copy_abs())
    if found is None:
        return _styled(figures, "standard", None, places, locale)
    written, power = copy(found[0]), found[1]
    written.frac_prec = (0 if places is None else places, decimals)
    return _apply(written, _divided(figures.exact, power, decimals), locale)


def _compact_pattern(locale: Locale, currency: Currency, size: Decimal) -> tuple[NumberPattern, int] | None:
    """The locale's short pattern for a number of a size, and the power of ten that it divides by."""
    forms: Mapping[str, Mapping[str, NumberPattern]] = locale.compact_currency_formats["short"]
    magnitude = next((m for m in sorted(map(int, forms["other"]), reverse=True) if size >= m), None)
    if magnitude is None:
        return None
    power = len(str(magnitude)) - forms["other"][str(magnitude)].pattern.count("0")
    with decimal.localcontext(EXACT):
        plural = str(locale.plural_form(size.scaleb(-power).normalize()))
    source = forms.get(plural, forms["other"]).get(str(magnitude), forms["other"][str(magnitude)]).pattern
    if power <= 0 or "¤" not in source:
        return None
    return _filled(source, locale, currency), power


@lru_cache(maxsize=4096)
def _filled(source: str, locale: Locale, currency: Currency) -> NumberPattern:
    """A pattern with the sign of the currency filled in, and the grouping of the locale."""
    from babel.numbers import get_currency_symbol, parse_pattern

    pattern = parse_pattern(source)
    symbol = currency.symbol if locale.language == "en" else get_currency_symbol(currency.value, locale)
    pattern.prefix = (pattern.prefix[0].replace("¤", symbol), pattern.prefix[1].replace("¤", symbol))
    pattern.suffix = (pattern.suffix[0].replace("¤", symbol), pattern.suffix[1].replace("¤", symbol))
    pattern.grouping = locale.currency_formats["standard"].grouping
    return pattern


def _apply(pattern: NumberPattern, number: Decimal, locale: Locale) -> str:
    with decimal.localcontext(EXACT):
        return str(pattern.apply(number, locale, currency_digits=False))


def _locale(locale: str | Locale) -> Locale:
    from babel import Locale

    if isinstance(locale, str):
        return _parsed_locale(locale)
    if isinstance(locale, Locale):
        return locale
    raise _unknown_locale(locale)


@lru_cache(maxsize=2048)
def _parsed_locale(name: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        raise _unknown_locale(name) from None


def _unknown_locale(locale: object) -> FormatError:
    return FormatError(
        f"unknown locale {quote(locale)}", "locales are those of CLDR", "write it like 'en_US', 'ja' or 'de_DE'"
    )


@lru_cache(maxsize=4096)
def _currency_pattern(locale: Locale, currency: Currency, style: Style, places: int) -> NumberPattern:
    """The locale's pattern for a currency, with the places fixed and the sign filled in."""
    from babel.numbers import parse_pattern

    source = locale.currency_formats["accounting" if style == "accounting" else "standard"].pattern
    if style == "iso":  # a code stands apart from the digits
        pattern = parse_pattern(source)
        space = " " if locale.language == "en" else "\u00a0"
        before, after = re.compile(r"¤(?!\s)"), re.compile(r"(?<![\s\u200e\u200f])¤")
        prefixes = [before.sub(f"¤{space}", text).replace("¤", currency.value) for text in pattern.prefix]
        suffixes = [after.sub(f"{space}¤", text).replace("¤", currency.value) for text in pattern.suffix]
        pattern.prefix, pattern.suffix = (prefixes[0], prefixes[1]), (suffixes[0], suffixes[1])
    else:
        pattern = copy(_filled(source, locale, currency))
    pattern.frac_prec = (places, places)
    return pattern


@lru_cache(maxsize=4096)
def _column_pattern(locale: Locale, style: Style, places: int) -> NumberPattern:
    """The locale's pattern for the bare numbers of a table column, with the places fixed."""
    from babel.numbers import parse_pattern

    pattern = parse_pattern(locale.decimal_formats[None].pattern)
    if style == "accounting":
        pattern.prefix, pattern.suffix = ("", "("), ("", ")")
    pattern.frac_prec = (places, places)
    return pattern
