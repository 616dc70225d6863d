"""Terms as programs take them."""

from typing import Any

import pyoxigraph as ox

from kg.iris import XSD

Value = str | int | float | bool | None


def plain(term: Any) -> Value:
    """A term as programs take it: numbers as numbers, everything else as text; none for none."""
    if not isinstance(term, ox.Literal):
        return None if term is None else str(getattr(term, "value", term))
    match term.datatype.value.removeprefix(XSD):
        case "integer":
            return int(term.value)
        case "decimal" | "double" | "float":
            number = float(term.value)
            return int(number) if number.is_integer() else number
        case "boolean":
            return term.value in ("true", "1")
        case _:
            return term.value
