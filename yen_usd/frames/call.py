"""The arguments of a call of `translate_frame`, and what is refused for any frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .._arguments import not_a_flag, what_to_write
from ..converter import Converter
from ..dates.formats import DateFormat, date_format
from ..dates.months import Naming
from ..errors import ArgumentError, BasisError, YenUsdError, argument, quote
from ..money.exact import MAX_DIGITS
from ..rates.rate import Basis, to_basis
from ..rates.rate_source import RateSource
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
                f"parse_dates={quote(self.parse_dates)}",
                "parse_dates must be True, False or a format of dates",
                "write parse_dates='%m/%d/%Y', for example",
            )
        return self.parse_dates


_REFUSED: Final[tuple[tuple[Callable[[Call], bool], Callable[[Call], YenUsdError]], ...]] = (
    (
        lambda call: call.dtype not in (None, "float", "decimal"),
        lambda call: ArgumentError(
            f"dtype={quote(call.dtype)}", "dtype must be 'float' or 'decimal'", "use one of these, or leave dtype= out"
        ),
    ),
    (
        lambda call: call.missing not in ("raise", "null"),
        lambda call: ArgumentError(
            argument("missing", call.missing),
            "missing must be 'raise' or 'null'",
            what_to_write(call.missing, ("raise", "null"), {"error": "raise", "none": "null", "nan": "null"}),
        ),
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
            f"{argument('nil', True)} without parse_amounts=True",
            "nil= says how dashes in text are read",
            f"add parse_amounts=True, or leave {argument('nil')} out",
        ),
    ),
    (
        lambda call: call.instants not in (None, "period_end"),
        lambda call: ArgumentError(
            argument("instants", call.instants),
            "rows without a start can only have the rate 'period_end'",
            f"write {argument('instants', 'period_end')}, or leave it out",
        ),
    ),
    (
        lambda call: call.named_basis() is Basis.SPOT,
        lambda _: BasisError(
            f"a period has no spot rate ({argument('basis', 'spot')})",
            "its rates are average, period_end, high and low",
            f"use one of these, or {argument('on')} for the rates of dates",
        ),
    ),
    (
        lambda call: call.averaging is not None and call.named_basis() not in {None, Basis.AVERAGE},
        lambda call: BasisError(
            f"{argument('averaging', call.averaging)} with {argument('basis', str(call.named_basis()))}",
            "only an average has an averaging",
            f"leave {argument('averaging')} out, or write {argument('basis', 'average')}",
        ),
    ),
    (
        lambda call: call.rate_places is not None and call.named_basis() not in {None, Basis.AVERAGE},
        lambda call: BasisError(
            f"{argument('rate_places', call.rate_places)} with {argument('basis', str(call.named_basis()))}",
            "only an average is rounded; other rates are quoted as published",
            f"leave {argument('rate_places')} out",
        ),
    ),
    (
        lambda call: (
            call.rate_places is not None and not (type(call.rate_places) is int and 0 <= call.rate_places <= MAX_DIGITS)
        ),
        lambda call: BasisError(
            f"an average cannot have {quote(call.rate_places)} decimal places",
            f"{argument('rate_places')} must be a whole number from 0 to {MAX_DIGITS}",
            f"write {argument('rate_places', 4)}, for example",
        ),
    ),
)
"""What a call may not ask for, whatever the frame, in the order in which it is looked for; and what is said of it."""
