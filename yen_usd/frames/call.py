"""The arguments of a call of `translate_frame`, and what is refused for any frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .._arguments import not_a_flag
from ..converter import Converter
from ..dates.formats import DateFormat, date_format
from ..dates.months import Naming
from ..errors import ArgumentError, BasisError, YenUsdError, argument, quote
from ..money.exact import MAX_DIGITS
from ..rates.period_rates import RateSource
from ..rates.rate import Basis, to_basis
from .plan import FrameDType, Missing
from .scaling import FLOAT_DIGITS
from .schema import Label

QUOTED_PLACES: Final = 2
"""The decimal places of an average, unless more are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The arguments of a call, as they were given."""

    amount: object
    on: object
    period: object
    rate: object
    basis: object
    averaging: object
    rate_places: object
    instants: object
    to: object
    amount_unit: object
    rounding: object
    missing: Missing
    parse_dates: bool | str
    parse_amounts: bool
    nil: bool
    series: RateSource | None
    strict: bool
    fiscal_year_end: int
    named_by: Naming
    into: str | Sequence[str] | Mapping[Label, str] | None = None
    rate_into: str | Mapping[Label, str] | None = None
    observed_into: str | Mapping[Label, str] | None = None
    state_into: str | None = None
    text_places: int = FLOAT_DIGITS
    result_unit: object = None
    dtype: FrameDType | None = None

    def check(self) -> None:
        """Refuse what no frame would change."""
        for is_refused, error in _REFUSED:
            if is_refused(self):
                raise error(self)

    def converter(self) -> Converter:
        """The converter that finds the rates."""
        return Converter(
            series=self.series,
            default_rate=None,
            strict=self.strict,
            fiscal_year_end=self.fiscal_year_end,
            named_by=self.named_by,
        )

    def named_basis(self) -> Basis | None:
        """The basis, if one is named."""
        return None if self.basis is None else to_basis(self.basis)

    def date_format(self) -> bool | DateFormat:
        """Whether text is read as dates, or the format in which it is."""
        if isinstance(self.parse_dates, str):
            return date_format(self.parse_dates)
        if type(self.parse_dates) is not bool:
            raise ArgumentError(
                f"parse_dates={quote(self.parse_dates)}", "it is True, False or a format", "write '%m/%d/%Y', say"
            )
        return self.parse_dates


_REFUSED: Final[tuple[tuple[Callable[[Call], bool], Callable[[Call], YenUsdError]], ...]] = (
    (
        lambda call: call.dtype not in (None, "float", "decimal"),
        lambda call: ArgumentError(
            f"dtype={quote(call.dtype)}", "there are 'float' and 'decimal'", "name one, or leave it out"
        ),
    ),
    (
        lambda call: call.missing not in ("raise", "null"),
        lambda call: ArgumentError(f"missing={quote(call.missing)}", "there are 'raise' and 'null'", "name one of them"),
    ),
    (
        lambda call: type(call.parse_amounts) is not bool,
        lambda call: not_a_flag("parse_amounts", call.parse_amounts),
    ),
    (
        lambda call: type(call.nil) is not bool,
        lambda call: not_a_flag("nil", call.nil),
    ),
    (
        lambda call: call.nil and not call.parse_amounts,
        lambda _: ArgumentError(
            f"{argument('nil', True)} without parse_amounts=True", "it is about dashes in text", "leave it out"
        ),
    ),
    (
        lambda call: call.instants not in (None, "period_end"),
        lambda call: ArgumentError(
            argument("instants", call.instants),
            "a row without a start takes 'period_end' or none",
            "say one, or leave it out",
        ),
    ),
    (
        lambda call: call.named_basis() is Basis.SPOT,
        lambda _: BasisError(
            "the spot rate of a period", "a period has average, period_end, high and low", f"use {argument('on')}"
        ),
    ),
    (
        lambda call: call.averaging is not None and call.named_basis() not in {None, Basis.AVERAGE},
        lambda call: BasisError(
            f"{argument('averaging')} of a {call.named_basis()} rate", "only averages have one", "leave it out"
        ),
    ),
    (
        lambda call: call.rate_places is not None and call.named_basis() not in {None, Basis.AVERAGE},
        lambda call: BasisError(
            f"{argument('rate_places')} of a {call.named_basis()} rate", "it is quoted as published", "leave it out"
        ),
    ),
    (
        lambda call: (
            call.rate_places is not None and not (type(call.rate_places) is int and 0 <= call.rate_places <= MAX_DIGITS)
        ),
        lambda call: BasisError(
            f"an average to {quote(call.rate_places)} places", f"places run from 0 to {MAX_DIGITS}", "give a number"
        ),
    ),
)
"""What a call may not ask for, whatever the frame, in the order in which it is looked for; and what is said of it."""
