"""Babel's patterns of numbers with the places fixed and the sign of the currency filled in.

The only module that knows Babel. Numbers come rounded, and are written inside a decimal context of the library's own.
"""

from __future__ import annotations

import decimal
import re
from collections.abc import Mapping
from copy import copy
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import FormatError, quote
from .currency import Currency
from .exact import EXACT

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern


def to_locale(locale: str | Locale) -> Locale:
    """A locale by its name; `FormatError` for one that CLDR does not know."""
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
        f"unknown locale {quote(locale)}", "a locale is the name of one in CLDR", "write it like 'en_US', 'ja' or 'de_DE'"
    )


def sign_of(locale: Locale, currency: Currency) -> str:
    """The sign of a currency: in English that of filings, elsewhere CLDR's."""
    from babel.numbers import get_currency_symbol

    return currency.symbol if locale.language == "en" else get_currency_symbol(currency.value, locale)


def write_pattern(pattern: NumberPattern, number: Decimal, locale: Locale) -> str:
    """A rounded number in a pattern."""
    least, most = pattern.frac_prec
    if least == most and (locale.language, locale.territory, locale.variant) == ("en", "US", None):
        # Python's own commas and point are those of U.S. English, in a fifth of Babel's time.
        is_negative = number.is_signed()
        return f"{pattern.prefix[is_negative]}{number.copy_abs():,.{most}f}{pattern.suffix[is_negative]}"
    with decimal.localcontext(EXACT):
        return str(pattern.apply(number, locale, currency_digits=False))


@lru_cache(maxsize=4096)
def currency_pattern(locale: Locale, currency: Currency, style: str, places: int, sign: str) -> NumberPattern:
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
        pattern = copy(_fill_pattern(source, locale, sign))
    pattern.frac_prec = (places, places)
    return pattern


@lru_cache(maxsize=4096)
def column_pattern(locale: Locale, style: str, places: int) -> NumberPattern:
    """The locale's pattern for the bare numbers of a table column, with the places fixed."""
    from babel.numbers import parse_pattern

    pattern = parse_pattern(locale.decimal_formats[None].pattern)
    if style == "accounting":
        pattern.prefix, pattern.suffix = ("", "("), ("", ")")
    pattern.frac_prec = (places, places)
    return pattern


def compact_pattern(locale: Locale, sign: str, size: Decimal) -> tuple[NumberPattern, int] | None:
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
    return _fill_pattern(source, locale, sign), power


@lru_cache(maxsize=4096)
def _fill_pattern(source: str, locale: Locale, sign: str) -> NumberPattern:
    """A pattern with the sign of the currency filled in, and the grouping of the locale."""
    from babel.numbers import parse_pattern

    pattern = parse_pattern(source)
    pattern.prefix = (pattern.prefix[0].replace("¤", sign), pattern.prefix[1].replace("¤", sign))
    pattern.suffix = (pattern.suffix[0].replace("¤", sign), pattern.suffix[1].replace("¤", sign))
    pattern.grouping = locale.currency_formats["standard"].grouping
    return pattern


def write_named(number: str, amount: Decimal, locale: Locale, currency: Currency) -> str:
    """A written number with CLDR's name of the currency, in the plural that the amount asks for."""
    from babel.numbers import get_currency_name, get_currency_unit_pattern

    with decimal.localcontext(EXACT):
        name = get_currency_name(currency.value, count=amount, locale=locale)
        return get_currency_unit_pattern(currency.value, count=amount, locale=locale).format(number, name)
