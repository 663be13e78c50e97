"""The version, where every stage may read it."""

from typing import Final

VERSION: Final = "0.1.0"
