"""Value types: they validate and serialise inside a user's own model, have a JSON schema, and survive pickling."""

import copy
import dataclasses
import importlib
import json
import pickle
import sys
from decimal import Decimal

import jsonschema
import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

import yen_usd
from yen_usd import (
    REPORT_RATE,
    Averaging,
    Basis,
    Converter,
    Currency,
    Dollars,
    Money,
    Period,
    PeriodRates,
    Rate,
    RateSeries,
    Rounding,
    Translation,
    Yen,
    YenUsdError,
    h10_rates,
    parse_money,
    report_rates,
    translate,
)

VALUES = [
    Yen(24_300_000_000),
    Yen("0.0000001"),
    Yen("0." + "1" * 40),
    translate(0, rounding=Rounding(places=8)),
    translate(5, rounding=Rounding(places=40)),
    Dollars("-0.01"),
    Currency.JPY,
    Basis.AVERAGE,
    Averaging.MONTH_END,
    Rounding(places=4),
    Rounding(unit="million", mode="ROUND_DOWN"),
    Period.fiscal_year(2007),
    REPORT_RATE,
    h10_rates().on("2015-03-31"),
    h10_rates().over("FY2007"),
    h10_rates()["2007-01-01":"2007-03-31"],
    h10_rates().vintage,
    next(iter(h10_rates())),
    translate("¥24.3 billion"),
    translate("$5", period="FY2007", basis="average", rate_places=4, rounding=Rounding(places=3)),
    parse_money("△1,234百万円"),
    Converter(),
    Converter(h10_rates()["2007-01-01":"2007-03-31"], default_rate=None, strict=True, named_by="start"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: f"{type(value).__name__}")
def test_a_value_comes_back_from_json_pickle_and_copy(value: object) -> None:
    """Equal, with the same hash and type; and its JSON keeps to its schema."""
    adapter = TypeAdapter(type(value))
    written = adapter.dump_json(value)
    for back in (
        adapter.validate_json(written),
        adapter.validate_python(value),
        adapter.validate_python(adapter.dump_python(value)),
        pickle.loads(pickle.dumps(value)),
        copy.deepcopy(value),
    ):
        assert back == value
        assert type(back) is type(value)
        assert hash(back) == hash(value)
    jsonschema.validate(json.loads(written), adapter.json_schema(mode="serialization"))
    jsonschema.validate(json.loads(written), adapter.json_schema(mode="validation"))


class Statement(BaseModel):
    """A user's own model."""

    cost: Yen
    price: Dollars
    any: Money
    rate: Rate
    period: Period
    second_rate: Rate | None
    second_period: Period | None
    rates: PeriodRates
    series: RateSeries
    rounding: Rounding
    converter: Converter
    translation: Translation
    typed: Translation[Yen, Dollars]


def test_a_users_model_of_every_type_goes_there_and_back() -> None:
    """Built from what a settings file would hold, and equal after JSON."""
    statement = Statement(
        cost="¥24.3 billion",
        price=1.25,
        any={"amount": "5", "currency": "USD"},
        rate={"yen_per_usd": "117.56"},
        period={"start": "2006-04-01", "end": "2007-03-31"},
        second_rate="¥118",
        second_period="FY2007",
        rates=h10_rates().over("FY2007"),
        series=h10_rates()["2007-03-01":"2007-03-31"],
        rounding={"places": 2},
        converter={"fiscal_year_end": 12, "default_rate": 118, "rounding": {"places": 0}},
        translation=translate("$5"),
        typed=translate(5),
    )
    assert (statement.cost, statement.price, statement.any) == (Yen(24_300_000_000), Dollars("1.25"), Dollars(5))
    assert (statement.second_rate, statement.second_period) == (Rate.of(118), Period.fiscal_year(2007))
    assert Statement.model_validate_json(statement.model_dump_json()) == statement
    assert Statement.model_validate(statement.model_dump()) == statement
    assert Statement.model_json_schema()["required"]


class Strict(BaseModel):
    """A user's model that wants every type as it is."""

    model_config = ConfigDict(strict=True)

    cost: Yen
    rate: Rate
    period: Period
    series: RateSeries
    converter: Converter
    translation: Translation[Yen, Dollars]


def test_a_strict_model_reads_its_own_json() -> None:
    """Dates and decimals are text there."""
    strict = Strict(
        cost=Yen(5),
        rate=REPORT_RATE,
        period=Period.fiscal_year(2007),
        series=h10_rates()["2007-03-01":"2007-03-31"],
        converter=Converter(),
        translation=translate(5),
    )
    assert Strict.model_validate_json(strict.model_dump_json()) == strict


def test_a_converter_on_the_printed_table_is_a_value_too() -> None:
    """It comes back equal from pickle, copy and JSON; one on a source of the caller's own cannot be written."""
    converter = Converter(report_rates())
    assert pickle.loads(pickle.dumps(converter)) == copy.deepcopy(converter) == converter
    assert TypeAdapter(Converter).validate_json(TypeAdapter(Converter).dump_json(converter)) == converter
    with pytest.raises(ValueError, match="cannot be written as JSON"):
        TypeAdapter(Converter).dump_json(Converter(type(report_rates())(report_rates().rows[:1])))


def test_settings_and_periods_and_rates_are_read_from_text() -> None:
    """As a settings file would hold them."""
    assert TypeAdapter(Period).validate_json('"FY2007"').label == "fiscal year ended March 31, 2007"
    assert TypeAdapter(Period).validate_python({"start": "2007-03-01", "end": "2007-03-31"}).label == "March 2007"
    assert TypeAdapter(Rate).validate_python("¥118.05") == TypeAdapter(Rate).validate_json("118.05") == Rate.of("118.05")
    report = TypeAdapter(Converter).validate_python({"series": "report"})
    assert report.translate(1, period="FY2007", basis="average").rate.yen_per_usd == Decimal("116.55")
    assert TypeAdapter(Converter).dump_python(report)["series"] == "report"


SERIES = json.loads(TypeAdapter(RateSeries).dump_json(h10_rates()["2007-03-29":"2007-03-30"]))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Yen, Dollars(5)),
        (Yen, "$5"),
        (Yen, True),
        (Yen, None),
        (Yen, "12,34"),
        (Yen, float("nan")),
        (Yen, {"amount": "5", "currency": "USD"}),
        (Yen, {"amount": "5"}),
        (Yen, {"amount": "5", "currency": "JPY", "unit": "million"}),
        (Yen, {"amount": [], "currency": "JPY"}),
        (Money, 5),
        (Money, "5"),
        (Money, {"amount": "5", "currency": "EUR"}),
        (Rate, {"yen_per_usd": "0"}),
        (Rate, {"yen_per_usd": "117.56", "basis": "median"}),
        (Period, {"start": "2007-03-31", "end": "2007-03-01"}),
        (Rounding, {"places": 2, "unit": "million"}),
        (Rounding, {"places": True}),
        (Rate, {"yen_per_usd": "117.56", "observd": "2007-03-30"}),
        (Rate, {"yen_per_usd": True}),
        (Rate, {"yen_per_usd": "117.56", "observed": 1175212800}),
        (Rate, {"yen_per_usd": "117.56", "averaging": "daily"}),
        (Rate, {"yen_per_usd": "117.56", "asked": "1175212800"}),
        (Converter, {"fiscal_year_end": True}),
        (Converter, {"strict": "yes"}),
        (RateSeries, SERIES | {"observations": [[1175212800, "117.56"]]}),
        (RateSeries, SERIES | {"max_reach": True}),
        (RateSeries, SERIES | {"foo": 1}),
        (Period, {"start": 0, "end": 86400}),
        (Converter, {"series": "ecb"}),
        (Converter, {"fiscal_year_end": 13}),
        (Converter, {"default": 118}),
        (Period, "FY06/07"),
        (Period, 2007),
        (Rate, "$0.0085"),
        (Rate, True),
        (Translation[Yen, Dollars], translate("$5")),
        (Translation[Dollars, Yen], translate(5)),
        (RateSeries, {"label": "x", "publishers": [], "max_reach": 4, "observations": []}),
        (Translation, {"source": {"amount": "100", "currency": "JPY"}}),
    ],
)
def test_what_is_no_such_value_is_a_validation_error(kind: type, value: object) -> None:
    """Pydantic's own, as its users expect."""
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)


def test_a_translation_whose_result_was_tampered_with_is_refused() -> None:
    """A wrong number that looks right does not come back in."""
    adapter = TypeAdapter(Translation)
    fields = json.loads(adapter.dump_json(translate("¥24.3 billion")))
    fields["result"]["amount"] = "206702960.20"
    with pytest.raises(ValidationError, match="comes to"):
        adapter.validate_python(fields)


ERRORS = [getattr(yen_usd, name) for name in yen_usd.__all__ if name.endswith("Error")]


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_keeps_its_parts_through_pickle_and_json(kind: type[YenUsdError]) -> None:
    """What was asked, what there is, what to do."""
    error = kind("asked", "available", "remedy")
    for back in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(back) is kind
        assert (back.asked, back.available, back.remedy) == ("asked", "available", "remedy")
        assert str(back) == "asked; available; remedy"
    fields = json.loads(json.dumps(error.as_dict()))
    assert fields.pop("error") == kind.__name__
    assert fields.pop("message") == str(error)
    assert str(kind(**fields)) == str(error)
    assert kind is YenUsdError or issubclass(
        kind, ValueError | TypeError | LookupError | ArithmeticError | RuntimeError | ImportError | OSError
    )


IN_THE_MAKING = {
    "_Costs", "_Draft", "_Look", "Amounts", "Body", "Headed", "Item", "Layout", "RateKeys", "Row", "Tally",
}  # fmt: skip
"""Dataclasses inside a room that are filled step by step."""


def dataclasses_of_the_package() -> set[type]:
    """Those of every module that the names of the faces load."""
    for room in ("audit", "dates", "frames", "money", "prose", "rate_table", "rates", "statements", "updates"):
        face = importlib.import_module(f"yen_usd.{room}")
        for name in face.__all__:
            getattr(face, name)
    modules = [module for name, module in sys.modules.items() if name.startswith("yen_usd.")]
    return {
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and one.__module__ == module.__name__ and dataclasses.is_dataclass(one)
    }


def test_every_value_type_is_frozen_and_slotted_and_compares_by_its_fields() -> None:
    """So that a result stays what it was, a misspelled field is an error, and equal values are one key of a dict."""
    for kind in dataclasses_of_the_package():
        settings = kind.__dataclass_params__
        assert settings.frozen or kind.__name__ in IN_THE_MAKING, kind
        assert "__slots__" in vars(kind) or kind.__name__ == "AmountText", kind
        assert settings.eq or kind.__module__.startswith("yen_usd.frames."), kind
        assert {settings.order, settings.unsafe_hash} == {False}, kind
    for value in VALUES:
        if dataclasses.is_dataclass(value):
            for name in (*(field.name for field in dataclasses.fields(value)), "note_of_mine"):
                with pytest.raises((AttributeError, TypeError)):
                    setattr(value, name, None)
