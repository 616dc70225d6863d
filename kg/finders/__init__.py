"""Finders: a unit of text to mentions, one file a family.

Each file defines `NAME`, `EXAMPLES` (text to surfaces, identifiers and types) and `find(unit, lexicon)`; a
new file in this folder runs without an edit elsewhere, and its examples are tests. What only the layout of a whole
document tells comes before them (`lined`) and behind them (`declared`).
"""

from kg.finders._declared import declared
from kg.finders._lined import lined

__all__ = ["declared", "lined"]
