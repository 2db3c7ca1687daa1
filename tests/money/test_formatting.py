"""How amounts are written: by hand-entered examples, and for every locale that Babel ships."""

import decimal
from decimal import Decimal

import pytest
from babel.localedata import locale_identifiers
from babel.numbers import format_currency
from for_each import for_each

from yen_usd import AmountTypeError, Dollars, FormatError, Rounding, UnitError, Yen, format_money, translate

TRANSLATION = translate("¥24.3 billion")


@for_each(
    "money, options, text",
    [
        (Yen(24_300_000_000), {}, "¥24,300,000,000"),
        (TRANSLATION, {}, "$206,702,960.19"),
        (Yen(-5), {}, "-¥5"),
        (Yen(0), {}, "¥0"),
        (Yen("0.5"), {}, "¥1"),
        (Yen("-0.4"), {}, "¥0"),
        (Dollars("-0.004"), {}, "$0.00"),
        (Dollars("2.675"), {}, "$2.68"),
        (Yen("35.42"), {"places": 2}, "¥35.42"),
        (Yen(10**27), {}, "¥1" + ",000" * 9),
        # words
        (Yen(24_300_000_000), {"style": "words"}, "¥24.3 billion"),
        (TRANSLATION, {"style": "words"}, "$206.7 million"),
        (TRANSLATION, {"style": "words", "places": 2}, "$206.70 million"),
        (Yen(999_999_999), {"style": "words"}, "¥1.0 billion"),
        (Yen(950_000_000), {"style": "words"}, "¥950.0 million"),
        (Yen(999_950_000), {"style": "words"}, "¥1.0 billion"),
        (Yen(999_949_999), {"style": "words"}, "¥999.9 million"),
        (Yen(999_500), {"style": "words", "places": 0}, "¥1 million"),
        (Yen(1000), {"style": "words"}, "¥1.0 thousand"),
        (Yen(999), {"style": "words"}, "¥999"),
        (Yen("999.5"), {"style": "words"}, "¥1.0 thousand"),
        (Dollars("999.994"), {"style": "words"}, "$999.99"),
        (Dollars("999.995"), {"style": "words"}, "$1.0 thousand"),
        (Dollars("999.995"), {"style": "words", "places": 3}, "$999.995"),
        (Dollars("999.96"), {"style": "words", "places": 1}, "$1.0 thousand"),
        (Dollars("999.96"), {"style": "compact", "places": 1}, "$1.0K"),
        (Yen("999.5"), {"style": "words", "places": 1}, "¥999.5"),
        (Yen(1000), {"style": "compact", "locale": "sat"}, "JP¥1\xa0ᱜᱮᱞᱥᱟᱭ"),  # one has a pattern without a space
        (Yen(2000), {"style": "compact", "locale": "sat"}, "JP¥\xa02\xa0ᱜᱮᱞᱥᱟᱭ"),
        (Yen(2_430_000_000_000), {"style": "words"}, "¥2.4 trillion"),
        (Yen(10**18), {"style": "words"}, "¥1,000,000.0 trillion"),
        (Yen(-750_000_000), {"style": "words"}, "-¥750.0 million"),
        (Yen(1_200_000_000), {"style": "words", "unit": "million", "places": 0}, "¥1,200 million"),
        (Yen(24_350_000_000), {"style": "words"}, "¥24.4 billion"),
        (Yen(-24_350_000_000), {"style": "words"}, "-¥24.4 billion"),
        # columns
        (Yen(24_300_000_000), {"unit": "million"}, "24,300"),
        (Yen(24_300_500_000), {"unit": "million"}, "24,301"),
        (Yen(24_299_500_000), {"unit": "million"}, "24,300"),
        (Yen(-24_300_000_000), {"unit": "million", "style": "accounting"}, "(24,300)"),
        (TRANSLATION, {"unit": "thousand"}, "206,703"),
        (TRANSLATION, {"unit": "million", "places": 1}, "206.7"),
        (Yen(24_300_000_000), {"unit": "億"}, "243"),
        (Yen(24_300_000_000), {"unit": "百万"}, "24,300"),
        # accounting, triangle, ISO
        (Yen(-1234), {"style": "accounting"}, "(¥1,234)"),
        (Yen(1234), {"style": "accounting"}, "¥1,234"),
        (Dollars("-1234.5"), {"negative": "parentheses"}, "($1,234.50)"),
        (Yen(-1234), {"negative": "triangle"}, "△¥1,234"),
        (Yen(-1_234_000_000), {"negative": "triangle", "unit": "million"}, "△1,234"),
        (Yen(-1234), {"style": "accounting", "negative": "minus"}, "-¥1,234"),
        (Yen("-0.4"), {"negative": "parentheses"}, "¥0"),
        (Yen(24_300_000_000), {"style": "iso"}, "JPY 24,300,000,000"),
        (Dollars("-206.5"), {"style": "iso"}, "-USD 206.50"),
        # compact
        (Yen(24_300_000_000), {"style": "compact"}, "¥24.3B"),
        (Yen(999_999), {"style": "compact"}, "¥1M"),
        (Yen(999_949), {"style": "compact"}, "¥999.9K"),
        (Yen(1_250), {"style": "compact"}, "¥1.3K"),
        (Yen(-1_250), {"style": "compact"}, "-¥1.3K"),
        (Dollars("12.345"), {"style": "compact"}, "$12.35"),
        (Dollars("1.5"), {"style": "compact", "places": 2}, "$1.50"),
        (Dollars("1.5"), {"style": "compact", "places": 0}, "$2"),
        (Yen(24_000_000_000), {"style": "compact"}, "¥24B"),
        (Yen(24_000_000_000), {"style": "compact", "places": 2}, "¥24.00B"),
        (Yen(24_350_000_000), {"style": "compact", "places": 0}, "¥24B"),
        (Yen(10**18), {"style": "compact"}, "¥1,000,000T"),
        (Yen(1234), {"style": "compact", "locale": "ja"}, "￥1,234"),
        (Yen(24_300_000_000), {"style": "compact", "locale": "de"}, "24,3\xa0Mrd.\xa0¥"),
        (Yen(24_300_000_000), {"style": "compact", "locale": "en_AU"}, "¥24.3B"),
        (Yen(24_300_000_000), {"style": "compact", "locale": "ja"}, "￥243億"),
        # Japanese
        (Yen(24_300_000_000), {"style": "japanese"}, "243億円"),
        (Yen(2_430_000_000_000), {"style": "japanese"}, "2兆4,300億円"),
        (Yen(2_430_012_345_678), {"style": "japanese"}, "2兆4,300億1,234万5,678円"),
        (Yen(2_430_012_345_678), {"style": "japanese", "unit": "億"}, "2兆4,300億円"),
        (Yen(999_999_999_999), {"style": "japanese", "unit": "億"}, "1兆円"),
        (Yen(24_350_000_000), {"style": "japanese", "unit": "億"}, "244億円"),
        (Yen(24_350_000_000), {"style": "japanese", "unit": "億", "places": 1}, "243.5億円"),
        (Yen(24_300_000_000), {"style": "japanese", "unit": "百万"}, "24,300百万円"),
        (Yen(24_300_000_000), {"style": "japanese", "unit": "million"}, "24,300百万円"),
        (Yen(-1_234_000_000), {"style": "japanese", "unit": "百万", "negative": "triangle"}, "△1,234百万円"),
        (Yen(123_456_789), {"style": "japanese", "unit": "万"}, "1億2,346万円"),
        (Yen(123_456_789), {"style": "japanese", "unit": "万", "places": 1}, "12,345.7万円"),
        (Yen(123_456_789), {"style": "japanese", "unit": "千"}, "123,457千円"),
        (Yen(1_500_000_000_000), {"style": "japanese", "unit": "兆"}, "2兆円"),
        (Yen(1_500_000_000_000), {"style": "japanese", "unit": "trillion", "places": 2}, "1.50兆円"),
        (Yen(1_500_000_000), {"style": "japanese", "unit": "billion", "places": 1}, "1.5十億円"),
        (Yen(1_500), {"style": "japanese", "unit": "thousand", "places": 1}, "1.5千円"),
        (Yen(-100_000_000), {"style": "japanese"}, "-1億円"),
        (Yen(100_000_001), {"style": "japanese"}, "1億1円"),
        (Yen(1_000_000_010_000), {"style": "japanese"}, "1兆1万円"),
        (Yen(9_999), {"style": "japanese"}, "9,999円"),
        (Yen(10_000), {"style": "japanese"}, "1万円"),
        (Dollars("10000.50"), {"style": "japanese"}, "1万0.50ドル"),
        (Dollars("0.50"), {"style": "japanese"}, "0.50ドル"),
        (Dollars("10000"), {"style": "japanese", "places": 1}, "1万ドル"),
        (Yen("0.5"), {"style": "japanese", "places": 1}, "0.5円"),
        (translate("¥176"), {"style": "japanese", "places": 0}, "1ドル"),
        (translate("¥24.3 billion", rounding=Rounding(unit="thousand")), {"style": "japanese"}, "2億670万3,000ドル"),
        (Yen(100_000), {"style": "compact", "locale": "sw"}, "JP¥\xa0100,000"),
        (Dollars(5), {"style": "iso", "locale": "fy"}, "USD\xa05,00"),
        (Dollars(-5), {"style": "iso", "locale": "fy"}, "USD\xa05,00-"),
        (Yen(0), {"style": "japanese"}, "0円"),
        (Yen(49_999_999), {"style": "japanese", "unit": "億"}, "0億円"),
        (Yen(10_001), {"style": "japanese"}, "1万1円"),
        (TRANSLATION, {"style": "japanese"}, "2億670万2,960.19ドル"),
        (Dollars(200_000_000), {"style": "japanese"}, "2億ドル"),
        # names
        (Yen(24_300_000_000), {"style": "name"}, "24.3 billion yen"),
        (TRANSLATION, {"style": "name"}, "206.7 million U.S. dollars"),
        (TRANSLATION, {"style": "name", "unit": "thousand", "places": 0}, "206,703 thousand U.S. dollars"),
        (Yen(999_950_000), {"style": "name"}, "1.0 billion yen"),
        (Yen(999), {"style": "name"}, "999 yen"),
        (Dollars(1), {"style": "name"}, "1.00 U.S. dollars"),
        (Dollars(1), {"style": "name", "places": 0}, "1 U.S. dollar"),
        (Dollars(-1), {"style": "name", "places": 0}, "-1 U.S. dollar"),
        (Yen(-24_300_000_000), {"style": "name", "negative": "parentheses"}, "(24.3 billion yen)"),
        (Dollars("1234.5"), {"style": "name", "locale": "de"}, "1.234,50 US-Dollar"),
        (Yen(24_300_000_000), {"style": "name", "locale": "ja"}, "24,300,000,000円"),
        # headings
        (Yen(5), {"style": "heading", "unit": "million"}, "Millions of yen"),
        (TRANSLATION, {"style": "heading", "unit": "thousand"}, "Thousands of U.S. dollars"),
        (Yen(-5), {"style": "heading", "unit": "billion", "negative": "triangle"}, "Billions of yen"),
        (Yen(5), {"style": "heading"}, "Yen"),
        (Dollars(5), {"style": "heading"}, "U.S. dollars"),
        (Yen(5), {"style": "heading", "unit": "百万"}, "百万円"),
        (Dollars(5), {"style": "heading", "unit": "thousand", "locale": "ja"}, "千ドル"),
        (Yen(5), {"style": "heading", "locale": "ja"}, "円"),
        # signs
        (TRANSLATION, {"symbol": "US$"}, "US$206,702,960.19"),
        (Yen(-5), {"symbol": "JP¥"}, "-JP¥5"),
        (Yen(-5), {"symbol": "JP¥", "style": "accounting"}, "(JP¥5)"),
        (TRANSLATION, {"symbol": "U.S.$", "style": "words"}, "U.S.$206.7 million"),
        (TRANSLATION, {"symbol": "US$", "style": "words", "unit": "thousand"}, "US$206,703.0 thousand"),
        (TRANSLATION, {"symbol": "US$", "style": "compact"}, "US$206.7M"),
        (Dollars("1234.5"), {"symbol": "USD", "locale": "de_DE"}, "1.234,50\xa0USD"),
        (Yen(5), {"symbol": "円", "locale": "ja"}, "円5"),
        (Yen(5), {"symbol": "x" * 12}, "x" * 12 + "5"),
        # other locales
        (Yen(24_300_000_000), {"locale": "ja"}, "￥24,300,000,000"),
        (Dollars("1234.5"), {"locale": "de_DE"}, "1.234,50\xa0$"),
        (Dollars("1234.5"), {"locale": "de-DE"}, "1.234,50\xa0$"),
        (Yen(24_300_000_000), {"locale": "en_IN"}, "¥24,30,00,00,000"),
        (Yen(5), {"locale": "en_AU"}, "¥5"),
        (Dollars(5), {"locale": "en_CA"}, "$5.00"),
        (Yen(24_300_000_000), {"unit": "million", "locale": "fr"}, "24\u202f300"),
    ],
)
def test_an_amount_is_written_as_entered_by_hand(money: object, options: dict[str, object], text: str) -> None:
    """Every style, both currencies, halves away from zero, no mantissa in the next unit."""
    assert format_money(money, **options) == text


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (TRANSLATION, "standard", "$206,702,960.19"),
        (TRANSLATION, "words", "$206.7 million"),
        (TRANSLATION, "words.3", "$206.703 million"),
        (TRANSLATION, "million.1", "206.7"),
        (TRANSLATION, ",.0f", "206,702,960"),
        (TRANSLATION, ".2f", "206702960.19"),
        (TRANSLATION, ",", "206,702,960.19"),
        (TRANSLATION, ",.1", "206,702,960.2"),
        (Yen(12345), ".0", "12345"),
        (Yen("0.0000001"), ",", "0.0000001"),
        (TRANSLATION, "+,.1f", "+206,702,960.2"),
        (TRANSLATION, "compact", "$206.7M"),
        (TRANSLATION, "name.2", "206.70 million U.S. dollars"),
        (TRANSLATION, "iso", "USD 206,702,960.19"),
        (TRANSLATION, "japanese", "2億670万2,960.19ドル"),
        (TRANSLATION, "standard.0", "$206,702,960"),
        (translate("¥176"), ",.0f", "1"),
        (translate("¥176"), "standard.0", "$1"),
        (Yen(24_300_000_000), "million.1", "24,300.0"),
        (Yen(24_300_000_000), "億", "243"),
        (Yen(7), ">6", "    ¥7"),
        (Yen(7), "*<6", "¥7****"),
        (Yen(7), "06d".replace("d", ".0f"), "000007"),
        (Yen(7), ">12,.2f", "        7.00"),
        (Yen("2.5"), ".0f", "3"),
        (Yen("-0.4"), ".0f", "0"),
        (Dollars("0.125"), ".2f", "0.13"),
        (Yen(7), ">1000", "¥7".rjust(1000)),
        (Yen(7), ">9999", "¥7".rjust(9999)),
        (Yen(7), ".40f", "7." + "0" * 40),
        (Yen(7), "standard.40", "¥7." + "0" * 40),
        (Yen(7), "standard.04", "¥7.0000"),
        (Yen(7), "=6", "     7"),
        (Yen(7), "-", "7"),
        (Yen(7), " ", " 7"),
        (Yen(7), "^6", "  ¥7  "),
        (Dollars(7), "F", "7"),
        (Dollars("-0.001"), "z.2f", "0.00"),
        (Yen("110.42"), ">10", "   ¥110.42"),
    ],
)
def test_an_f_string_writes_styles_units_and_plain_numbers(value: object, spec: str, text: str) -> None:
    """The same text as format_money, or a number rounded half away from zero."""
    assert format(value, spec) == text


@pytest.mark.parametrize(
    "spec",
    [
        "word",
        "words.x",
        "words.040",
        "words.41",
        "million.",
        "words.٣",
        ">10000",
        ".999f",
        "words.",
        ".2e",
        "g",
        "%",
        "d",
        "x",
        "million.1.2",
        "00",
        "_",
        "_.2f",
        ".41f",
        ">99999",
        "{}",
        "s",
        "\0",
    ],
)
def test_an_unknown_specification_is_refused(spec: str) -> None:
    """Rather than written in some default way."""
    for value in (Yen(5), TRANSLATION):
        with pytest.raises(FormatError):
            format(value, spec)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"style": "word"}, FormatError),
        ({"style": []}, FormatError),
        ({"unit": "lakh"}, UnitError),
        ({"unit": 1000}, UnitError),
        ({"unit": []}, UnitError),
        ({"places": -1}, FormatError),
        ({"places": 1.0}, FormatError),
        ({"places": True}, FormatError),
        ({"places": 41}, FormatError),
        ({"negative": "red"}, FormatError),
        ({"locale": "xx_XX"}, FormatError),
        ({"locale": ""}, FormatError),
        ({"locale": "e" * 10_000}, FormatError),
        ({"locale": None}, FormatError),
        ({"locale": 5}, FormatError),
        ({"style": "words", "locale": "ja"}, FormatError),
        ({"style": "words", "unit": "億"}, FormatError),
        ({"style": "compact", "unit": "million"}, FormatError),
        ({"style": "iso", "unit": "million"}, FormatError),
        ({"style": "name", "locale": "de", "unit": "million"}, FormatError),
        ({"style": "name", "unit": "億"}, FormatError),
        ({"style": "heading", "locale": "de"}, FormatError),
        ({"style": "heading", "unit": "lakh"}, UnitError),
        ({"symbol": ""}, FormatError),
        ({"symbol": "US$"}, FormatError),
        ({"symbol": 5}, FormatError),
        ({"symbol": "5"}, FormatError),
        ({"symbol": "-"}, FormatError),
        ({"symbol": "¥ "}, FormatError),
        ({"symbol": "x" * 13}, FormatError),
        ({"symbol": "$"}, FormatError),
        ({"symbol": "ドル"}, FormatError),
        ({"symbol": "٣"}, FormatError),
        ({"symbol": "JP¥", "style": "heading"}, FormatError),
        ({"symbol": "JP¥", "style": "accounting", "unit": "thousand"}, FormatError),
        ({"negative": []}, FormatError),
        ({"symbol": "JP¥", "style": "iso"}, FormatError),
        ({"symbol": "JP¥", "style": "japanese"}, FormatError),
        ({"symbol": "JP¥", "style": "name"}, FormatError),
        ({"symbol": "JP¥", "unit": "million"}, FormatError),
    ],
)
def test_options_that_do_not_exist_or_fit_are_refused(options: dict[str, object], error: type[Exception]) -> None:
    """Each with the library's own error."""
    with pytest.raises(error):
        format_money(Yen(5), **options)


@pytest.mark.parametrize("value", [5, Decimal(5), "¥5", None, TRANSLATION.rate])
def test_only_money_and_translations_are_written(value: object) -> None:
    """A bare number has no currency."""
    with pytest.raises(AmountTypeError):
        format_money(value)


LOCALES = sorted(locale_identifiers())
of_many_locales = pytest.mark.parametrize(
    "locales", [LOCALES[::20], pytest.param(LOCALES, marks=pytest.mark.exhaustive)], ids=["each twentieth", "all"]
)


@of_many_locales
@pytest.mark.parametrize("style", ["standard", "accounting", "iso", "compact", "name"])
def test_every_locale_of_babel_writes_every_size_in_both_currencies(style: str, locales: list[str]) -> None:
    """From nothing to 10**27, both signs, under a caller's context of six digits."""
    amounts = ["0", "0.5", "999.995", "999999.5", "24300000000", "1" + "0" * 27]
    with decimal.localcontext(prec=6):
        for locale in locales:
            for kind in (Yen, Dollars):
                for amount in amounts:
                    plus = format_money(kind(amount), style=style, locale=locale)
                    minus = format_money(kind(f"-{amount}"), style=style, locale=locale)
                    assert any(c.isdigit() for c in plus)
                    assert (plus == minus) == (not any(c.isdigit() and c != "0" for c in plus))


@of_many_locales
def test_outside_english_the_standard_text_is_the_one_of_cldr(locales: list[str]) -> None:
    """Character for character that of Babel, where Babel is given the rounded number."""
    for locale in locales:
        if not locale.startswith("en"):
            for money, code in ((Yen(-24_300_000_000), "JPY"), (Dollars("206702960.19"), "USD")):
                assert format_money(money, locale=locale) == format_currency(money.amount, code, locale=locale)


def test_dollars_in_u_s_english_are_the_text_of_babel_which_does_not_write_them() -> None:
    """Python's commas stand in for Babel's there, in standard and accounting style, whatever the caller's context."""
    with decimal.localcontext(prec=50):
        amounts = [
            Decimal(f"{sign}{digits}") for sign in ("", "-") for digits in ("0", "0.05", "999.99", "1000", "12e9", "1e37")
        ]
        for amount in amounts:
            for style in ("standard", "accounting"):
                written = format_currency(amount, "USD", locale="en_US", format_type=style)
                with decimal.localcontext(prec=2, traps=[decimal.Inexact, decimal.Rounded]):
                    assert format_money(Dollars(amount), style=style) == written.replace("-$0.00", "$0.00").replace(
                        "($0.00)", "$0.00"
                    )


def test_in_english_the_signs_are_those_of_filings() -> None:
    """Never JP¥ or US$ by accident of the country."""
    for locale in LOCALES:
        if locale == "en" or locale.startswith("en_"):
            for style in ("standard", "accounting", "compact", "words"):
                text = format_money(Yen(24_300_000_000), style=style, locale=locale)
                assert "¥" in text
                assert "JP" not in text
                assert "US" not in format_money(Dollars(5000), style=style, locale=locale)


def test_more_places_come_from_the_exact_quotient_in_every_style() -> None:
    """Not from the cents of the result: 100/3 dollars are 33.3333, not 33.33."""
    third = translate("¥100", rate=3)
    written = {style: format_money(third, style=style, places=4) for style in ("standard", "iso", "japanese", "name")}
    assert written == {
        "standard": "$33.3333",
        "iso": "USD 33.3333",
        "japanese": "33.3333ドル",
        "name": "33.3333 U.S. dollars",
    }
    assert format_money(third, style="japanese") == "33.33ドル"


@pytest.mark.parametrize("amount", ["0", "-0.004", "5", "-5", "999.995", "-1234567.891", "1" + "0" * 35 + ".5"])
@pytest.mark.parametrize("places", [None, 0, 3, 40])
def test_the_default_style_is_what_cldr_writes(amount: str, places: int | None) -> None:
    """Though it is written without loading CLDR's data."""
    for money in (Yen(amount), Dollars(amount)):
        assert format_money(money, places=places) == format_money(money, places=places, locale="en-US")


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Yen("110.42"), "¥110.42"),
        (Yen("-0.5"), "-¥0.5"),
        (Yen(5_000), "¥5,000"),
        (Dollars("0.123"), "$0.123"),
        (Dollars(5), "$5.00"),
        (Dollars("1234.5"), "$1,234.50"),
    ],
)
def test_text_of_money_shows_all_of_it(money: Yen | Dollars, text: str) -> None:
    """A figure per share does not lose its digits where it is printed; `format_money` rounds to the yen and the cent."""
    assert str(money) == f"{money}" == text
    assert f"{money:>12}" == text.rjust(12)
