"""A plan as expressions, written once in the few operations that every dialect has."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from ...money.rounding import Mode
from ..division import Rounds, translate_at_once, translate_counts
from ..lookup_tables import RateTable, of_days, of_rates
from ..plan import Job, Plan, RateKey
from ..scaling import FLOAT_DIGITS, LARGEST_FLOAT, RATE_LIMIT, RATE_PLACES, SHOWN_DIGITS, Scaling, scaling
from ..schema import Label
from ..span_tables import SpanTable, of_spans
from .expression_text import TextDialect


@dataclass(frozen=True, slots=True, eq=False)
class RateColumn:
    """The rates of the rows as an expression, null where there is none, or one count for all; and the days observed."""

    counts: Any
    observed: Any
    places: int
    largest: int


class Dialect(TextDialect):
    """What the expressions of an engine are made of, and the operators +, -, *, /, <, <=, & and | between them.

    An expression that others repeat is `let` be a column of its own, in one of the `stages` that are gone through
    before the last; expressions would otherwise double with every step.
    """

    rounds: ClassVar[Rounds]
    is_direct: bool = False  # every amount is known to be small enough for one division
    is_wide: bool = False  # the column at hand needs whole numbers of more than 64 bits

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self._taken = {name.lower() for name in names}
        self.stages: list[dict[str, Any]] = []
        self._depth = 0
        self._with_rates = 0  # the stage in which all rates are there

    def name(self, stem: str) -> str:
        """A name that no column has."""
        name = f"__{stem}"
        while name.lower() in self._taken:
            name = f"_{name}"
        self._taken.add(name.lower())
        return name

    def let(self, value: Any) -> Any:
        """The value as a column of its own, of a stage after those of its parts."""
        if self._depth == len(self.stages):
            self.stages.append({})
        name = self.name(f"step_{sum(map(len, self.stages))}")
        self.stages[self._depth][name] = value
        self._depth += 1
        return self.column(name)

    def let_rates(self, counts: Any, observed: Any, places: int, largest: int) -> RateColumn:
        """The rates of a key, their counts let; whatever takes them comes in a later stage."""
        found = RateColumn(self.let(counts), observed, places, largest)
        self._with_rates = max(self._with_rates, self._depth)
        self._depth = 0
        return found

    @property
    def temporary(self) -> list[str]:
        """The columns of the stages."""
        return [name for stage in self.stages for name in stage]

    @abstractmethod
    def column(self, name: Label) -> Any:
        """A column."""

    @abstractmethod
    def over(self, dividend: Any, divisor: Any) -> Any:
        """The quotient of whole numbers, as one."""

    def remainder(self, dividend: Any, divisor: Any) -> Any:
        """What the quotient leaves of the dividend."""
        return dividend % divisor

    def rounded(self, dividend: Any, divisor: Any, mode: Mode) -> Any:
        """The quotient of small whole numbers as one, rounded; None where it is no quicker than whole numbers."""
        return None

    def times(self, column: Any, number: Any) -> Any:
        """The product of a column and another, or a whole number of any size."""
        return column if isinstance(number, int) and number == 1 else column * number

    @abstractmethod
    def product(self, amount: Any, number: Any) -> Any:
        """The product of wide whole numbers, null where it is too large even for these."""

    @abstractmethod
    def where(self, condition: Any, yes: Any, no: Any) -> Any:
        """One or the other; null is no."""

    @abstractmethod
    def only(self, condition: Any, value: Any) -> Any:
        """The value where the condition is true, null elsewhere."""

    @abstractmethod
    def is_null(self, column: Any) -> Any:
        """Whether there is no value."""

    def once(self, value: Any) -> Any:
        """A value that the engine finds out once, though others repeat it, where it would not by itself."""
        return value

    @abstractmethod
    def halves(self, value: Any) -> tuple[Any, Any]:
        """The upper and the lower 32 bits of a positive whole number."""

    @abstractmethod
    def quotient(self, dividend: Any, divisor: Any) -> Any:
        """The quotient of positive whole numbers below 2**53 as one, rounded down; of others it may be anything."""

    @abstractmethod
    def is_odd(self, column: Any) -> Any:
        """Whether a whole number is odd."""

    @abstractmethod
    def equal(self, one: Any, other: Any) -> Any:
        """Whether two whole numbers are equal."""

    @abstractmethod
    def multiply_add(self, quotient: Any, multiplier: Any, more: Any) -> Any:
        """The quotient times the multiplier and `more`."""

    @abstractmethod
    def integer(self, name: Label) -> Any:
        """A column of integers, null where one leaves 64 bits."""

    @abstractmethod
    def unscaled(self, name: Label, places: int) -> Any:
        """A column of decimals as counts of 10**-`places`, null where one is too large."""

    @abstractmethod
    def double(self, value: Any) -> Any:
        """A number as a double."""

    @abstractmethod
    def magnitude(self, value: Any) -> Any:
        """A number without its sign."""

    @abstractmethod
    def whole(self, value: Any) -> Any:
        """A double's whole part, as a whole number."""

    @abstractmethod
    def nearest(self, value: Any) -> Any:
        """The whole number nearest to a double, the even one of two."""

    @abstractmethod
    def wide(self, value: Any) -> Any:
        """A whole number, or Python's, of more than 64 bits."""

    @abstractmethod
    def in_range(self, count: Any, estimate: Callable[[], Any]) -> Any:
        """A result of 64 bits, null where it does not fit them; `estimate` makes a rough one, as a double."""

    @abstractmethod
    def by_unit(self, column: Label, numbers: Mapping[str, int]) -> Any:
        """The number of the unit that a column names; null for an unknown one."""

    @abstractmethod
    def to_double(self, count: Any, places: int) -> Any:
        """The double nearest to a count of 10**-`places`."""

    @abstractmethod
    def to_decimal(self, count: Any, places: int) -> Any:
        """A count of 10**-`places` as a decimal."""

    @abstractmethod
    def constant(self, count: int) -> Any:
        """A whole number for every row."""

    def wide_constant(self, count: int) -> Any:
        """A whole number for every row, of 128 bits where the column at hand has such."""
        return self.wide(count) if self.is_wide else self.constant(count)

    @abstractmethod
    def to_date(self, days: Any) -> Any:
        """A number of days since 1970, or None, as a date."""

    # What is the same in every dialect.

    def new_columns(self, plan: Plan, rates: Mapping[RateKey, RateColumn]) -> dict[str, Any]:
        """The expressions of the columns that a plan adds, in their order, over the columns of the stages."""
        new: dict[str, Any] = {}
        for job in plan.jobs:
            new |= self.columns_of(plan, job, rates[job.rate_key], taken=new)
        return new | self.check_column(plan)

    def columns_of(self, plan: Plan, job: Job, rate: RateColumn, taken: Mapping[str, Any]) -> dict[str, Any]:
        """The expressions of one column of results, and of its rates and days unless another has taken them."""
        self._depth = 0
        new = {job.into: self.result(plan, job, rate)}
        name = plan.rate_into.get(job.rate_key)
        if name is not None and name not in taken:
            counts = self.constant(rate.counts) if isinstance(rate.counts, int) else rate.counts
            new[name] = (self.to_decimal if job.is_decimal else self.to_double)(counts, rate.places)
        name = plan.observed_into.get(job.rate_key)
        if name is not None and name not in taken:
            new[name] = self.to_date(rate.observed)
        return new

    def result(self, plan: Plan, job: Job, rate: RateColumn) -> Any:
        """The column of results of one column of amounts."""
        is_float = job.kind in {"float", "text"}
        powers = plan.units if plan.unit_column is not None else plan.power
        digits = FLOAT_DIGITS if is_float else 0
        power = 0 if is_float else powers  # floats have their unit taken in
        scale = scaling(plan.to, plan.rounding, power, job.amount_places, digits, rate.places, rate.largest, job.is_long)
        places = scale.places_in(plan.result_power, job.is_decimal)
        self.is_wide = scale.is_wide
        if job.kind == "text":
            amount, fraction = self.texts(plan, job)
        else:
            amount, fraction = self.floats(plan, job) if is_float else (self.numbers(plan, job, scale), None)
        counts = self.wide(rate.counts) if scale.is_wide else rate.counts
        self._depth = max(self._depth, self._with_rates)
        found = self.let(self.counts(scale, counts, amount, fraction))
        return (self.to_decimal if job.is_decimal else self.to_double)(found, places)

    def numbers(self, plan: Plan, job: Job, scale: Scaling) -> Any:
        """A column of integers or decimals as whole numbers."""
        number = self.integer(job.amount) if job.kind == "integer" else self.unscaled(job.amount, job.amount_places)
        number = self.let(number)
        if isinstance(scale.lifted, int):
            return number if scale.lifted == 1 else self.let(self.product(number, scale.lifted))
        assert plan.unit_column is not None
        return self.let(self.product(number, self.let(self.by_unit(plan.unit_column, scale.lifted))))

    def floats(self, plan: Plan, job: Job) -> tuple[Any, Any]:
        """A column of floats as whole numbers of yen or dollars, and their fractions in `FLOAT_DIGITS` digits."""
        number = self.double(self.column(job.amount))
        unit: Any = 10**plan.power
        by: Any = 10.0**plan.power
        most = plan.power
        if plan.unit_column is not None:
            unit = self.let(self.by_unit(plan.unit_column, {name: 10**power for name, power in plan.units.items()}))
            by, most = self.let(self.double(unit)), max(plan.units.values())
        size = self.let(self.magnitude(number * by))
        whole = self.let(self.whole(self.only(size < LARGEST_FLOAT, number)))  # no NaN and no infinity
        shown, left = self._digits_shown(size, range(-most, FLOAT_DIGITS + 1), FLOAT_DIGITS)
        parts = self.let(self.times(self.nearest((number - self.double(whole)) * by * shown), left))
        amount = self.let(self.times(whole, unit) + self.over(parts, 10**FLOAT_DIGITS))
        return amount, self.let(self.remainder(parts, 10**FLOAT_DIGITS))

    def _digits_shown(self, size: Any, places: range, digits: int) -> tuple[Any, Any]:
        """By the size of a double: the power of ten that makes its shown digits a whole number, and what `digits` lack."""
        shown: Any = self.double(self.constant(1)) * 10.0 ** places[0]
        left: Any = self.wide_constant(10 ** (digits - places[0]))
        for more in places[1:]:
            is_smaller = size < 10.0 ** (SHOWN_DIGITS - more)
            shown = self.where(is_smaller, 10.0**more, shown)
            left = self.where(is_smaller, 10 ** (digits - more), left)
        return self.let(shown), self.let(left)

    def counts(self, scale: Scaling, rate: Any, amount: Any, fraction: Any) -> Any:
        """The counts of the results, null where there are none."""
        zero = self.constant(0)
        is_negative = amount < zero if fraction is None else (amount < zero) | (fraction < zero)
        if self.is_direct:
            return translate_at_once(self, scale, rate, amount, is_negative)

        def estimate() -> Any:
            """A rough result, as a double."""
            by_rate = float(rate) if isinstance(rate, int) else self.double(rate)
            found = self.double(amount) * float(scale.multiplier)
            return (found / by_rate if scale.divides_by_rate else found * by_rate) / float(scale.factor)

        return self.in_range(translate_counts(self, scale, rate, amount, fraction, is_negative), estimate)

    def rates_of(
        self,
        plan: Plan,
        by_day: Callable[[RateKey, RateTable], RateColumn],
        by_span: Callable[[RateKey, SpanTable], RateColumn],
    ) -> dict[RateKey, RateColumn]:
        """The rates of each key; those of columns of dates as the engine finds them in tables of days."""
        found: dict[RateKey, RateColumn] = {}
        for key in plan.rate_keys:
            if key.how == "date":
                found[key] = by_day(key, of_days(plan.series, plan.converter.strict, plan.newer))
            elif key.how == "span":
                found[key] = by_span(key, of_spans(plan.series, plan.newer, plan.rate_places))
            elif key.how == "rate":
                found[key] = self.rate_of_column(key)
            else:
                assert key.rate is not None
                table = of_rates([key.rate])
                found[key] = RateColumn(table.counts[0], table.observed[0], table.places, table.largest)
        return found

    def rate_of_column(self, key: RateKey) -> RateColumn:
        """The rates that a column holds, null where one is not positive, too large or too long."""
        self.is_wide = False
        places = key.places
        if key.kind == "float":
            places = RATE_PLACES
            number = self.let(self.double(self.column(key.column)))
            size = self.let(self.magnitude(number))
            whole = self.let(self.whole(self.only(size < 10.0 * RATE_LIMIT, number)))
            first = SHOWN_DIGITS - len(str(RATE_LIMIT))
            shown, left = self._digits_shown(size, range(first, RATE_PLACES + 1), RATE_PLACES)
            parts = self.times(self.nearest((number - self.double(whole)) * shown), left)
            counts = self.let(self.times(whole, 10**RATE_PLACES) + parts)
        elif key.kind == "decimal":
            self.is_wide = places > RATE_PLACES
            counts = self.let(self.unscaled(key.column, places))
            if self.is_wide:  # digits beyond the last place that rates have must be zeros
                power, places = 10 ** (places - RATE_PLACES), RATE_PLACES
                fewer = self.let(self.over(counts, power))
                fewer = self.only(self.equal(self.times(fewer, power), counts), fewer)
                counts = self.let(self.in_range(fewer, lambda: self.double(fewer)))
        else:
            counts = self.let(self.integer(key.column))
        is_rate = (self.constant(0) < counts) & (counts <= self.constant(RATE_LIMIT * 10**places))
        return self.let_rates(self.only(is_rate, counts), None, places, RATE_LIMIT * 10**places)
