"""Newer figures: fetched when asked, checked whole, and kept in the user's cache. The only room that touches the network.

In the order in which they build on one another: `continuation` (known figures and newer ones together), `cache` (writes the
cached edition), `downloads` (one file over HTTPS), `stamps` (which version of it the cache has), `sources` (where
figures come from), `update` (`update_rates`), `release` (a new edition to ship).
"""

from .release import rebuild as rebuild
from .update import RateUpdate, update_rates
from .update import fetch_and_store as fetch_and_store

__all__ = ["RateUpdate", "update_rates"]


def __dir__() -> list[str]:
    return sorted(__all__)
