"""Settings of the whole suite."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import EAGER, ENGINES, LAZY, Engine, let_go
from hypothesis import Phase, settings
from upstream import Upstream, environment, upstream

# A few examples of each law by default, many by `--hypothesis-profile=ci`, hardly any where coverage is measured. No
# deadline: the machines that run this are shared, and a slow moment is no defect. Nobody reads by which example a mutant
# falls, so that none is made smaller.
for profile, examples in {"few": 5, "local": 15, "ci": 100}.items():
    settings.register_profile(profile, deadline=None, max_examples=examples)
settings.register_profile("mutation", deadline=None, max_examples=15, phases=[Phase.explicit, Phase.generate], database=None)
settings.load_profile("local")

# No answer depends on the newer figures that whoever runs this may have.
os.environ["YEN_USD_CACHE"] = "off"


def _stay_on_loopback(event: str, arguments: tuple[object, ...]) -> None:
    """No test reaches beyond this machine; the live ones are run by themselves."""
    if event == "socket.connect" and isinstance(address := arguments[1], tuple) and not _Live.is_wanted:
        host = str(address[0])
        if not host.startswith("127.") and host not in {"::1", "localhost"}:
            raise RuntimeError(f"a test connects to {host}")


class _Live:
    is_wanted = False


sys.addaudithook(_stay_on_loopback)


def pytest_configure(config: pytest.Config) -> None:
    """`-m live` is the one run that may ask the real source."""
    _Live.is_wanted = config.getoption("-m") == "live"


def pytest_unconfigure() -> None:
    """The last words on the terminal are those of the tests."""
    let_go()


@pytest.fixture(scope="session")
def every_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upstream]:
    """The servers of the sources, for the whole session."""
    with upstream(tmp_path_factory.mktemp("servers")) as servers:
        yield servers


@pytest.fixture
def servers(every_server: Upstream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Upstream:
    """The servers of the sources, as yet without answers, asked by this process with a cache of the test's own."""
    every_server.answers.clear()
    every_server.asked.clear()
    for name, value in environment(every_server, tmp_path / "cache").items():
        monkeypatch.setenv(name, value)
    return every_server


def _needed(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.param
    found.needed()
    return found


@pytest.fixture(params=ENGINES, ids=str)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    return _needed(request)


@pytest.fixture(params=EAGER, ids=str)
def eager(request: pytest.FixtureRequest) -> Engine:
    """Each eager engine in turn."""
    return _needed(request)


@pytest.fixture(params=LAZY, ids=str)
def lazy(request: pytest.FixtureRequest) -> Engine:
    """Each lazy engine in turn."""
    return _needed(request)
