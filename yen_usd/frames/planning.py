"""The planning of a call of `translate_frame`: every check that needs no row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, cast

from .._arguments import NotGiven
from ..converter import Converter
from ..dates.periods import Period
from ..errors import ArgumentError, ColumnExistsError, UnitError, argument, quote
from ..money.currency import Currency, to_currency
from ..money.rounding import check_rounding
from ..money.units import POWERS, Unit, is_unit, power_of, unit_to_write
from ..rates.rate import Rate
from ..rates.rate_names import ONE_OF
from .amount_text import AmountText
from .call import Call
from .plan import Job, Plan, RateKey
from .rate_keys import RateKeys
from .schema import Label, Schema


def make_plan(schema: Schema, call: Call, converter: Converter) -> Plan:
    """The plan of a call, after every check that needs no row."""
    target = to_currency(call.to)
    amount = call.amount
    names = _names(schema, amount)
    constants = cast("Mapping[Label, object]", amount) if isinstance(amount, Mapping) else None
    call.check()
    asked = RateKeys(schema, converter, call)
    given = _how_named(names, constants, on=call.on, period=call.period, rate=call.rate)
    keys = {name: asked.key(*given(name), name) for name in names}
    asked.check_all_used()
    results = _results(names, call.into, suffix=target.value.lower())
    jobs = tuple(
        Job(name, *schema.amount_kind(name, call.parse_amounts), results[name], keys[name], call.dtype) for name in names
    )
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
        parse_dates=asked.parse_dates,
        converter=converter,
        basis=asked.basis,
        averaging=asked.averaging,
        rate_places=asked.rate_places,
        instants=cast(Literal["period_end"] | None, call.instants),
        amount_text=_amount_text(call, target) if call.parse_amounts else None,
        rate_into=_by_key("rate_into", call.rate_into, keys),
        observed_into=_by_key("observed_into", call.observed_into, keys),
        state_into=call.state_into,
    )
    _check_new(schema, plan)
    return plan


def _amount_text(call: Call, target: Currency) -> AmountText:
    """How text is read as amounts: yen, or dollars that become yen."""
    currency = Currency.JPY if target is Currency.USD else Currency.USD
    return AmountText(currency, call.amount_unit is not None, call.nil, call.text_places)


def _names(schema: Schema, amount: object) -> list[Label]:
    is_one = schema.is_label(amount)
    names = [amount] if is_one else list(cast("Iterable[object]", amount)) if _is_many(amount) else []
    if not names or not all(map(schema.is_label, names)) or len(set(names)) < len(names):
        raise ArgumentError(
            f"amount={quote(amount)}",
            "amount must be a column, a list of different columns, or a dict of columns and their dates, Periods or Rates",
            "name at least one column",
        )
    return cast("list[Label]", names)


def _is_many(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | bytes)


def _how_named(
    names: list[Label], constants: Mapping[Label, object] | None, **arguments: object
) -> Callable[[Label], tuple[str, object]]:
    """For a column of amounts: by which argument, and by what, its rate is named."""
    named = {name: value for name, value in arguments.items() if not isinstance(value, NotGiven)}
    for name, value in named.items():
        if value is None:
            raise ArgumentError(
                f"{argument(name, None)} names no rate",
                "None stands for a missing value",
                f"give {argument(name)} a value, or leave it out",
            )
    shown = " and ".join(argument(name) for name in named)
    if constants is not None:
        if named:
            raise ArgumentError(
                f"{shown} with a dict of columns",
                "the dict names the rate of each column",
                f"leave {shown} out, or give a list of columns",
            )
        return lambda name: _constant(name, constants[name])
    if len(named) != 1:
        raise ArgumentError(
            f"{shown} are given together" if named else "no rate is named",
            f"exactly one of {ONE_OF} must be given",
            f"write {argument('on')} with a column of dates, for example" if not named else "leave the others out",
        )
    [(how, value)] = named.items()
    if not isinstance(value, Mapping):
        return lambda _: (how, value)
    each = cast("Mapping[object, object]", value)
    if set(each) != set(names):
        raise ArgumentError(
            f"{argument(how)} names the rates of {', '.join(map(quote, each)) or 'no column'}",
            f"the columns of amounts are {', '.join(map(quote, names))}",
            "name a rate for each of these columns",
        )
    return lambda name: (how, each[name])


def _constant(name: Label, value: object) -> tuple[str, object]:
    if isinstance(value, Rate):
        return "rate", value
    if isinstance(value, Period):
        return "period", value
    if isinstance(value, str) or value is None:
        raise ArgumentError(
            f"the column {quote(name)} has {quote(value)} for its rate",
            "in a dict of columns each has a date, a Period or a Rate",
            "write datetime.date(2007, 3, 31) or Period.parse('FY2007'), for example",
        )
    return "on", value


def _results(names: list[Label], into: object, suffix: str) -> dict[Label, str]:
    """The name of each result."""
    if into is None:
        return {name: f"{name}_{suffix}" for name in names}
    shown = quote(into)
    found: dict[Label, str] = {}
    if isinstance(into, Mapping):
        found = dict(cast("Mapping[Label, str]", into))
    elif isinstance(into, str) or _is_many(into):
        given = [into] if isinstance(into, str) else list(cast("Sequence[str]", into))
        found = dict(zip(names, given, strict=True)) if len(given) == len(names) else {}
    if set(found) != set(names) or not all(isinstance(name, str) for name in found.values()):
        raise ArgumentError(
            f"into={shown} does not name the results of {', '.join(map(quote, names))}",
            "each column of amounts has one result",
            "give a name for each: text, a list or a dict by column",
        )
    return found


def _by_key(argument: str, into: object, keys: Mapping[Label, RateKey]) -> dict[RateKey, str]:
    """The columns for rates or days: one name where all amounts have the same rates, else one for each of them."""
    if into is None:
        return {}
    if isinstance(into, str):
        if len(set(keys.values())) > 1:
            raise ArgumentError(
                f"{argument}={quote(into)} names one column, and there are several rates",
                "each rate has a column of its own",
                f"write {argument}={{amount: name}} with a name for each column of amounts",
            )
        return {next(iter(keys.values())): into}
    shown = quote(into)
    each = dict(cast("Mapping[Label, str]", into)) if isinstance(into, Mapping) else {}
    if not each or not set(each) <= set(keys) or not all(isinstance(name, str) for name in each.values()):
        raise ArgumentError(
            f"{argument}={shown}",
            f"{argument} must be a name, or a dict of columns of amounts and names",
            f"write {argument}='rate', for example",
        )
    found = {keys[amount]: name for amount, name in each.items()}
    if len(found) < len(each):
        raise ArgumentError(
            f"{argument}={shown} gives two names to one rate",
            "some of these columns of amounts have the same rates",
            "name one column for them",
        )
    return found


def _unit(schema: Schema, unit: object) -> tuple[int, Label | None]:
    """The power of the amounts' unit, and the column of units if there is one."""
    if unit is None:
        return 0, None
    if isinstance(unit, str) and is_unit(unit):
        if unit in schema.types:
            raise UnitError(
                argument("amount_unit", unit), f"{unit!r} is a unit and a column of the frame", "rename the column"
            )
        return POWERS[unit], None
    if not schema.is_label(unit) or unit not in schema.types:
        units = ", ".join(POWERS)
        raise UnitError(
            argument("amount_unit", unit),
            f"this is neither a column of the frame nor a unit; the units are {units}",
            unit_to_write(unit),
        )
    column = cast(Label, unit)
    schema.unit_kind(column)
    return 0, column


def _check_new(schema: Schema, plan: Plan) -> None:
    known = {schema.folded(name) for name in schema.types}
    for name in plan.new_names:
        if schema.folded(name) in known:
            raise ColumnExistsError(
                f"cannot add a column {quote(name)}",
                "the frame already has a column of this name",
                f"drop that column first, or give another name by {argument('into')}, {argument('rate_into')} or "
                f"{argument('observed_into')}",
            )
        known.add(schema.folded(name))
