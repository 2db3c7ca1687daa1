"""What can be wrong with a file of figures: after each fault the old figures answer, and the error says why."""

import datetime as dt
from pathlib import Path

import pytest
from newer_figures import FIRST_WEEK, GOOD, KNOWN, SECOND_WEEK, changed, without
from upstream import fred, program, release, release_xml

from yen_usd import RateSeries, RevisionError, SeriesError, YenUsdError, h10_rates, update_rates

BYTES = GOOD.encode()
IN_THE_LAST_RATE = BYTES.rindex(b"155.8700") + 4
SWAPPED = program([(day, "1.3921") for day, _ in [*KNOWN, *FIRST_WEEK, *SECOND_WEEK]])
FAULTS: dict[str, tuple[str | bytes, type[YenUsdError], str]] = {
    "cut after a carriage return": (BYTES[:-1], SeriesError, "end with CR alone"),
    "a file of the yen alone cut within the last rate": (
        b"date,yen_per_usd\n2026-09-25,157.81\n2026-09-28,156.90\n2026-09-29,157.03",
        SeriesError, "line 4: the file ends with '157.03' and no newline",
    ),
    "a holiday before the cut": (
        b"DATE,DEXJPUS\n2026-09-25,157.81\n2026-09-28,.\n2026-09-29,157.03",
        SeriesError, "line 4: the file ends with '157.03' and no newline",
    ),
    "a known rate that is gone at the end": (
        program([*KNOWN, *FIRST_WEEK[:-1], (FIRST_WEEK[-1][0], "ND")]), RevisionError, "156.77 as known and none",
    ),
    "a known row that is gone in a file of observations": (
        "DATE,DEXJPUS\n" + "".join(f"{d},{r}\n" for d, r in [*KNOWN[30:], *FIRST_WEEK] if str(d) != "2026-10-01"),
        SeriesError, "no row for 2026-10-01",
    ),
    "cut within the last rate, without a length": (
        GOOD.replace(",1.3921", ",1.3921", 1).encode()[:IN_THE_LAST_RATE], SeriesError, "line",
    ),
    "an HTML page": ("<!DOCTYPE html><title>Sorry</title>", SeriesError, "begins with '<!DOCTYPE html>.*six header"),
    "nothing": ("", SeriesError, "the file is empty; known files are those of"),
    "header rows alone": (program([]), SeriesError, "has no rate"),
    "no rates": (program([(day, "ND") for day, _ in KNOWN]), SeriesError, "has no rate"),
    "wrong series": (program(KNOWN, time_period="RXI_N.B.IN"), SeriesError, "no columns named 'RXI_N.B.JA'"),
    "the series twice": (
        GOOD.replace("RXI_N.B.CA", "RXI_N.B.JA"), SeriesError, "2 columns named 'RXI_N.B.JA'",
    ),
    "another identifier": (
        program(KNOWN, unique_identifier="H10/H10/RXI_N.M.JA"), SeriesError, "identifier of RXI_N.B.JA is 'H10/H10/RXI_N.M",
    ),
    "wrong multiplier": (program(KNOWN, multiplier="100"), SeriesError, "the multiplier of RXI_N.B.JA is '100'"),
    "wrong unit": (program(KNOWN, unit="Currency:_Per_EUR"), SeriesError, "the unit of RXI_N.B.JA is 'Currency:_Per_EUR'"),
    "wrong currency": (program(KNOWN, currency="INR"), SeriesError, "the currency of RXI_N.B.JA is 'INR'"),
    "swapped columns": (SWAPPED, SeriesError, "line 7: 1.3921 is not plausible; .* is between 10 and 1000"),
    "swapped in the new rows": (changed(-3, "1.3921"), SeriesError, "1.3921 comes after 155.99"),
    "a header row less": (GOOD.partition("\r\n")[2], SeriesError, "begins with"),
    "header rows in another order": (
        "\r\n".join([*GOOD.split("\r\n")[:1], *reversed(GOOD.split("\r\n")[1:6])]), SeriesError, "header rows",
    ),
    "a cell less": (GOOD.replace("2026-10-13,1.1735,", "2026-10-13,"), SeriesError, "line .* has 3 cells; .* 4 cells"),
    "duplicate dates": (changed(-2, day=dt.date(2026, 10, 14)), SeriesError, "2026-10-14 stands below 2026-10-14"),
    "unsorted dates": (program([*KNOWN, *SECOND_WEEK, *FIRST_WEEK]), SeriesError, "2026-10-05 stands below 2026-10-16"),
    "a Saturday": (changed(-1, day=dt.date(2026, 10, 17)), SeriesError, "2026-10-17 is a Saturday"),
    "no day": (GOOD.replace("2026-10-13", "2026-10-32"), SeriesError, "'2026-10-32' is not a date"),
    "American days": (GOOD.replace("2026-10-13", "10/06/2026"), SeriesError, "'10/06/2026' is not a date"),
    "before the series": (program([(dt.date(1970, 12, 31), "357.0000"), *KNOWN]), SeriesError, "begins on 1971-01-04"),
    "negative": (changed(-2, "-156.0000"), SeriesError, "'-156.0000' is not a rate"),
    "zero": (changed(-2, "0.0000"), SeriesError, "0.0000 comes after 156.41; a move of more than 12%"),
    "absurd": (changed(-2, "1560.0000"), SeriesError, "1560.0000 comes after 156.41"),
    "12.01 % up": (changed(-2, "175.1949"), SeriesError, "175.1949 comes after 156.41"),
    "12.01 % down": (changed(-2, "137.6251"), SeriesError, "137.6251 comes after 156.41"),
    "not a number": (changed(-2, "n/a"), SeriesError, "'n/a' is not a rate"),
    "NaN": (changed(-2, "NaN"), SeriesError, "'NaN' is not a rate"),
    "an empty cell": (GOOD.replace("156.4100", ""), SeriesError, "'' is not a rate"),
    "an exponent": (changed(-2, "1.56e2"), SeriesError, "is not a rate"),
    "a comma": (changed(-2, '"156,0000"'), SeriesError, "is not a rate"),
    "other digits": (changed(-2, "１５６.００００"), SeriesError, "is not a rate"),
    "five decimals": (changed(-2, "156.12345"), SeriesError, "at most four decimal places"),
    "a lost row": (without(-3), SeriesError, "no row for 2026-10-14"),
    "no overlap": (program(SECOND_WEEK), SeriesError, "some day must have a rate in both"),
    "a quote that does not end": (GOOD.replace('"JPY"', '"JPY', 1), SeriesError, "not CSV|header rows|cells"),
    "UTF-16": (GOOD.encode("utf-16"), SeriesError, "not text"),
    "no UTF-8": (BYTES.replace(b"JAPAN", b"JAP\xc4N"), SeriesError, "not text.*at byte"),
    "NUL": (BYTES.replace(b"156.4100", b"156.41\x0000"), SeriesError, "is not a rate"),
    "a known rate that is another": (
        changed(-6, "156.7800"), RevisionError, "2026-10-09 is 156.77 as known and 156.78 as found",
    ),
    "a bundled rate that is another": (
        changed(-11, "157.8200"), RevisionError, "2026-10-02 is 157.81 as known and 157.82 as found",
    ),
    "a known rate that is gone": (changed(-6, "ND"), RevisionError, "2026-10-09 is 156.77 as known and none as found"),
    "a known row that is gone": (without(-12), SeriesError, "no row for 2026-10-01"),
    "a rate on a known holiday": (
        program([(day, rate if rate != "ND" else "157.0000") for day, rate in [*KNOWN, *FIRST_WEEK]]),
        RevisionError, "2026-09-07 is none as known and 157.00 as found",
    ),
}  # fmt: skip


def file_with(content: str | bytes, folder: Path) -> Path:
    """A file as it was downloaded."""
    file = folder / "download.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_leaves_everything_as_it_was_and_is_named(name: str, tmp_path: Path) -> None:
    """The same file comes from a source on the network or from the disk; the cache is looked at before and after."""
    content, kind, cause = FAULTS[name]
    with pytest.raises(kind, match=cause) as caught:
        update_rates(source=file_with(content, tmp_path))
    assert len(str(caught.value)) < 1500


def yen_alone() -> str:
    """The Program's file of one series, as it is chosen there."""
    rows = [*KNOWN, *FIRST_WEEK, *SECOND_WEEK]
    return "".join(f"{line.split(',')[0]},{line.split(',')[2]}\r\n" for line in program(rows).splitlines())


HARMLESS: dict[str, str | bytes] = {
    "CRLF": GOOD,
    "LF": GOOD.replace("\r\n", "\n"),
    "a BOM": b"\xef\xbb\xbf" + BYTES,
    "known holidays left out": program([row for row in [*KNOWN, *FIRST_WEEK, *SECOND_WEEK] if row[1] != "ND"]),
    "a known holiday left out, and a mark": program(
        [*(row for row in KNOWN if row[1] != "ND"), *FIRST_WEEK, *SECOND_WEEK, (dt.date(2026, 10, 19), "ND")]
    ),
    "a unit as the package of days has it": program([*KNOWN, *FIRST_WEEK, *SECOND_WEEK], unit="Currency"),
    "no newline at the end": GOOD.rstrip(),
    "an empty line at the end": GOOD + "\r\n",
    "a day not yet known at the end": program([*KNOWN, *FIRST_WEEK, *SECOND_WEEK, (dt.date(2026, 10, 19), "ND")]),
    "12 % up": changed(-1, "174.7200"),
    "two decimals": GOOD.replace("00,1.3921", ",1.3921"),
    "a zero dropped": GOOD.replace("156.2000", "156.2"),
    "newest first": program([*KNOWN, *FIRST_WEEK, *SECOND_WEEK][::-1]),
    "the yen alone, without a newline": yen_alone().rstrip(),
    "FRED's JSON": fred([*KNOWN, *FIRST_WEEK, *SECOND_WEEK]),
    "the release's XML": release_xml([*KNOWN, *FIRST_WEEK, *SECOND_WEEK]),
    "the release's zip": release([*KNOWN, *FIRST_WEEK, *SECOND_WEEK]),
    "a file of this library without its seal": "date,yen_per_usd\n"
    + "".join(f"{day},{rate.replace('ND', '')}\n" for day, rate in [*KNOWN, *FIRST_WEEK, *SECOND_WEEK]),
}


@pytest.mark.parametrize("name", HARMLESS)
@pytest.mark.usefixtures("cache")
def test_what_is_no_fault_is_taken(name: str, tmp_path: Path) -> None:
    """All ten new rates arrive."""
    result = update_rates(source=file_with(HARMLESS[name], tmp_path))
    assert (len(result.added), result.through, result.revised) == (10, SECOND_WEEK[-1][0], ())
    assert str(h10_rates().on("2026-10-07").yen_per_usd) == "157.415"
    assert str(h10_rates().on("2026-10-12").yen_per_usd) == "156.20"


def test_a_table_of_ones_own_cannot_correct_a_known_rate(kept: Path, tmp_path: Path) -> None:
    """However it is accepted: a file that does not prove to be H.10's adds, and revises nothing."""
    assert kept.exists()
    ttm = "date,yen_per_usd\n" + "".join(f"{day},{float(rate) + 0.5:.2f}\n" for day, rate in KNOWN if rate != "ND")
    for accept in (False, True):
        with pytest.raises(RevisionError, match=r"a file that is not known to be of H\.10 cannot correct a known rate"):
            update_rates(source=file_with(ttm, tmp_path), accept_revisions=accept)
    own = RateSeries.from_csv(file_with(ttm, tmp_path), label="Tokyo TTM").to_csv()
    with pytest.raises(SeriesError, match=r"a series of 'Tokyo TTM'; an update must have"):
        update_rates(source=file_with(own, tmp_path), accept_revisions=True)
    with pytest.raises(SeriesError, match="does not say what its rates are"):
        update_rates(source=file_with(ttm.replace("yen_per_usd", "TTM"), tmp_path))
