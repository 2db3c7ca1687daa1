"""The version of the package, which the build reads."""

from typing import Final

__version__: Final = "0.2.0"
