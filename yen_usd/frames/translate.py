"""`translate_frame`: columns of amounts at the rates of their rows."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, cast

from .._arguments import NOT_GIVEN, NotGiven
from ..dates.days import NumpyDatetime
from ..dates.months import Naming
from ..dates.periods import Period
from ..errors import ArgumentError, DataFileError, FileError, argument
from ..money.currency import Currency
from ..money.exact import Number
from ..money.rounding import Rounding
from ..money.units import Unit
from ..rates.rate import AveragingName, PeriodBasis, Rate
from ..rates.rate_source import RateSource
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
ValueT = TypeVar("ValueT")
ByColumn: TypeAlias = Mapping[str, ValueT] | Mapping[int, ValueT]


def translate_frame(
    frame: IntoFrameT,
    amount: Label | Iterable[Label] | ByColumn[Constant],
    *,
    on: DayOrColumn | ByColumn[DayOrColumn] | NotGiven = NOT_GIVEN,
    period: PeriodOrColumn | ByColumn[PeriodOrColumn] | NotGiven = NOT_GIVEN,
    rate: RateOrColumn | ByColumn[RateOrColumn] | NotGiven = NOT_GIVEN,
    basis: PeriodBasis | None = None,
    averaging: AveragingName | None = None,
    rate_places: int | None = None,
    instants: Literal["period_end"] | None = None,
    to: Currency | Literal["USD", "JPY"] = Currency.USD,
    into: str | Sequence[str] | ByColumn[str] | None = None,
    rate_into: str | ByColumn[str] | None = None,
    observed_into: str | ByColumn[str] | None = None,
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
    """Translate columns of amounts in a data frame, each row at its rate.

    Name the rate by one of `on`, `period` with `basis`, and `rate`. A string is
    the name of a column; dates, periods and rates are constants for all rows.

    Parameters
    ----------
    frame : DataFrame, LazyFrame, Table or relation
        A frame of pandas, Polars (eager or lazy), PyArrow, DuckDB, Dask or
        PySpark.
    amount : str, int, list or mapping
        The column of amounts, several, or a mapping of columns to their dates,
        periods or rates. Amounts are yen (with `to="JPY"` dollars). NaN is a
        null.
    on : str, date or mapping, optional
        A column of days, or one day: the prevailing rate. Of a pandas period it
        is the last day. A mapping gives each column of amounts its own.
    period : str, (str, str), Period or mapping, optional
        A column of periods, two columns with the first and the last day, or one
        period.
    rate : str, Rate, number or mapping, optional
        A column of rates in yen per US$1, or one rate.
    basis : {"average", "period_end", "high", "low"}, optional
        Which rate of a period; required with `period`.
    averaging : {"month_end", "daily"}, optional
        Another average than the usual one, as for `translate`.
    rate_places : int, optional
        Decimal places of an average; 2 by default.
    instants : {"period_end"}, optional
        Rows of two columns that have no start are instants, such as balances:
        they take the rate that prevails on the end. Otherwise they have no
        rate.
    to : {"USD", "JPY"}, default "USD"
        The currency of the results.
    into : str, list or mapping, optional
        The names of the new columns; by default the column's with "_usd" or
        "_jpy".
    rate_into, observed_into : str or mapping, optional
        Names of columns for the rates, and for the days on which they were
        observed.
    amount_unit : str, optional
        The unit of the amounts, such as "million", or a column with the unit of
        each row.
    result_unit : str, optional
        The unit to write results in. It moves the decimal point alone:
        $206,702,960.19 in millions is 206.70296019.
    rounding : Rounding, optional
        How results are rounded, before `result_unit`; by default to the cent or
        the yen.
    dtype : {"float", "decimal"}, optional
        Doubles nearest to the exact results, or decimals; by default decimals
        for decimals and floats for all other columns.
    missing : {"raise", "null"}, default "raise"
        What becomes of a row whose date or period has no rate or cannot be
        read. A lazy frame with a column of dates, periods or rates requires
        "null".
    parse_dates : bool or str, default False
        Whether to read dates and periods in text; or their format, such as
        "%m/%d/%Y". Lazy frames read only the format and 2007-03-31. A blank is
        a null.
    parse_amounts : bool, default False
        Whether to read text as the cells of statements: (1,234), △1,234,
        ¥1,234. A blank, a dash and n/a are nulls. A cell may name its unit if
        `amount_unit` does not.
    nil : bool, default False
        Whether a dash in such text is zero.
    strict : bool, default False
        Whether a rate must have been published on the day itself.
    series : RateSeries or other RateSource, optional
        Where rates are looked up; by default `h10_rates()`.
    fiscal_year_end : int, default 3
        The month in which fiscal years end, for text such as "FY2007".
    named_by : {"end", "start"}, default "end"
        Whether "FY2007" ends or begins in 2007.

    Returns
    -------
    DataFrame, LazyFrame, Table or relation
        A frame of the same kind with the new columns last. Integers and
        decimals are exact, as long as amount and result, counted in their last
        place, fit 64 bits. A float of up to 15 digits, six of them decimals, is
        taken as it is written. Nulls stay null.

    Raises
    ------
    MissingColumnError, ColumnExistsError
        For a column that the frame does not have, or has already.
    ArgumentError
        For arguments that do not go together.
    AmountTypeError, DateTypeError, PeriodTypeError
        For a column of another type.
    RateNotFoundError
        For rows without a rate, which it counts and shows. Lazy frames have
        nulls instead of this error and the next.
    RateValueError, UnitError, DateError, PeriodError, ParseError, AmountError
        For other rows that cannot be translated. `check_frame` counts them.

    Examples
    --------
    >>> import polars as pl
    >>> from yen_usd import translate_frame
    >>> frame = pl.DataFrame({"year": ["2006", "2007"], "revenue": [18_000, 24_300]})
    >>> frame = frame.with_columns(end=pl.date(pl.col("year").cast(int), 3, 31))
    >>> found = translate_frame(frame, "revenue", on="end", amount_unit="million")
    >>> found["revenue_usd"].to_list()
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
            into=cast("str | Sequence[str] | Mapping[Label, str] | None", into),
            rate_into=cast("str | Mapping[Label, str] | None", rate_into),
            observed_into=cast("str | Mapping[Label, str] | None", observed_into),
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
            f"{argument('missing', 'raise')} with a lazy frame",
            "its rows are read only later",
            f"say {argument('missing', 'null')}, and count the rows without a rate by check_frame",
        )
    if entry.compiles and any(key.how == "period" for key in plan.rate_keys):
        raise ArgumentError(
            "a column of periods in a lazy frame cannot be used",
            "its periods would have to be read one by one",
            f"use {argument('on')} with a column of dates, or {argument('period')} with two columns of dates",
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
