"""What completion offers: public names alone, and no machinery."""

import importlib
import inspect
from enum import Enum

import pytest

import yen_usd
from yen_usd import Converter, Dollars, Period, Rounding, Yen, h10_rates, parse_money, report_rates, translate

FACES = ("money", "dates", "rates", "rate_table", "updates", "audit", "prose", "frames", "statements")

VALUES = {
    "yen": Yen(5),
    "dollars": Dollars(5),
    "reading": parse_money("¥5"),
    "translation": translate("¥5"),
    "rate": yen_usd.REPORT_RATE,
    "period": Period.fiscal_year(2007),
    "rates": h10_rates().over("FY2007"),
    "series": h10_rates(),
    "table": report_rates(),
    "rounding": Rounding(places=2),
    "converter": Converter(),
}


def public_classes() -> dict[str, type]:
    """The classes of the package and of its rooms, without enumerations and errors, whose names are those of str."""
    modules = [yen_usd, *(importlib.import_module(f"yen_usd.{face}") for face in FACES)]
    found = {name: getattr(module, name) for module in modules for name in module.__all__}
    return {
        name: value
        for name, value in found.items()
        if inspect.isclass(value) and not issubclass(value, Enum | BaseException)
    }


def offered(value: object) -> set[str]:
    """The names that completion shows, as it hides those that begin with an underscore."""
    return {name for name in dir(value) if not name.startswith("_")}


def test_completion_of_the_package_offers_the_public_names() -> None:
    """And neither its rooms and modules nor what it has imported for itself."""
    assert dir(yen_usd) == sorted(yen_usd.__all__)


@pytest.mark.parametrize("face", FACES)
def test_completion_of_a_room_offers_its_public_names(face: str) -> None:
    """As the package does; its modules are private."""
    room = importlib.import_module(f"yen_usd.{face}")
    assert dir(room) == sorted(room.__all__)


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_value_offers_what_its_public_class_offers(value: object) -> None:
    """The bundled series is of a private class, which has nothing of its own to offer."""
    classes = [cls for cls in type(value).__mro__ if cls.__name__ in public_classes()]
    assert offered(value) == set().union(*map(offered, classes))


def test_an_error_offers_what_a_handler_needs() -> None:
    """The parts of the message, the arguments that it is about, and its form for JSON, besides what the builtin has."""
    own = {"arguments", "as_dict", "asked", "available", "remedy"}
    assert offered(yen_usd.YenUsdError("asked")) - offered(Exception()) == own


MACHINERY = {"about", "from_checked", "from_outside", "from_rows", "from_text", "is_in_order", "outside_forms", "remedy"}


def test_no_class_offers_machinery() -> None:
    """What pydantic, pickle, files and messages need is private."""
    assert {name: found for name, cls in public_classes().items() if (found := offered(cls) & MACHINERY)} == {}
