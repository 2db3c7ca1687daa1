"""One test for all rows of a table: pytest's work for each item would take longer than most of them."""

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest

SHOWN = 20


def for_each(names: str, rows: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Call a test with every row, as `pytest.mark.parametrize` does, but within one item; failures are raised together."""
    wanted, cases = names.split(", "), list(rows)

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def with_every_row(**fixtures: object) -> None:
            failed: list[BaseException] = []
            for row in cases:
                values = [row] if len(wanted) == 1 else row
                try:
                    test(**fixtures, **dict(zip(wanted, values, strict=True)))
                except (Exception, pytest.fail.Exception) as error:
                    error.add_note(f"in the row {row!r:.400}")
                    failed.append(error)
            if failed:
                raise BaseExceptionGroup(f"{len(failed)} of {len(cases)} rows", failed[:SHOWN])

        signature = inspect.signature(test)
        left = [parameter for name, parameter in signature.parameters.items() if name not in wanted]
        with_every_row.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return with_every_row

    return decorate
