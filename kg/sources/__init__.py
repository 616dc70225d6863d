"""Where documents come from: files, folders, archives and addresses, each within limits and none left out."""

from kg.limits import Limits
from kg.sources.addresses import Web
from kg.sources.children import Outcome, read_each, read_one
from kg.sources.found import Found, is_address, is_elsewhere, place, printable, said
from kg.sources.listed import listed
from kg.sources.reading import read_document
from kg.sources.walking import DEFAULT_LIMIT, allowed, collect

__all__ = [
    "DEFAULT_LIMIT",
    "Found",
    "Limits",
    "Outcome",
    "Web",
    "allowed",
    "collect",
    "is_address",
    "is_elsewhere",
    "listed",
    "place",
    "printable",
    "read_document",
    "read_each",
    "read_one",
    "said",
]
