"""The arguments by which a call names its rate, and those of them that do not go together."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from .._arguments import NOT_GIVEN, NotGiven
from ..dates.days import DateLike
from ..dates.periods import PeriodLike
from ..errors import ArgumentError, argument
from ..money.exact import Number
from .rate import AveragingName, PeriodBasis, Rate

ONE_OF: Final = f"{argument('on')}, {argument('period')} and {argument('rate')}"
_MISSING: Final[Any] = None  # a missing value at run time, although the types do not allow it


class RateNames(NamedTuple):
    """The arguments by which a call names its rate, as one value."""

    on: DateLike | NotGiven = NOT_GIVEN
    period: PeriodLike | NotGiven = NOT_GIVEN
    basis: PeriodBasis | None = None
    averaging: AveragingName | None = None
    through: DateLike | None = None
    rate: Rate | Number | str | NotGiven = NOT_GIVEN
    rate_places: int | None = None
    strict: bool | None = None


def check_names(names: RateNames) -> None:
    """Raise `ArgumentError` for two rates, for None, and for arguments that belong to another way to name a rate."""
    on, period, basis, averaging, through, rate, rate_places, strict = names
    given: dict[str, object] = {"on": on, "period": period, "rate": rate}
    named = [argument(name) for name, value in given.items() if value is not NOT_GIVEN]
    if len(named) > 1:
        raise ArgumentError(
            f"{' and '.join(named)} are both given" if len(named) == 2 else f"{ONE_OF} are all given",
            f"only one of {ONE_OF} can name the rate",
            "leave the others out",
        )
    for name, value in given.items():
        if value is _MISSING:
            raise ArgumentError(
                f"{argument(name, None)} names no rate",
                "None stands for a missing value",
                f"give {argument(name)} a value, or leave out the argument or the row",
            )
    details = {"basis": basis, "averaging": averaging, "through": through, "rate_places": rate_places}
    without_period = [argument(name) for name, value in details.items() if value is not None and period is NOT_GIVEN]
    if without_period:
        raise ArgumentError(
            f"{' and '.join(without_period)} without {argument('period')}",
            "this says which rate of a period is used",
            f"give {argument('period')}, or leave it out",
        )
    if strict is not None and on is NOT_GIVEN:
        raise ArgumentError(
            f"{argument('strict', strict)} without {argument('on')}",
            "this says how a date is looked up",
            f"give {argument('on')}, or leave {argument('strict')} out",
        )
