"""Packages that only some functions need: each comes with an extra of the library."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from .errors import MissingExtraError


def check_installed(package: str, extra: str, what: str) -> None:
    """Raise `MissingExtraError`, which says what to install, unless the package is there."""
    if find_spec(package) is None:
        raise MissingExtraError(
            f"{what} requires the package {package}, which is not installed",
            f"it comes with the extra {extra!r}",
            f"run: python -m pip install 'yen_usd[{extra}]'",
        )


def load(module: str) -> Any:
    """A module of a package without types, or without types that a strict check accepts."""
    return import_module(module)
