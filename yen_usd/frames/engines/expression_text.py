"""Text as dates and as amounts, as expressions: by patterns that every engine knows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from ...dates.formats import DateFormat, Part
from ..amount_text import DASH, NIL
from ..plan import Job, Plan, State
from ..scaling import FLOAT_DIGITS, LARGEST_FLOAT
from ..schema import Label
from ..values import BLANK

T = TypeVar("T")


class TextDialect(ABC):
    """The words of a dialect that are about text, and what is made of them with its others."""

    def __init__(self) -> None:
        self.amount_state: Any = None  # in a check of amounts as text, which cannot be read and which are nil
        self._texts: list[tuple[Any, Any]] = []  # each column of text that is read, and what it is read as

    @abstractmethod
    def text(self, name: Label) -> Any:
        """A column of text, or of categories as text."""

    @abstractmethod
    def extract(self, text: Any, pattern: str, group: int) -> Any:
        """What a group of a pattern found in the whole of a text; null or empty where the text is another."""

    @abstractmethod
    def matches(self, text: Any, pattern: str) -> Any:
        """Whether the whole of a text fits a pattern."""

    @abstractmethod
    def not_matches(self, text: Any, pattern: str) -> Any:
        """Whether it does not."""

    @abstractmethod
    def equal_text(self, text: Any, other: str) -> Any:
        """Whether a text is another; null is not."""

    @abstractmethod
    def not_text(self, text: Any, other: str) -> Any:
        """Whether a text is not another."""

    @abstractmethod
    def whole_of(self, digits: Any) -> Any:
        """Digits with commas as a whole number; null for no digits, and for too many."""

    @abstractmethod
    def parts_of(self, fraction: Any, digits: int) -> Any:
        """A point with digits behind it, or nothing, as a whole number of `digits` digits."""

    @abstractmethod
    def pad(self, text: Any) -> Any:
        """A text of one digit with a zero before it, others as they are."""

    @abstractmethod
    def by_text(self, text: Any, values: Mapping[str, str]) -> Any:
        """The text that another stands for, whatever its capitals; null for an unknown one."""

    @abstractmethod
    def join(self, texts: Sequence[Any]) -> Any:
        """Texts, joined by hyphens; null if one is."""

    # What is the same in every dialect.

    def with_text(self, text: Any, read: T) -> T:
        """What a column of text is read as, kept in mind for a check of what cannot be read."""
        self._texts.append((text, read))
        return read

    def check_column(self: Any, plan: Plan) -> dict[str, Any]:
        """In a check, the column that says where a text could not be read, and where an amount as text is nil."""
        if plan.state_into is None:
            return {}
        found: Any = self.constant(0)
        for text, read in self._texts:
            is_none = self.is_null(text) | self.matches(text, BLANK)
            found = found + self.where(is_none, 0, self.where(self.is_null(read), 1, 0))
        state = self.constant(0) if self.amount_state is None else self.amount_state
        is_late = self.equal(state, 0) & (self.constant(0) < found)
        with_dates = self.where(is_late, int(State.UNREADABLE_DATE), state)
        [key] = plan.rate_keys
        if key.is_text:
            is_blank = self.matches(self.text(key.column), BLANK)
            with_dates = self.where(is_blank, int(State.NO_DATE), with_dates)
        return {plan.state_into: self.where(self.equal(state, int(State.NIL)), int(State.NIL), with_dates)}

    def iso_text(self, column: Label, form: DateFormat) -> Any:
        """The texts of a column in a format as 2007-03-31, if they have year, month and day; and else of another form."""
        text = self.text(column)

        def part(of: Part) -> Any:
            found = self.extract(text, form.pattern, of.group)
            return self.pad(found) if of.numbers is None else self.by_text(found, of.numbers)

        return self.join([part(form.year), part(form.month), part(form.day)])

    def texts(self: Any, plan: Plan, job: Job) -> tuple[Any, Any]:
        """A column of text in its plain forms as whole numbers of yen or dollars, and their fractions, as of floats."""
        form = plan.amount_text
        assert form is not None
        text = self.text(job.amount)
        sign, digits, fraction, close = (self.extract(text, form.pattern, group) for group in (1, 2, 3, 4))
        sign = self.let(self.once(sign))
        is_closed = self.equal_text(sign, "(") & self.equal_text(close, ")")
        is_bare = self.not_text(sign, "(") & self.not_text(close, ")")
        size = self.only(is_closed | is_bare, self.whole_of(digits))
        parts = self.parts_of(fraction, FLOAT_DIGITS)
        if form.is_nil_zero:
            is_zero = self.matches(text, DASH)
            size, parts = self.where(is_zero, 0, size), self.where(is_zero, 0, parts)
        size, parts = self.let(self.once(size)), self.let(self.once(parts))
        if plan.state_into is not None:
            is_nil = self.matches(text, NIL)
            if form.is_nil_zero:
                is_nil = is_nil & self.not_matches(text, DASH)
            is_unread = self.where(self.is_null(size), self.where(self.matches(digits, "[0-9,]+"), 0, 1), 0)
            self.amount_state = self.let(self.where(self.is_null(text), 0, self.where(is_nil, int(State.NIL), is_unread)))
        is_negative = self.not_text(sign, "")
        unit: Any = 10**plan.power
        by: Any = 10.0**plan.power
        if plan.unit_column is not None:
            unit = self.let(self.by_unit(plan.unit_column, {name: 10**power for name, power in plan.units.items()}))
            by = self.let(self.double(unit))
        size = self.let(self.only(self.double(size) * by < LARGEST_FLOAT, size))
        parts = self.let(self.times(parts, unit))
        whole = self.let(self.multiply_add(size, unit, self.over(parts, 10**FLOAT_DIGITS)))
        rest = self.let(self.remainder(parts, 10**FLOAT_DIGITS))
        return self.let(self.where(is_negative, 0 - whole, whole)), self.let(self.where(is_negative, 0 - rest, rest))
