"""A rate in words: in short, in a sentence, as a name; and how an average is taken. All of these words are here."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, Protocol

from ..dates.days import as_english
from ..dates.periods import Period

if TYPE_CHECKING:

    class Named(Protocol):
        """A rate, as far as words need it."""

        @property
        def label(self) -> str:
            """What kind of rate it is."""
            ...

        @property
        def basis(self) -> str:
            """Which rate."""
            ...

        @property
        def averaging(self) -> str | None:
            """How an average is taken."""
            ...

        @property
        def frequency(self) -> str | None:
            """How often its series has a rate, where not every business day."""
            ...

        @property
        def asked(self) -> dt.date | None:
            """The date asked for."""
            ...

        @property
        def observed(self) -> dt.date | None:
            """The day of the observation."""
            ...

        @property
        def period(self) -> Period | None:
            """The period of a rate of one."""
            ...

        @property
        def is_noon_buying_rate(self) -> bool:
            """Whether it is a published noon buying rate."""
            ...


OFTEN: Final = {
    "weekly": "weekly",
    "month_end": "month-end",
    "monthly": "monthly",
    "quarter_end": "quarter-end",
    "quarterly": "quarterly",
    "year_end": "year-end",
    "yearly": "yearly",
    "irregular": "listed",
}
"""What kind of rates a series has that does not have one for every business day."""

# How an average is taken: in short, in a sentence, and where a rate is only named. {} are the rates.
_WAYS: Final = {
    "month_end": (
        "{} of the last day of each month",
        "{} on the last publication day of each month",
        "{} at the end of each month",
    ),
    "daily": ("daily {}", "daily {}", "{} on each day"),
}


def describe(rate: Named) -> str:
    """What rate it is and of when, without the number."""
    if rate.basis == "average":
        which = _average(rate.averaging, rate.frequency, rate.label, 0)
    elif rate.basis in ("high", "low"):
        which = f"{rate.basis}est {_often(rate.frequency)}{rate.label}"
    else:
        which = rate.label
    if rate.observed is not None:
        which += f" of {rate.observed}"
    if rate.period is not None:
        return f"{which}, end of {rate.period.in_sentence}" if rate.basis == "period_end" else f"{which}, {rate.period}"
    if rate.asked is not None and rate.asked != rate.observed:
        return f"{which}, prevailing on {rate.asked}"
    return which


def spell_out(rate: Named) -> str:
    """The same for a sentence, with its article and the dates in words."""
    where = " in New York City for cable transfers in yen" if rate.is_noon_buying_rate else ""
    day = f" on {as_english(rate.observed)}" if rate.observed else ""
    if rate.period is None:
        span = "in the period"
    else:
        span = f"{'on' if rate.period.start == rate.period.end else 'in'} {rate.period.in_sentence}"
    match rate.basis:
        case "spot":
            asked = rate.asked if rate.asked != rate.observed else None
            prevailing = f"{',' if day else ''} prevailing on {as_english(asked)}" if asked else ""
            return f"the {rate.label}{where}{day}{prevailing}"
        case "period_end":
            return f"the {rate.label}{where}{day}, the last published {span}"
        case "average":
            label = f"{plural(rate.label)}{where}" if rate.averaging is not None else f"{rate.label}{where}"
            return f"the {_average(rate.averaging, rate.frequency, label, 1, is_plural=True)} {span}"
        case _:
            observed = f", that of {as_english(rate.observed)}" if rate.observed else ""
            return f"the {rate.basis}est {_often(rate.frequency)}{rate.label}{where} {span}{observed}"


def name_of(rate: Named) -> str:
    """A rate's name in a sentence: the noon buying rate of March 29, 2013."""
    if rate.basis == "average" and rate.period is not None:
        return f"the {_average(rate.averaging, rate.frequency, rate.label, 2)} of {rate.period.in_sentence}"
    day = rate.observed or rate.asked
    return f"the {rate.label}{f' of {as_english(day)}' if day else ''}"


def average_of(averaging: str | None, frequency: str | None, label: str) -> str:
    """How an average is taken, for a note: the average of the daily noon buying rates."""
    return "the average as it was stated" if averaging is None else f"the {_average(averaging, frequency, label, 1)}"


def made_of(rate: Named) -> str:
    """What an average is made of, where its name stands beside: of the daily rates."""
    if rate.averaging == "daily" or rate.frequency == "month_end":
        return f"of the {_often(rate.frequency) or 'daily '}rates"
    return f"of the {_often(rate.frequency)}rates at the end of each month"


def _average(averaging: str | None, frequency: str | None, label: str, form: int, *, is_plural: bool = False) -> str:
    if averaging is None:
        return f"average {label}"
    labels = label if is_plural else plural(label)
    if frequency not in (None, "daily"):
        often = f"{_often(frequency)}{labels}"
        is_one_a_month = averaging == "daily" or frequency == "month_end"
        return f"average of the {often if is_one_a_month else _WAYS[averaging][form].format(often)}"
    return f"average of the {_WAYS[averaging][form].format(labels)}"


def _often(frequency: str | None) -> str:
    return "" if frequency is None or frequency == "daily" else f"{OFTEN[frequency]} "


def plural(label: str) -> str:
    """The plural of a label: noon buying rates; a label that is not English stays as it is."""
    return f"{label}s" if label.isascii() and label[-1:].isalpha() else label


def capital(text: str) -> str:
    """A text with a capital first letter, as at the beginning of a sentence."""
    return f"{text[:1].upper()}{text[1:]}"
