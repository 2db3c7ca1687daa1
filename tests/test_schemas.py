"""JSON schemas: what validation accepts the schema of a type accepts, and the other way round."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from yen_usd import (
    REPORT_RATE,
    Averaging,
    Basis,
    Converter,
    Currency,
    Dollars,
    Money,
    Period,
    PeriodError,
    Rate,
    Rounding,
    Translation,
    Yen,
    YenUsdError,
    check_convenience_rate,
    check_footing,
    check_translation,
    exchange_rate_table,
    h10_rates,
    implied_rate,
    parse_money,
    split_growth,
    translate,
    two_rate_view,
)

TABLE = exchange_rate_table("2007-03-31", years=1, months=1)
PAIRS = ["¥5 million"] * 3, ["$50 thousand", "$50 thousand", "$40 thousand"]
VALUES: dict[str, object] = {
    "Yen": Yen(24_300_000_000),
    "Dollars": Dollars("-0.01"),
    "Money": Dollars(5),
    "Currency": Currency.JPY,
    "Basis": Basis.AVERAGE,
    "Averaging": Averaging.DAILY,
    "Rounding of places": Rounding(places=4),
    "Rounding to a unit": Rounding(unit="million", mode="ROUND_DOWN"),
    "Period": Period.fiscal_year(2007),
    "Rate of a day": REPORT_RATE,
    "Rate of a period": h10_rates().over("FY2007").average,
    "Vintage": h10_rates().vintage,
    "Observation": next(iter(h10_rates())),
    "Mean": h10_rates().over("FY2007").daily,
    "PeriodRates": h10_rates().over("FY2007"),
    "RateSeries": h10_rates()["2007-03-29":"2007-03-30"],
    "Reading": parse_money("△1,234百万円"),
    "Translation": translate("¥24.3 billion"),
    "Translation of yen": translate("¥24.3 billion"),
    "Converter": Converter(default_rate=None, strict=True, rounding=Rounding(places=0)),
    "ExchangeRateTable": TABLE,
    "TableComparison": TABLE.compare({"2007": ("121.81",)}, columns=["high"]),
    "ImpliedRate": implied_rate(*PAIRS, balance_sheet_date="2007-03-31", within_days=3),
    "TranslationCheck": check_translation("¥16,027 million", "$170,212 thousand", 94),
    "ConvenienceRateCheck": check_convenience_rate("2007-03-31", "2007-07-03"),
    "Footing": check_footing({"a": 5, "b": 6}, 11, 110, spread=True),
    "TwoRateView": two_rate_view([("a", "flow", 5)], "FY2007"),
    "TwoRateViews": two_rate_view([("a", "flow", [5, 6])], ["FY2006", "FY2007"]),
    "GrowthSplit": split_growth(5, 6, 110, 120),
    "GrowthSplits": split_growth({"FY2006": 5, "FY2007": 6}),
}
ADAPTERS: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(type(value)) for name, value in VALUES.items()} | {
    "Money": TypeAdapter(Money),
    "Translation of yen": TypeAdapter(Translation[Yen, Dollars]),
}
SCHEMAS = {name: jsonschema.Draft202012Validator(adapter.json_schema()) for name, adapter in ADAPTERS.items()}
EXACT = [
    "Currency", "Basis", "Averaging", "Rounding of places", "Rounding to a unit", "Rate of a day", "Vintage", "Observation",
    "Mean",
]  # fmt: skip
"""Types of which the schema says all: no relation between fields, and no words but those of a rate's period."""

texts = st.one_of(
    st.sampled_from([
        "", " ", "5", "-5", "+5", "5.0", "5.", ".5", "05", "0", "0.00", "1,234", "12,34", "1e5", "1E+6", "1_000", " 5",
        "5\n", "1/3", "1/0", "-2/6", "NaN", "Infinity", "FY2023", "2007年3月期", "March 2007", "hello", "¥132.75", "¥0",
        "￥132.75", "132.75円", "¥132.75 per US$1.00", "jpy 132.75 = 1 usd", "$0.0085", "¥5 million", "$1.2 billion",
        "5億円", "△5円", "2007-03-31", "2007-02-29", "2008-02-29", "2007-3-31", "2007-13-01", "0000-01-01", "20070331",
        "2007-03-31T00:00:00", "March 31, 2007", "1175212800", "true", "yes", "JPY", "USD", "jpy", "average",
        "daily", "spot", "million", "億",
        "ROUND_DOWN", "h10", "report", "9" * 40, "9" * 41, "0." + "1" * 40, "0." + "1" * 41, "start", "flow", "２００７",
    ]),
    st.text(max_size=6),
    st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,3})?", fullmatch=True),
    st.dates().map(str),
)  # fmt: skip
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-50, 50), st.sampled_from([10**39, 10**41, -(10**41)]),
    st.floats(-1000, 1000).map(lambda number: round(number, 3)), texts,
)  # fmt: skip
keys = st.sampled_from(["amount", "currency", "start", "end", "kind", "yen_per_usd", "label", "places", "unit", "foo"])
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=6
)


def places_in(document: Any) -> list[tuple[Any, ...]]:
    """The way to every value in a document, that to itself first."""
    inner = document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    return [(), *((key, *rest) for key, value in inner for rest in places_in(value))]


def changed(document: Any, place: tuple[Any, ...], change: Callable[[Any], Any]) -> Any:
    """The document with one value changed."""
    if not place:
        return change(document)
    copy = document.copy()
    copy[place[0]] = changed(copy[place[0]], place[1:], change)
    return copy


@st.composite
def documents(draw: st.DrawFn, name: str) -> Any:
    """JSON that is nearly that of a value: a part of it is another, is missing, or is one too many."""
    document = json.loads(ADAPTERS[name].dump_json(VALUES[name]))
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.sampled_from(places_in(document)))
        match draw(st.sampled_from(["replace", "replace", "drop", "add"])):
            case "replace":
                other = draw(anything)
                document = changed(document, place, lambda _, other=other: other)
            case "drop":
                at = draw(st.integers(0, 9))
                document = changed(document, place, lambda part, at=at: without(part, at))
            case _:
                item = draw(keys), draw(scalars)
                document = changed(document, place, lambda part, item=item: with_item(part, *item))
    return document


def without(part: Any, at: int) -> Any:
    """A list or an object without one of its items."""
    if isinstance(part, list):
        return part[: at % len(part)] + part[at % len(part) + 1 :] if part else part
    return (
        {key: part[key] for number, key in enumerate(part) if number != at % len(part)} if isinstance(part, dict) else part
    )


def with_item(part: Any, key: str, value: Any) -> Any:
    """A list or an object with one item more."""
    return [*part, value] if isinstance(part, list) else {**part, key: value} if isinstance(part, dict) else part


def refusals(name: str, document: Any) -> list[Any]:
    """What validation has against a document: nothing, if it accepts it."""
    try:
        ADAPTERS[name].validate_json(json.dumps(document))
    except ValidationError as error:
        return [one.get("ctx", {}).get("error") or one["type"] for one in error.errors()]
    return []


@pytest.mark.parametrize("name", VALUES)
@given(data=st.data())
def test_what_validation_accepts_its_schema_accepts(name: str, data: st.DataObject) -> None:
    """And where the schema accepts more, the value itself refuses: a relation between fields, or words that say nothing."""
    document = data.draw(documents(name))
    refused, fits = refusals(name, document), SCHEMAS[name].is_valid(document)
    if not refused:
        assert fits, document
    elif fits:
        assert name not in EXACT or any(isinstance(reason, PeriodError) for reason in refused), (document, refused)
        assert any(isinstance(reason, YenUsdError) for reason in refused), (document, refused)


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        (Period, "FY2023"),
        (Period, "2007年3月期"),
        (Period, {"start": "2006-04-01", "end": "2007-03-31"}),
        (Rate, "¥132.75"),
        (Rate, "¥132.75 per U.S.$1.00"),
        (Rate, "132.75円"),
        (Rate, 132.75),
        (Rate, {"yen_per_usd": 132.75}),
        (Yen, "¥24.3 billion"),
        (Yen, "243億円"),
        (Yen, "二十四億円"),
        (Yen, 5),
        (Dollars, {"amount": 5, "currency": "USD"}),
        (Converter, {"series": "report", "default_rate": "¥118", "fiscal_year_end": 12}),
    ],
)
def test_what_settings_hold_fits_the_schema(kind: type, document: object) -> None:
    """The words that validation reads are in the schema, in every place where such a value stands."""
    adapter = TypeAdapter(kind)
    adapter.validate_json(json.dumps(document))
    jsonschema.validate(document, adapter.json_schema())
    several = TypeAdapter(list[kind])  # type: ignore[valid-type]
    several.validate_json(json.dumps([document]))
    jsonschema.validate([document], several.json_schema())


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        (Rounding, {}),
        (Rounding, {"places": 2, "unit": "million"}),
        (Rounding, {"places": "2"}),
        (Rounding, {"places": 41}),
        (Rate, 0),
        (Rate, "-5"),
        (Rate, "¥0.00"),
        (Rate, {"yen_per_usd": "1e2"}),
        (Rate, {"yen_per_usd": "0"}),
        (Rate, {"yen_per_usd": "117.56", "averaging": "daily"}),
        (Rate, {"yen_per_usd": "117.56", "label": ""}),
        (Rate, {"yen_per_usd": "117.56", "observed": "2007-02-29"}),
        (Rate, {"yen_per_usd": "117.56", "observed": "March 31, 2007"}),
        (Rate, {"yen_per_usd": "117.56", "observd": "2007-03-31"}),
        (Period, {"start": "April 1, 2006", "end": "March 31, 2007"}),
        (Period, "hello"),
        (Yen, {"amount": "5", "currency": "USD"}),
        (Yen, {"amount": "5", "currency": "JPY", "unit": "million"}),
        (Yen, True),
        (Converter, {"fiscal_year_end": 13}),
        (Converter, {"strict": "yes"}),
    ],
)
def test_what_validation_refuses_does_not_fit_the_schema(kind: type, document: object) -> None:
    """Also what pydantic by itself would have converted."""
    adapter = TypeAdapter(kind)
    with pytest.raises(ValidationError):
        adapter.validate_json(json.dumps(document))
    assert not jsonschema.Draft202012Validator(adapter.json_schema()).is_valid(document)


@pytest.mark.parametrize("text", ["1,234", "(1,234)", "1,234.5", "1,234 million"])
def test_text_without_a_currency_is_refused_alike_wherever_it_is_read(text: str) -> None:
    """By the type, by a translation and by a field of a model; each says what to write."""
    with pytest.raises(YenUsdError, match="plain digits") as by_type:
        Yen(text)
    with pytest.raises(YenUsdError, match="names no currency") as by_translation:
        translate(text)
    with pytest.raises(ValidationError, match="has no currency and is not in plain digits"):
        TypeAdapter(Yen).validate_python(text)
    assert by_type.value.remedy
    assert by_translation.value.remedy
    assert Yen("1234") == TypeAdapter(Yen).validate_python("1234") == translate("¥1,234").source
    assert TypeAdapter(Yen).validate_python("¥1,234") == Yen(1234)


@pytest.mark.parametrize(
    ("places", "is_good"), [(-1, False), (0, True), (40, True), (41, False), (1.5, False), (True, False)]
)
def test_the_ends_of_what_places_may_be(places: object, is_good: bool) -> None:
    """The schema and the validation draw the same line; chance seldom meets it."""
    name = "Rounding of places"
    document = ADAPTERS[name].dump_python(VALUES[name], mode="json") | {"places": places}
    assert SCHEMAS[name].is_valid(document) is is_good
    if is_good:
        ADAPTERS[name].validate_json(json.dumps(document))
    else:
        with pytest.raises((ValidationError, YenUsdError)):
            ADAPTERS[name].validate_json(json.dumps(document))
