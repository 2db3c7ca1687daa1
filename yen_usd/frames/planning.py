"""The planning of a call of `translate_frame`: every check that needs no row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast

from .._arguments import NotGiven, not_a_flag
from ..converter import Converter
from ..dates.months import Naming
from ..dates.periods import Period
from ..errors import ArgumentError, BasisError, ColumnExistsError, UnitError, YenUsdError, quote
from ..money.currency import to_currency
from ..money.exact import Number
from ..money.rounding import check_rounding
from ..money.units import POWERS, Unit, is_unit, power_of
from ..rates.period_rates import RateSource
from ..rates.rate import Averaging, Basis, Rate, to_averaging, to_basis
from .plan import FrameDType, Job, Missing, Plan, RateKey
from .schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The arguments of a call, as they were given."""

    amount: object
    on: object
    period: object
    rate: object
    basis: object
    averaging: object
    to: object
    amount_unit: object
    rounding: object
    missing: Missing
    parse_dates: bool
    series: RateSource | None
    strict: bool
    fiscal_year_end: int
    named_by: Naming
    into: str | Sequence[str] | Mapping[str, str] | None = None
    rate_into: str | Mapping[str, str] | None = None
    observed_into: str | Mapping[str, str] | None = None
    result_unit: object = None
    dtype: FrameDType | None = None
    is_check: bool = False

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
        lambda call: type(call.parse_dates) is not bool,
        lambda call: not_a_flag("parse_dates", call.parse_dates),
    ),
    (
        lambda call: call.named_basis() is Basis.SPOT,
        lambda _: BasisError("the spot rate of a period", "a period has average, period_end, high and low", "use on="),
    ),
    (
        lambda call: call.averaging is not None and call.named_basis() not in {None, Basis.AVERAGE},
        lambda call: BasisError(f"averaging= of a {call.named_basis()} rate", "only averages have one", "leave it out"),
    ),
)
"""What a call may not ask for, whatever the frame, in the order in which it is looked for; and what is said of it."""


def make_plan(schema: Schema, call: Call, converter: Converter) -> Plan:
    """The plan of a call, after every check that needs no row."""
    target = to_currency(call.to)
    amount = call.amount
    names = _names(amount)
    constants = cast("Mapping[str, object]", amount) if isinstance(amount, Mapping) else None
    for is_refused, error in _REFUSED:
        if is_refused(call):
            raise error(call)
    averaging = None if call.averaging is None else to_averaging(call.averaging)
    asked = _Asked(schema, converter, call.named_basis(), averaging, call.parse_dates)
    given = _how_named(names, constants, on=call.on, period=call.period, rate=call.rate)
    keys = {name: asked.key(*given(name), name) for name in names}
    if not asked.used_basis:
        for label, value in (("basis", call.basis), ("averaging", call.averaging)):
            if value is not None:
                raise ArgumentError(f"{label}= without period=", "it says which rate of a period", "give period=")
    results = _results(names, call.into, suffix=target.value.lower())
    jobs = tuple(Job(name, *schema.amount_kind(name), results[name], keys[name], call.dtype) for name in names)
    rounding = target.rounding if call.rounding is None else check_rounding(call.rounding)
    power, unit_column = _unit(schema, call.amount_unit)
    plan = Plan(
        jobs=jobs,
        to=target,
        rounding=rounding,
        power=power,
        unit_column=unit_column,
        result_power=0 if call.result_unit is None else power_of(cast(Unit, call.result_unit)),
        missing=call.missing,
        parse_dates=call.parse_dates,
        converter=converter,
        basis=asked.basis,
        averaging=asked.averaging,
        rate_into=_by_key("rate_into", call.rate_into, keys),
        observed_into=_by_key("observed_into", call.observed_into, keys),
        is_check=call.is_check,
    )
    _check_new(schema, plan)
    return plan


def _names(amount: object) -> list[str]:
    names = [amount] if isinstance(amount, str) else list(cast("Iterable[object]", amount)) if _is_many(amount) else []
    if not names or not all(isinstance(name, str) for name in names) or len(set(names)) < len(names):
        raise ArgumentError(
            f"amount={quote(amount)}",
            "it is a column, a list of different columns, or columns with their constants",
            "name one column at least",
        )
    return cast("list[str]", names)


def _is_many(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | bytes)


def _how_named(
    names: list[str], constants: Mapping[str, object] | None, **arguments: object
) -> Callable[[str], tuple[str, object]]:
    """For a column of amounts: by which argument, and by what, its rate is named."""
    named = {name: value for name, value in arguments.items() if not isinstance(value, NotGiven)}
    for name, value in named.items():
        if value is None:
            raise ArgumentError(f"{name}=None names no rate", "a missing value has none", f"leave {name}= out")
    shown = " and ".join(f"{name}=" for name in named)
    if constants is not None:
        if named:
            raise ArgumentError(f"{shown} with amounts that have constants", "each column names its rate", "leave one out")
        return lambda name: _constant(name, constants[name])
    if len(named) != 1:
        raise ArgumentError(
            f"{shown} are given" if named else "no rate is named", "one of on=, period= and rate= is", "give one of them"
        )
    [(argument, value)] = named.items()
    if not isinstance(value, Mapping):
        return lambda _: (argument, value)
    each = cast("Mapping[object, object]", value)
    if set(each) != set(names):
        raise ArgumentError(
            f"{argument}= for {', '.join(map(quote, each)) or 'no column'}",
            f"the amounts are {', '.join(map(quote, names))}",
            "name each of them once",
        )
    return lambda name: (argument, each[name])


def _constant(name: str, value: object) -> tuple[str, object]:
    if isinstance(value, Rate):
        return "rate", value
    if isinstance(value, Period):
        return "period", value
    if isinstance(value, str) or value is None:
        raise ArgumentError(
            f"column {quote(name)} with {quote(value)}", "constants are dates, Periods and Rates", "write Period.parse(...)"
        )
    return "on", value


@dataclass(slots=True)
class _Asked:
    """How rates are asked for, and whether a basis was of use."""

    schema: Schema
    converter: Converter
    basis: Basis | None
    averaging: Averaging | None
    parse_dates: bool
    used_basis: bool = False

    def key(self, argument: str, value: object, amount: str) -> RateKey:
        if value is None:
            raise ArgumentError(
                f"{argument}=None for column {quote(amount)}", "a missing value names no rate", "leave that column out"
            )
        match argument:
            case "on" if isinstance(value, str):
                return self._of_days(value)
            case "on":
                return RateKey("constant", rate=self.converter.rate(on=cast(dt.date, value)))
            case "rate" if isinstance(value, str):
                return RateKey("rate", value, *self.schema.rate_kind(value))
            case "rate":
                return RateKey("constant", rate=Rate.of(cast(Number, value)))
            case _:
                return self._of_period(value)

    def _of_days(self, column: str) -> RateKey:
        """A column of dates."""
        kind = self.schema.day_kind(column, self.parse_dates)
        unit = self.schema.types[column].time_unit if kind == "datetime" else ""
        return RateKey("date", column, kind, unit=unit)

    def _of_period(self, value: object) -> RateKey:
        self.used_basis = True
        if not isinstance(value, str):
            if not isinstance(value, Period):
                raise ArgumentError(f"period={quote(value)}", "it is a column or a Period", "write Period.parse(...)")
            rate = self.converter.rate(period=value, basis=cast(Literal["average"], self.basis), averaging=self.averaging)
            return RateKey("constant", rate=rate)
        kind = self.schema.period_kind(value, self.parse_dates)
        if self.basis is None:
            raise ArgumentError(
                f"rates of the periods in column {quote(value)} without basis=",
                "there are average, period_end, high and low",
                "say which one",
            )
        return RateKey("period", value, kind)


def _results(names: list[str], into: object, suffix: str) -> dict[str, str]:
    """The name of each result."""
    if into is None:
        return {name: f"{name}_{suffix}" for name in names}
    shown = quote(into)
    found: dict[str, str] = {}
    if isinstance(into, Mapping):
        found = dict(cast("Mapping[str, str]", into))
    elif isinstance(into, str) or _is_many(into):
        given = [into] if isinstance(into, str) else list(cast("Sequence[str]", into))
        found = dict(zip(names, given, strict=True)) if len(given) == len(names) else {}
    if set(found) != set(names) or not all(isinstance(name, str) for name in found.values()):
        raise ArgumentError(
            f"into={shown} for {', '.join(map(quote, names))}",
            "each column of amounts has one result",
            "name each",
        )
    return found


def _by_key(argument: str, into: object, keys: Mapping[str, RateKey]) -> dict[RateKey, str]:
    """The columns for rates or days: one name where all amounts have the same rates, else one for each of them."""
    if into is None:
        return {}
    if isinstance(into, str):
        if len(set(keys.values())) > 1:
            raise ArgumentError(
                f"{argument}={quote(into)} for several rates", "each has a column of its own", "name them by amount"
            )
        return {next(iter(keys.values())): into}
    shown = quote(into)
    each = dict(cast("Mapping[str, str]", into)) if isinstance(into, Mapping) else {}
    if not each or not set(each) <= set(keys) or not all(isinstance(name, str) for name in each.values()):
        raise ArgumentError(f"{argument}={shown}", "it is a name, or names by amount", "name the columns")
    found = {keys[amount]: name for amount, name in each.items()}
    if len(found) < len(each):
        raise ArgumentError(
            f"{argument}={shown}",
            "some of these amounts have the same rates",
            "name one column for them",
        )
    return found


def _unit(schema: Schema, unit: object) -> tuple[int, str | None]:
    """The power of the amounts' unit, and the column of units if there is one."""
    if unit is None:
        return 0, None
    if isinstance(unit, str) and is_unit(unit):
        if unit in schema.types:
            raise UnitError(f"amount_unit={quote(unit)}", "it is a unit and a column of the frame", "rename that column")
        return POWERS[unit], None
    if not isinstance(unit, str) or unit not in schema.types:
        units = ", ".join(POWERS)
        raise UnitError(f"amount_unit={quote(unit)}", f"units are {units}; it is no column either", "name one of them")
    schema.unit_kind(unit)
    return 0, unit


def _check_new(schema: Schema, plan: Plan) -> None:
    known = {schema.folded(name) for name in schema.types}
    for name in plan.new_names:
        if schema.folded(name) in known:
            raise ColumnExistsError(
                f"a new column {quote(name)}",
                "there is one of that name",
                "drop it first, or name another by into=, rate_into= or observed_into=",
            )
        known.add(schema.folded(name))
