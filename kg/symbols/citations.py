"""What a citation names, in whatever words: with a prefix, or a number with an organ."""

import re
from dataclasses import replace

from kg.symbols.listed import HEAD_NUMBER, scan_numbers
from kg.symbols.organs import ORGAN_NAME, organ_prefix
from kg.symbols.prefixed import scan_symbols
from kg.symbols.records import Act, Symbol
from kg.symbols.shapes import number_shape, resolve, shape_organ

_NOUN = re.compile(r"\b(?:(?P<decision>decision)|resolution)s?\b", re.IGNORECASE)
_PROVISION = re.compile(
    r"\bpara(?:graph|\.)?s?\.?\s?(?P<number>\d{1,3})(?:\s?\((?P<letter>[a-z]{1,4})\))?", re.IGNORECASE
)


def parse(surface: str, organ: str | None = None) -> tuple[Symbol, ...]:
    """The symbols that a citation names, in order; empty where it stays open.

    `organ` is a prefix or an English name and says whose numbers these are where the words do not. Without
    it, numbers by year are the Economic and Social Council's and `S-n/n` the Assembly's, as the Editorial
    Manual prints them; a bare "8/4" stays open.

    >>> len(parse("resolutions 31/6 A and B"))
    2
    """
    text = re.sub(r"\s*/\s*", "/", " ".join(surface.replace("%20", " ").replace("\u00a0", " ").split()))
    text = re.sub(r"(?<![\w.])([aest])(?=/(?:RES|DEC|PRST)/)", lambda hit: hit.group().upper(), text)
    symbols = tuple(found.symbol for found in scan_symbols(text)) or _parse_numbers(text, organ)
    return _with_provision(text, symbols)


def _parse_numbers(text: str, organ: str | None) -> tuple[Symbol, ...]:
    noun = _NOUN.search(text)
    act: Act = "DEC" if noun and noun["decision"] else "RES"
    named = ORGAN_NAME.search(text)
    prefix = (organ_prefix(named.group()) if named else None) or (organ_prefix(organ) if organ else None)
    start = noun.end() if noun else 0
    first = re.compile(rf"(?<![\w/.])(?:{HEAD_NUMBER})").search(text, start)
    items = scan_numbers(text, first.start()) if first else ()
    found = (resolve(item.number, act, prefix or _printed_organ(item.number, act)) for item in items)
    return tuple(symbol for symbol in found if symbol)


def _printed_organ(number: str, act: Act) -> str | None:
    usual = {"year": "E", "special": "A"}.get(number_shape(number) or "")
    return shape_organ(number, act) or usual


def _with_provision(text: str, symbols: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    hit = _PROVISION.search(text)
    if not hit or len(symbols) != 1:
        return symbols
    letter = f"({hit['letter']})" if hit["letter"] else ""
    return (replace(symbols[0], provision=f"p{hit['number']}{letter}"),)
