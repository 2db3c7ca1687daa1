"""The translation of an amount at one rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final, Generic, TypeVar

from .errors import AmountError, ArgumentError, quote
from .money.amounts import Dollars, Money, Yen
from .money.exact import EXACT, plain
from .money.formatting import Figures, format_by_spec, format_money
from .money.rounding import Rounding
from .rates.rate import Basis, Rate

if TYPE_CHECKING:
    from fractions import Fraction

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_write: Final = object.__setattr__

SourceT = TypeVar("SourceT", bound=Money, covariant=True)
ResultT = TypeVar("ResultT", bound=Money, covariant=True)


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Translation(Generic[SourceT, ResultT]):
    """An amount, the rate, and what the amount comes to at that rate, rounded once as stated.

    `source` is the money given and `result` the money it comes to: dollars for yen, yen for dollars. The result
    is made from the other three fields; one that is given, as by JSON, has to agree. Text is written from the
    exact quotient.

    >>> from yen_usd import translate
    >>> t = translate("¥24.3 billion")
    >>> f"{t:words}", f"{t:million.1}", t.result, t.rate.yen_per_usd
    ('$206.7 million', '206.7', Dollars('206702960.19'), Decimal('117.56'))
    """

    source: SourceT
    rate: Rate
    rounding: Rounding
    result: ResultT

    # A field of type Translation[Yen, Dollars] looks at the kinds of money in an instance, too.
    __pydantic_config__: ClassVar[dict[str, str]] = {"revalidate_instances": "always", "extra": "forbid"}

    def __init__(self, source: SourceT, rate: Rate, rounding: Rounding, result: ResultT | None = None) -> None:
        made: Money | None = None
        try:
            if type(source) is Yen:
                made = Dollars(rounding.round(EXACT.divide(source.amount, rate.yen_per_usd)))
            elif type(source) is Dollars:
                made = Yen(rounding.round(EXACT.multiply(source.amount, rate.yen_per_usd)))
        except AttributeError:  # a rate or a rounding that is none
            pass
        if made is None:
            raise ArgumentError(
                f"cannot make a Translation of {quote(source)}, {quote(rate)} and {quote(rounding)}",
                "it takes Yen or Dollars, a Rate and a Rounding",
                "write Translation(Yen(...), Rate.of(...), Rounding(places=2)), or use translate",
            )
        if result is not None and result != made:
            raise AmountError(
                f"a result of {quote(result)} is wrong",
                f"at this rate {source!r} comes to {made!r}",
                "leave the result out; it is computed",
            )
        _write(self, "source", source)
        _write(self, "rate", rate)
        _write(self, "rounding", rounding)
        _write(self, "result", made)

    def __post_init__(self) -> None:
        """Pydantic fills the fields by itself and then calls this, to have them checked."""
        type(self).__init__(self, self.source, self.rate, self.rounding, self.result)

    @property
    def unrounded(self) -> Decimal:
        """The exact result if it ends within 128 digits; else that many, of which rounding can take any fewer."""
        amount = self.source.amount
        if type(self.source) is Yen:
            return EXACT.divide(amount, self.rate.yen_per_usd)
        return EXACT.multiply(amount, self.rate.yen_per_usd)

    @property
    def exact(self) -> Fraction:
        """The exact result.

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
        """A footnote that names the rate, its basis and day, and says that the translation is for convenience.

        >>> from yen_usd import translate
        >>> print(translate("¥24.3 billion").note())
        Yen amounts are translated into U.S. dollars, solely for the convenience of the reader, at ¥117.56 per \
US$1.00, the noon buying rate in New York City for cable transfers in yen on March 30, 2007, prevailing on March \
31, 2007 (Federal Reserve Bank of New York). Such a translation does not mean that the amounts were, are or could \
be exchanged at that rate.
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
        """Without kinds in brackets, a translation of either kind of money to the other."""
        return handler.generate_schema(Translation[Money, Money])

    def __format__(self, spec: str) -> str:
        return format_by_spec(self, spec) if spec else str(self)

    def __str__(self) -> str:
        source = format_money(self.source, places=self.source.shown_places)
        return f"{source} → {format_money(self)} at {self.rate}"

    def __repr__(self) -> str:
        return f"Translation({self})"
