"""The grammar of United Nations document symbols: surface text to canonical symbols and back.

Where the rules are from: the United Nations Editorial Manual ("Document symbols"; "Resolutions and other
formal decisions"), the Dag Hammarskjöld Library's guides to resolutions of the principal organs, and the
lists of real symbols that the tests read. Numbers of commissions and conferences of parties are no
document symbols: what this package builds for them are keys of our own, never links.

Acts of bodies that number in a way of their own (agencies) are found, and have no symbol.

    pieces -> forms (canonical symbols) -> shapes (bare numbers) -> prefixed, listed (in running text) -> citations
"""

from kg.symbols.agencies import AgencyAct, act_organ, scan_acts
from kg.symbols.citations import parse
from kg.symbols.forms import read_symbol
from kg.symbols.listed import scan_numbers
from kg.symbols.organs import ORGAN_NAME, organ_prefix
from kg.symbols.prefixed import scan_symbols
from kg.symbols.records import LINK, Act, Found, Item, Kind, Symbol, slug
from kg.symbols.shapes import Shape, number_shape, resolve, shape_organ

__all__ = [
    "LINK",
    "ORGAN_NAME",
    "Act",
    "AgencyAct",
    "Found",
    "Item",
    "Kind",
    "Shape",
    "Symbol",
    "act_organ",
    "number_shape",
    "organ_prefix",
    "parse",
    "read_symbol",
    "resolve",
    "scan_acts",
    "scan_numbers",
    "scan_symbols",
    "shape_organ",
    "slug",
]
