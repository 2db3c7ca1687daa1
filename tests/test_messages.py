"""Every refusal of the package has an input that causes it, and a message that was read."""

from functools import cache

import pytest
from messages import DATA, Entry, Outcome, Site, fits, outcomes, sites

NOT_CAUSED: dict[str, str] = {}
"""Functions, or single raise statements, that no entry reaches, with the reason."""


@cache
def results(room: str) -> list[tuple[Entry, Outcome]]:
    return outcomes(room)


@pytest.mark.parametrize("room", sorted(file.stem for file in DATA.glob("*.txt")))
def test_each_input_is_refused_with_the_message_in_the_file(room: str) -> None:
    wrong = [f">>> {entry.code}\n{got.message}" for entry, got in results(room) if not fits(got.message, entry.message)]
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("room", sorted(file.stem for file in DATA.glob("*.txt")))
def test_each_raise_statement_of_a_room_is_reached_by_an_input(room: str) -> None:
    reached = {site for _, got in results(room) for site in got.sites}
    missing = [str(site) for site in sites() if site.room == room and site not in reached and not is_excused(site)]
    assert not missing, "\n".join(missing)


def is_excused(site: Site) -> bool:
    return str(site) in NOT_CAUSED or f"{site.module}:{site.function}" in NOT_CAUSED
