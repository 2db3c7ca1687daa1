"""How many examples hypothesis searches where each of them costs more than usual."""

from hypothesis import settings


def share(part: float) -> settings:
    """A part of the examples that the chosen profile has, for a law that frames or files make slow."""
    return settings(max_examples=max(1, round(part * settings().max_examples)))
