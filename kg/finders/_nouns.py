"""Nouns that introduce or explain a title, by the type that they give it."""

from collections.abc import Iterator, Sequence

from kg.types import EntityType

BY_TYPE: dict[EntityType, str] = {
    "programme": """programme program project initiative undertaking network platform portal tool database series
        campaign game cartoon podcast course app application partnership hub repository scheme helpline hotline
        fund facility mechanism scholarship fellowship alliance coalition challenge contest
        competition prize award curriculum movement website dashboard chatbot accelerator observatory
        drive map service system training bootcamp archive registry register directory library
        simulator simulation calculator assistant incubator marketplace exhibition gateway module
        window kit path pathway package suite masterclass pillar component strand flagship subprogramme
        sub-programme subproject sub-project exchange""",
    "publication": """report publication publications study guide guides handbook manual toolkit paper brief book
        booklet brochure volume survey workbook leaflet pamphlet title reader document monograph anthology
        catalogue assessment factsheet magazine newsletter bulletin textbook compendium primer collection proceeding""",
    "event": "conference congress workshop meeting seminar symposium webinar event exercise forum",
    "instrument": "declaration strategy compact",
    "organization": "organization association foundation charity",
}
NOUNS: dict[str, EntityType] = {
    **{word: kind for kind, listed in BY_TYPE.items() for word in listed.split()},
    "strategic plan": "instrument",
}
_ACTS = "resolution resolutions decision item items section chapter paragraph annex statement"
ACT_NOUNS = frozenset(_ACTS.split())


def any_of(words: Iterator[str] | Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


NOUN = any_of([*NOUNS, *ACT_NOUNS])
TITLED_NOUN = any_of([word for word, kind in NOUNS.items() if kind in ("programme", "publication")])
CALLED = (
    r"(?:,? (?:(?:which|that) (?:is|was) )?(?:entitled|titled|called|named|branded(?: as)?|dubbed|known as|"
    r"under the title|under the name)(?: the)?)"
)
