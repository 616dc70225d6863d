"""Names as they are compared, and whether the words at a mention's offsets are one of them."""

import re
import unicodedata
from collections.abc import Iterable

from kg.evaluate.records import Record


def fold(text: str) -> str:
    """The text as names are compared: no tags, case, accents, punctuation or leading article.

    >>> fold("The <i>E-Learning</i> Programme")
    'e learning programme'
    """
    bare = unicodedata.normalize("NFKD", re.sub(r"<[^>]{1,20}>", "", text)).casefold()
    plain = "".join(c for c in bare if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", plain).strip()
    return re.sub(r"^(?:the|its|an|a) ", "", words)


def forms(entity: Record) -> set[str]:
    """The folded surface forms of an entity: its name and aliases."""
    return {fold(form) for form in (entity.get("name"), *entity.get("aliases", ())) if form} - {""}


def misplaced(entity: Record, text: str) -> int:
    """How many of the entity's mentions stand where the text has other words."""
    own = forms(entity)
    return sum(not reproduces(fold(text[begin:end]), own) for begin, end in entity.get("mentions", ()))


def reproduces(seen: str, own: Iterable[str]) -> bool:
    """Whether folded words are one of the forms, part of one, or one with page furniture in between."""
    return bool(seen) and any(seen in form or form in seen or _in_order(form, seen) for form in own)


def _in_order(form: str, seen: str) -> bool:
    rest = iter(seen.split())
    return all(word in rest for word in form.split())
