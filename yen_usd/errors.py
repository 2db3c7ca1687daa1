"""The errors of the library: each is a `YenUsdError` and the builtin that a caller would expect.

Every message says what was asked, what is available and what to do; the three parts are also fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from ._revision import Revision as Revision  # noqa: PLC0414 # handed on

QUOTED_LENGTH = 60


def quote(value: object) -> str:
    """The repr of an input for use in a message, shortened so that a hostile input cannot flood a log."""
    if isinstance(value, str):
        return repr(value if len(value) <= QUOTED_LENGTH else value[: QUOTED_LENGTH - 1] + "…")
    if isinstance(value, int) and abs(value) >= 10**QUOTED_LENGTH:  # printing a huge int takes quadratic time
        return f"an integer of {value.bit_length()} bits"
    try:
        text = str(value) if isinstance(value, Decimal) else repr(value)
    except Exception:  # a foreign object may fail to print; the message about it must not
        text = f"<{type(value).__name__}>"
    return text if len(text) <= QUOTED_LENGTH else text[: QUOTED_LENGTH - 1] + "…"


_ARGUMENT: Final = "\x1f([a-z_]+)=([^\x1f]*)\x1f"
"""An argument in the parts that an error is made of; the control character is in no text that `quote` shows."""


def argument(name: str, value: object = ...) -> str:
    """An argument of the call, for the text of an error: `on=`, or with a value `strict=True`.

    The error knows it by its name, so that the command line says `--on` and `--strict` instead.

    >>> error = ArgumentError(f"a day and {argument('strict', True)}", "", f"leave {argument('strict')} out")
    >>> str(error), error.arguments
    ('a day and strict=True; leave strict= out', ('strict',))
    """
    return f"\x1f{name}={'' if value is ... else quote(value)}\x1f"


class YenUsdError(Exception):
    """The base of every error that the library raises on purpose.

    `asked` says what was asked for, `available` what there is, and `remedy`
    what to do; `str()` joins them. `arguments` are the names of the arguments
    that they are about. Errors can be pickled; `as_dict()` is for JSON.

    >>> from yen_usd import AfterSeriesError, translate
    >>> try:
    ...     translate(1_000_000, on="2100-01-01")
    ... except AfterSeriesError as error:
    ...     error.available
    'the series covers 1971-01-04 to 2026-10-02'
    """

    asked: str
    available: str
    remedy: str

    def __init__(self, asked: str, available: str = "", remedy: str = "") -> None:
        self._parts = asked, available, remedy
        self.asked, self.available, self.remedy = plain = [re.sub(_ARGUMENT, r"\1=\2", part) for part in self._parts]
        super().__init__(*plain)
        if isinstance(self, OSError):
            _take_back(self, *plain)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of the arguments that the message is about, each once."""
        return tuple(dict.fromkeys(found[1] for part in self._parts for found in re.finditer(_ARGUMENT, part)))

    def _in_words(self, word: Callable[[str, str], str]) -> str:
        parts = [re.sub(_ARGUMENT, lambda found: word(found[1], found[2]), part) for part in self._parts]
        return "; ".join(part for part in parts if part)

    def __str__(self) -> str:
        return "; ".join(part for part in (self.asked, self.available, self.remedy) if part)

    def as_dict(self) -> dict[str, str]:
        """The error as plain strings: its class, its message and the message's parts.

        >>> from yen_usd import Currency, CurrencyError
        >>> try:
        ...     Currency("EUR")
        ... except CurrencyError as error:
        ...     error.as_dict()["error"]
        'CurrencyError'
        """
        return {
            "error": type(self).__name__,
            "message": str(self),
            "asked": self.asked,
            "available": self.available,
            "remedy": self.remedy,
        }


def _take_back(error: OSError, *parts: str) -> None:
    """Undo what OSError does with its arguments: it takes them for a number, a message and a file name."""
    error.args = parts
    error.errno = error.strerror = error.filename = None


E = TypeVar("E", bound=YenUsdError)


def in_words(error: YenUsdError, word: Callable[[str, str], str]) -> str:
    """The message with its arguments in other words, such as --on; `word` gets a name, and the value as Python writes it."""
    return error._in_words(word)  # pyright: ignore[reportPrivateUsage]


def error_at(place: str, error: E) -> E:
    """The error of one of many inputs, with its place, such as "line 4"."""
    asked, *others = error._parts  # pyright: ignore[reportPrivateUsage]
    return type(error)(f"{place}: {asked}", *others)


class ArgumentError(YenUsdError, TypeError):
    """Arguments that do not go together: `on` with `period`, `period` without `basis`."""


class AmountError(YenUsdError, ValueError):
    """A number that cannot be an amount or a rate: NaN, infinite, or of more than 40 digits."""


class AmountTypeError(YenUsdError, TypeError):
    """Something that is not a number, such as a bool, None or a whole column."""


class DivisionError(YenUsdError, ZeroDivisionError):
    """Money divided by zero."""


class RateValueError(YenUsdError, ValueError):
    """A rate that is not a positive number of yen per dollar."""


class RoundingError(YenUsdError, ValueError):
    """A rounding that does not exist, such as both places and a unit."""


class CurrencyError(YenUsdError, ValueError):
    """A currency other than the yen and the U.S. dollar."""


class CurrencyMismatchError(YenUsdError, TypeError):
    """Yen and dollars in one sum, difference or comparison."""


class UnitError(YenUsdError, ValueError):
    """A unit of amounts that is not known."""


class FormatError(YenUsdError, ValueError):
    """A style, locale or format specification that is unknown or does not fit the others."""


class ParseError(YenUsdError, ValueError):
    """Text that is not one amount of money that can be read without guessing."""


class DateError(YenUsdError, ValueError):
    """A date that cannot be read without guessing: ambiguous, incomplete or impossible."""


class DateTypeError(YenUsdError, TypeError):
    """Something that is not a date, or an aware datetime, whose day depends on the zone."""


class PeriodError(YenUsdError, ValueError):
    """A period that cannot be read without guessing, or whose days and kind do not agree."""


class PeriodTypeError(YenUsdError, TypeError):
    """Something that is not a period."""


class BasisError(YenUsdError, ValueError):
    """A basis or averaging that is not known, or that does not apply."""


class RateNotFoundError(YenUsdError, LookupError):
    """No rate that may be used: the base of the errors of a look-up."""


class BeforeSeriesError(RateNotFoundError):
    """A date or period that begins before the first published rate."""


class AfterSeriesError(RateNotFoundError):
    """A date or period that begins after the last published rate."""


class PeriodInProgressError(RateNotFoundError):
    """A period that has begun but is not covered to its end."""


class ReachError(RateNotFoundError):
    """A date whose latest rate is too many days old, as in August 1971."""


class NotPublishedError(RateNotFoundError):
    """No rate on the day itself, or none in the whole period."""


class SeriesError(YenUsdError, ValueError):
    """Rates that cannot be a series: out of order, repeated, or not positive."""


class DataFileError(YenUsdError, RuntimeError):
    """A file of the library's own, shipped or cached, that is missing, cut short or changed."""


class FileError(YenUsdError, OSError):
    """A file that cannot be read or written, or a cache that is switched off or in use."""


class FetchError(YenUsdError, ConnectionError):
    """Newer figures that could not be fetched: no connection, or no answer that is right."""


class RevisionError(YenUsdError, ValueError):
    """Newer figures that disagree with known ones; `revisions` has each date with both rates.

    >>> from yen_usd import RevisionError
    >>> RevisionError("a disagreement").revisions
    ()
    """

    def __init__(self, asked: str, available: str = "", remedy: str = "", revisions: tuple[Revision, ...] = ()) -> None:
        super().__init__(asked, available, remedy)
        self.revisions = revisions


class FiguresError(YenUsdError, ValueError):
    """Published figures that do not go together, or an unknown table."""


class StatementError(YenUsdError, ValueError):
    """A table that cannot be read as a statement without guessing; it names the place."""


class MissingColumnError(YenUsdError, KeyError):
    """A column that a frame does not have, or has more than once."""

    def __str__(self) -> str:
        return YenUsdError.__str__(self)  # not the repr that a KeyError shows


class ColumnExistsError(YenUsdError, ValueError):
    """A new column under a name that a frame already has."""


class MissingExtraError(YenUsdError, ImportError):
    """A package that is needed and not installed; an extra of the library brings it."""


def __getattr__(name: str) -> object:
    """The value that a `RevisionError` has, which few processes ever make."""
    if name != "Revision":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ._revision import Revision

    globals()[name] = Revision
    return Revision
