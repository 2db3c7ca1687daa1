"""`translate_frame`: columns of amounts at the rates of their rows."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from .._arguments import NOT_GIVEN, NotGiven
from ..dates.days import NumpyDatetime
from ..dates.months import Naming
from ..dates.periods import Period
from ..errors import ArgumentError, DataFileError, FileError
from ..money.currency import Currency
from ..money.exact import Number
from ..money.rounding import Rounding
from ..money.units import Unit
from ..rates.period_rates import RateSource
from ..rates.rate import AveragingName, PeriodBasis, Rate
from .call import Call
from .engines import Engine, engine_of, entry_of
from .plan import Constant, FrameDType, Missing, Plan
from .planning import make_plan
from .schema import Label

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

DayOrColumn: TypeAlias = Label | dt.date | NumpyDatetime
PeriodOrColumn: TypeAlias = Label | tuple[Label, Label] | Period
RateOrColumn: TypeAlias = str | Rate | Number


def translate_frame(
    frame: IntoFrameT,
    amount: Label | Iterable[Label] | Mapping[Any, Constant],
    *,
    on: DayOrColumn | Mapping[Any, DayOrColumn] | NotGiven = NOT_GIVEN,
    period: PeriodOrColumn | Mapping[Any, PeriodOrColumn] | NotGiven = NOT_GIVEN,
    rate: RateOrColumn | Mapping[Any, RateOrColumn] | NotGiven = NOT_GIVEN,
    basis: PeriodBasis | None = None,
    averaging: AveragingName | None = None,
    rate_places: int | None = None,
    instants: Literal["period_end"] | None = None,
    to: Currency | Literal["USD", "JPY"] = Currency.USD,
    into: str | Sequence[str] | Mapping[Any, str] | None = None,
    rate_into: str | Mapping[Any, str] | None = None,
    observed_into: str | Mapping[Any, str] | None = None,
    amount_unit: Unit | Label | None = None,
    result_unit: Unit | None = None,
    rounding: Rounding | None = None,
    dtype: FrameDType | None = None,
    missing: Missing = "raise",
    parse_dates: bool | str = False,
    parse_amounts: bool = False,
    nil: bool = False,
    strict: bool = False,
    series: RateSource | None = None,
    fiscal_year_end: int = 3,
    named_by: Naming = "end",
) -> IntoFrameT:
    """Add to a frame the translation of its columns of amounts, each row at its rate, exact to the cent or the yen.

    `frame` is of pandas, Polars (eager or lazy), PyArrow, DuckDB, Dask or PySpark; the result is of the same kind,
    with the new columns last and everything else as it was. `amount` is a column, several, or a mapping of columns
    to their constants: dates, `Period`s or `Rate`s. Otherwise one of `on=`, `period=` with `basis=` and `rate=` is
    compulsory: a string is a column of dates, periods or rates, anything else a constant for all rows; or a mapping
    of the amounts to one of these each. In a column of pandas' periods `on=` takes the last day of each. In pandas a
    label may be a number, which in `rate=` is a rate.

    `period=("start", "end")` names two columns of dates: each row takes the average of its own days, or with
    `basis="period_end"` the rate at their end. `averaging=` and `rate_places=` are those of `translate`. A row
    without a start is an instant, such as a balance: with `instants="period_end"` it takes the rate that prevails on
    the end, otherwise it has no rate.

    Amounts are yen, with `to="JPY"` dollars, in `amount_unit`: a unit such as "million", or a column that names the
    unit of each row. The unit changes no digit: 24,300 million is ¥24,300,000,000. The result is rounded once as
    `translate` rounds it, to the cent or the yen or by `rounding=`, and then written in `result_unit`, which moves
    the decimal point alone: $206,702,960.19 in millions is 206.70296019, unless `rounding=Rounding(unit="thousand")`
    made it 206.703. `into` names the results (otherwise the column and "_usd" or "_jpy"), `rate_into` and
    `observed_into` columns for the rates and for the days they were observed on. `dtype` is "float", the double
    nearest to the exact result, or "decimal"; by default decimals for decimals, floats for everything else.

    Integers and decimals are exact, as long as an amount and its result, each counted in its last place, fit 64
    bits. A float counts with all of its whole part, and with a fraction of six decimal places in yen or dollars,
    fewer from 10**9 on, so that 15 digits count: every number that is written with up to 15 digits, six of them
    decimals, is taken as it is written. NaN is a null.

    With `parse_amounts=True` text is read as the cells of statements are: (1,234), △1,234, ¥1,234, footnote marks, full
    width, up to six decimal places; lazy frames read the plain forms of these, by expressions. A blank, a dash and
    n/a are nulls, with `nil=True` a dash is zero. A cell that names its own unit (24.3億円) is read where `amount_unit`
    names none. Any other text is refused, or null as other bad rows are, and counted by `check_frame`.

    Rates are those of `translate`: the prevailing rate of a day (`strict=True`: observed on it) from `series`, by default
    `h10_rates()`; text in a column is read only with `parse_dates=True`, on lazy frames only as 2007-03-31, or by a
    format such as `parse_dates="%m/%d/%Y"`. Nulls stay null. A row whose date or period has no rate, or cannot be read,
    raises, or is null with `missing="null"`, which a lazy frame with a column of dates, periods or rates must say;
    `check_frame` counts such rows. All other bad rows raise on eager frames and are null on lazy ones.

    Raises `MissingColumnError`, `ColumnExistsError` and `ArgumentError` for what the frame does not have or may not
    get, `AmountTypeError`, `DateTypeError` and `PeriodTypeError` for columns of other types; and of eager frames for
    rows, which it counts and shows: `RateNotFoundError`, `RateValueError`, `UnitError`, `DateError`, `PeriodError`,
    `ParseError`, and `AmountError` where a result, counted in its last place, leaves 64 bits.

    >>> import polars as pl
    >>> from yen_usd import translate_frame
    >>> frame = pl.DataFrame({"year": ["2006", "2007"], "revenue": [18_000, 24_300]})
    >>> frame = frame.with_columns(end=pl.date(pl.col("year").cast(int), 3, 31))
    >>> translate_frame(frame, "revenue", on="end", amount_unit="million")["revenue_usd"].to_list()
    [153217568.95, 206702960.19]
    """
    return carry_out(
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
            into=into,
            rate_into=rate_into,
            observed_into=observed_into,
            amount_unit=amount_unit,
            result_unit=result_unit,
            rounding=rounding,
            dtype=dtype,
            missing=missing,
            parse_dates=parse_dates,
            parse_amounts=parse_amounts,
            nil=nil,
            series=series,
            strict=strict,
            fiscal_year_end=fiscal_year_end,
            named_by=named_by,
        ),
    )


def carry_out(frame: IntoFrameT, call: Call) -> IntoFrameT:
    """The frame with the columns that a call adds."""
    engine, native, plan = plan_call(frame, call)
    result = engine.translate(native, plan)
    if native is frame:
        return cast("IntoFrameT", result)
    import narwhals as nw

    return cast("IntoFrameT", nw.from_native(result))


def plan_call(frame: object, call: Call) -> tuple[Engine, Any, Plan]:
    """The engine of a frame, the engine's own frame, and the plan of a call."""
    import narwhals as nw

    native: Any = nw.to_native(cast(Any, frame), pass_through=True)
    entry = entry_of(native)
    engine = engine_of(entry)
    converter = call.converter()
    plan = make_plan(engine.schema_of(native), call, converter)
    if entry.is_lazy and call.missing == "raise" and any(key.how != "constant" for key in plan.rate_keys):
        raise ArgumentError(
            "missing='raise' on a lazy frame", "no row of it is seen now", "say missing='null', and count by check_frame"
        )
    if entry.compiles and any(key.how == "period" for key in plan.rate_keys):
        raise ArgumentError(
            "a column of periods in a lazy frame",
            "they are read one by one",
            "use on= with a column of dates, or period= with two",
        )
    if entry.is_lazy and any(key.day_columns for key in plan.rate_keys):
        plan = _with_newer(replace(plan, is_lazy=True))
    return engine, native, plan


def _with_newer(plan: Plan) -> Plan:
    """The plan of a lazy frame, whose days are not seen now, with the newer figures that the user has."""
    try:
        return plan.with_newer()
    except (DataFileError, FileError) as error:
        warnings.warn(f"{error}; days after {plan.series.last_covered} have no rate", RuntimeWarning, stacklevel=4)
        return plan
