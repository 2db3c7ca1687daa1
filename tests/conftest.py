"""Settings of the whole suite."""

import pytest
from engines import EAGER, ENGINES, LAZY, Engine
from hypothesis import settings

# No deadline: the machines that run this are shared, and a slow moment is no defect.
settings.register_profile("yen_usd", deadline=None, max_examples=200)
settings.load_profile("yen_usd")


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
