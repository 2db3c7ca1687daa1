"""Amounts in a currency as text, in the conventions of filings and of every CLDR locale (through Babel).

A value is rounded half away from zero, from its exact amount, before Babel sees it; Babel then only places
separators, signs and symbols, inside a decimal context of the library's own.
"""

from __future__ import annotations

import decimal
import re
from copy import copy
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol, TypeAlias, get_args

from .._arguments import what_to_write
from ..errors import AmountTypeError, FormatError, argument, quote
from .currency import Currency
from .exact import EXACT, MAX_DIGITS, grouped, plain
from .locales import column_pattern, compact_pattern, currency_pattern, sign_of, to_locale, write_named, write_pattern
from .rounding import quantize
from .units import ENGLISH, Unit, is_unit, power_of

if TYPE_CHECKING:
    from babel import Locale

Style: TypeAlias = Literal["standard", "words", "name", "compact", "iso", "accounting", "japanese", "heading"]
Negative: TypeAlias = Literal["minus", "parentheses", "triangle"]
_STYLES: Final = get_args(Style)
_NEGATIVES: Final = get_args(Negative)
_DIVISIBLE_STYLES: Final = ("standard", "accounting", "words", "name", "japanese", "heading")
_STYLES_WITH_SIGN: Final = ("standard", "accounting", "words", "compact")
_NAMES: Final = {Currency.JPY: ("yen", "yen", "円"), Currency.USD: ("U.S. dollar", "U.S. dollars", "ドル")}
"""Singular, plural and Japanese, as filings write them."""


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
    """What `format_money` writes: `Money`, a `Reading` or a `Translation`.

    Of a translation, text is of the exact quotient, not of the rounded result.

    >>> from yen_usd import Yen, format_money, translate
    >>> format_money(Yen(5)), format_money(translate("¥176"), places=0)
    ('¥5', '$1')
    """

    def _figures(self) -> Figures:
        """The amount to be written."""
        ...


def figures_of(money: Formattable) -> Figures:
    """What is known of an amount that is to be written."""
    return money._figures()  # pyright: ignore[reportPrivateUsage]


def format_money(
    money: Formattable,
    *,
    style: Style = "standard",
    unit: Unit | None = None,
    places: int | None = None,
    locale: str | Locale = "en_US",
    negative: Negative | None = None,
    symbol: str | None = None,
) -> str:
    """Write money, or the result of a translation, as text.

    Parameters
    ----------
    money : Money, Reading or Translation
        What to write. Of a translation it is the result, from the exact
        quotient.
    style : str, default "standard"
        "standard" (¥24,300,000,000), "accounting" (the same with negatives in
        parentheses), "words" (¥24.3 billion; English only), "name" (24.3
        billion yen; outside English the whole amount with the local name),
        "compact" (¥24.3B; the short form of the locale), "iso" (JPY
        24,300,000,000), "japanese" (243億円) or "heading" (Millions of yen,
        百万円: the heading of a column in `unit`).
    unit : str, optional
        The unit to write in, such as "million" or 億. The styles "standard" and
        "accounting" then give the bare number of a table's cell. "words" and
        "name" choose the largest unit that fits when there is none.
    places : int, optional
        Decimal places, 0 to 40. By default the currency's; one in words.
    locale : str or babel.Locale, default "en_US"
        Any locale that CLDR knows. It is never taken from the environment.
    negative : {"minus", "parentheses", "triangle"}, optional
        How to write a negative amount whatever the style; "triangle" is △.
    symbol : str, optional
        Another currency sign, such as "US$". In English the signs are ¥ and $,
        elsewhere CLDR's.

    Returns
    -------
    str
        The text, rounded half away from zero. What rounds to zero has no sign.

    Raises
    ------
    FormatError
        For a style, locale or combination that does not exist.
    UnitError
        For an unknown unit.
    AmountTypeError
        For a bare number, which has no currency.

    Examples
    --------
    >>> from yen_usd import Yen, format_money
    >>> format_money(Yen(24_300_000_000), style="words")
    '¥24.3 billion'
    >>> format_money(Yen(24_300_000_000), unit="million")
    '24,300'
    """
    if not isinstance(style, str) or style not in _STYLES:
        raise FormatError(
            f"unknown style {quote(style)}", f"the styles are {', '.join(_STYLES)}", what_to_write(style, _STYLES)
        )
    if negative is not None and (not isinstance(negative, str) or negative not in _NEGATIVES):
        raise FormatError(
            argument("negative", negative),
            f"negative must be one of {', '.join(_NEGATIVES)}",
            what_to_write(negative, _NEGATIVES),
        )
    if places is not None and (type(places) is not int or not 0 <= places <= MAX_DIGITS):
        raise FormatError(
            argument("places", places),
            f"places must be a whole number from 0 to {MAX_DIGITS}",
            f"write {argument('places', 2)}, for example",
        )
    if unit is not None and style not in _DIVISIBLE_STYLES:
        raise FormatError(
            f"{argument('style', style)} does not go with {argument('unit', unit)}",
            f"styles with a unit are {', '.join(_DIVISIBLE_STYLES)}",
            f"leave {argument('unit')} out, or use one of these styles",
        )
    try:
        figures = figures_of(money)
    except (AttributeError, TypeError):  # TypeError: the class itself was given
        raise AmountTypeError(
            f"{quote(money)} ({type(money).__name__}) has no currency",
            "Yen, Dollars or a Translation can be formatted",
            "write Yen(...) or Dollars(...)",
        ) from None
    if locale == "en_US" and style == "standard" and unit is None and negative is None and symbol is None:
        return grouped(*_whole(figures, places), figures.currency.symbol)  # as CLDR has it
    parsed = to_locale(locale)
    if symbol is not None:
        _check_symbol(symbol, figures.currency, style, unit)
    look = _Look(style, unit, places, parsed, sign_of(parsed, figures.currency) if symbol is None else symbol)
    if negative is None:
        return _write_styled(figures, look)
    text = _write_styled(figures._replace(rounded=figures.rounded.copy_abs(), exact=figures.exact.copy_abs()), look)
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
        return str(money)
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
        return format(format_money(money, places=getattr(money, "shown_places", None)), spec)
    figures = figures_of(money)
    number = figures.rounded
    if match["places"] is not None:
        if int(match["places"]) > MAX_DIGITS:
            raise _unknown_spec(spec)
        number = quantize(figures.exact, int(match["places"]))
    if not match["type"]:
        spec += "f"  # Python's default, "g", may write an exponent
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
        f"it must be a style ({', '.join(_STYLES)}), a unit (million.1, 億) or that of a number (,.0f)",
        "use format_money for everything else",
    )


def _divide(number: Decimal, power: int, places: int) -> Decimal:
    """A number in units of a power of ten, rounded half away from zero."""
    return quantize(number.scaleb(-power, EXACT), places)


class _Look(NamedTuple):
    """How an amount is to be written."""

    style: Style
    unit: Unit | None
    places: int | None
    locale: Locale
    sign: str


_SYMBOL: Final = r"[^0-9\-−△▲(),¤\s]{1,12}"


_SIGNS: Final = {Currency.JPY: ("¥", "￥", "JP¥", "JPY", "円"), Currency.USD: ("$", "＄", "US$", "U.S.$", "USD", "ドル")}


def _check_symbol(symbol: str, currency: Currency, style: Style, unit: Unit | None) -> None:
    other = Currency.USD if currency is Currency.JPY else Currency.JPY
    if not isinstance(symbol, str) or not re.fullmatch(_SYMBOL, symbol) or any(c.isdigit() for c in symbol):
        raise FormatError(
            argument("symbol", symbol),
            "a sign of currency has 1 to 12 characters, without digits, minus signs, parentheses, commas or spaces",
            "write symbol='US$', for example",
        )
    if symbol in _SIGNS[other]:
        raise FormatError(
            f"{argument('symbol', symbol)} for an amount in {_NAMES[currency][1]}",
            f"that is a sign of the {_NAMES[other][0]}",
            "leave symbol= out, or translate the amount first",
        )
    if style not in _STYLES_WITH_SIGN or (unit is not None and style != "words"):
        together = f" and {argument('unit', unit)}" if unit else ""
        raise FormatError(
            f"{argument('symbol', symbol)} does not go with {argument('style', style)}{together}",
            f"a sign is written in the styles {', '.join(_STYLES_WITH_SIGN)}, and with a unit only in words",
            f"leave {argument('symbol')} out",
        )


def _write_styled(figures: Figures, look: _Look) -> str:
    style, unit, places, locale, sign = look
    if style == "japanese":
        return _japanese(figures, unit, places)
    if style in {"words", "name"}:
        return _words(figures, look)
    if style == "compact":
        return _compact(figures, look)
    if style == "heading":
        return _heading(figures.currency, unit, locale)
    if unit is not None:
        decimals = places or 0
        number = _divide(figures.exact, power_of(unit), decimals)
        return write_pattern(column_pattern(locale, style, decimals), number, locale)
    places, number = _whole(figures, places)
    return write_pattern(currency_pattern(locale, figures.currency, style, places, sign), number, locale)


def _whole(figures: Figures, places: int | None) -> tuple[int, Decimal]:
    """The amount that is written out in full, and its decimal places."""
    if places is None:
        return figures.places, quantize(figures.rounded, figures.places)
    return places, quantize(figures.exact, places)


def _words(figures: Figures, look: _Look) -> str:
    style, places, locale = look.style, look.places, look.locale
    unit: Unit | None = look.unit
    if locale.language != "en":
        return _named_elsewhere(figures, look)
    if unit is not None and unit not in ENGLISH:
        raise FormatError(
            f"{argument('style', style)} does not go with {argument('unit', unit)}",
            f"its units are {', '.join(ENGLISH)}",
            f"use one of these, or {argument('style', 'japanese')}",
        )
    decimals = 1 if places is None else places
    if unit is None:
        size, below = figures.exact.copy_abs(), figures.currency.places if places is None else places
        unit = next((name for name in ENGLISH if size >= Decimal(1).scaleb(power_of(name), EXACT)), None)
        # Rounding may carry the mantissa to the next unit: 999,999,999 is 1.0 billion, not 1,000.0 million.
        mantissa = _divide(size, power_of(unit), decimals) if unit else quantize(size, below)
        if mantissa >= 1000 and unit != ENGLISH[0]:
            unit = ENGLISH[ENGLISH.index(unit) - 1] if unit else ENGLISH[-1]
    if unit is None:
        decimals, number = _whole(figures, places)
    else:
        number = _divide(figures.exact, power_of(unit), decimals)
    behind = f" {unit}" if unit else ""
    if style == "words":
        pattern = currency_pattern(locale, figures.currency, "standard", decimals, look.sign)
        return write_pattern(pattern, number, locale) + behind
    one, many, _ = _NAMES[figures.currency]
    text = write_pattern(column_pattern(locale, "standard", decimals), number, locale) + behind
    return f"{text} {one if text.lstrip('-') == '1' else many}"


def _named_elsewhere(figures: Figures, look: _Look) -> str:
    """The whole amount with CLDR's name of the currency, in a language other than English."""
    if look.style == "words" or look.unit is not None:
        together = f" with {argument('unit', look.unit)}" if look.unit else ""
        raise FormatError(
            f"{argument('style', look.style)}{together} does not go with {argument('locale', str(look.locale))}",
            "words such as 'million' are written in English only",
            f"use {argument('style', 'compact')}, or an English locale such as 'en_US'",
        )
    places, number = _whole(figures, look.places)
    return write_named(
        write_pattern(column_pattern(look.locale, "standard", places), number, look.locale),
        number,
        look.locale,
        figures.currency,
    )


def _heading(currency: Currency, unit: Unit | None, locale: Locale) -> str:
    """The heading of a column: Millions of yen, 百万円."""
    _, many, japanese = _NAMES[currency]
    if unit is not None:
        power_of(unit)
    if locale.language == "ja" or (unit is not None and unit not in ENGLISH):
        return f"{_kanji(unit) if unit else ''}{japanese}"
    if locale.language != "en":
        raise FormatError(
            f"{argument('style', 'heading')} does not go with {argument('locale', str(locale))}",
            "headings are in English or Japanese",
            f"use {argument('locale', 'en_US')} or {argument('locale', 'ja')}",
        )
    return f"{unit.capitalize()}s of {many}" if unit else many[0].upper() + many[1:]


def _japanese(figures: Figures, unit: Unit | None, places: int | None) -> str:
    name = _NAMES[figures.currency][2]
    power = 0 if unit is None else power_of(unit)
    if places is None:
        places = figures.places if unit is None else 0
    source = figures.rounded if unit is None and places == figures.places else figures.exact
    number = _divide(source, power, places)
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


def _compact(figures: Figures, look: _Look) -> str:
    """The short form of the locale, rounded to its own divisor; below its smallest, the standard text."""
    places, locale = look.places, look.locale
    decimals = 1 if places is None else places
    number = quantize(figures.exact, figures.currency.places if places is None else places)
    found = compact_pattern(locale, look.sign, number.copy_abs())
    if found is not None:  # rounding may carry the number to the next divisor, or to another plural
        number = _divide(figures.exact, found[1], decimals).scaleb(found[1], EXACT)
        found = compact_pattern(locale, look.sign, number.copy_abs())
    if found is None:
        return _write_styled(figures, look._replace(style="standard"))
    pattern, power = copy(found[0]), found[1]
    pattern.frac_prec = (0 if places is None else places, decimals)
    return write_pattern(pattern, _divide(figures.exact, power, decimals), locale)
