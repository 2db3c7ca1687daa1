"""A table of one's own: which of its columns are days and rates, how days are written, how it ends, and how it is kept."""

import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from yen_usd import ArgumentError, FileError, Period, RateSeries, SeriesError, h10_rates
from yen_usd.dates.days import MAX_LENGTH
from yen_usd.rates.bundled_files import DATA_FOLDER
from yen_usd.rates.csv_files import read_csv
from yen_usd.rates.rate import BOARD, PUBLISHERS
from yen_usd.rates.rate_files import add_seal

NOON = "noon buying rate"


def read(text: str, **claim: str) -> RateSeries:
    """The series of a text."""
    return RateSeries.from_csv(io.StringIO(text, newline=""), **claim)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("head", "row", "columns"),
    [
        ("Day,TTM", "2024-03-29,151.40", {}),
        ("Day,TTM", "2024-03-29,151.40", {"rates": "TTM"}),
        ("Day,TTM", "2024-03-29,151.40", {"dates": "Day"}),
        ("TTM,Day", "151.40,2024-03-29", {"rates": "TTM"}),
        ("TTM,Day", "151.40,2024-03-29", {"dates": "Day"}),
        ("value,Day", "151.40,2024-03-29", {}),
        ("TTM,date", "151.40,2024-03-29", {}),
        ("Rate,日付", "151.40,2024-03-29", {}),
        ("A,Day,TTM", "x,2024-03-29,151.40", {"dates": "day", "rates": "ttm"}),
        ("Day,day,TTM", "x,2024-03-29,151.40", {"dates": "day", "rates": "TTM"}),
        (",A,TTM", "2024-03-29,x,151.40", {"rates": "TTM"}),
        ("A,observation_date,yen_per_usd", "x,2024-03-29,151.40", {}),
        ("DATE,DEXJPUS,Mine", "2024-03-29,9,151.40", {"rates": "Mine"}),
    ],
)
def test_the_columns_are_found(head: str, row: str, columns: dict[str, str]) -> None:
    """By the caller's names, by names that are known, by their number, or as an index."""
    series = read(f"{head}\n{row}\n", label="Tokyo TTM", **columns)
    assert [(str(o.date), str(o.yen_per_usd)) for o in series] == [("2024-03-29", "151.40")]
    assert series.label == "Tokyo TTM"


@pytest.mark.parametrize(
    ("head", "columns", "reason"),
    [
        ("Day,A,B", {}, "cannot tell which column has the dates in"),
        ("date,A,B", {}, "cannot tell which column has the rates in"),
        ("date,DATE,value", {}, "cannot tell which column has the dates in"),
        ("date,value,rate", {}, "cannot tell which column has the rates in"),
        ("A,B,C", {"dates": "A", "rates": "A"}, "cannot tell which column has the rates in"),
        ("A,B,C", {"dates": "a", "rates": "D"}, "there are no columns named 'D'"),
        ("A,a,TTM", {"rates": "TTM", "dates": "á"}, "there are no columns named 'á'"),
        ("Day,DAY,TTM", {"rates": "TTM", "dates": "day"}, "there are 2 columns named 'day'"),
    ],
)
def test_columns_that_could_be_others_are_named_by_the_caller(head: str, columns: dict[str, str], reason: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(SeriesError, match=reason):
        read(f"{head}\n2024-03-29,2024-03-29,151.40\n", label="Tokyo TTM", **columns)


@pytest.mark.parametrize(
    ("date_format", "text", "day"),
    [
        ("%d.%m.%y", "31.03.68", "2068-03-31"),
        ("%d.%m.%y", "31.03.69", "1969-03-31"),
        ("%d.%m.%y", "31.03.70", "1970-03-31"),
        ("%d.%m.%y", "31.03.00", "2000-03-31"),
        ("%Y %b %d", "2024 jan 1", "2024-01-01"),
        ("%Y %b %d", "2024 JUN 30", "2024-06-30"),
        ("%Y %b %d", "2024 Jul 31", "2024-07-31"),
        ("%B %d, %Y", "DECEMBER 31, 2024", "2024-12-31"),
        ("%B %d, %Y", "Dec 31, 2024", None),
        ("%b %d, %Y", "December 31, 2024", None),
        ("%b %d, %Y", "Foo 31, 2024", None),
        ("%Y-%m-%d", "2024-02-30", None),
        ("%Y-%m-%d", "2024-02-30x", None),
        ("%m/%d/%Y", "13/1/2024", None),
        ("%Y-%m-%d".ljust(MAX_LENGTH), "2024-03-31".ljust(MAX_LENGTH - 2) + ".", None),
    ],
)
def test_days_in_the_form_that_the_caller_names(date_format: str, text: str, day: str | None) -> None:
    """Years of two digits are those from 1969 to 2068, as in POSIX; months are English, whole or of three letters."""
    table = f'Day,TTM\n"{text}",151.40\n'
    if day is None:
        with pytest.raises(SeriesError, match=r"line 2: .* is not such a date; dates must be written as date_format="):
            read(table, label="TTM", date_format=date_format)
    else:
        assert [str(o.date) for o in read(table, label="TTM", date_format=date_format)] == [day]


def test_a_form_of_days_is_no_longer_than_a_day_may_be() -> None:
    """The line is drawn in the same place."""
    with pytest.raises(ArgumentError, match="date_format must have a year"):
        read("Day,TTM\n2024-03-31,1\n", label="TTM", date_format="%Y-%m-%d".ljust(MAX_LENGTH + 1))


@pytest.mark.parametrize(
    "text", ["2024-W13-5", "2024W135", "2024-090", "2024-03-31T12:00", "2024-03", "2024--03-31", "-024-03-31"]
)
@pytest.mark.parametrize("other", ["", "2024-03-28,151.41\n"])
def test_a_day_that_iso_8601_writes_in_another_way_is_none(text: str, other: str) -> None:
    """By its week or by its number in the year; alone, and among others."""
    with pytest.raises(SeriesError, match="is not a date; dates must begin with the year, as in 2007-03-30"):
        read(f"Day,TTM\n{other}{text},151.40\n", label="TTM")


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("Day,TTM\n2024-01-31,147.97\n2024-02-29,150.67", None),
        ("Day,TTM\n2024-01-31,147.9725\n2024-02-29,150.6725", None),
        ("Day,TTM\n2024-01-31,ND\n2024-02-29,150.67\n2024-03-29,151.40", None),
        ("TTM,date\n147.97,2024-01-31\n150.6,2024-02-29", None),
        ("Day,TTM\n2024-01-31,147.9\n2024-02-29,150.6", "line 3: the file ends with '150.6' and no newline"),
        ("Day,TTM\n2024-01-31,147.97\n2024-02-29,150.6", "line 3: the file ends with '150.6' and no newline"),
        ("Day,TTM\n2024-01-31,147.97", "line 2: the file ends with '147.97' and no newline"),
        ("Day,TTM\n2024-01-31,\n2024-02-29,", "line 3: the file ends with '' and no newline"),
        ("2007-03-29,117.93\n", "there is no header in the file that begins with '2007-03-29,117.93"),
        ("Day,TTM\n\n", "line 2 is empty|the table has no rate"),
        ("date,yen_per_usd\n2024-01-31,147.97\n2024-02-29,150.67\ntotal,5\n", "line 4: 'total' is not a date"),
        ("Series Description,TTM\n", "the header rows are .*; they should be series description, unit,"),
    ],
)
def test_the_end_of_a_table(table: str, reason: str | None) -> None:
    """Without a newline the last rate may have been cut, unless it has as many decimals as all others, two at least."""
    if reason is None:
        assert len(read(table, label="TTM")) == 2
    else:
        with pytest.raises(SeriesError, match=reason):
            read(table, label="TTM")


def test_the_end_of_a_file_that_was_sent() -> None:
    """Four decimals, than which there are never more, show the last rate whole; three may have lost one."""
    for decimals, is_whole in (("0000", True), ("000", False), ("00", False)):
        content = f"DATE,DEXJPUS\n2007-03-29,118.{decimals}\n2007-03-30,117.{decimals}".encode()
        assert len(read_csv(content).rates) == 2
        if is_whole:
            assert len(read_csv(content, is_sent=True).rates) == 2
        else:
            with pytest.raises(SeriesError, match="it may have been cut short there"):
                read_csv(content, is_sent=True)


IN_ROWS = """"Descriptions:","Unit:","Multiplier:","Currency:","Unique Identifier:","Series Name:",2026-09-04,2026-09-07,\
2026-09-08
"Euro","Currency:_Per_EUR","1","USD",H10/H10/RXI$US_N.B.EU,RXI$US_N.B.EU,1.1,ND,1.2
"Japanese Yen","Currency","1","JPY",H10/H10/RXI_N.B.JA,RXI_N.B.JA,156.1100,ND,154.2400
"""
POUND = '"Pound","Currency:_Per_GBP","1","USD",H10/H10/RXI$US_N.B.UK,RXI$US_N.B.UK,1.3,ND,1.3\n'


def test_a_row_for_each_series_is_cut_only_in_the_last() -> None:
    """That of the yen is whole where another stands below it; a fault in it is named by its column."""
    head, euro, yen = IN_ROWS.splitlines(keepends=True)
    yen = yen.replace("156.1100", "156.11")
    for rows in ([yen, euro, POUND], [euro, yen, POUND]):
        assert [str(o.yen_per_usd) for o in read((head + "".join(rows))[:-1])] == ["156.11", "154.24"]
    with pytest.raises(SeriesError, match=r"column 9: the file ends with '154\.2400' and no newline"):
        read((head + euro + POUND + yen)[:-1])
    assert len(read(head + euro + POUND + yen)) == 2
    with pytest.raises(SeriesError, match="column 9: 'x' is not a rate"):
        read(IN_ROWS.replace("154.2400", "x"))
    with pytest.raises(SeriesError, match="column 7: '2026-13-04' is not a date"):
        read(IN_ROWS.replace("2026-09-04", "2026-13-04"))
    with pytest.raises(SeriesError, match=r"the first header cells are .*; they should be descriptions, unit,"):
        read(IN_ROWS.replace("Series Name:", "Zzz"))
    with pytest.raises(SeriesError, match="line 3 has 10 cells; each row must have 9"):
        read(IN_ROWS[:-1] + ",5\n")


def test_descriptions_above_one_row() -> None:
    """The least that such a file may have."""
    series = read('Series Description,"JAPAN -- SPOT EXCHANGE RATE, YEN/US$ "\n2010-01-04,92.55\n')
    assert [str(o.yen_per_usd) for o in series] == ["92.55"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            ["2007-03-26,118.00", "2007-03-28,118.00", "2007-03-27,118.00", "2007-03-29,118.00"],
            "line 4: 2007-03-27 stands below",
        ),
        (["2007-03-26,118.00", "2007-03-27,118.00", "2007-03-27,118.00"], "line 4: 2007-03-27 stands below 2007-03-27"),
        (["2007-03-29,0.0085", "2007-03-30,0.0086"], "line 2: 0.0085 is not plausible"),
        (["2007-03-29,.", "2007-03-30,1000.01", "2007-04-02,1000.02"], "line 3: 1000.01 is not plausible"),
        (["1970-12-31,357.00", "1971-01-04,357.73"], "line 2: 1970-12-31 is too early; the series begins on 1971-01-04"),
        (["1970-12-30,357.00", "1970-12-31,357.00"], "line 2: 1970-12-30 is too early"),
        (["2007-03-30,x", "2007-03-29,118.00"], "line 2: 'x' is not a rate"),
        (["2007-03-30,118.00", "2007-03-29,118.00", "2007-03-28,98.00"], "line 3: 118.00 comes after 98.00"),
        (["2007-03-26,118.00", "2007-04-02,118.00"], "there is no row for 2007-03-27"),
    ],
)
def test_a_row_that_h10_cannot_have_is_named_by_its_line(rows: list[str], reason: str) -> None:
    """Also where the newest stands first."""
    with pytest.raises(SeriesError, match=reason):
        read("\n".join(["DATE,DEXJPUS", *rows, ""]))


@pytest.mark.parametrize("rate", ["10", "1000", "999.9999", "10.0000"])
def test_the_ends_of_what_is_plausible(rate: str) -> None:
    """Between ten and a thousand yen, both counted."""
    assert read(f"DATE,DEXJPUS\n2007-03-30,{rate}\n").on("2007-03-30").yen_per_usd == Decimal(rate)


def test_rates_of_ones_own_are_quoted_to_two_decimals_at_least() -> None:
    """More are kept, less are filled up; a rate below one is a rate."""
    rates = ["0.5", "1", "1.0", "150.1", "150.12", "150.123", "150.12000"]
    rows = "".join(f"2024-03-{day},{rate}\n" for day, rate in enumerate(rates, 10))
    expected = ["0.50", "1.00", "1.00", "150.10", "150.12", "150.123", "150.12000"]
    assert [str(o.yen_per_usd) for o in read(f"Day,TTM\n{rows}", label="TTM")] == expected


# How a series is kept


def about(**changes: object) -> str:
    """A sealed table of two rates, with what it says of itself."""
    fields = {"label": "TTM", "publishers": [], "max_reach": 4, "covers": ["2024-03-28", "2024-03-29"]} | changes
    row = json.dumps(fields).replace('"', '""')
    return add_seal(f'date,yen_per_usd\n2024-03-28,151.41\n2024-03-29,151.4\nabout,"{row}"\n')


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"max_reach": 0}, None),
        ({"covers": ["2024-03-01", "2024-03-31"]}, None),
        ({"label": ""}, "does not say what series it has"),
        ({"label": 5}, "does not say what series it has"),
        ({"max_reach": -1}, "does not say what series it has"),
        ({"max_reach": "4"}, "does not say what series it has"),
        ({"max_reach": True}, "does not say what series it has"),
        ({"publishers": 5}, "does not say what series it has"),
        ({"covers": ["2024-03-28"]}, "does not say what series it has"),
        ({"covers": ["2024-03-29", "2024-03-28"]}, "does not say what series it has"),
        (
            {"covers": ["2024-03-29", "2024-03-31"]},
            "has rates outside of the period from March 29, 2024 to",
        ),
        ({"covers": ["2024-03-01", "2024-03-28"]}, "has rates outside of"),
    ],
)
def test_what_a_sealed_table_says_of_itself(changes: dict[str, object], reason: str | None) -> None:
    """It is checked as a caller's own words would be, and its rates are kept as they were written."""
    if reason is None:
        series = read(about(**changes))
        assert [str(o.yen_per_usd) for o in series] == ["151.41", "151.4"]
        assert series == RateSeries(
            [("2024-03-28", "151.41"), ("2024-03-29", "151.4")],
            label="TTM",
            max_reach=series.max_reach,
            covers=series.coverage,
        )
    else:
        with pytest.raises(SeriesError, match=reason):
            read(about(**changes))


def test_the_whole_of_h10_is_written_as_it_ships() -> None:
    """Byte for byte, and its seal below it; of any other series a row says what it is, in letters that people read."""
    with open(f"{DATA_FOLDER}/h10_jpy.csv", encoding="ascii") as file:
        shipped = file.read()
    assert h10_rates().to_csv() == add_seal(shipped)
    lines = RateSeries([("2024-03-28", "151.4")], label="仲値").to_csv().splitlines()
    assert lines[:2] == ["date,yen_per_usd", "2024-03-28,151.4"]
    assert lines[2].startswith('about,"{""label"": ""仲値"", ')
    assert lines[3].startswith("sha256,")
    with pytest.raises(SeriesError, match="there is an empty line before the last row"):
        read(add_seal("date,yen_per_usd\n2007-03-30,117.56\n\n"))


ROWS = [("2024-03-28", "151.41"), ("2024-03-29", "151.40")]


@pytest.mark.parametrize(
    ("series", "is_needed"),
    [
        (RateSeries(ROWS, label="Tokyo TTM"), False),
        (RateSeries(ROWS, label="tokyo ttm", publisher="A bank"), False),
        (h10_rates()["2024-03-28":"2024-03-29"], False),
        (RateSeries(ROWS, label=NOON, publisher=PUBLISHERS), False),
        (RateSeries(ROWS, label=NOON), True),
        (RateSeries(ROWS, label=NOON, publisher=BOARD), True),
        (RateSeries(ROWS, label="TTM", publisher=PUBLISHERS), True),
        (RateSeries(ROWS, label="TTM", publisher=[(dt.date(2024, 1, 1), "A bank")]), True),
        (RateSeries(ROWS, label="TTM", max_reach=5), True),
        (RateSeries(ROWS, label="TTM", covers=Period.month(2024, 3)), True),
        (RateSeries(ROWS, label="TTM", covers=Period.between("2024-03-28", "2024-03-30")), True),
        (RateSeries(ROWS, label="TTM", covers=Period.between("2024-03-27", "2024-03-29")), True),
    ],
)
def test_a_frame_says_in_words_what_its_columns_do_not(series: RateSeries, is_needed: bool) -> None:
    """And reads back equal either way; the label and the publisher stand in every row."""
    frame = series.to_frame("polars")
    assert frame.columns == ["date", "yen_per_usd", "label", "publisher", *(["about"] if is_needed else [])]
    assert frame["label"].to_list() == [series.label] * 2
    assert RateSeries.from_frame(frame) == series


def test_what_a_caller_says_of_a_frame_comes_before_what_the_frame_says() -> None:
    """Its label, and its publisher; of H.10 the publishers are known."""
    frame = RateSeries(ROWS, label="Tokyo TTM", publisher="A bank").to_frame("polars")
    assert RateSeries.from_frame(frame).publishers == ((dt.date.min, "A bank"),)
    assert RateSeries.from_frame(frame, publisher="B bank").publishers == ((dt.date.min, "B bank"),)
    renamed = RateSeries.from_frame(frame, label="another")
    assert (renamed.label, renamed.publishers) == ("another", ())
    noon = h10_rates()["2024-03-28":"2024-03-29"].to_frame("polars")
    assert RateSeries.from_frame(noon).publishers == PUBLISHERS
    with pytest.raises(SeriesError, match="does not say what its rates are"):
        RateSeries.from_frame(noon.drop("label"))
    with pytest.raises(SeriesError, match="does not say what its rates are"):
        RateSeries.from_frame(frame.rename({"yen_per_usd": "value"}))
    with pytest.raises(SeriesError, match="'label' has 2 different values; a series has one; select the rows of one series"):
        RateSeries.from_frame({"date": ["2024-03-28", "2024-03-29"], "yen_per_usd": [1, 2], "label": ["a", "b"]})
    with pytest.raises(SeriesError, match="row 2: 'x' is not a number"):
        RateSeries.from_frame({"date": ["2024-03-28", "2024-03-29"], "yen_per_usd": ["151.41", "x"]}, label="TTM")
    with pytest.raises(SeriesError, match="row 1: 'x' is not a date"):
        RateSeries.from_frame({"date": ["x", "2024-03-29"], "yen_per_usd": ["151.41", "151.40"]}, label="TTM")
    with pytest.raises(SeriesError, match="row 2: 2024-03-30 is a Saturday"):
        RateSeries.from_frame({"date": ["2024-03-29", "2024-03-30"], "DEXJPUS": ["151.41", "151.40"]})


# How a file is read


class Failing(io.RawIOBase):
    """A file that fails without a word."""

    def read(self, size: int = -1) -> bytes:  # noqa: ARG002
        """Nothing."""
        raise ValueError


class InPieces(io.RawIOBase):
    """A file that gives a byte at a time, as a pipe may."""

    def __init__(self, content: bytes) -> None:
        self.left = list(content)

    def read(self, size: int = -1) -> bytes:  # noqa: ARG002
        """The next byte."""
        return bytes([self.left.pop(0)]) if self.left else b""


def test_a_file_is_read_to_its_end_or_to_what_may_be_too_much(tmp_path: Path) -> None:
    """Five million bytes are not too many; an error without words is named by its kind."""
    assert len(RateSeries.from_csv(InPieces(b"Day,TTM\n2024-03-28,151.41\n"), label="TTM")) == 1
    with pytest.raises(SeriesError, match="the file is not CSV: field larger"):
        RateSeries.from_csv(io.BytesIO(b"1" * 5_000_000))
    with pytest.raises(SeriesError, match="the file has more than 5,000,000 bytes"):
        RateSeries.from_csv(io.BytesIO(b"1" * 5_000_001))
    (tmp_path / "file.csv").write_bytes(b"1" * 5_000_001)
    with pytest.raises(SeriesError, match="the file has more than 5,000,000 bytes"):
        RateSeries.from_csv(tmp_path / "file.csv")
    with pytest.raises(FileError, match=r"cannot read <.*: ValueError; check the file"):
        RateSeries.from_csv(Failing())
    with pytest.raises(FileError, match=r"cannot read .*none\.csv.*: No such file or directory; check the path"):
        RateSeries.from_csv(Path("none.csv"))
