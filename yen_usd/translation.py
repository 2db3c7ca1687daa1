"""The translation of an amount at one rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, ClassVar, Final, Generic, TypeVar, cast

from ._validation import slot_writers
from .errors import AmountError, AmountTypeError, ArgumentError, quote
from .money.amounts import Dollars, Money, Yen, write_amount
from .money.exact import BRIEF, EXACT, IN_40_DIGITS, Number, plain
from .money.formatting import Figures, format_by_spec, format_money
from .money.parsing import Reading, parse_money
from .money.rounding import QUANTA, Rounding
from .rates.rate import Basis, Rate

if TYPE_CHECKING:
    from fractions import Fraction

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

SourceT = TypeVar("SourceT", bound=Money, covariant=True)
ResultT = TypeVar("ResultT", bound=Money, covariant=True)

_COLUMNS: Final = ("Series", "ndarray", "Array")
"""How the names of column types end, so that no package has to be imported for the check."""

Convertible = Money | Reading | Number | str
"""What is translated: money, text with its currency, or a bare number, which is yen."""


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Translation(Generic[SourceT, ResultT]):
    """An amount of money and what it comes to at one rate, rounded once.

    `translate` makes translations. The result is always what the source comes
    to at the rate, so a result of another amount is refused. `str()` shows the
    source, the result and the rate; `t.result` is the money alone, and
    f"{t:words}" writes it in words.

    Parameters
    ----------
    source : Yen or Dollars
        The money given.
    rate : Rate
        The rate used, in yen per US$1.
    rounding : Rounding
        How the result is rounded.
    result : Dollars or Yen, optional
        The money that it comes to, in the other currency. It is computed; a
        given one is checked.

    Raises
    ------
    ArgumentError
        For what is not money, a rate and a rounding.
    AmountError
        For a `result` that differs from what the source comes to.

    Examples
    --------
    >>> from yen_usd import translate
    >>> t = translate("¥24.3 billion")
    >>> print(t)
    ¥24,300,000,000 → $206,702,960.19 at ¥117.56, noon buying rate of 2007-03-30,
    prevailing on 2007-03-31
    >>> f"{t:words}", t.result, t.rate.yen_per_usd
    ('$206.7 million', Dollars('206702960.19'), Decimal('117.56'))
    """

    source: SourceT
    rate: Rate
    rounding: Rounding
    result: ResultT

    # A field of type Translation[Yen, Dollars] looks at the kinds of money in an instance, too.
    __pydantic_config__: ClassVar[dict[str, str]] = {"revalidate_instances": "always", "extra": "forbid"}

    def __init__(self, source: SourceT, rate: Rate, rounding: Rounding, result: ResultT | None = None) -> None:
        made = translate_at(source, rate, rounding).result
        if result is not None and result != made:
            raise AmountError(
                f"a result of {quote(result)} is wrong",
                f"at this rate {source!r} comes to {made!r}",
                "leave the result out; it is computed",
            )
        _write_source(self, source)
        _write_rate(self, rate)
        _write_rounding(self, rounding)
        _write_result(self, made)

    def __post_init__(self) -> None:
        """Check the fields that pydantic has filled."""
        type(self).__init__(self, self.source, self.rate, self.rounding, self.result)

    @property
    def unrounded(self) -> Decimal:
        """The result before rounding: exact if it ends within 128 digits, or that many of them."""
        amount = self.source.amount
        if type(self.source) is Yen:
            return EXACT.divide(amount, self.rate.yen_per_usd)
        return EXACT.multiply(amount, self.rate.yen_per_usd)

    @property
    def exact(self) -> Fraction:
        """The exact result, as a fraction of single dollars or yen.

        >>> from yen_usd import translate
        >>> translate("¥100", rate=3).exact
        Fraction(100, 3)
        """
        from fractions import Fraction

        amount, rate = Fraction(self.source.amount), Fraction(self.rate.yen_per_usd)
        return amount / rate if type(self.source) is Yen else amount * rate

    def _figures(self) -> Figures:
        """The result, for formatting."""
        return Figures(self.result.currency, self.result.amount, self.rounding.shown_places, self.unrounded)

    def note(self) -> str:
        """A footnote that names the rate, its basis and its day, as reports write it.

        It calls a rate a noon buying rate only if it is one.

        >>> from yen_usd import translate
        >>> print(translate("¥24.3 billion").note())
        Yen amounts are translated into U.S. dollars, solely for the convenience of the
        reader, at ¥117.56 per US$1.00, the noon buying rate in New York City for cable
        transfers in yen on March 30, 2007, prevailing on March 31, 2007 (Federal Reserve
        Bank of New York). Such a translation does not mean that the amounts were, are or
        could be exchanged at that rate.
        """
        given, wanted = ("Yen", "U.S. dollars") if type(self.source) is Yen else ("U.S. dollar", "yen")
        computed = "computed from rates of the " if self.rate.basis is Basis.AVERAGE else ""
        publisher = f" ({computed}{self.rate.publisher})" if self.rate.publisher else ""
        return (
            f"{given} amounts are translated into {wanted}, solely for the convenience of the reader, at "
            f"¥{plain(self.rate.yen_per_usd)} per US$1.00, {self.rate.spelled_out()}{publisher}. Such a translation "
            "does not mean that the amounts were, are or could be exchanged at that rate."
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A translation without type arguments accepts both directions."""
        return handler.generate_schema(Translation[Money, Money])

    def __format__(self, spec: str) -> str:
        return format_by_spec(self, spec) if spec else str(self)

    def __str__(self) -> str:
        source = format_money(self.source, places=self.source.shown_places)
        return f"{source} → {format_money(self)} at {self.rate}"

    def __repr__(self) -> str:
        return f"Translation({self})"


_new: Final = object.__new__
_OF_MONEY: Final = cast("type[Translation[Money, Money]]", Translation)
_divide: Final = BRIEF.divide
_multiply: Final = BRIEF.multiply
_whole: Final = Decimal.from_float  # of an int as exact as Decimal(), and quicker
_write_source, _write_rate, _write_rounding, _write_result = slot_writers(Translation)


def translate_at(source: Money, rate: Rate, rounding: Rounding) -> Translation[Money, Money]:
    """The translation of money at a rate: all that `Translation` does, but for a check against a result that is given."""
    try:
        if type(source) is Yen:
            result: Money = _new(Dollars)
            exact = _divide(source.amount, rate.yen_per_usd)
        elif type(source) is Dollars:
            result = _new(Yen)
            exact = _multiply(source.amount, rate.yen_per_usd)
        else:
            raise AttributeError("no kind of money")
        amount = exact.quantize(QUANTA[rounding.places], rounding.mode, IN_40_DIGITS)
        write_amount(result, amount or amount.copy_abs())
    except AttributeError:
        raise ArgumentError(
            f"cannot make a Translation of {quote(source)}, {quote(rate)} and {quote(rounding)}",
            "it takes Yen or Dollars, a Rate and a Rounding",
            "write Translation(Yen(...), Rate.of(...), Rounding(places=2)), or use translate",
        ) from None
    except (KeyError, InvalidOperation):  # rounded to a unit, or of more digits, which is an error
        compute, kind = (EXACT.divide, Dollars) if type(source) is Yen else (EXACT.multiply, Yen)
        result = kind(rounding.round(compute(source.amount, rate.yen_per_usd)))
    made = _new(_OF_MONEY)
    _write_source(made, source)
    _write_rate(made, rate)
    _write_rounding(made, rounding)
    _write_result(made, result)
    return made


def to_money(source: Convertible) -> Money:
    """Money as it is, what `parse_money` read or reads, or a number as yen; anything else raises `AmountTypeError`."""
    if type(source) is int and source.bit_length() < 100:  # of few digits
        money = _new(Yen)
        write_amount(money, _whole(source))
        return money
    if isinstance(source, Money):
        return source
    if isinstance(source, str):
        return parse_money(source).money
    if isinstance(source, Reading):
        return source.money
    try:
        return Yen(source)
    except AmountTypeError:
        if hasattr(type(source), "columns") or type(source).__name__.endswith(_COLUMNS):
            raise AmountTypeError(
                f"a whole {type(source).__name__} is not an amount",
                "translate takes one amount",
                "use translate_frame(frame, column, ...) for the columns of a frame",
            ) from None
        raise
