"""Dollar equivalents written into prose, behind the yen amounts; or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from operator import attrgetter
from string import Formatter
from typing import Final, Literal

from .._arguments import NOT_GIVEN, NotGiven
from ..converter import Converter, converter_or_default, find_rate
from ..dates.days import DateLike
from ..dates.periods import PeriodLike
from ..errors import AmountTypeError, ArgumentError, FormatError, argument, quote
from ..money.amounts import Dollars, Money, Yen
from ..money.currency import Currency, to_currency
from ..money.exact import EXACT, Number, plain
from ..money.formatting import format_money
from ..money.lexer import fold
from ..money.parsing import Reading
from ..money.rounding import Rounding, quantize
from ..money.units import ENGLISH, Unit, power_of
from ..rates.rate import AveragingName, PeriodBasis, Rate
from ..rates.rate_names import RateNames
from ..translation import Translation
from .accounting import account
from .annotated_text import AnnotatedAmount, Annotation
from .equivalents import stand_beside
from .finding import Unread
from .markdown import Markup
from .paragraphs import split_paragraphs
from .tables import Tables

TEMPLATE: Final = " ({result})"
_FIELDS: Final = ("result", "source", "rate")

_OF_MONEY: Final = frozenset({"amount", "rate", "unread", "other currency"})
_BACKSLASH: Final = re.compile(r"\\(?=[ ]?[(（]?[△▲−-]?[0-9０-９])")
"""The byte 5C of Shift-JIS before digits, which is the sign of the yen there."""
_PATIENCE: Final = 8
"""Lines of a paragraph; beyond them it is left as a whole."""
_UNSTABLE: Final = "what is written behind it would change how its line is read"

_SAMPLE: Final[dict[Currency, Yen | Dollars]] = {Currency.JPY: Yen(24_300_000_000), Currency.USD: Dollars(24_300_000_000)}
_SAMPLES: Final = {
    Currency.JPY: "It was ¥24.3 billion, ¥5 then, 1,234 million yen now; 243億円です。 From ¥1.0 to ¥1.5 billion (¥3).",
    Currency.USD: "It was $24.3 billion, $5 then, 1,234 million dollars now; 2億ドルです。 From $1.0 to $1.5 billion ($3).",
}
"""What a template of one's own is tried on."""


def annotate(
    text: str,
    *,
    to: Currency | Literal["USD", "JPY"] = Currency.USD,
    on: DateLike | NotGiven = NOT_GIVEN,
    period: PeriodLike | NotGiven = NOT_GIVEN,
    basis: PeriodBasis | None = None,
    averaging: AveragingName | None = None,
    through: DateLike | None = None,
    rate: Rate | Number | str | NotGiven = NOT_GIVEN,
    rate_places: int | None = None,
    strict: bool | None = None,
    template: str = TEMPLATE,
    places: int | None = None,
    converter: Converter | None = None,
) -> Annotation:
    """Write the dollar equivalent behind each yen amount of a text.

    Everything else stays as it is, byte for byte. An amount that stands beside
    its equivalent is left alone, so annotating twice changes nothing; so are
    exchange rates and tables of them, and code, links and tags of Markdown. A
    rate must be named, because a text of another year must not be written at
    the report's rate in silence.

    Parameters
    ----------
    text : str
        Running text in English or Japanese.
    to : {"USD", "JPY"}, default "USD"
        The currency to write in; "JPY" writes yen behind dollars.
    on, period, basis, averaging, through, rate, rate_places, strict : optional
        The rate, as for `translate`. For the report's rate give
        `rate=yen_usd.REPORT_RATE`.
    template : str, default " ({result})"
        What to insert, with the fields `{result}` (which takes a format, as in
        `{result:words.1}`), `{source}` (the amount as the text has it) and
        `{rate}`.
    places : int, optional
        Decimal places of the equivalent in words; by default two if the figure
        before the unit is below ten, and one above.
    converter : Converter, optional
        Settings such as the rounding; it does not name a rate.

    Returns
    -------
    Annotation
        The `text`, the amounts `found`, and what was `unread`.

    Raises
    ------
    ArgumentError
        If no rate is named.
    RateNotFoundError
        If there is no rate that may be used.
    FormatError
        For a template with other fields, or whose text would run into the
        amounts.
    AmountTypeError
        For what is not text.

    Examples
    --------
    >>> from yen_usd import REPORT_RATE, annotate
    >>> text = "A loss of ¥15.6 billion, of which ¥750 million in cash."
    >>> annotation = annotate(text, rate=REPORT_RATE)
    >>> print(annotation.text)
    A loss of ¥15.6 billion ($132.7 million), of which ¥750 million ($6.38 million) in
    cash.
    >>> [found.translation.result for found in annotation.found]
    [Dollars('132698196.67'), Dollars('6379720.99')]
    """
    if not isinstance(text, str):
        raise AmountTypeError(
            f"{quote(text)} ({type(text).__name__}) is not text", "annotate reads a str", "give one text at a time"
        )
    own = converter_or_default(converter)
    if on is NOT_GIVEN and period is NOT_GIVEN and rate is NOT_GIVEN:
        raise ArgumentError(
            "no rate is named",
            "a text is annotated at the rate of its own date or period; the default_rate of a converter is not used",
            f"give {argument('on')}, {argument('period')} with {argument('basis')}, or {argument('rate')}; "
            "rate=yen_usd.REPORT_RATE is the rate of the report",
        )
    used = find_rate(own, RateNames(on, period, basis, averaging, through, rate, rate_places, strict))
    annotator = Annotator(used, to=to, template=template, places=places, rounding=own.rounding)
    parts = [annotator.paragraph(paragraph) for paragraph in split_paragraphs([text])]
    return Annotation(
        "".join(part.text for part in parts),
        tuple(found for part in parts for found in part.found),
        tuple(rate for part in parts for rate in part.rates),
        tuple(unread for part in parts for unread in part.unread),
        used,
    )


class Annotator:
    """One text, paragraph by paragraph: the settings, and what runs on from one paragraph to the next."""

    def __init__(
        self,
        rate: Rate,
        *,
        to: Currency | Literal["USD", "JPY"] = Currency.USD,
        template: str = TEMPLATE,
        places: int | None = None,
        rounding: Rounding | None = None,
        backslash_is_yen: bool = False,
        tried: bool = False,
    ) -> None:
        self._backslash_is_yen = backslash_is_yen
        self._rate = rate
        self._wanted = to_currency(to)
        self._given = Currency.USD if self._wanted is Currency.JPY else Currency.JPY
        self._rounding = self._wanted.rounding if rounding is None else rounding
        self._places = places
        self._template = list(_parsed(template))
        self._tables = Tables()
        self._markup = Markup()
        self.given: int = 0
        """The length of what was given so far."""
        self._written = 0
        translation: Translation[Money, Money] = Translation(_SAMPLE[self._given], rate, self._rounding)
        in_words(translation, places)  # refuses places that are none
        self.sample: str = self._insertion(Reading(_SAMPLE[self._given], _SAMPLE[self._given], ""), translation)
        """An insertion, to be looked at before there is one."""
        if template != TEMPLATE and not tried:
            twice = [Annotator(rate, to=to, template=template, places=places, tried=True) for _ in range(2)]
            once = twice[0].paragraph(_SAMPLES[self._given])
            again = twice[1].paragraph(once.text)
            read = iter(found.reading.money for found in again.found)
            if once.unread or again.text != once.text or not all(found.reading.money in read for found in once.found):
                raise FormatError(
                    argument("template", template),
                    "after some amounts, what it adds could not be told apart from the text",
                    "put what is added in brackets, as in ' ({result})' or ' [{result} at {rate}]'",
                )

    def paragraph(self, text: str) -> Annotation:
        """One paragraph with the equivalents written in; places are those in the whole text.

        What is written is read once more. Where that finds other amounts than before, as it may among damaged ones,
        nothing is written on those lines: a second time must change nothing.
        """
        quiet: frozenset[int] = frozenset()
        every = frozenset(range(text.count("\n") + 1))
        while True:
            tables, markup = self._tables.copy(), self._markup.copy()
            part = self._pass(text, tables, markup, quiet)
            if quiet == every or part.text == text:
                break
            tables_again = self._tables.copy()
            again = self._again(part.text, tables_again, quiet)
            if again == part.text and tables_again.state == tables.state:
                break
            first, second = part.text.split("\n"), again.split("\n")
            changed = {i for i, (before, after) in enumerate(zip(first, second, strict=False)) if before != after}
            patient = changed and len(first) == len(second) and len(quiet) <= _PATIENCE
            quiet = quiet | changed if patient else every
        self._tables, self._markup = tables, markup
        self.given += len(text)
        self._written += len(part.text)
        return part

    def _again(self, text: str, tables: Tables, quiet: frozenset[int]) -> str:
        """What a second time makes of a paragraph, which may be several by now: what is written can part them."""
        markup, lines = self._markup.copy(), 0
        pieces: list[str] = []
        for piece in split_paragraphs([text]):
            pieces.append(self._pass(piece, tables, markup, frozenset(line - lines for line in quiet)).text)
            lines += piece.count("\n")
        return "".join(pieces)

    def _pass(self, text: str, tables: Tables, markup: Markup, quiet: frozenset[int]) -> Annotation:
        """One paragraph with the equivalents written in, but for those on some of its lines."""
        read = _BACKSLASH.sub("¥", text) if self._backslash_is_yen else text
        items = [item for item in account(read, tables, markup.closed(read), self.given) if item.place in _OF_MONEY]
        beside = stand_beside(fold(read), items, self._wanted)
        pieces: list[str] = []
        found: list[AnnotatedAmount] = []
        unread = [
            Unread(text[item.start : item.end], item.start + self.given, item.reason) for item in items if item.is_unread
        ]
        done, added = 0, 0  # what is copied of the text, and how much longer it has become
        for i, item in enumerate(items):
            if item.reading is None or item.is_rate or item.currency is not self._given or item.start < done:
                continue
            translation: Translation[Money, Money] = Translation(item.reading.money, self._rate, self._rounding)
            inserted = self._insertion(item.reading, translation)
            if text.startswith(inserted, item.end):  # as written here before: nothing of it is translated once more
                pieces.append(text[done : item.end + len(inserted)])
                done, inserted = item.end + len(inserted), ""
            elif i in beside:
                inserted = ""
            elif quiet and text.count("\n", 0, item.start) in quiet:
                unread.append(Unread(item.reading.text, item.reading.start, _UNSTABLE))
                continue
            else:
                pieces += [text[done : item.end], inserted]
                done = item.end
            found.append(AnnotatedAmount(item.reading, translation, inserted, self._written + item.end + added))
            added += len(inserted)
        pieces.append(text[done:])
        return Annotation(
            "".join(pieces),
            tuple(found),
            tuple(item.reading for item in items if item.reading is not None and item.is_rate),
            tuple(sorted(unread, key=attrgetter("start"))),
            self._rate,
        )

    def _insertion(self, reading: Reading, translation: Translation[Money, Money]) -> str:
        parts: list[str] = []
        for literal, field, spec in self._template:
            parts.append(literal)
            if field == "result":
                parts.append(format(translation, spec) if spec else in_words(translation, self._places))
            elif field == "source":
                parts.append(reading.text)
            elif field == "rate":
                parts.append(plain(self._rate.yen_per_usd))
        return "".join(parts)


def in_words(translation: Translation[Money, Money], places: int | None = None) -> str:
    """The result in words: two decimals where the figure before the unit is below ten and one above.

    >>> from yen_usd import translate
    >>> in_words(translate("¥750 million")), in_words(translate("¥15.6 billion")), in_words(translate("¥500"))
    ('$6.38 million', '$132.7 million', '$4.25')
    """
    if places is not None:
        return format_money(translation, style="words", places=places)
    size = translation.unrounded.copy_abs()
    if quantize(size, translation.result.currency.places) < 1000:
        return format_money(translation)
    unit, decimals = _unit_of(size)
    return format_money(translation, style="words", unit=unit, places=decimals)


def _unit_of(size: Decimal) -> tuple[Unit, int]:
    """The unit and the decimals that an amount is written with; rounding may carry it to the next unit."""
    for unit in reversed(ENGLISH):
        if _figure(size, unit, 2) < 10:
            return unit, 2
        if _figure(size, unit, 1) < 1000:
            return unit, 1
    return ENGLISH[0], 1


def _figure(size: Decimal, unit: Unit, places: int) -> Decimal:
    return quantize(size.scaleb(-power_of(unit), EXACT), places)


def _parsed(template: str) -> Iterator[tuple[str, str, str]]:
    """The template as literal texts, each with the field behind it and the field's format."""
    try:
        parts = list(Formatter().parse(template if "\n" not in template else ""))
    except (TypeError, ValueError):
        raise _wrong(template) from None
    if not any(field == "result" for _, field, _, _ in parts):
        raise _wrong(template)
    for literal, field, spec, conversion in parts:
        if conversion or field not in {None, *_FIELDS} or (spec and field != "result"):
            raise _wrong(template)
        yield literal, field or "", spec or ""


def _wrong(template: str) -> FormatError:
    return FormatError(
        argument("template", template),
        "template must be text with {result}, and may have {source} and {rate}",
        "write it like ' ({result} at ¥{rate})'",
    )
