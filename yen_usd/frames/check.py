"""`check_frame`: how many rows of a frame have a result, and why the others have none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from .._arguments import NOT_GIVEN, NotGiven
from ..dates.months import Naming
from ..errors import ArgumentError, quote
from ..money.currency import Currency
from ..money.rounding import Rounding
from ..money.units import Unit
from ..rates.rate import AveragingName, PeriodBasis
from ..rates.rate_source import RateSource
from .call import Call
from .engines import Engine
from .plan import Plan, State
from .schema import Label, may_be_label
from .translate import DayOrColumn, PeriodOrColumn, RateOrColumn, plan_call

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame


_RESULT: Final = "__yen_usd_result"
_RATE: Final = "__yen_usd_rate"
_STATE: Final = "__yen_usd_state"


@dataclass(frozen=True, slots=True)
class FrameCheck:
    """How many rows of a frame come to a result, and why the others do not.

    Attributes
    ----------
    rows : int
        All rows.
    translated : int
        Those with a result.
    null : int
        Those whose amount is null, or what names their rate or unit; as text
        also a dash, a blank or n/a.
    without_rate : int
        Those whose date, period or rate gives no rate. Without `instants` a row
        that has no start of its period is one of them.
    without_result : int
        Those whose unit is unknown or whose result leaves 64 bits.
    unreadable : int
        Those with text that is not a date, a period or an amount.
    null_dates : int
        Of `null`, those that have an amount, but no date, period or rate.
    unreadable_dates : int
        Of `unreadable`, those whose date or period cannot be read.

    Examples
    --------
    >>> import polars as pl
    >>> from yen_usd import REPORT_RATE, check_frame
    >>> check_frame(pl.DataFrame({"yen": [100, None]}), "yen", rate=REPORT_RATE).null
    1
    """

    rows: int
    translated: int
    null: int
    without_rate: int
    without_result: int
    unreadable: int = 0
    null_dates: int = 0
    unreadable_dates: int = 0

    def __repr__(self) -> str:
        shown = {name: getattr(self, name) for name in self.__slots__}
        if not self.null_dates:
            del shown["null_dates"]
        if not self.unreadable_dates:
            del shown["unreadable_dates"]
        return f"FrameCheck({', '.join(f'{name}={count}' for name, count in shown.items())})"


def check_frame(
    frame: IntoFrame,
    amount: Label,
    *,
    on: DayOrColumn | NotGiven = NOT_GIVEN,
    period: PeriodOrColumn | NotGiven = NOT_GIVEN,
    rate: RateOrColumn | NotGiven = NOT_GIVEN,
    basis: PeriodBasis | None = None,
    averaging: AveragingName | None = None,
    rate_places: int | None = None,
    instants: Literal["period_end"] | None = None,
    to: Currency | Literal["USD", "JPY"] = Currency.USD,
    amount_unit: Unit | Label | None = None,
    rounding: Rounding | None = None,
    parse_dates: bool | str = False,
    parse_amounts: bool = False,
    nil: bool = False,
    strict: bool = False,
    series: RateSource | None = None,
    fiscal_year_end: int = 3,
    named_by: Naming = "end",
) -> FrameCheck:
    """Count the rows that `translate_frame` would translate with the same arguments.

    Nothing is raised for rows, and a lazy frame is computed once, to a few
    numbers.

    Parameters
    ----------
    frame : DataFrame, LazyFrame, Table or relation
        A frame of pandas, Polars, PyArrow, DuckDB, Dask or PySpark.
    amount : str or int
        The column of amounts.
    on, period, rate, basis, averaging, rate_places, instants : optional
        The rate of each row, as for `translate_frame`.
    to, amount_unit, rounding, parse_dates, parse_amounts, nil : optional
        How amounts are read and translated, as for `translate_frame`.
    strict, series, fiscal_year_end, named_by : optional
        How rates are looked up, as for `translate_frame`.

    Returns
    -------
    FrameCheck
        The number of rows translated, and of those that are not, by the reason.

    Raises
    ------
    MissingColumnError
        For a column that the frame does not have.
    ArgumentError
        For arguments that do not go together.
    AmountTypeError, DateTypeError, PeriodTypeError
        For a column of another type.

    Examples
    --------
    >>> import polars as pl
    >>> from yen_usd import check_frame
    >>> days = ["2007-03-31", "2007-03-31", "1971-08-20"]
    >>> frame = pl.DataFrame({"yen": [100, None, 300], "day": days})
    >>> check_frame(frame.lazy(), "yen", on="day", parse_dates=True)
    FrameCheck(rows=3, translated=1, null=1, without_rate=1, without_result=0,
    unreadable=0)
    """
    if not may_be_label(amount):
        raise ArgumentError(
            f"amount={quote(amount)}", "amount must be the name of one column", "check each column by itself"
        )
    engine, native, plan = plan_call(
        frame,
        Call(
            amount=amount,
            on=on,
            period=period,
            rate=rate,
            basis=basis,
            averaging=averaging,
            rate_places=rate_places,
            instants=instants,
            to=to,
            amount_unit=amount_unit,
            rounding=rounding,
            missing="null",
            parse_dates=parse_dates,
            parse_amounts=parse_amounts,
            nil=nil,
            series=series,
            strict=strict,
            fiscal_year_end=fiscal_year_end,
            named_by=named_by,
            into=_RESULT,
            rate_into=_RATE,
            state_into=_STATE,
        ),
    )
    rows, *others = _count(engine, engine.translate(native, plan), plan)
    return FrameCheck(rows, rows - sum(others[:4]), *others)


def _count(engine: Engine, frame: Any, plan: Plan) -> tuple[int, ...]:
    """The rows of a translated frame, and those of each kind that have no result."""
    import narwhals as nw

    [job] = plan.jobs
    names: dict[Label, str] = {job.amount: "amount", _RESULT: "result", _RATE: "rate", _STATE: "state"}
    if job.rate_key.how != "constant":
        names.setdefault(job.rate_key.column, "key")
    if plan.unit_column is not None:
        names.setdefault(plan.unit_column, "unit")
    state, has_rate = nw.col("state"), ~nw.col("rate").is_null()
    no_amount = _is_null("amount", job.kind) | (state == State.NIL)
    if "unit" in names.values():
        no_amount = no_amount | _is_null("unit", None)
    no_date = state == State.NO_DATE
    if "key" in names.values():
        no_date = no_date | _is_null("key", job.rate_key.kind)
    null = no_amount | no_date
    is_unreadable = (state == State.UNREADABLE) | (state == State.UNREADABLE_DATE)
    kinds = {
        "null": null,
        "without_rate": ~null & ~is_unreadable & ~has_rate,
        "without_result": ~null & ~is_unreadable & has_rate & nw.col("result").is_null(),
        "unreadable": ~null & is_unreadable,
        "null_dates": ~no_amount & no_date,
        "unreadable_dates": ~null & (state == State.UNREADABLE_DATE),
    }
    sums = [condition.cast(nw.Int64).sum().alias(name) for name, condition in kinds.items()]
    return tuple(int(count or 0) for count in engine.tally(frame, names, [nw.len().alias("rows"), *sums]))


def _is_null(column: str, kind: str | None) -> Any:
    import narwhals as nw

    found = nw.col(column).is_null()
    return found | nw.col(column).is_nan() if kind == "float" else found
