"""Updates that succeed: what they fetch, what they tell, what answers afterwards; and the commands."""

import datetime as dt
import json
import logging
import os
import pickle
import re
import shutil
import signal
import ssl
import subprocess
import sys
import time
import traceback
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pytest
from commands import call
from newer_figures import FIRST_WEEK, KNOWN, SECOND_WEEK, THIRD_WEEK, Rows
from pydantic import TypeAdapter
from upstream import Request, Upstream, body, fred, in_turn, page, program, raw, release, status

import yen_usd
from yen_usd import ArgumentError, FetchError, FileError, RevisionError, SeriesError, YenUsdError, h10_rates, update_rates
from yen_usd.cli import main
from yen_usd.errors import Revision
from yen_usd.updates import RateUpdate

PACKAGE = Path(yen_usd.__file__).parent
SUPPORT = Path(__file__).parent.parent / "support"
BOARD, PAGE = "www.federalreserve.gov/releases/h10/data", "www.federalreserve.gov/releases/h10/hist"
PROGRAM, FRED = "www.federalreserve.gov/datadownload", "api.stlouisfed.org"
KEY = "0123456789abcdef0123456789abcdef"
WEEKS: Rows = [*KNOWN, *FIRST_WEEK, *SECOND_WEEK, *THIRD_WEEK]


def test_an_update_from_the_board_tells_what_changed(servers: Upstream) -> None:
    """The dates, through which day, the vintage, the source; and a second one has nothing new."""
    servers.answers[BOARD] = in_turn(body(release([*KNOWN, *FIRST_WEEK])), body(release(WEEKS)))
    first = update_rates()
    assert first.added == tuple(day for day, _ in FIRST_WEEK)
    assert (first.through, first.revised, first.passed_over) == (dt.date(2026, 10, 9), (), ())
    assert str(first) == "5 rates added, 2026-10-05 to 2026-10-09; the figures go through 2026-10-09"
    second = update_rates()
    assert len(second.added) == 9
    assert second.through == dt.date(2026, 10, 23)
    third = update_rates()
    assert (third.added, third.vintage) == ((), second.vintage)
    assert str(third) == "nothing new; the figures go through 2026-10-23"
    rate = h10_rates().on("2026-10-19")
    assert (rate.observed, rate.vintage) == (dt.date(2026, 10, 16), second.vintage)
    assert pickle.loads(pickle.dumps(first)) == first
    again = TypeAdapter(RateUpdate)
    assert again.validate_json(again.dump_json(first)) == first


def test_what_the_board_is_asked(servers: Upstream) -> None:
    """The release's file, by its address, by someone with a name."""
    servers.answers[BOARD] = body(release([*KNOWN, *FIRST_WEEK]))
    update_rates()
    [request] = servers.asked
    assert request.host == "www.federalreserve.gov"
    assert request.target == "/releases/h10/data/FRB_h10_xml.zip"
    assert request.headers["accept-encoding"] == "identity"
    assert request.headers["user-agent"].startswith("yen_usd")


def test_every_source_gives_the_same_edition(servers: Upstream, tmp_path: Path) -> None:
    """The Program, the history page, FRED, a mirror and a file, byte for byte."""
    rows = [*KNOWN, *FIRST_WEEK]
    file = tmp_path / "fred.csv"
    file.write_text("DATE,DEXJPUS\n" + "".join(f"{day},{'' if rate == 'ND' else rate}\n" for day, rate in rows))
    servers.answers |= {
        "mirror.example": body(file.read_bytes()),
        PAGE: body(page(rows)),
        PROGRAM: body(program(rows)),
        FRED: body(fred(rows)),
    }
    seen: set[bytes] = set()
    for source, key in (("board", None), ("fred", KEY), ("https://mirror.example/a", None), (str(file), None), (file, None)):
        result = update_rates(source=source, api_key=key)
        assert len(result.added) == 5
        path = tmp_path / "cache" / "h10_jpy.csv"
        seen.add(path.read_bytes())
        path.unlink()
    servers.answers[BOARD] = body(release(rows))
    update_rates()
    seen.add(path.read_bytes())
    assert len(seen) == 1


def test_the_page_may_be_laid_out_otherwise(servers: Upstream) -> None:
    """Lines of text between two tags, as old pages have them."""
    lines = "".join(f"{day:%d-%b-%y}  {rate}\n" for day, rate in [*KNOWN, *FIRST_WEEK])
    servers.answers[PAGE] = body(f"<html><pre>JAPAN -- SPOT EXCHANGE RATE, YEN/US$\n\n{lines}</pre></html>")
    assert len(update_rates().added) == 5


def test_fred_is_asked_with_the_key_alone(servers: Upstream, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given, or from the environment, and from a day before the end of what is known."""
    servers.answers[FRED] = body(fred([*KNOWN, *FIRST_WEEK]))
    update_rates(source="fred", api_key=KEY, check=True)
    monkeypatch.setenv("FRED_API_KEY", KEY)
    update_rates(source="fred", check=True)
    targets = {request.target for request in servers.asked}
    assert targets == {
        f"/fred/series/observations?series_id=DEXJPUS&file_type=json&observation_start=2026-07-04&api_key={KEY}"
    }


FRED_FAULTS = {
    "a wrong key": raw(
        "HTTP/1.1 400 Bad Request\nContent-Length: 38\n", b'{"error_message":"bad ' + KEY[:16].encode() + b'"}'
    ),
    "a redirect that repeats it": status(302, "Found", f"Location: https://mirror.example/?api_key={KEY}\n"),
    "an error": status(500, "Internal Server Error"),
    "a reason that repeats it": status(418, f"No {KEY}"),
    "a disconnection": lambda _, connection: connection.close(),
    "no JSON": body(f"<html>{KEY}</html>"),
    "another JSON": body(json.dumps({"units": KEY, "observations": [{"date": KEY, "value": KEY}]})),
    "an echo": body(json.dumps({"units": "lin", "observations": [{"date": "2026-10-02", "value": KEY}]})),
    "an echo as an encoding": body("", Content_Encoding=f"{'a' * 40}{KEY.upper()}"),
    "an echo in escapes": body(
        json.dumps({"units": "lin", "observations": [{"date": "D", "value": "157.81"}]}).replace(
            '"D"', '"' + "".join(f"\\u{ord(letter):04x}" for letter in KEY) + '"'
        )
    ),
    "an echo partly in escapes": body(
        json.dumps({"units": "lin", "observations": [{"date": "2026-10-02", "value": KEY}]}).replace("abc", "\\u0061bc")
    ),
    "a status line that is none": raw(f"HTTP/1.1 {KEY}\n"),
    "a chunk that is none": raw("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n", KEY.encode() + b"\r\n"),
    "no rate": body(json.dumps({"units": "lin", "observations": [{"date": "2026-10-02", "value": "x"}]})),
    "a percentage": body(fred(KNOWN).replace('"lin"', '"pch"')),
    "deep JSON": body("[" * 100_000),
}


@pytest.mark.parametrize("fault", FRED_FAULTS)
def test_the_key_is_told_to_fred_alone(fault: str, servers: Upstream, caplog: pytest.LogCaptureFixture) -> None:
    """It is in no message, no traceback, no log however chatty, and not sent on."""
    caplog.set_level(logging.DEBUG)
    servers.answers[FRED] = FRED_FAULTS[fault]
    servers.answers["mirror.example"] = body(program([*KNOWN, *FIRST_WEEK]))
    with pytest.raises(YenUsdError) as caught:
        update_rates(source="fred", api_key=KEY, timeout=2)
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + json.dumps(caught.value.as_dict())
    told = told.lower()
    error: BaseException | None = caught.value
    while error is not None:  # reporters of errors look there, too
        told += (repr(error) + repr(getattr(error, "_request", ""))).lower()
        error = error.__cause__ or error.__context__
    assert KEY[:12] not in told + caplog.text + "".join(str(record.args) for record in caplog.records)
    assert {request.host for request in servers.asked} == {"api.stlouisfed.org"}


def test_the_key_is_in_no_log_of_a_success(servers: Upstream, caplog: pytest.LogCaptureFixture) -> None:
    """Although the HTTP library logs the address, without it."""
    caplog.set_level(logging.DEBUG)
    servers.answers[FRED] = body(fred([*KNOWN, *FIRST_WEEK]))
    update_rates(source="fred", api_key=KEY)
    assert "api_key=***" in caplog.text
    assert KEY not in caplog.text
    assert not logging.getLogger("httpx").filters


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        ({"source": "fred"}, "FRED requires a key"),
        ({"source": "fred", "api_key": "secret key!"}, "is not a key for FRED"),
        ({"source": "fred", "api_key": 5}, "is not a key for FRED"),
        ({"source": "fred", "api_key": KEY.encode()}, "is not a key for FRED"),
        ({"source": "fred", "api_key": []}, "FRED requires a key"),
        ({"api_key": KEY}, "api_key= without source='fred'"),
        ({"source": "http://mirror.example/"}, "an address that begins with https://"),
        ({"source": "ftp://mirror.example/"}, "an address that begins with https://"),
        ({"source": None}, "a source is 'board', 'fred'"),
        ({"source": 5}, "a source is 'board', 'fred'"),
        ({"check": "yes"}, "check='yes'"),
        ({"accept_revisions": 1}, "accept_revisions=1"),
        ({"timeout": 0}, "timeout=0"),
        ({"timeout": True}, "timeout=True"),
        ({"timeout": float("nan")}, "timeout=nan"),
        ({"timeout": "1"}, "timeout='1'"),
    ],
)
def test_arguments_that_make_no_sense(
    arguments: dict[str, object], cause: str, servers: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused before anything is asked, without a word of the key."""
    monkeypatch.delenv("FRED_API_KEY", raising=False)
    with pytest.raises(ArgumentError, match=re.escape(cause)) as caught:
        update_rates(**arguments)  # type: ignore[arg-type]
    assert "secret" not in str(caught.value)
    assert not servers.asked


def test_the_password_of_a_mirror_is_told_to_it_alone(servers: Upstream, caplog: pytest.LogCaptureFixture) -> None:
    """It is in no result, no message, no log, and is not carried on to where a redirect leads."""
    caplog.set_level(logging.DEBUG)
    address = "https://reader:p%40ss%3Aword@mirror.example/h10.csv?x=a@b"
    servers.answers["mirror.example"] = body(program([*KNOWN, *FIRST_WEEK]))
    result = update_rates(source=address)
    assert (len(result.added), result.source) == (5, "https://mirror.example/h10.csv?x=a@b")
    [asked] = servers.asked
    assert (asked.target, b64decode(asked.headers["authorization"].split()[1])) == ("/h10.csv?x=a@b", b"reader:p@ss:word")
    told = ""
    for answer in (status(404, "Not Found"), status(302, "Found", "Location: https://www.federalreserve.gov/\n")):
        servers.answers["mirror.example"] = answer
        with pytest.raises(FetchError) as caught:
            update_rates(source=address)
        told += "".join(traceback.format_exception(caught.value))
    with pytest.raises(ArgumentError) as refused:
        update_rates(source=address.replace("https", "http"))
    assert not re.search("ss(%3A|:)word", told + str(refused.value) + caplog.text)
    assert {request.host for request in servers.asked} == {"mirror.example"}


def test_a_source_that_is_no_file(servers: Upstream, tmp_path: Path) -> None:
    """A name misspelled is taken for a path, and the message says so."""
    for source in ("bord", str(tmp_path), "a\0b", ""):
        with pytest.raises(FileError, match=r"cannot read '.*; a source is 'board', 'fred', .*; check the path"):
            update_rates(source=source)
    assert not servers.asked


def test_revisions_are_listed_and_taken_only_when_accepted(servers: Upstream) -> None:
    """Into the cache, with another vintage; the days of the bundled figures are answered as ever."""
    servers.answers[BOARD] = body(release([*KNOWN, *FIRST_WEEK]))
    before = update_rates()
    changes = {dt.date(2026, 10, 1): "157.6400", dt.date(2026, 10, 7): "157.5000", dt.date(2026, 9, 7): "157.0000"}
    servers.answers[BOARD] = body(release([(day, changes.get(day, rate)) for day, rate in WEEKS]))
    with pytest.raises(RevisionError) as caught:
        update_rates()
    assert caught.value.revisions == (
        Revision(dt.date(2026, 9, 7), None, yen_usd.Rate.of("157.00").yen_per_usd),
        Revision(dt.date(2026, 10, 1), yen_usd.Rate.of("157.63").yen_per_usd, yen_usd.Rate.of("157.64").yen_per_usd),
        Revision(dt.date(2026, 10, 7), yen_usd.Rate.of("157.415").yen_per_usd, yen_usd.Rate.of("157.50").yen_per_usd),
    )
    for part in ("2026-09-07 is none as known and 157.00 as found", "2026-10-01 is 157.63 as known and 157.64 as found"):
        assert part in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).revisions == caught.value.revisions
    assert str(h10_rates().on("2026-10-07").yen_per_usd) == "157.415"
    after = update_rates(accept_revisions=True)
    assert (after.revised, len(after.added)) == (caught.value.revisions, 9)
    assert "9 rates added, 2026-10-12 to 2026-10-23; 3 revised" in str(after)
    assert before.vintage != after.vintage == h10_rates().on("2026-10-07").vintage
    assert str(h10_rates().on("2026-10-07").yen_per_usd) == "157.50"
    assert str(h10_rates().on("2026-10-01").yen_per_usd) == "157.63"
    assert str(h10_rates().reaching("2026-10-23").on("2026-10-01").yen_per_usd) == "157.64"
    assert not update_rates().revised  # they are the known ones now


def test_the_last_known_rate_is_not_taken_away_while_none_follows(servers: Upstream) -> None:
    """An edition that ends before the bundled one would answer nothing; once a rate follows, the revision is taken."""
    gone: Rows = [*KNOWN[:-1], (KNOWN[-1][0], "ND")]
    servers.answers["mirror.example"] = body(program(gone))
    with pytest.raises(SeriesError, match=r"no rate for 2026-10-02, and none after it.*go further"):
        update_rates(source="https://mirror.example/", accept_revisions=True)
    assert str(h10_rates().on("2026-10-02").yen_per_usd) == "157.81"
    servers.answers[BOARD] = body(release([*gone, *FIRST_WEEK]))
    assert [str(revision.date) for revision in update_rates(accept_revisions=True).revised] == ["2026-10-02"]


def test_the_cache_that_is_read_is_the_one_that_is_written(
    servers: Upstream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Although the variable changes while the source answers."""
    revised: Rows = [(day, rate.replace("157.8100", "157.8200")) for day, rate in [*KNOWN, *FIRST_WEEK]]
    servers.answers[BOARD] = body(release(revised))
    update_rates(accept_revisions=True)

    def answer(request: Request, connection: ssl.SSLSocket) -> None:
        monkeypatch.setenv("YEN_USD_CACHE", str(tmp_path / "other"))
        body(release([*revised, *SECOND_WEEK]))(request, connection)

    servers.answers[BOARD] = answer
    assert len(update_rates().added) == 5
    assert not (tmp_path / "other").exists()
    monkeypatch.setenv("YEN_USD_CACHE", str(tmp_path / "cache"))
    newer = h10_rates().reaching("2026-10-16")
    assert (str(newer.on("2026-10-02").yen_per_usd), str(newer.on("2026-10-16").yen_per_usd)) == ("157.82", "155.87")


def test_a_great_many_revisions_are_counted(servers: Upstream) -> None:
    """The message stays readable, and the error has them all."""
    known = [(o.date, f"{o.yen_per_usd + 1:.4f}") for o in h10_rates()["2026-03-02":]]
    servers.answers[BOARD] = body(release(known))
    with pytest.raises(RevisionError, match=rf"2026-03-02 is .*and {len(known) - 100} more") as caught:
        update_rates()
    assert [revision.date for revision in caught.value.revisions] == [day for day, _ in known]
    assert str(caught.value).count(" as known and ") == 100


def test_a_check_writes_nothing(servers: Upstream, tmp_path: Path) -> None:
    """It says what would come, and what it would be."""
    servers.answers[BOARD] = body(release([*KNOWN, *FIRST_WEEK]))
    told = update_rates(check=True)
    assert str(told) == "5 rates to be added, 2026-10-05 to 2026-10-09; the figures would go through 2026-10-09"
    assert not (tmp_path / "cache").exists()
    assert update_rates().vintage == told.vintage


# The commands


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, of the package that `PYTHONPATH` names: a working directory goes before it."""
    variables = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        [sys.executable, "-m", "yen_usd", *arguments],
        env=variables,
        cwd=variables["PYTHONPATH"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def commands(*calls: tuple[str, ...], **environment: str) -> list[list[object]]:
    """What commands do one after the other in one other process: the exit code, the answer and the complaints of each."""
    code = """
import json, sys, yen_usd
from commands import call
assert yen_usd.__file__.startswith(sys.argv[2]), yen_usd.__file__
done = [call(*words) for words in json.loads(sys.argv[1])]
print(json.dumps([[each.returncode, each.stdout, each.stderr] for each in done]))
"""
    folder = environment["PYTHONPATH"]  # a working directory goes before it
    variables = {**os.environ, **environment, "PYTHONPATH": os.pathsep.join([folder, str(SUPPORT)])}
    words = [sys.executable, "-c", code, json.dumps(calls), folder]
    done = subprocess.run(words, env=variables, cwd=folder, capture_output=True, text=True, check=True)
    found: list[list[object]] = json.loads(done.stdout)
    return found


def test_the_command_updates(servers: Upstream, tmp_path: Path) -> None:
    """For a person and as JSON."""
    servers.answers[BOARD] = body(release([*KNOWN, *FIRST_WEEK]))
    checked = call("update", "--check")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith(
        "5 rates to be added, 2026-10-05 to 2026-10-09; the figures would go through 2026-10-09\n"
    )
    assert "cache" not in checked.stdout
    done = command("update")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("5 rates added, 2026-10-05 to 2026-10-09; the figures go through 2026-10-09\nvintage    ")
    assert f"cache      {tmp_path / 'cache' / 'h10_jpy.csv'}\n" in done.stdout
    answer = json.loads(call("update", "--json").stdout)
    assert (answer["added"], answer["through"], answer["check"]) == ([], "2026-10-09", False)
    assert call("rate", "2026-10-07").stdout.startswith("¥157.415 per US$1.00\n")


def test_the_command_says_what_went_wrong_in_a_line(
    servers: Upstream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With 1 for what could not be fetched, read or written, or disagrees, and 2 for bad input."""
    file = tmp_path / "file.csv"
    file.write_text("date,rate\n")
    servers.answers[BOARD] = body(release([(day, rate.replace("157.81", "157.82")) for day, rate in WEEKS]))
    cases = {
        ("update", "--source", "https://mirror.example/"): (1, "404 Not Found"),
        ("update", "--source", "nowhere"): (1, "cannot read 'nowhere'"),
        ("update", "--source", "fred"): (2, "FRED requires a key"),
        ("update", "--source", str(file)): (2, "begins with 'date,rate"),
        ("update",): (1, "2026-10-02 is 157.81 as known and 157.82 as found"),
        ("data", "--rebuild", "nowhere"): (1, "cannot read 'nowhere'"),
    }
    monkeypatch.delenv("FRED_API_KEY", raising=False)
    for arguments, (code, cause) in cases.items():
        done = call(*arguments)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1), arguments
        assert cause in done.stderr
    assert call("update", "--accept-revisions").stdout.splitlines()[3] == "revised    2026-10-02: 157.81 is now 157.82"


def test_the_command_speaks_of_its_own_options(servers: Upstream, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not of the arguments of the function."""
    servers.answers[BOARD] = body(release([(day, rate.replace("157.81", "157.82")) for day, rate in WEEKS]))
    assert "accept it by yen-usd update --accept-revisions" in call("update").stderr
    monkeypatch.delenv("FRED_API_KEY", raising=False)
    assert "set FRED_API_KEY" in call("update", "--source", "fred").stderr
    assert "--source http://x" in call("update", "--source", "http://x").stderr


def test_an_update_that_is_interrupted_says_nothing(servers: Upstream, tmp_path: Path) -> None:
    """And ends with the code that shells give for it."""
    started = tmp_path / "started"

    def answer(*_: object) -> None:
        started.touch()
        time.sleep(5)

    servers.answers[BOARD] = answer
    variables = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    arguments = [sys.executable, "-m", "yen_usd", "update"]
    with subprocess.Popen(arguments, env=variables, cwd=PACKAGE.parent, stderr=subprocess.PIPE) as process:
        while not started.exists():
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=30)[1].strip() == b""
    assert process.returncode == 130
    assert not (tmp_path / "cache" / "h10_jpy.csv").exists()


def test_the_command_has_a_bar_on_a_terminal(servers: Upstream) -> None:
    """And only there; told by a terminal of the system's own making."""
    import pty
    import select
    import termios

    servers.answers[BOARD] = body(release([*KNOWN, *FIRST_WEEK]))
    screen, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 100))
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-m", "yen_usd", "update"],
        env=environment,
        cwd=PACKAGE.parent,
        stdout=subprocess.PIPE,
        stderr=terminal,
        check=True,
        timeout=60,
    )
    assert done.stdout.startswith(b"5 rates added")
    shown = os.read(screen, 10_000).decode() if select.select([screen], [], [], 5)[0] else ""
    os.close(terminal)
    os.close(screen)
    assert re.search(r"100%.* MB", shown), shown


def test_the_command_tells_which_figures_there_are(
    servers: Upstream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bundled and cached: coverage, vintage, place; and what is wrong with the cache."""
    bundled = [
        "bundled    1971-01-04 to 2026-10-02, 13975 rates",
        "vintage    2026-10-02 405090a7",
        f"place      {PACKAGE / 'data' / 'h10_jpy.csv'}",
    ]
    cache = tmp_path / "cache" / "h10_jpy.csv"
    assert call("data").stdout.splitlines() == [*bundled, "cached     none", f"place      {cache}"]
    with monkeypatch.context() as patch:
        patch.setenv("YEN_USD_CACHE", "off")
        assert call("data").stdout.splitlines() == [
            *bundled, "cached     none", "place      switched off by YEN_USD_CACHE",
        ]  # fmt: skip
    servers.answers[BOARD] = body(release([*KNOWN, *FIRST_WEEK]))
    vintage = update_rates().vintage
    assert call("data").stdout.splitlines()[3:] == [
        "cached     1971-01-04 to 2026-10-09, 13980 rates", f"vintage    {vintage}", f"place      {cache}",
    ]  # fmt: skip
    answer = json.loads(call("data", "--json").stdout)
    assert answer["cached"]["end"] == "2026-10-09"
    cache.write_bytes(cache.read_bytes()[:-9])
    done = call("data")
    assert done.returncode == 0
    assert "trouble    cannot read the newer figures in" in done.stdout
    assert f"place      {cache}\n" in done.stdout
    assert "switched" not in done.stdout


@pytest.mark.parametrize(
    ("today", "days"),
    [("2026-10-02", 0), ("2026-10-16", 0), ("2026-10-18", 0), ("2026-10-19", 11), ("2026-11-30", 41)],
)
def test_figures_that_end_long_ago_are_worth_a_warning(today: str, days: int) -> None:
    """More than ten business days, which are counted by hand here."""
    from yen_usd.cli.data import figures, staleness

    warning = staleness(figures(), dt.date.fromisoformat(today))
    expected = f"the figures end on 2026-10-02, {days} business days ago; fetch newer ones by yen-usd update"
    assert warning == (expected if days else None)


def test_figures_of_days_to_come_are_worth_a_warning() -> None:
    """Someone has made them up, or the clock is wrong."""
    from yen_usd.cli.data import figures, staleness

    assert staleness(figures(), dt.date(2026, 10, 2)) is None
    warning = staleness(figures(), dt.date(2026, 10, 1))
    assert warning == "the figures end on 2026-10-02, and today is 2026-10-01; check where they are from"


def test_the_warning_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    """As the bundled figures are older than ten days by the clock of anyone who runs this."""
    assert main(["data", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["bundled"]["end"] == "2026-10-02"
    assert re.fullmatch(r"yen-usd: the figures end on 2026-10-02, [0-9]+ business days ago; .*update\n", printed.err)


# A new edition to ship


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A package of its own, to be rebuilt."""
    shutil.copytree(PACKAGE, tmp_path / "yen_usd", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def rebuilt(copied: Path, content: str) -> subprocess.CompletedProcess[str]:
    """What the command says of a downloaded file."""
    (copied / "download.csv").write_text(content, newline="")
    return command("data", "--rebuild", str(copied / "download.csv"), PYTHONPATH=str(copied))


def test_rebuilding_writes_the_figures_and_their_checksum(copied: Path) -> None:
    """And the package answers from them."""
    done = rebuilt(copied, program(WEEKS))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "14 rates added; the shipped figures go through 2026-10-23\n"
    data = copied / "yen_usd" / "data"
    content = (data / "h10_jpy.csv").read_bytes()
    assert content.startswith((PACKAGE / "data" / "h10_jpy.csv").read_bytes())
    assert content.decode().splitlines()[-6:] == [
        "2026-10-16,155.87",
        "2026-10-19,",
        *("2026-10-20,156.02", "2026-10-21,155.50", "2026-10-22,155.21", "2026-10-23,155.60"),
    ]
    sums = dict(reversed(line.split()) for line in (data / "SHA256SUMS").read_text().splitlines())
    assert sums["h10_jpy.csv"] == sha256(content).hexdigest()
    assert sums["report_table.csv"] == sha256((data / "report_table.csv").read_bytes()).hexdigest()
    assert command("rate", "2026-10-23", PYTHONPATH=str(copied), YEN_USD_CACHE="off").stdout.startswith("¥155.60 per")
    one_more = program([*WEEKS, (dt.date(2026, 10, 26), "155.3000")])
    assert rebuilt(copied, one_more).stdout == "1 rate added; the shipped figures go through 2026-10-26\n"
    assert rebuilt(copied, one_more).stdout == "nothing new; the shipped figures go through 2026-10-26\n"
    assert {path.name for path in data.iterdir()} == {"h10_jpy.csv", "report_table.csv", "SHA256SUMS"}


FAILURES = [
    (program([row for row in WEEKS if row[0] != dt.date(2026, 10, 14)]), "no row for 2026-10-14"),
    (program([row for row in WEEKS if row[1] != "ND"]), "no row for 2026-09-07"),
    (program([(day, rate.replace("157.81", "157.82")) for day, rate in WEEKS]), "157.81 as known and 157.82 as found"),
    (program([(day, rate.replace("155.5000", "1555.000")) for day, rate in WEEKS]), "1555.000 comes after 156.02"),
    (program(FIRST_WEEK), "some day must have a rate in both"),
    ("<html>", "begins with '<html>'"),
    (
        program([row if row[0] < dt.date(2026, 10, 13) else (row[0], "ND") for row in WEEKS[:-4]] + WEEKS[-4:]),
        "no rate between 2026-10-12 and 2026-10-20; no two rates have been more than 5 days apart since 1971",
    ),
    (
        "DATE,DEXJPUS\n" + "".join(f"{day},{rate.replace('ND', '.')}\n" for day, rate in WEEKS).removesuffix("00\n"),
        "the file ends with '155.60' and no newline",
    ),
]


def test_rebuilding_fails_loudly_and_changes_nothing(copied: Path) -> None:
    """On a gap, a conflict, an implausible value, and what is no file of rates."""
    data = copied / "yen_usd" / "data"
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    files = [copied / f"{number}.csv" for number in range(len(FAILURES))]
    for file, (content, _) in zip(files, FAILURES, strict=True):
        file.write_text(content, newline="")
    found = commands(*(("data", "--rebuild", str(file)) for file in files), PYTHONPATH=str(copied))
    for (_, cause), (code, answer, complaint) in zip(FAILURES, found, strict=True):
        assert (code, answer, str(complaint).count("\n")) == (1 if "as known" in cause else 2, "", 1), cause
        assert cause in str(complaint)
    assert {path.name: path.read_bytes() for path in data.iterdir()} == before


def test_a_release_that_corrects_a_figure_is_newer_than_the_cache(copied: Path, tmp_path: Path) -> None:
    """A download that agrees with the release is taken, and what it corrects is told; any other still disagrees."""
    corrected: Rows = [(day, rate.replace("156.4100", "156.4200")) for day, rate in WEEKS]
    another: Rows = [(day, rate.replace("156.4200", "156.4300")) for day, rate in corrected]
    later = (dt.date(2026, 10, 26), "155.3000")
    files: list[str] = []
    for rows in (WEEKS, corrected, [*another, later], [*corrected, later]):
        files.append(str(copied / f"{len(files)}.csv"))
        Path(files[-1]).write_text(program(rows), newline="")
    own = {"PYTHONPATH": str(copied), "YEN_USD_CACHE": str(tmp_path / "own")}
    before = commands(("update", "--source", files[0]), ("data", "--rebuild", files[1]), **own)
    assert [code for code, *_ in before] == [0, 0]
    [disagrees, agrees] = commands(*(("update", "--source", file) for file in files[2:]), **own)
    assert "2026-10-14 is 156.41 as known and 156.43 as found;" in str(disagrees[2])
    answer = str(agrees[1])
    assert answer.startswith("1 rate added, of 2026-10-26; 1 revised; the figures go through 2026-10-26\n"), agrees
    assert "revised    2026-10-14: 156.41 is now 156.42\n" in answer


def test_rebuilding_takes_back_what_it_cannot_finish(copied: Path) -> None:
    """Figures and checksum go together: where the second cannot be written, the first is as it was."""
    data = copied / "yen_usd" / "data"
    before = (data / "h10_jpy.csv").read_bytes()
    (data / "SHA256SUMS.new").mkdir()
    done = rebuilt(copied, program(WEEKS))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert (data / "h10_jpy.csv").read_bytes() == before
    assert command("rate", "2026-10-02", PYTHONPATH=str(copied)).returncode == 0


@pytest.mark.live
def test_the_real_source_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run by `python -m pytest -m live`: the Board's servers, every source, into a cache of the test's own."""
    from yen_usd.updates import sources
    from yen_usd.updates.downloads import Address, download

    monkeypatch.setenv("YEN_USD_CACHE", str(tmp_path))
    result = update_rates()
    assert result.through >= dt.date(2026, 10, 2)
    assert update_rates().added == ()
    for source in sources.sources("board", None, dt.date(2026, 10, 2)):
        assert isinstance(source.place, Address)
        content = download(source.place, timeout=20).content
        assert content is not None
        found = dict(source.read(content).observations())
        for day, rate in IN_ONE_COPY.items():
            assert str(found[dt.date.fromisoformat(day).toordinal()]) == rate, source.name


IN_ONE_COPY = {"2026-09-28": "157.44", "2026-09-29": "157.50"}
"""Days of the bundled figures that were found in one public copy alone, as the data page says."""


DATA_PAGE = Path(__file__).parent.parent.parent / "docs" / "background" / "data.md"


@pytest.mark.skipif(not DATA_PAGE.exists(), reason="the docs are not beside the tests, as when they run on a wheel")
def test_the_days_found_in_one_copy_alone_are_on_the_data_page() -> None:
    """And no other days are waiting for the Board's word."""
    page = DATA_PAGE.read_text(encoding="utf-8")
    assert "**September 28 (157.44) and September 29 (157.50), 2026 in one copy alone**" in page
    assert {day: str(h10_rates().on(day, strict=True).yen_per_usd) for day in IN_ONE_COPY} == IN_ONE_COPY
