"""Every refusal of the package has an input that causes it, and a message that was read."""

from functools import cache

import pytest
from messages import DATA, Entry, Outcome, Site, entries, fits, has_text, outcomes, room_of, sites, texts

NOT_CAUSED = {
    "cli.file:_Work.write": "it is no error, and is caught where the rows that have no result are counted",
    "cli.readers:text_of": "a file would have to open and not be read",
    "cli.streams:_scanned": "a file would have to open and not be read",
    "cli.streams:_to_sheet": "a table of more than a million rows takes seconds",
    "cli.streams:put_table": "standard output would have to be a terminal",
    "rates.release_xml:_unzip:2": "a file of 64 MB takes a second",
    "frames.engines.spark:SparkDialect.unscaled": "needs a Java",
    "updates.cache:hold_lock:1": "another process would have to hold the lock for 30 seconds",
    "updates.downloads:_answer:1": "it is asked for again, and the error that comes of it has no context",
    "updates.downloads:_answer:4": "an answer of 64 MB takes seconds",
    "updates.downloads:_answer:5": "it is asked for again after five seconds",
    "statements.html_tables:html_grids:2": "lxml reads whatever it is given",
    "statements.workbooks:_count": "a sheet of 1,500,000 cells takes seconds",
    "statements.workbooks:_look_at:1": "a zip would have to lie about its sizes",
    "statements.workbooks:_look_through:2": "a part of 64 MB takes seconds",
    "statements.workbooks:_look_through:3": "a file that may not be read, which an administrator may",
}
"""Functions, or single raise statements, that no entry reaches, with the reason."""


@cache
def results(room: str) -> list[tuple[Entry, Outcome]]:
    return outcomes(room)


ROOMS = sorted(file.stem for file in DATA.glob("*.txt"))


@pytest.mark.parametrize("room", ROOMS)
def test_each_input_is_refused_with_the_message_in_the_file(room: str) -> None:
    wrong = [f">>> {entry.code}\n{got.message}" for entry, got in results(room) if not fits(got.message, entry.message)]
    assert not wrong, "\n\n".join(wrong)


def test_each_raise_statement_is_reached_by_an_input() -> None:
    reached = {site for room in ROOMS for _, got in results(room) for site in got.sites}
    missing = [str(site) for site in sites() if site.room in ROOMS and site not in reached and not is_excused(site)]
    assert not missing, "\n".join(missing)


def test_each_text_of_an_error_is_in_a_message() -> None:
    messages = [entry.message for room in ROOMS for entry in entries(room)]
    missing = [
        f"{file}: {' ... '.join(pieces)}"
        for file, site, pieces in texts()
        if (room_of(file) in ROOMS and not (site is not None and is_excused(site)))
        and not any(has_text(message, pieces) for message in messages)
    ]
    assert not missing, "\n".join(missing)


def is_excused(site: Site) -> bool:
    return str(site) in NOT_CAUSED or f"{site.module}:{site.function}" in NOT_CAUSED
