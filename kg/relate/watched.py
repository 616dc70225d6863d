"""Which treaty a body watches over, or whose parties it brings together: by its symbol, its letters, its name."""

from collections.abc import Iterable
from types import MappingProxyType

from kg.anyof import AnyOf
from kg.relate import treaties
from kg.relate.sentences import Sentence
from kg.relate.treaties import NOUN, NOUNS
from kg.types import Fact, Mention
from kg.vocabulary import Lexicon

_CALLED = ("organization", "event")
"""What may be called after a treaty."""
_EACH = AnyOf(tuple(NOUNS.split("|")))
_WATCHED = MappingProxyType(
    {
        "CCPR": "iccpr",
        "E/C.12": "icescr",
        "CEDAW": "cedaw",
        "CAT": "cat",
        "CERD": "icerd",
        "CRC": "crc",
        "CRPD": "crpd",
        "CMW": "icrmw",
        "CED": "icppd",
        "CTOC/COP": "XVIII-12",
        "CAC/COSP": "XVIII-14",
        "ICC-ASP": "rome-statute",
        "SPLOS": "unclos",
    }
)
"""The treaty that a committee watches over, or whose parties meet, by the root of the body's symbols.

Its papers cite articles without a name.
"""


def watched_treaty(facts: Iterable[Fact], lexicon: Lexicon) -> str | None:
    """The treaty whose committee or parties issued the document, by the document's symbol and the body's name."""
    given = list(facts)
    symbols = [str(fact.value) for fact in given if fact.field == "symbol"]
    keys = [key for symbol in symbols for root, key in _WATCHED.items() if symbol.startswith(f"{root}/")]
    bodies = (str(fact.value) for fact in given if fact.field in ("body", "author"))
    keys += [key for body in bodies if (key := within(body, lexicon))]
    return next((key for key in keys if lexicon.find("instrument", key)), None)


def treaty_of_committee(letters: str) -> str | None:
    """The treaty that shares the letters with the committee that watches over it."""
    return _WATCHED.get(letters)


def treaties_of_bodies(sentence: Sentence, lexicon: Lexicon) -> frozenset[str]:
    """The treaties that bodies named in the sentence watch over, or whose parties they are."""
    return frozenset(key for _, _, m in sentence.mentions for key in of_body(m, lexicon))


def of_body(mention: Mention, lexicon: Lexicon) -> set[str]:
    if mention.type not in _CALLED:
        return set()
    organ = lexicon.find("organization", mention.id) if mention.id else None
    root = (organ.prefix or "").removesuffix("/C") if organ else ""
    watched = _WATCHED.get(root)
    return {key for key in (watched, inside_name(mention, lexicon)) if key}


def inside_name(mention: Mention, lexicon: Lexicon) -> str | None:
    """The instrument in the name of a body or meeting: "Conference of the Parties to the … Convention"."""
    return within(mention.name, lexicon) if mention.type in _CALLED else None


def within(name: str, lexicon: Lexicon) -> str | None:
    """The longest name of a treaty in the words."""
    if not has_noun(name) or not NOUN.search(name):
        return None
    known = treaties.labels(lexicon)
    words = name.split()
    parts = (" ".join(words[first:last]) for last in range(len(words), 1, -1) for first in range(1, last - 1))
    return next((known[part] for part in parts if part in known), None)


def has_noun(text: str) -> bool:
    """Whether a noun of an instrument may stand there: most sentences have none."""
    return _EACH.stands_in(text)
