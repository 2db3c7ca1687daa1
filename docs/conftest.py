"""The examples use the bundled figures; the pages that need PySpark and a Java are marked, and skipped without it."""

import os
from importlib.util import find_spec

import pytest

os.environ["YEN_USD_CACHE"] = "off"
_NEEDS_SPARK = {"spark.md"}


def pytest_collection_modifyitems(items):
    """Mark the examples of such a page, so that `-m spark` runs them alone."""
    for item in items:
        if item.path.name in _NEEDS_SPARK and item.path.parent.name == "guides":
            item.add_marker(pytest.mark.spark)
            if find_spec("pyspark") is None and os.environ.get("YEN_USD_ALL_ENGINES") != "1":
                item.add_marker(pytest.mark.skip(reason="pyspark is not installed"))
