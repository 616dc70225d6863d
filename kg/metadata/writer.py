"""Who it is that a byline names: the words of its end without the subject, the persons and the occasion."""

import re

_LISTED = re.compile(r" (?:for|of|on) [^,;:]{1,80}(?:, [A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,4})+,? and [A-Z]")
"""Words of a name with commas: "Committee on Seeds, Soils and Water"."""
_PERSON = re.compile(r"(?<=[a-z]), [A-Z][\w’'-]*(?: (?:(?:de|al|von|van|bin|da|dos) )?[A-Z][\w’'.-]*){1,3}$")
_MANDATED = re.compile(r"\b(?:Rapporteur|Expert|Adviser|Representative)\b")
_SUBJECT_BEHIND = re.compile(r"(?<= on )([A-Z][^,;:]{2,80}?) on (?:the |its )?[a-z].*")
_PAST = (
    r" (?:on|for) its | for (?:19|20)\d\d| (?:is|was|were|prepared|submitted) "
    r"| under (?:article|paragraph|resolution)s? "
)
"""Where the name is past."""
_TITLE = r", (?:Mr|Mrs|Ms|Dr)\b"
_TO_WHOM = re.compile(r" to the (?=[A-Z])")
_ACCREDITED = re.compile(r"\b(?:Advis[eo]r|Ambassador|Delegat|Envoy|Mission|Observer|Representative)")
"""Who is somewhere for somebody: "to the" belongs to their name."""
_AGENTS = re.compile(
    r"(?:Assembly|Board|Commission|Committee|Council|Expert|Forum|Group|Panel|Rapporteur)s?$"
)


def writer(words: str) -> str:
    """Who reports, without what on: "Secretary-General" of "Secretary-General on debt", of an expert the mandate."""
    words = _SUBJECT_BEHIND.sub(r"\1", re.split(_TITLE, words, maxsplit=1)[0])
    name = re.split(_PAST, words, maxsplit=1)[0]
    told = _TO_WHOM.search(name)
    name = name[: told.start()] if told and not _ACCREDITED.search(name, 0, told.start()) else name
    first = name.partition(" on ")[0]
    named = " on " in name and _AGENTS.search(first)
    listed = _LISTED.search(name)
    named = named or (listed and _AGENTS.search(name, 0, listed.start()))
    words = name if named else re.split(r" on |[,;:] ", name, maxsplit=1)[0]
    return re.sub(r" \([A-Z][\w-]*\)$", "", _PERSON.sub("", words) if _MANDATED.search(words) else words)
