"""Laws of statements: what is written is read back, translations are those of `translate`, footed totals foot."""

import json
import pickle
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from examples import share
from hypothesis import given
from hypothesis import strategies as st
from layouts import layouts
from pydantic import TypeAdapter

from yen_usd import Statement, YenUsdError, read_statement, translate
from yen_usd.statements import TranslatedStatement

STATEMENTS = {layout.name: read_statement(layout.html()) for layout in layouts()}
LABELS = ["Net sales", "売上高", "Other, net", "Loss (gain)", "A | B", "=1+1", "<b>", "Total", "その他", "x" * 40]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Rows of a statement in a unit of its own, with levels, notes, nils, blanks and amounts per share."""
    unit = draw(st.sampled_from(["(Millions of yen)", "（単位：千円）", "(in billions of yen)", "（億円）", "(Yen)"]))
    years = draw(st.lists(st.integers(1990, 2030), min_size=1, max_size=3, unique=True))
    rows = [[unit, "Notes", *(f"FY{year}" for year in sorted(years))]]
    for _ in range(draw(st.integers(1, 8))):
        label = draw(st.sampled_from(LABELS))
        indent = "　" * draw(st.integers(0, 2))
        kind = draw(st.sampled_from(["amount", "amount", "per_share", "heading"]))
        figures = [draw(_figure(kind)) for _ in years]
        note = draw(st.sampled_from(["", "", "6,26", "3"])) if kind != "heading" else ""
        rows.append([f"{indent}{label}{' per share' if kind == 'per_share' else ''}", note, *figures])
    rows.append(["Last line", "", *(draw(_amount()) for _ in years)])
    return rows


def _amount() -> st.SearchStrategy[str]:
    return st.integers(-(10**9), 10**12).map(lambda n: f"({-n:,})" if n < 0 else f"{n:,}")


def _figure(kind: str) -> st.SearchStrategy[str]:
    if kind == "heading":
        return st.just("")
    if kind == "per_share":
        return st.integers(-(10**5), 10**5).map(lambda n: f"{Decimal(n).scaleb(-2):,.2f}")
    return st.one_of(_amount(), st.sampled_from(["—", "", "(0)", "1,234 *", "※1 5"]))


def forms(statement: Statement, folder: Path) -> dict[str, Any]:
    """A statement in every form that is read back."""
    path = folder / "written.xlsx"
    statement.to_excel(path)
    return {"html": statement.to_html(), "markdown": statement.to_markdown() + "\n", "excel": path}


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_layout_that_is_written_is_read_back(name: str, tmp_path: Path) -> None:
    """From HTML, Markdown and a workbook, to the last mark; and from JSON and a pickle."""
    statement = STATEMENTS[name]
    for form, source in forms(statement, tmp_path).items():
        assert read_statement(source) == statement, form
    assert TypeAdapter(Statement).validate_json(statement.to_json()) == statement
    assert pickle.loads(pickle.dumps(statement)) == statement
    assert hash(replace(statement, remarks=("another",))) == hash(statement)


@share(0.6)
@given(tables())
def test_any_statement_that_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    """Whatever its unit, levels, notes, nils and labels."""
    try:
        statement = read_statement(rows)
    except YenUsdError:
        return  # refused, such as for headings alone
    for form, source in forms(statement, tmp_path_factory.mktemp("forms")).items():
        assert read_statement(source) == statement, form


@share(0.6)
@given(tables(), st.integers(80, 400), st.sampled_from(["one", "thousand", "million"]))
def test_a_translated_cell_is_what_translate_gives(rows: list[list[str]], rate: int, unit: str) -> None:
    """In every column, rounded once; amounts per share to the cent; nothing else has dollars."""
    try:
        statement = read_statement(rows)
    except YenUsdError:
        return
    translated = statement.translate(rate=rate, columns="all", unit=unit)
    for line, cells in zip(statement.lines, translated.cells, strict=True):
        for figure, cell in zip(line.figures, cells, strict=True):
            if figure.money is None:
                assert cell is None
            else:
                assert cell is not None
                assert cell.result == translate(figure.money, rate=rate, rounding=cell.rounding).result
                assert (cell.rounding.places == 2) == (line.kind == "per_share")
    again = TypeAdapter(TranslatedStatement).validate_json(translated.to_json())
    assert again == translated
    assert pickle.loads(pickle.dumps(translated)).statement == translated.statement


@share(0.6)
@given(tables(), st.integers(80, 400))
def test_a_translated_statement_that_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], rate: int
) -> None:
    """With its dollars beside the yen, its rate in the heading, and its footnotes."""
    try:
        statement = read_statement(rows)
    except YenUsdError:
        return
    both = statement.translate(rate=rate).statement
    for form, source in forms(both, tmp_path_factory.mktemp("forms")).items():
        again = read_statement(source)
        assert [column.kind for column in again.columns].count("dollars") == 1
        assert again == both, form


def test_json_has_a_schema_and_refuses_other_fields() -> None:
    """As every value type."""
    statement = next(iter(STATEMENTS.values()))
    fields = json.loads(statement.to_json())
    assert set(TypeAdapter(Statement).json_schema()["properties"]) == set(fields)
    with pytest.raises(ValueError, match="has no field"):
        TypeAdapter(Statement).validate_python({**fields, "total": 1})


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
@pytest.mark.parametrize("name", STATEMENTS)
def test_a_frame_that_is_written_is_read_back(name: str, backend: Any) -> None:
    """A frame holds numbers: levels, notes, kinds and amounts come back; a nil as zero, second figures and marks not."""
    statement = STATEMENTS[name]
    again = read_statement(statement.to_frame(backend))
    assert [(column.label, column.kind, column.span, column.unit) for column in again.columns] == [
        (column.label, column.kind, column.span, column.unit) for column in statement.columns
    ]
    for line, other in zip(statement.lines, again.lines, strict=True):
        assert (other.label, other.level, other.note, other.kind) == (line.label, line.level, line.note, line.kind)
        for figure, read in zip(line.figures, other.figures, strict=True):
            value = read.money.amount if read.money is not None else read.number
            assert value == (0 if figure.is_nil else figure.number if figure.money is None else figure.money.amount)
