"""Texts annotated at the report's rate, where a test is not about the rate."""

from typing import Any

import yen_usd
from yen_usd.prose import Annotation


def annotate(text: Any, **options: Any) -> Annotation:
    """What `yen_usd.annotate` returns, at the report's rate unless the test names another."""
    if not options.keys() & {"on", "period", "rate"}:
        options["rate"] = yen_usd.REPORT_RATE
    return yen_usd.annotate(text, **options)
