"""A rate: a number of yen per dollar, with all that is needed to name it, date it and check it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final, Literal, NoReturn, TypeAlias, get_args

from .._arguments import what_to_write
from .._validation import BOUND, POSITIVE, FromFields
from ..dates.days import DateLike, to_date
from ..dates.periods import Period
from ..errors import BasisError, PeriodTypeError, RateValueError, argument, quote
from ..money.exact import Number, from_plain_text, plain, to_decimal
from .rate_words import describe, spell_out

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

NOON_BUYING_RATE: Final = "noon buying rate"
OWN_RATE: Final = "stated rate"
RESERVE_BANK: Final = "Federal Reserve Bank of New York"
BOARD: Final = "Board of Governors of the Federal Reserve System, release H.10"
PUBLISHERS: Final = ((dt.date(1971, 1, 1), RESERVE_BANK), (dt.date(2009, 1, 1), BOARD))
"""The publishers of the noon buying rates, each with its first day."""


class Basis(StrEnum):
    """Which rate: `spot`, of one day, or a period's `average`, `period_end`, `high` or `low`."""

    SPOT = "spot"
    AVERAGE = "average"
    PERIOD_END = "period_end"
    HIGH = "high"
    LOW = "low"

    def __repr__(self) -> str:
        return f"Basis.{self.name}"

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        raise _unknown("basis", value, cls)


class Averaging(StrEnum):
    """How to take an average: over `month_end` rates or over all `daily` ones.

    Annual reports average years by the rates on the last publication day of
    each month, as the SEC's rule for Form 20-F has it, and months by days.
    """

    MONTH_END = "month_end"
    DAILY = "daily"

    def __repr__(self) -> str:
        return f"Averaging.{self.name}"

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        raise _unknown("averaging", value, cls)


Frequency: TypeAlias = Literal[
    "daily", "weekly", "month_end", "monthly", "quarter_end", "quarterly", "year_end", "yearly", "irregular"
]
"""How often a series has a rate."""


def _unknown(what: str, value: object, names: type[StrEnum]) -> BasisError:
    """The error for a name that is unknown, or that the other argument knows, as `basis="month_end"`."""
    known, plural = [str(name) for name in names], {"basis": "bases", "averaging": "averagings"}[what]
    available = f"the {plural} are {', '.join(known)}"
    if what == "basis" and isinstance(value, str) and value in list(Averaging):
        remedy = f"write {argument('basis', 'average')}, {argument('averaging', str(value))}"
        return BasisError(f"{argument('basis', value)} is an averaging, not a basis", available, remedy)
    if what == "averaging" and isinstance(value, str) and value in list(Basis):
        remedy = f"write {argument('basis', str(value))}"
        return BasisError(f"{argument('averaging', value)} is a basis, not an averaging", available, remedy)
    return BasisError(f"unknown {what} {quote(value)}", available, what_to_write(value, known, _SPELLINGS[what]))


_SPELLINGS: Final = {
    "basis": {"mean": "average", "avg": "average", "end": "period_end", "close": "period_end", "highest": "high",
              "maximum": "high", "max": "high", "lowest": "low", "minimum": "low", "min": "low"},
    "averaging": {"monthly": "month_end", "month": "month_end", "day": "daily"},
}  # fmt: skip


PERIOD_BASES: Final = tuple(basis for basis in Basis if basis is not Basis.SPOT)


def to_basis(value: object) -> Basis:
    """A basis by its name; `BasisError` for anything else."""
    if not isinstance(value, str):
        raise _unknown("basis", value, Basis)
    return Basis(value)


def to_averaging(value: object) -> Averaging:
    """An averaging by its name; `BasisError` for anything else."""
    if not isinstance(value, str):
        raise _unknown("averaging", value, Averaging)
    return Averaging(value)


PeriodBasis: TypeAlias = Basis | Literal["average", "period_end", "high", "low"]
"""A basis that a period has; `Basis.SPOT` is refused when it is used."""
AveragingName: TypeAlias = Averaging | Literal["month_end", "daily"]


_RELATIONS: Final[dict[str, object]] = {
    "allOf": [
        {
            "properties": {
                "yen_per_usd": {
                    "anyOf": [
                        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": BOUND},
                        {"type": "string", "pattern": POSITIVE},
                    ]
                },
                "label": {"minLength": 1},
            }
        },
        {
            "if": {"required": ["averaging"], "properties": {"averaging": {"type": "string"}}},
            "then": {"required": ["basis"], "properties": {"basis": {"const": "average"}}},
        },
    ]
}
"""What the JSON schema says besides types: rates are positive, and only averages have an averaging."""


@dataclass(frozen=True, slots=True)
class Vintage(FromFields):
    """Which edition of a series a rate was read in.

    Attributes
    ----------
    last : datetime.date
        The date of the last observation of the edition.
    sha256 : str
        The SHA-256 of its figures, in hexadecimal.

    Examples
    --------
    >>> from yen_usd import h10_rates
    >>> str(h10_rates().on("2007-03-31").vintage)
    '2026-10-02 405090a7'
    """

    last: dt.date
    sha256: str

    def __str__(self) -> str:
        return f"{self.last} {self.sha256[:8]}"


@dataclass(frozen=True, slots=True, repr=False)
class Rate(FromFields):
    """A number of yen per US$1, with what it is, of which day, and who published it.

    Rates come from `h10_rates()` or another series; `Rate.of` makes one of your
    own.

    Parameters
    ----------
    yen_per_usd : Decimal, int, float or str
        The rate in yen per US$1, a positive number, kept exactly.
    label : str, default "stated rate"
        What kind of rate it is, such as "noon buying rate" or "Tokyo TTM".
    basis : str, default "spot"
        "spot" for the rate of one day; for a rate of a period "average",
        "period_end", "high" or "low".
    averaging : {"month_end", "daily"}, optional
        Of an average: which rates it is the mean of.
    asked : date, optional
        The day that was asked for.
    observed : date, optional
        The day of the published rate that answered. March 31, 2007 was a
        Saturday, so the rate of March 30 prevailed. Of a `high` or `low`, the
        day it was reached.
    period : Period, optional
        Of a rate of a period: the period.
    publisher : str, optional
        Who published it.
    vintage : Vintage, optional
        The edition of the series that it was read in. Two rates are equal
        whatever their vintage: ¥117.56 of March 30, 2007 stands in the report
        and in the daily series, which are two editions of one rate.
    frequency : str, optional
        How often the series of a rate of a period has a rate, unless it is
        every business day: "month_end", for example.

    Raises
    ------
    RateValueError
        For a number that is not positive.
    AmountError
        For NaN, infinity and more than 40 digits.
    BasisError
        For an unknown basis, or an averaging of what is not an average.

    Examples
    --------
    >>> from yen_usd import Rate, translate
    >>> ttm = Rate.of("¥118.05", label="Tokyo TTM of March 30, 2007")
    >>> translate("¥24.3 billion", rate=ttm)
    Translation(¥24,300,000,000 → $205,844,980.94 at ¥118.05,
    Tokyo TTM of March 30, 2007)
    """

    yen_per_usd: Decimal
    label: str = OWN_RATE
    basis: Basis = Basis.SPOT
    averaging: Averaging | None = None
    asked: dt.date | None = None
    observed: dt.date | None = None
    period: Period | None = None
    publisher: str | None = None
    vintage: Vintage | None = field(default=None, compare=False)
    frequency: Frequency | None = None

    __pydantic_config__: ClassVar[dict[str, object]] = FromFields.__pydantic_config__ | {"json_schema_extra": _RELATIONS}

    def __post_init__(self) -> None:
        value = self.yen_per_usd
        number = from_plain_text(value, "a rate") if isinstance(value, str) else to_decimal(value, "a rate")
        if number <= 0:
            raise RateValueError(
                f"{quote(value)} cannot be a rate", "a rate is a positive number of yen per dollar", "check the figure"
            )
        object.__setattr__(self, "yen_per_usd", number)
        object.__setattr__(self, "basis", to_basis(self.basis))
        if self.averaging is not None:
            object.__setattr__(self, "averaging", to_averaging(self.averaging))
            if self.basis is not Basis.AVERAGE:
                raise BasisError(
                    f"averaging={str(self.averaging)!r} with basis={str(self.basis)!r}",
                    "only an average has an averaging",
                    "leave averaging= out, or write basis='average'",
                )
        for name in ("asked", "observed"):
            day = getattr(self, name)
            if day is not None:
                object.__setattr__(self, name, to_date(day))
        if self.period is not None and not isinstance(self.period, Period):
            raise PeriodTypeError(f"period={quote(self.period)}", "period must be a Period", "write Period.parse(text)")
        if self.frequency is not None and self.frequency not in get_args(Frequency):
            raise BasisError(
                f"unknown frequency {quote(self.frequency)}",
                f"the frequencies are {', '.join(get_args(Frequency))}",
                what_to_write(self.frequency, get_args(Frequency)),
            )
        if not isinstance(self.label, str) or not self.label:
            raise RateValueError(
                f"label={quote(self.label)}",
                "label must be text that says what the rate is",
                "write label='Tokyo TTM', say",
            )

    @classmethod
    def of(
        cls,
        value: Number | str | Rate,
        *,
        label: str = OWN_RATE,
        observed: DateLike | None = None,
        publisher: str | None = None,
    ) -> Rate:
        """A rate from a number of yen per dollar, or from text such as "¥117.56".

        Parameters
        ----------
        value : int, float, Decimal, str or Rate
            Yen per US$1. Text may have a sign and a unit: "¥117.56 per US$1.00". A
            `Rate` is returned as it is.
        label : str, default "stated rate"
            What kind of rate it is.
        observed : date or str, optional
            The day on which it was observed.
        publisher : str, optional
            Who published it.

        Returns
        -------
        Rate
            The rate, with the basis "spot".

        Raises
        ------
        RateValueError
            For text that cannot be read as a rate, and for numbers that are not
            positive.
        AmountTypeError
            For what is not a number.

        Examples
        --------
        >>> Rate.of("¥117.56 per U.S.$1.00").yen_per_usd
        Decimal('117.56')
        """
        if isinstance(value, Rate):
            return value
        if isinstance(value, str):
            match = re.fullmatch(_RATE_TEXT, value, re.IGNORECASE) if len(value) <= _LONGEST else None
            if match is None:
                raise RateValueError(
                    f"cannot read {quote(value)} as a rate",
                    "a rate is a positive number of yen per dollar",
                    "write it like '¥117.56' or '117.56'",
                )
            number = from_plain_text(match["rate"], "a rate")
        else:
            number = to_decimal(value, "a rate")
        day = None if observed is None else to_date(observed)
        return cls(number, label, asked=day, observed=day, publisher=publisher)

    @classmethod
    def _from_outside(cls, value: object) -> object:
        """For pydantic: a number or text of yen per dollar."""
        if isinstance(value, str | int | float | Decimal) and not isinstance(value, bool):
            return cls.of(value)
        return value

    @classmethod
    def _outside_forms(cls) -> list[CoreSchema]:
        """A number or text of yen per dollar."""
        from pydantic_core import core_schema

        text = core_schema.str_schema(pattern=_rate_pattern(), max_length=_LONGEST)
        return [core_schema.float_schema(gt=0, lt=BOUND), text]

    @property
    def is_noon_buying_rate(self) -> bool:
        """Whether it is a published noon buying rate, or the average of such rates."""
        publisher = self.publisher or ""
        return self.label == NOON_BUYING_RATE and (RESERVE_BANK in publisher or BOARD in publisher)

    def describe(self) -> str:
        """What rate it is and of when, without the number.

        >>> from yen_usd import REPORT_RATE
        >>> REPORT_RATE.describe()
        'noon buying rate of 2007-03-30, prevailing on 2007-03-31'
        """
        return describe(self)

    def spelled_out(self) -> str:
        """The description for a sentence, with its article and the dates in words.

        >>> from yen_usd import h10_rates
        >>> h10_rates().over("FY2007").high.spelled_out()
        'the highest noon buying rate in New York City for cable transfers in yen in the
        fiscal year ended March 31, 2007, that of January 29, 2007'
        """
        return spell_out(self)

    def __str__(self) -> str:
        return f"¥{plain(self.yen_per_usd)}, {self.describe()}"

    def __repr__(self) -> str:
        return f"Rate({self})"


_RATE_TEXT: Final = (
    r"\s*(?:[¥￥]\s*|JPY\s*)?(?P<rate>[0-9]{1,40}(?:\.[0-9]{1,40})?)\s*(?:円|yen|JPY)?"
    r"(?:\s*(?:per|/|=)\s*(?:U\.?S\.?\s*)?(?:\$\s*(?:1(?:\.0+)?)?|dollar|1?\s*USD))?\s*"
)
_LONGEST: Final = 100


def _rate_pattern() -> str:
    """The same without a flag for capitals, as JSON Schema has none, and of positive numbers of at most forty digits."""
    either_case = re.sub(
        r"(?<!\\)[A-Za-z]",
        lambda letter: f"[{letter[0].upper()}{letter[0].lower()}{'ſ' if letter[0] == 'S' else ''}]",
        _RATE_TEXT.replace("?P<rate>", ""),
    )
    positive = either_case.replace("([0-9]", r"((?=[0.]*[1-9])(?!0*[1-9](?:\.?[0-9]){40})[0-9]", 1)
    return f"^{positive}$"
