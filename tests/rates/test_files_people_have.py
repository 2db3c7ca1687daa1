"""Files of rates as people have them: small ones in true layout, and the same forms made anew at random.

The figures are those of H.10, which is in the public domain.
"""

import csv
import datetime as dt
import io
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newer_figures import FIRST_WEEK, KNOWN
from upstream import fred, program, release, release_xml

from yen_usd import ArgumentError, FileError, RateSeries, SeriesError, h10_rates
from yen_usd.rates.bundled_files import DATA_FOLDER
from yen_usd.rates.rate import BOARD

NOON = "noon buying rate"
AUGUST = [("2026-07-31", "159.16"), ("2026-08-03", "156.96"), ("2026-08-04", "157.44"), ("2026-08-05", "157.63")]
HEADS = {
    "Series Description": "JAPAN -- SPOT EXCHANGE RATE, YEN/US$ ",
    "Unit:": "Currency:_Per_USD",
    "Multiplier:": "1",
    "Currency:": "JPY",
    "Unique Identifier: ": "H10/H10/RXI_N.B.JA",
    "Time Period": "RXI_N.B.JA",
}


def chosen(*rows: str, newline: str = "\r\n", end: str = "") -> str:
    """A file of the yen alone as the Program sends it, quoted and without a last newline."""
    heads = [f'"{label}","{cell}"' for label, cell in HEADS.items()]
    return newline.join([*heads, *rows]) + end


DESCRIBED = """Series Description,"CHINA -- SPOT EXCHANGE RATE, YUAN/US$ P.R. ","JAPAN -- SPOT EXCHANGE RATE, YEN/US$ "
2010-01-01,ND,ND
2010-01-04,6.8273,92.55
2010-01-05,6.8258,91.48
"""
IN_ROWS = """"Descriptions:","Unit:","Multiplier:","Currency:","Unique Identifier:","Series Name:",2026-09-04,2026-09-07,\
2026-09-08
"Euro","Currency:_Per_EUR","1","USD",H10/H10/RXI$US_N.B.EU,RXI$US_N.B.EU,1.1,ND,1.2
"Japanese Yen","Currency","1","JPY",H10/H10/RXI_N.B.JA,RXI_N.B.JA,156.1100,ND,154.2400
"""
ZEROS_DROPPED = """DATE,DEXJPUS
2018-02-16,106.1000
2018-02-19,.
2018-02-20,107.2300
2018-02-21,107.64
2018-02-22,106.9
2018-02-23,106
"""
READ: dict[str, tuple[str, dict[str, str], list[tuple[str, str]]]] = {
    "the Program, without its last newline": (
        chosen("2026-09-03,155.3900", "2026-09-04,156.1100", "2026-09-07,ND"),
        {},
        [("2026-09-03", "155.39"), ("2026-09-04", "156.11")],
    ),
    "the Program, whose last row is a rate": (
        chosen("2026-09-03,155.3900", "2026-09-04,156.1100"),
        {},
        [("2026-09-03", "155.39"), ("2026-09-04", "156.11")],
    ),
    "the Program, saved by a spreadsheet": (
        "\n".join(
            [
                *(f"{label},{cell!r}".replace("'", '"') for label, cell in HEADS.items()),
                "1971/1/4,357.73",
                "1971/1/5,357.8",
                "1971/1/6,358",
                "",
            ]
        ),
        {},
        [("1971-01-04", "357.73"), ("1971-01-05", "357.80"), ("1971-01-06", "358.00")],
    ),
    "the Program, whose header rows were deleted": (
        DESCRIBED,
        {},
        [("2010-01-04", "92.55"), ("2010-01-05", "91.48")],
    ),
    "the Program, with a row for each series": (
        IN_ROWS,
        {},
        [("2026-09-04", "156.11"), ("2026-09-08", "154.24")],
    ),
    "FRED, zeros dropped": (
        ZEROS_DROPPED,
        {},
        [
            ("2018-02-16", "106.10"),
            ("2018-02-20", "107.23"),
            ("2018-02-21", "107.64"),
            ("2018-02-22", "106.90"),
            ("2018-02-23", "106.00"),
        ],
    ),
    "FRED, a column among many": (
        "observation_date,DEXUSEU,DEXJPUS,DEXCHUS\n2026-10-01,1.1232,157.63,6.7038\n2026-10-02,1.1259,157.81,6.7038\n",
        {},
        [("2026-10-01", "157.63"), ("2026-10-02", "157.81")],
    ),
    "FRED, saved by pandas with NaN": (
        "DATE,DEXJPUS\n2026-09-04,156.11\n2026-09-07,NaN\n2026-09-08,154.24\n",
        {},
        [("2026-09-04", "156.11"), ("2026-09-08", "154.24")],
    ),
    "FRED, saved by pandas with its index": (
        ",DATE,DEXJPUS\n0,2026-09-04,156.11\n1,2026-09-07,\n2,2026-09-08,154.2\n",
        {},
        [("2026-09-04", "156.11"), ("2026-09-08", "154.20")],
    ),
    "FRED, in small letters": (
        "date,dexjpus\n2000-01-03,101.7\n2000-01-04,103.09\n",
        {},
        [("2000-01-03", "101.70"), ("2000-01-04", "103.09")],
    ),
    "FRED, with times of day": (
        "date,DEXJPUS\n2000-01-03 00:00:00,101.70\n2000-01-04 00:00:00,103.09\n",
        {},
        [("2000-01-03", "101.70"), ("2000-01-04", "103.09")],
    ),
    "FRED, American days that the caller names": (
        "DATE,DEXJPUS\n1/4/1971,357.73\n1/5/1971,357.81\n",
        {"date_format": "%m/%d/%Y"},
        [("1971-01-04", "357.73"), ("1971-01-05", "357.81")],
    ),
    "FRED's API as CSV": (
        "realtime_start,realtime_end,date,value\n2026-10-06,2026-10-06,2026-09-07,.\n2026-10-06,2026-10-06,2026-09-08,154.24\n",
        {"label": NOON},
        [("2026-09-08", "154.24")],
    ),
    "date and value": (
        "date,value\n2026-07-31,159.16\n2026-08-03,156.96\n",
        {"label": NOON},
        [("2026-07-31", "159.16"), ("2026-08-03", "156.96")],
    ),
    "an index without a name": (
        ",0\n2026-08-31,159.74\n2026-09-01,160.03\n",
        {"label": NOON},
        [("2026-08-31", "159.74"), ("2026-09-01", "160.03")],
    ),
    "newest first": (
        "Date,Value\n2017-09-15,110.9\n2017-09-14,110.41\n",
        {"label": NOON},
        [("2017-09-14", "110.41"), ("2017-09-15", "110.90")],
    ),
    "columns that the caller names": (
        "Source,Day,Yen,Note\nH.10,2017-09-14,110.41,a\nH.10,2017-09-15,110.9,\n",
        {"label": NOON, "dates": "Day", "rates": "Yen"},
        [("2017-09-14", "110.41"), ("2017-09-15", "110.90")],
    ),
}


@pytest.mark.parametrize("name", READ)
def test_what_people_have_is_read(name: str) -> None:
    """As H.10's, because the header or the caller says so, with rates quoted to ¥0.01."""
    text, arguments, expected = READ[name]
    series = RateSeries.from_csv(io.StringIO(text, newline=""), **arguments)  # type: ignore[arg-type]
    assert [(str(o.date), str(o.yen_per_usd)) for o in series] == expected
    assert series.label == NOON
    assert all(series.on(o.date).is_noon_buying_rate for o in series)


REFUSED: dict[str, tuple[str, dict[str, object], str]] = {
    "American days of two digits": (
        chosen("1/1/81,ND", "1/2/81,202.5", end="\n"),
        {},
        "line 7: '1/1/81' is not a date; dates must begin with the year",
    ),
    "American days": ("DATE,DEXJPUS\n1/4/1971,357.73\n", {}, r"line 2: '1/4/1971' is not a date; .*date_format='%m/%d/%Y'"),
    "days in another form than the caller says": (
        "DATE,DEXJPUS\n1971-01-04,357.73\n",
        {"date_format": "%m/%d/%Y"},
        "is not such a date; dates must be written as",
    ),
    "no yen among descriptions": (
        'Series Description,"CHINA -- SPOT EXCHANGE RATE, YUAN/US$ P.R. "\n2010-01-04,6.8273\n',
        {},
        "no columns described as 'JAPAN -- SPOT",
    ),
    "the yen twice among descriptions": (
        DESCRIBED.replace("CHINA -- SPOT EXCHANGE RATE, YUAN/US$ P.R. ", "JAPAN -- SPOT EXCHANGE RATE, YEN/US$"),
        {},
        "2 columns",
    ),
    "a row of another unit": (
        READ["the Program, with a row for each series"][0].replace('"Currency"', '"Number"'),
        {},
        "the unit of RXI_N.B.JA is 'Number'",
    ),
    "no row of the yen": (
        READ["the Program, with a row for each series"][0].replace("RXI_N.B.JA,156", "RXI_N.B.IN,156"),
        {},
        "there are no rows named",
    ),
    "whose rates?": (
        "Date,Value\n2017-09-15,110.9\n",
        {},
        "begins with 'Date,Value.*does not say what its rates are; .*give label=",
    ),
    "the library's header alone": ("date,yen_per_usd\n2017-09-15,110.90\n", {}, "does not say what its rates are"),
    "two names for one thing": (
        "DATE,DEXJPUS\n2017-09-15,110.90\n",
        {"label": "Tokyo TTM"},
        "label='Tokyo TTM' with a file of H.10",
    ),
    "a publisher of H.10": (
        "DATE,DEXJPUS\n2017-09-15,110.90\n",
        {"publisher": "A bank"},
        "publisher='A bank' with a file of H.10",
    ),
    "no header": ("2017-09-14,110.41\n2017-09-15,110.90\n", {"label": "Tokyo TTM"}, "no header"),
    "no such column": (
        "Day,Yen\n2017-09-15,110.90\n",
        {"label": "x", "rates": "TTM"},
        r"there are no columns named 'TTM'; the columns are \['Day', 'Yen'\]",
    ),
    "two columns of one name": ("Day,Yen,Yen\n2017-09-15,1,2\n", {"label": "x", "rates": "Yen"}, "2 columns named 'Yen'"),
    "more columns than two": (
        "Day,A,B\n2017-09-15,1,2\n",
        {"label": "x"},
        r"which column has the dates.*name the columns by dates= and rates=",
    ),
    "a day twice": (
        "Day,TTM\n2024-01-31,147.97\n2024-02-29,150.67\n2024-01-31,147.98\n",
        {"label": "x"},
        "line 4: 2024-01-31 is also in line 2",
    ),
    "an empty line": ("Day,TTM\n2024-01-31,147.97\n\n2024-02-29,150.67\n", {"label": "x"}, "line 3 is empty"),
    "no number": ("Day,TTM\n2024-01-31,147.97\n2024-02-29,n.a.\n", {"label": "x"}, "line 3: 'n.a.' is not a number"),
    "a thousands separator": ('Day,TTM\n2024-01-31,"1,147.97"\n', {"label": "x"}, "line 2: '1,147.97' is not a number"),
    "a yen sign": ("Day,TTM\n2024-01-31,¥147.97\n", {"label": "x"}, "line 2: '¥147.97' is not a number"),
    "zero": ("Day,TTM\n2024-01-31,0.00\n", {"label": "x"}, "line 2: '0.00' is not positive"),
    "negative": ("Day,TTM\n2024-01-31,-147.97\n", {"label": "x"}, "line 2: '-147.97' is not positive"),
    "more digits than there are": (f"Day,TTM\n2024-01-31,{'1' * 41}\n", {"label": "x"}, "is not a number"),
    "no rate": ("Day,TTM\n2024-01-31,\n", {"label": "x"}, "has no rate"),
    "an end that may be cut": (
        "Day,TTM\n2024-01-31,147.97\n2024-02-29,150.6",
        {"label": "x"},
        "line 3: the file ends with '150.6' and no newline",
    ),
    "H.10 on a weekend, as the caller says": ("Day,TTM\n2024-03-30,147.97\n", {"label": NOON}, "2024-03-30 is a Saturday"),
    "H.10 by months, as the caller says": (
        "Day,TTM\n2024-01-31,147.97\n2024-02-29,150.67\n",
        {"label": NOON},
        "no row for 2024-02-01",
    ),
    "a zip": (release(KNOWN).decode("latin-1"), {}, r"not CSV but a zip; .*RateSeries\.from_xml"),
    "XML": (release_xml(KNOWN), {}, r"not CSV but XML; .*read it by RateSeries\.from_xml"),
    "FRED's JSON": (fred(KNOWN), {}, r"not CSV but JSON; .*yen_usd\.update_rates\(source=FILE\)"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_leaves_something_open_is_refused_with_the_reason(name: str) -> None:
    """With the line and the value, and what to do."""
    text, arguments, reason = REFUSED[name]
    with pytest.raises(SeriesError, match=reason) as caught:
        RateSeries.from_csv(io.BytesIO(text.encode("latin-1" if text.startswith("PK") else "utf-8")), **arguments)  # type: ignore[arg-type]
    assert len(str(caught.value)) < 900


@pytest.mark.parametrize(
    "arguments",
    [
        {"label": 5},
        {"label": ""},
        {"publisher": ""},
        {"dates": 0},
        {"rates": ["a"]},
        {"date_format": 5},
        {"date_format": "%Y-%m"},
        {"date_format": "%Y-%m-%d %Y"},
        {"date_format": "%x"},
        {"date_format": "%H%Y%m%d"},
        {"date_format": "%"},
    ],
)
def test_arguments_that_make_no_sense(arguments: dict[str, object]) -> None:
    """Refused with what is accepted."""
    with pytest.raises(ArgumentError):
        RateSeries.from_csv(io.StringIO("DATE,DEXJPUS\n1971-01-04,357.73\n"), **arguments)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="its columns are found by its header rows"):
        RateSeries.from_csv(io.StringIO(program(KNOWN)), dates="Time Period")


@pytest.mark.parametrize(
    ("date_format", "text"),
    [
        ("%d.%m.%Y", "31.3.2024"),
        ("%d.%m.%y", "31.03.24"),
        ("%b %d, %Y", "Mar 31, 2024"),
        ("%d %B %Y", "31 march 2024"),
        ("%Y%m%d", "20240331"),
        ("%%%Y/%m/%d", "%2024/3/31"),
        ("%m/%d/%y", "3/31/24"),
    ],
)
def test_days_in_a_form_that_the_caller_names(date_format: str, text: str) -> None:
    """The same in every locale: names of months are English."""
    table = io.StringIO(f'Day,TTM\n"{text}",151.40\n')
    assert dt.date(2024, 3, 31) in RateSeries.from_csv(table, label="TTM", date_format=date_format)


def test_only_what_is_known_to_be_h10_is_called_a_noon_buying_rate() -> None:
    """A bank's table in the library's own layout is the bank's; H.10 with the seal, or as it shipped, is the Board's."""
    ttm = "date,yen_per_usd\n2024-03-28,151.41\n2024-03-29,151.40\n"
    own = RateSeries.from_csv(io.StringIO(ttm), label="Tokyo TTM", publisher="A bank")
    assert str(own.on("2024-03-29")) == "¥151.40, Tokyo TTM of 2024-03-29"
    assert not own.on("2024-03-29").is_noon_buying_rate
    assert "Board" not in str(own.over("2024-03-28/2024-03-29").average) + str(own.publishers)
    said = RateSeries.from_csv(io.StringIO(ttm), label=NOON)
    assert said.on("2024-03-29").publisher == BOARD
    sealed = RateSeries.from_csv(io.StringIO(said.to_csv()))
    assert (sealed, sealed.vintage) == (said, said.vintage)
    with open(f"{DATA_FOLDER}/h10_jpy.csv", encoding="ascii") as file:
        text = file.read()
    for content in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        assert RateSeries.from_csv(io.StringIO(content, newline="")) == h10_rates()
    first = "".join(text.splitlines(keepends=True)[:-5])  # the edition that ended on 2026-09-25
    assert str(RateSeries.from_csv(io.StringIO(first)).vintage) == "2026-09-25 46cb7a21"
    with pytest.raises(SeriesError, match="does not say what its rates are"):
        RateSeries.from_csv(io.StringIO(text.replace("357.73", "357.74")))


@pytest.mark.parametrize("columns", [{"dates": "date"}, {"rates": "yen_per_usd"}, {"dates": "x", "rates": "date"}], ids=str)
def test_no_columns_are_named_of_a_file_that_proves_what_it_is(columns: dict[str, str]) -> None:
    """Sealed or as it shipped; a bank's table in the same layout proves nothing, and its columns may be named."""
    with open(f"{DATA_FOLDER}/h10_jpy.csv", encoding="ascii") as file:
        published = file.read()
    for text in (published, h10_rates()["2007-03-01":"2007-03-31"].to_csv()):
        for label in (None, "Tokyo TTM"):
            with pytest.raises(ArgumentError, match=r"with a file of this library; .*leave dates= and rates= out"):
                RateSeries.from_csv(io.StringIO(text), label=label, **columns)
    own = io.StringIO("date,yen_per_usd\n2024-03-28,151.41\n")
    assert len(RateSeries.from_csv(own, label="Tokyo TTM", dates="date", rates="yen_per_usd")) == 1


def test_a_table_of_month_ends_is_of_ones_own() -> None:
    """On weekends, with any decimals, in any order; a missing value is no rate."""
    text = "Month end;ignored,TTM\n2024-03-31,151.4\n2024-01-31,147.97125\n2024-04-30,\n2024-02-29,150\n"
    series = RateSeries.from_csv(io.StringIO(text), label="Tokyo TTM", publisher="A bank")
    assert [(str(o.date), str(o.yen_per_usd)) for o in series] == [
        ("2024-01-31", "147.97125"),
        ("2024-02-29", "150.00"),
        ("2024-03-31", "151.40"),
    ]
    assert (series.frequency, str(series.coverage.end)) == ("month_end", "2024-03-31")


NAMES = ["observation_date", "DATE", "date", "Date", ""]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[tuple[dt.date, Decimal | None]], str, set[str]]:
    """Rows that H.10 could have, the text of a file in one of many forms, and what stands in the way of reading it."""
    day = draw(st.dates(dt.date(1971, 9, 6), dt.date(2060, 1, 1)).filter(lambda day: day.weekday() < 5))
    rates, hundredths = [], draw(st.integers(8_000, 40_000))
    for move in draw(st.lists(st.none() | st.integers(-999, 999), min_size=2, max_size=15)):
        hundredths = hundredths if move is None or not rates else hundredths + hundredths * move // 10_000
        rates.append((day, None if move is None and rates else Decimal(hundredths) / 100))
        day += dt.timedelta(days=3 if day.weekday() == 4 else 1)
    kind = draw(st.sampled_from(["two", "four", "dropped", "pandas"]))
    mark = draw(st.sampled_from(["", ".", "NaN", "NA", "nan"]))
    order = draw(st.sampled_from(["up", "down", "shuffled"]))
    days = draw(st.sampled_from(["iso", "slashes", "midnight", "american"]))
    gap = draw(st.sampled_from(["none", "none", "row", "line"]))
    rows = [(write_day(day, days), mark if rate is None else write(rate, kind)) for day, rate in rates]
    order_of = {
        "up": list,
        "down": lambda listed: listed[::-1],
        "shuffled": lambda listed: random.Random(4).sample(listed, len(listed)),
    }
    rows = order_of[order](rows)
    faults = {"days"} if days == "american" else {"order"} if rows not in (in_order(rows), in_order(rows)[::-1]) else set()
    lines = [",".join(row) for row in rows]
    if gap == "row" and len(lines) > 2 and any(rate is None for _, rate in rates):
        at = next(at for at in range(1, len(lines)) if rows[at][1] != mark or mark == rows[at][1])
        del lines[at]
        faults |= {"gap"}
    elif gap == "line" and len(lines) > 2:
        lines.insert(1, "")
        faults |= {"line"}
    others = draw(st.integers(0, 2))
    head = ",".join(
        [
            draw(st.sampled_from(NAMES)),
            draw(st.sampled_from(["DEXJPUS", "dexjpus", "Dexjpus"])),
            *["DEXUSEU", "DEXCHUS"][:others],
        ]
    )
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    text = newline.join([head, *(line and line + ",1.1" * others for line in lines)]) + newline
    return rates, draw(st.sampled_from(["", "\ufeff"])) + text, faults


def in_order(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The rows as their days are in order."""
    return sorted(
        rows,
        key=lambda row: (
            [int(part) for part in row[0].split()[0].replace("/", "-").split("-")] if row[0][:4].isdigit() else row
        ),
    )


def write_day(day: dt.date, form: str) -> str:
    """A day as programs write it."""
    forms = {
        "iso": f"{day}",
        "slashes": f"{day.year}/{day.month}/{day.day}",
        "midnight": f"{day} 00:00:00",
        "american": f"{day.month}/{day.day}/{day.year}",
    }
    return forms[form]


def write(rate: Decimal, kind: str) -> str:
    """A rate with two decimals or four, without its last zeros, or as the repr of a float."""
    forms = {
        "two": f"{rate:.2f}",
        "four": f"{rate:.4f}",
        "dropped": f"{rate:.2f}".rstrip("0").rstrip("."),
        "pandas": repr(float(rate)),
    }
    return forms[kind]


def read_or_refuse(text: str) -> tuple[RateSeries | None, str]:
    """The series of a file, or why there is none."""
    try:
        return RateSeries.from_csv(io.StringIO(text, newline="")), ""
    except SeriesError as error:
        return None, str(error)


@given(tables())
def test_every_form_gives_the_series_that_it_came_from_or_is_refused_for_a_reason(
    made: tuple[list[tuple[dt.date, Decimal | None]], str, set[str]],
) -> None:
    """Header forms, decimals, marks, gaps, line ends, orders, days, other columns."""
    rates, text, faults = made
    expected = [(day, rate) for day, rate in rates if rate is not None]
    reasons = {
        "days": "is not a date",
        "order": "stands below",
        "gap": "no row for|has no rate|stands below|is not believed",  # without a row, its neighbors may be far apart
        "line": "is empty",
    }
    series, reason = read_or_refuse(text)
    if series is None:
        assert any(word in reason for fault in faults for word in reasons[fault].split("|")), reason
        return
    found = [(o.date, o.yen_per_usd) for o in series]
    if faults == {"gap"}:  # a row at an end, or of a day that the others allow to be left out
        assert set(found) <= set(expected)
        return
    assert (found, faults) == (expected, set())
    assert series.vintage == RateSeries.from_csv(io.StringIO(series.to_csv())).vintage


@st.composite
def own_series(draw: st.DrawFn) -> RateSeries:
    """Any series: any days, decimals, labels, publishers, reach and cover."""
    days = sorted(draw(st.sets(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), min_size=1, max_size=12)))
    numbers = st.decimals("0.0001", "999999", allow_nan=False, allow_infinity=False, places=draw(st.integers(0, 9)))
    names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
        lambda name: name == name.strip()
    )
    publisher = draw(
        st.none() | names | st.lists(st.tuples(st.dates(), names), max_size=3, unique_by=lambda pair: pair[0]).map(sorted)
    )
    label = draw(names)
    early, late = (dt.timedelta(days=draw(st.sampled_from([0, 0, 1, 40]))) for _ in range(2))
    from yen_usd import Period

    covers = draw(st.none() | st.just(Period(days[0] - early, days[-1] + late)))
    reach = draw(st.sampled_from([4, 4, 0, 31]))
    return RateSeries(
        [(day, draw(numbers)) for day in days], label=label, publisher=publisher, max_reach=reach, covers=covers
    )


@given(own_series())
def test_every_series_that_was_written_reads_back_equal(series: RateSeries) -> None:
    """As CSV and as a frame of each backend, with its vintage."""
    again = RateSeries.from_csv(io.StringIO(series.to_csv()))
    assert (again, again.vintage) == (series, series.vintage)
    for backend in ("pandas", "polars", "pyarrow"):
        assert RateSeries.from_frame(series.to_frame(backend)) == series  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("start", "end"),
    [("2026-07-01", "2026-08-31"), ("2026-09-05", "2026-09-27"), ("1971-08-01", "1971-09-30"), (None, None)],
)
def test_slices_of_h10_read_back_equal(start: str | None, end: str | None, tmp_path: object) -> None:
    """Also those that begin or end on a weekend, and the whole."""
    series = h10_rates()[start:end]
    series.to_csv(f"{tmp_path}/file.csv")
    again = RateSeries.from_csv(f"{tmp_path}/file.csv")
    assert (again, again.vintage) == (series, series.vintage)
    for dtype in ("decimal", "float"):
        assert RateSeries.from_frame(series.to_frame("polars", dtype=dtype)) == series  # type: ignore[call-overload]
    out = io.StringIO()
    series.to_csv(out)
    assert out.getvalue() == series.to_csv()


def test_a_seal_that_is_broken() -> None:
    """Of a series of one's own as of H.10's."""
    text = RateSeries(AUGUST, label="Tokyo TTM").to_csv()
    with pytest.raises(SeriesError, match="cut short or changed"):
        RateSeries.from_csv(io.StringIO(text.replace("156.96", "156.97")))
    with pytest.raises(SeriesError, match="with a file that says it has 'Tokyo TTM'"):
        RateSeries.from_csv(io.StringIO(text), label="another")
    assert RateSeries.from_csv(io.StringIO(text), label="Tokyo TTM").label == "Tokyo TTM"
    from yen_usd.rates.rate_files import add_seal

    for about in (
        "",
        "{}",
        "[]",
        '{"label": 5, "publishers": [], "max_reach": 4, "covers": ["2026-07-31", "2026-08-05"]}',
        "[" * 5000,
    ):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([("date", "yen_per_usd"), *AUGUST, ("about", about)])
        with pytest.raises(SeriesError, match="does not say what series it has"):
            RateSeries.from_csv(io.StringIO(add_seal(out.getvalue())))


def test_a_file_that_cannot_be_written(tmp_path: object) -> None:
    """An OSError of the library's own."""
    for place in (f"{tmp_path}/none/file.csv", f"{tmp_path}", "a\0b", io.BytesIO()):
        with pytest.raises(FileError, match="cannot write "):
            RateSeries(AUGUST).to_csv(place)  # type: ignore[call-overload]


@pytest.mark.parametrize("count", [2, 3, 14_541, 14_546])
def test_an_edition_is_known_by_the_shipped_figures(count: int) -> None:
    """Which begin with those of every earlier release; a row that is cut or another proves nothing."""
    with open(f"{DATA_FOLDER}/h10_jpy.csv", encoding="ascii") as file:
        lines = file.read().splitlines(keepends=True)
    text = "".join(lines[:count])
    assert RateSeries.from_csv(io.StringIO(text)).label == NOON
    for other in (text[:-1], text + "2026-10-05,157.00\n", text.replace("357.73", "357.74"), lines[0] + lines[2]):
        with pytest.raises(SeriesError, match=r"does not say what its rates are|may have been cut short there"):
            RateSeries.from_csv(io.StringIO(other))


def test_xml_that_is_read_is_the_series(tmp_path: object) -> None:
    """From a path, an open file, and text; and what is no XML says where to go."""
    rows = [*KNOWN, *FIRST_WEEK]
    with open(f"{tmp_path}/FRB_h10_xml.zip", "wb") as file:
        file.write(release(rows))
    csv_series = RateSeries.from_csv(io.StringIO(program(rows), newline=""))
    for given_ in (f"{tmp_path}/FRB_h10_xml.zip", io.BytesIO(release(rows)), io.StringIO(release_xml(rows))):
        series = RateSeries.from_xml(given_)
        assert (series, series.vintage) == (csv_series, csv_series.vintage)
    with pytest.raises(SeriesError, match=r"begins with 'date,yen_per_usd.*use RateSeries\.from_csv"):
        RateSeries.from_xml(io.StringIO("date,yen_per_usd\n"))


JAPANESE = "日付,電信売相場,仲値\n2007/3/29,118.87,117.87\n2007年3月30日,119.05,118.05\n"
THREE_HEADINGS = """東京の銀行,,参考相場
,米ドル,ユーロ
,USD,EUR
2007/3/29,117.87,156.90
2007/3/30,118.05,157.33
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (JAPANESE, {"dates": "日付", "rates": "仲値"}),
        (JAPANESE, {"rates": "仲値"}),
        (THREE_HEADINGS, {"rates": "USD"}),
        (THREE_HEADINGS, {"rates": "米ドル"}),
        ("コード,FM08'FXERD01\n系列名称,ドル・円 9時時点\n\n日付,円\n2007/3/29,117.87\n2007/3/30,118.05\n", {}),
        (THREE_HEADINGS.replace("\n,USD", "\n年月日,USD"), {"dates": "年月日", "rates": "米ドル"}),
    ],
)
def test_a_table_of_a_japanese_bank(table: str, columns: dict[str, str], encoding: str) -> None:
    """Its encoding is found, and a column is named by any of the headings above it."""
    series = RateSeries.from_csv(io.BytesIO(table.encode(encoding)), label="仲値", **columns)  # type: ignore[arg-type]
    assert [(str(o.date), str(o.yen_per_usd)) for o in series] == [("2007-03-29", "117.87"), ("2007-03-30", "118.05")]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("Day,TTM\n\n2024-02-29,150.67\n", "line 2 is empty"),
        ("Day,TTM\n2024-01-3l,147.97\n2024-02-29,150.67\n", "line 2: '2024-01-3l' is not a date"),
        ("Day,TTM\nn.a.,147.97\n2024-02-29,150.67\n", "line 2: 'n.a.' is not a date"),
        ("Day,TTM\nMar 2024,¥147.97\n2024-02-29,150.67\n", "line 2: 'Mar 2024' is not a date"),
        ("Day,TTM\n3/1/24,ND\n2024-02-29,150.67\n", "line 2: '3/1/24' is not a date"),
        ("A bank\n,TTM\nDay,yen\n2024-01-31x,1\n", "line 4: '2024-01-31x' is not a date"),
        ("USD,,EUR\nDay,TTM,TTM\n2024-01-31,147.97,160.10\n", "2 columns named 'TTM'"),
        ("A bank\nDay,TTM\n2024-01-31,147.97,x\n", "line 3 has 3 cells; each row must have 2"),
    ],
)
def test_a_row_of_rates_is_never_taken_for_a_heading(table: str, reason: str) -> None:
    """A row with a day or a number is data, whatever else is wrong with it; and a name must mean one column."""
    with pytest.raises(SeriesError, match=reason):
        RateSeries.from_csv(io.StringIO(table), label="x", rates="TTM")


def test_an_encoding_that_is_taken_for_cp932_changes_no_rate() -> None:
    """No byte of a letter is a digit or a comma; and what is in neither encoding is refused by that name."""
    latin = "Day,Taux,Bénéfice\n2024-01-31,147.97,\n".encode("latin-1")
    series = RateSeries.from_csv(io.BytesIO(latin), label="x", dates="Day", rates="Taux")
    assert str(series.on("2024-01-31")) == "¥147.97, x of 2024-01-31"
    with pytest.raises(SeriesError, match=r"not text in UTF-8.*; UTF-8 and cp932 \(Shift-JIS\) are read; save it as CSV"):
        RateSeries.from_csv(io.BytesIO("日付,仲値\n2024-01-31,147.97\n".encode("utf-16")), label="x")
    with pytest.raises(SeriesError, match=r"not text in UTF-8.*or give label= if it has other rates"):
        RateSeries.from_csv(io.BytesIO("日付,仲値\n2024-01-31,147.97\n".encode("cp932")))
