"""Yen and dollars: exact amounts that never mix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final, Literal, Self, TypeVar, cast, final, overload

from .._validation import BOUND, PLAIN, WORDS, slot_writers
from ..errors import AmountError, AmountTypeError, CurrencyError, CurrencyMismatchError, DivisionError, quote
from .currency import Currency, to_currency
from .exact import EXACT, MAX_DIGITS, Number, from_plain_text, places_of, plain, to_decimal
from .formatting import Figures, format_by_spec, format_money
from .rounding import Rounding, check_rounding, quantize

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_write: Final = object.__setattr__


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Money:
    """An exact amount of money: `Yen` or `Dollars`, of which this is the common type.

    Make money with `Yen(...)`, `Dollars(...)` or `Money.of(...)`; `Money(...)`
    itself is refused. Money adds to and compares with money of its own
    currency; anything else raises `CurrencyMismatchError` or `AmountTypeError`,
    and a type checker says so first. Money times a number is exact. Money
    divided by a number is rounded once (see `divide`), and money divided by
    money of its own currency is a Decimal.

    Parameters
    ----------
    amount : int, float, Decimal, NumPy scalar or str
        Single yen or dollars, at most 40 digits, kept exactly. A float is the
        decimal that it shows. Text is plain digits, such as "1234.5";
        `parse_money` reads text as filings write it.

    Raises
    ------
    AmountError
        For NaN, infinity and numbers of more than 40 digits.
    AmountTypeError
        For what is not a number, such as None or True.

    Examples
    --------
    >>> from yen_usd import Dollars, Yen
    >>> sum([Yen(24_300_000_000), Yen("-0.5")]), Yen(3) / Yen(8), Dollars(10) / 3
    (Yen('24299999999.5'), Decimal('0.375'), Dollars('3.33'))
    """

    amount: Decimal
    currency: ClassVar[Currency]
    _quantum: ClassVar[Decimal]

    def __init__(self, amount: Number | str) -> None:
        if type(self) is Money:
            raise AmountTypeError(
                f"Money({quote(amount)}) has no currency",
                "an amount is of Yen or of Dollars",
                "write Yen(...), Dollars(...) or Money.of(..., currency)",
            )
        if type(amount) is int and amount.bit_length() < 100:  # of few digits
            number = Decimal(amount)
        elif type(amount) is Decimal and amount.same_quantum(self._quantum) and amount and amount.adjusted() < 30:
            number = amount  # whole yen or cents, of no great size: as it stands
        elif isinstance(amount, str):
            number = to_decimal(from_plain_text(amount))
        else:
            number = to_decimal(amount)
        _write(self, "amount", number)

    @staticmethod
    def of(amount: Number | str, currency: Currency | Literal["JPY", "USD"]) -> Yen | Dollars:
        """Money in a currency that is known only when the program runs.

        Parameters
        ----------
        amount : int, float, Decimal, NumPy scalar or str
            Single yen or dollars; text in plain digits.
        currency : {"JPY", "USD"}
            The currency.

        Returns
        -------
        Yen or Dollars
            The amount, exactly.

        Raises
        ------
        CurrencyError
            For any other currency.
        AmountError, AmountTypeError
            For what is not an amount.

        Examples
        --------
        >>> Money.of("1234.5", "USD")
        Dollars('1234.5')

        """
        return Yen(amount) if to_currency(currency) is Currency.JPY else Dollars(amount)

    def _figures(self) -> Figures:
        """The amount, for formatting."""
        return Figures(self.currency, self.amount, self.currency.places, self.amount)

    @property
    def shown_places(self) -> int:
        """The decimal places that show the whole amount: the currency's, or more if needed."""
        return max(self.currency.places, places_of(self.amount))

    def round(self, rounding: Rounding) -> Self:
        """The amount rounded by a `rounding`.

        >>> from yen_usd import Rounding, Yen
        >>> Yen(24_350_000_000).round(Rounding(unit="billion"))
        Yen(24000000000)
        """
        return type(self)(check_rounding(rounding).round(self.amount))

    def divide(self, divisor: Number, rounding: Rounding | None = None) -> Self:
        """The amount divided by a number, rounded once.

        Parameters
        ----------
        divisor : int, float, Decimal or NumPy scalar
            The number.
        rounding : Rounding, optional
            How to round; by default to the yen or the cent, half away from zero.

        Returns
        -------
        Yen or Dollars
            The quotient, in the same currency.

        Raises
        ------
        DivisionError
            For zero.

        Examples
        --------
        >>> from yen_usd import Rounding, Yen
        >>> Yen(100).divide(3), Yen(100).divide(3, Rounding(places=4))
        (Yen(33), Yen('33.3333'))

        """
        number = to_decimal(divisor, "a divisor")
        if not number:
            raise DivisionError(f"{self!r} cannot be divided by zero", "", "divide by another number")
        return type(self)(
            check_rounding(self.currency.rounding if rounding is None else rounding).round(EXACT.divide(self.amount, number))
        )

    def _same(self, other: object, deed: str) -> Decimal:
        if type(other) is type(self):
            return other.amount
        if isinstance(other, Money):
            raise CurrencyMismatchError(
                "cannot " + deed.format(repr(self), repr(other)),
                "both must be of one currency",
                "translate one of them first",
            )
        raise AmountTypeError(
            "cannot " + deed.format(repr(self), quote(other)),
            f"both must be {type(self).__name__}",
            f"write {type(self).__name__}(...)",
        )

    def __add__(self, other: Self | Literal[0]) -> Self:
        if type(other) is int and other == 0:  # some sums, such as pandas', begin on this side
            return self
        return type(self)(EXACT.add(self.amount, self._same(other, "add {} and {}")))

    def __radd__(self, other: int) -> Self:
        """Zero plus the amount, as `sum()` begins; any other number is refused."""
        return self + cast("Literal[0]", other)

    def __sub__(self, other: Self) -> Self:
        return type(self)(EXACT.subtract(self.amount, self._same(other, "subtract {1} from {0}")))

    def __mul__(self, factor: Number) -> Self:
        if isinstance(factor, Money):
            raise CurrencyMismatchError(
                f"cannot multiply {self!r} by {factor!r}",
                "money is multiplied by a number",
                "use the .amount of one of them if a number is meant",
            )
        return type(self)(EXACT.multiply(self.amount, to_decimal(factor, "a factor")))

    __rmul__ = __mul__

    @overload
    def __truediv__(self, other: Self) -> Decimal: ...
    @overload
    def __truediv__(self, other: Number) -> Self: ...
    def __truediv__(self, other: Self | Number) -> Decimal | Self:
        if not isinstance(other, Money):
            return self.divide(other)
        divisor = self._same(other, "divide {} by {}")
        if not divisor:
            raise DivisionError(f"{self!r} cannot be divided by {other!r}", "", "divide by an amount that is not zero")
        quotient = EXACT.divide(self.amount, divisor)
        places = MAX_DIGITS - max(0, quotient.adjusted() + 1)
        return to_decimal(quantize(quotient, places).normalize(EXACT))

    def __neg__(self) -> Self:
        return type(self)(self.amount.copy_negate())

    def __pos__(self) -> Self:
        return self

    def __abs__(self) -> Self:
        return type(self)(self.amount.copy_abs())

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._same(other, "compare {} and {}")

    def __le__(self, other: Self) -> bool:
        return self.amount <= self._same(other, "compare {} and {}")

    def __gt__(self, other: Self) -> bool:
        return self.amount > self._same(other, "compare {} and {}")

    def __ge__(self, other: Self) -> bool:
        return self.amount >= self._same(other, "compare {} and {}")

    def __format__(self, spec: str) -> str:
        return format_by_spec(self, spec)

    def __str__(self) -> str:
        return format_money(self, places=self.shown_places)

    def __repr__(self) -> str:
        text = plain(self.amount)
        return f"{type(self).__name__}({text if text.lstrip('-').isdigit() else repr(text)})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Self], handler: GetCoreSchemaHandler) -> CoreSchema:
        """How pydantic validates and writes money: `{"amount": "24300000000", "currency": "JPY"}` in JSON.

        Text with its currency is read as `parse_money` reads it; a field of type `Yen` or `Dollars` also takes
        numbers and plain text such as "1234.5".
        """
        from pydantic_core import core_schema

        code = core_schema.literal_schema(["JPY", "USD"] if cls is Money else [cls.currency.value])
        number = core_schema.float_schema(gt=-BOUND, lt=BOUND)
        plain_text = core_schema.str_schema(pattern=PLAIN)

        def fields(amount: CoreSchema) -> CoreSchema:
            names = {"amount": amount, "currency": code}
            return core_schema.typed_dict_schema(
                {name: core_schema.typed_dict_field(kind) for name, kind in names.items()}, extra_behavior="forbid"
            )

        given = fields(core_schema.union_schema([number, plain_text]))
        accepted: list[CoreSchema | tuple[CoreSchema, str]] = [given, core_schema.str_schema(pattern=WORDS)]
        if cls is not Money:
            accepted.append(number)
        return core_schema.no_info_plain_validator_function(
            cls._validated,
            json_schema_input_schema=core_schema.union_schema(accepted),
            serialization=core_schema.plain_serializer_function_ser_schema(_serialize, return_schema=fields(plain_text)),
        )

    @classmethod
    def _validated(cls, value: object) -> Money:
        """A value from outside as money of this kind; anything else raises ValueError, as pydantic requires."""
        try:
            money = _from_outside(value, None if cls is Money else cls.currency)
        except TypeError as error:
            raise ValueError(str(error)) from error
        if not isinstance(money, cls):
            raise CurrencyError(f"{money!r} is not {cls.__name__}", "", "translate it first")
        return money


@final
class Yen(Money):
    """An exact amount of yen.

    Parameters
    ----------
    amount : int, float, Decimal, NumPy scalar or str
        Single yen, at most 40 digits, kept exactly; see `Money`.

    Examples
    --------
    >>> from yen_usd import Yen
    >>> Yen(24_300_000_000) - Yen(15_600_000_000), f"{Yen(750_000_000):words}"
    (Yen(8700000000), '¥750.0 million')
    """

    __slots__ = ()
    currency = Currency.JPY
    _quantum = Decimal(1)


@final
class Dollars(Money):
    """An exact amount of U.S. dollars.

    Parameters
    ----------
    amount : int, float, Decimal, NumPy scalar or str
        Single dollars, at most 40 digits, kept exactly; see `Money`.

    Examples
    --------
    >>> from yen_usd import Dollars
    >>> Dollars("1.25") * 3, str(Dollars("-1234.5"))
    (Dollars('3.75'), '-$1,234.50')
    """

    __slots__ = ()
    currency = Currency.USD
    _quantum = Decimal("0.01")


MoneyT = TypeVar("MoneyT", bound=Money)

_new: Final = object.__new__
write_amount: Final[Callable[[object, object], None]] = slot_writers(Money)[0]


def trusted(kind: type[MoneyT], amount: Decimal) -> MoneyT:
    """Money of an amount that is known to be one: finite, written out to at most 40 digits, and no negative zero."""
    money = _new(kind)
    write_amount(money, amount)
    return money


def _serialize(money: Money) -> dict[str, str]:
    return {"amount": plain(money.amount), "currency": money.currency.value}


def _from_outside(value: object, currency: Currency | None) -> Money:
    if isinstance(value, Money):
        return value
    if isinstance(value, Mapping):
        fields = cast("Mapping[str, object]", value)
        if set(fields) != {"amount", "currency"}:
            raise AmountError(
                f"{quote(fields)} is not an amount of money",
                "an amount has exactly the fields 'amount' and 'currency'",
                "write {'amount': '1000', 'currency': 'JPY'}",
            )
        return Money.of(cast("Number | str", fields["amount"]), cast("Currency", fields["currency"]))
    if isinstance(value, str):
        body = value.strip().removeprefix("-").replace(".", "", 1)
        if currency is not None and body.isascii() and body.isdigit():
            return Money.of(value.strip(), currency)
        from .grammar import read_amount

        found = read_amount(value)
        if found.currency is not None:
            return Money.of(found.amount, found.currency)
        if currency is not None:
            raise AmountError(
                f"{quote(value)} has no currency and is not in plain digits",
                "text must have its currency, as in '¥1,234', or be in plain digits, as in '1234'",
                "use parse_money(text, currency=...) for the cells of a table",
            )
    elif currency is not None:
        return Money.of(cast("Number", value), currency)
    raise CurrencyError(
        f"{quote(value)} names no currency", "the currencies are the yen and the U.S. dollar", "write '¥1,000' or '$1,000'"
    )
