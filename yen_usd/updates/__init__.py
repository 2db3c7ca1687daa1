"""Newer figures: fetched when asked, checked whole, and kept in the user's cache. The only room that touches the network.

In the order in which they build on one another: `continuation` (known figures continued by found ones), `cache` (the
cached edition, written), `downloads` (one file over HTTPS), `sources` (where figures come from), `update`
(`update_rates`).
"""

from .cache import write_whole as write_whole
from .continuation import Continuation as Continuation
from .continuation import continued as continued
from .continuation import rows_of as rows_of
from .update import RateUpdate, update_rates
from .update import fetch_and_store as fetch_and_store

__all__ = ["RateUpdate", "update_rates"]
