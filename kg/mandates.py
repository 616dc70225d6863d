"""Readings to mandates: what the operative paragraphs of a resolution ask a named addressee to do.

The annotation rules: one mandate for each paragraph or subparagraph and each addressee that a verb of asking
addresses; preambular paragraphs, and verbs that only note or welcome, ask nothing. States at large stand under
a key of their own. Offsets are those of the document.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.nouns import is_plural
from kg.numbers import dates, ordinal
from kg.types import STATES, Force, Mandate, Reading, Referent, Span, Support

NAME = "mandates"
_FORCES: dict[str, Force] = {
    "requests": "requesting",
    "asks": "requesting",
    "invites": "inviting",
    "calls upon": "inviting",
    "urges": "inviting",
    "encourages": "inviting",
    "appeals to": "inviting",
    "recommends": "inviting",
    "authorizes": "binding",
    "decides": "binding",
    "establishes": "binding",
    "instructs": "binding",
    "directs": "binding",
    "mandates": "binding",
    "demands": "binding",
}
_ALSO = (
    r"(?:(?:also|further|strongly|once again|again|hereby|in this re(?:gard|spect)|to (?:that|this) end"
    r"|accordingly|therefore|specifically|urgently|in particular|additionally),? ){0,2}"
)
_CUE = re.compile(
    rf"""(?:\A(?:\(?\w{{1,3}}[.)]\s+)?|(?:[,;]|\band|\bwhile|\bbut)\ (?:and\ |also\ |further\ )*)
    {_ALSO.replace(" ", r"[ ]")}
    (?:continues\ to\ (?P<kept>request|ask|invite|call\ (?:up)?on|urge|encourage|appeal\ to)
    |(?P<verb>requests|asks|invites|calls\ (?:up)?on|urges|encourages|appeals\ to|recommends|authori[sz]es
      |decides|establishes|instructs|directs|mandates|demands)
    |(?:reiterates|renews|repeats)\ its\ (?P<noun>call|request|invitation|appeal)\ (?:up)?(?:on|to))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_OPENS_IN = ("preambular", "paragraph")
"""Kinds of paragraph that act all the same where they open with a verb of asking: numbers and sections mislead."""
_ASKS_FIRST = re.compile(
    rf"{_ALSO}(?:requests|asks|invites|calls (?:up)?on|urges|encourages|appeals to|recommends|authori[sz]es|decides"
    r"|establishes|instructs|directs|mandates|demands)\b",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    rf"""(?:\A(?:\d{{1,3}}\.\s+)?|[,;]\ (?:and\ )?){_ALSO.replace(" ", r"[ ]")}
    (?P<verb>request|ask|invite|call\ (?:up)?on|urge|encourage|appeal\ to|instruct)\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""How those who adopt a declaration ask: "we", which stands once above all its paragraphs, is left out."""
_DECLARES = re.compile(
    r"(?:\d{1,3}\.\s+)?(?:(?:Also|Further|Strongly) )?(?!(?:[Aa]ll|[Aa]ny|[Bb]oth|[Ee]ach|[Ee]very|[Mm]any|[Mm]ember"
    r"|[Nn]o|[Ss]ome|[Ss]uch|[Tt]he|[Tt]his|[Ww]hen|[Ww]here) )[A-Za-z]*[a-rt-z] "
    r"(?![^,.;]{0,80}\b(?:may|must|shall|should)\b)"
)
"""A paragraph that opens with such a verb, in the plural: no rule on what somebody shall do."""
_WITH = re.compile(
    r"\b(?:with|(?<!ed )(?<!en )(?<!wn )(?<!de )by|through|alongside)(?: the)?"
    r"(?: (?:help|support|assistance) of)?(?: the)? \Z"
)
"""Before a body that stands beside another one; "prepared by" names who is spoken of."""
_SOMEBODY = re.compile(r"\b[Tt]he [A-Z][a-z]+")
_PRONOUN = re.compile(r" (?:it|him|her) to ")
_NOUNS = {"call": "calls upon", "request": "requests", "invitation": "invites", "appeal": "appeals to"}
_SHALL = re.compile(r"\b(?:shall|should|will|may|is (?:authorized|requested) to)\b")
_AT_LARGE = re.compile(
    r"\b(?:[Mm]ember [Ss]tates|States Members|(?:[Dd]onor |[Aa]ll )?States(?: [Pp]arties)?|[Aa]ll states|Parties"
    r"|Governments|[Mm]ember [Cc]ountries"
    r"|(?:[Dd]onor|[Dd]eveloped|[Aa]ll) countries)\b(?! (?:of|to) the [a-z]+ of)"
)
_ZONE_ENDS = re.compile(
    r""" (?:to|not\ to)\ (?!the\b|all\b|this\b|that\b|which\b|[A-Z])[a-z]|:|;|\ (?:who|which|whose|that)\b
    |,\ (?:within|in\ (?!particular)|with|through|pursuant|upon|at\b|as\b|taking|by|bearing|subject|when|where
      |consistent|on|for|under|given|if|while
      |drawing|making|acting|having|using|and\ to\b)
    """,
    re.VERBOSE,
)
_THAT = re.compile(r" (?:also |further )?(?:[a-z ,]{0,50})?\bthat ")
_GOVERNED = re.compile(
    r"\b(?:of|for|from|within|with|by|in|under|between|against|on|at) (?:the |all |its |their )?\Z",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:Executive Director|Director-General|Director General|Administrator|High Commissioner|Executive Secretary"
    r"|President|Chair(?:person|man)?"
    r"|Secretary-General|Bureau|[Ss]ecretariat|members?|Head)s? of (?:the )?\Z"
)
_EFFORTS = re.compile(
    r" (?:the |their |all |further |continued |ongoing )?(?:[a-z]+ )?(?:efforts?|work|use|development|participation"
    r"|implementation|strengthening|establishment|cooperation) "
)
_NEXT_WORD = re.compile(r" (?:system )?([a-z][\w-]*)")
_LONGEST_ZONE = 420
_SESSION = re.compile(
    r"\b(?:at|to|by|before|during|for|no later than) (?:its|their|the) (?P<ordinal>[\w-]+(?: [\w-]+)??)"
    r"(?: (?:regular|annual|substantive|special|resumed))? session(?P<of> of (?:the )?)?\b"
)
_WITHIN = re.compile(
    r"\b(?:within|no later than|not later than) (?:the next )?[\w-]+(?: [\w-]+)??(?: \(\d+\))? "
    r"(?:days|weeks|months|years)(?: (?:before|after|of) (?:the|its) [a-z]+)?\b"
)
_TO_BODY = re.compile(r"\b(?:to|before) (?:the )?\Z")
_REPORTS = re.compile(
    r"\b(?:(?:re)?submi(?:t|ts|tted|tting|ssion)|report(?:s|ing|ed)?|present(?:s|ing|ed)?|inform(?:s|ing|ed)?"
    r"|updat(?:es?|ing|ed)|brief(?:s|ings?)?|transmit(?:s|ting)?|provid(?:es?|ing)|convey(?:s|ing)?)\b"
)
"""Verbs and nouns of telling a body something: only they have its session for a deadline."""
_WAS_THERE = re.compile(
    r"\b(?:[a-z]+ed|taken|held|made|given|set|begun|drawn up|done|said|shown|written|found)"
    r" (?:by|at|in|before|to) (?:the )?\Z"
)
"""Before a body at whose session something was done: the session is past."""
_ASSEMBLY = re.compile(r"(?:the )?(?:United Nations )?(?:General )?Assembly", re.IGNORECASE)
_THE_ASSEMBLY = re.compile(r"\b(?:General|the) Assembly,? \Z")
_BY = re.compile(r"\b(?:by|no later than|not later than|before|until|by the end of) (?:the end of )?\Z")
_RHYTHM = re.compile(
    r"\b(?:on an? (?:annual|biennial|regular|quarterly|periodic) basis|(?:bi)?annual(?:ly)?|biennial(?:ly)?"
    r"|quarterly|periodic(?:ally)?|regularly"
    r"|every (?:(?:\w+ )?(?:years?|months?|sessions?)|second year)"
    r"|at (?:each|every) (?:of its )?(?:regular )?sessions?)\b",
    re.IGNORECASE,
)
_FIRST_SESSION = 1945
_BESIDE = 3
"""Characters up to which a session is that of the body before it: "the Commission, at its"."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One clause that asks: its verb, whom, and the words that follow the verb."""

    verb: str
    addressees: tuple[tuple[str, Support], ...]
    words: str
    bodies: tuple[tuple[Span, str], ...]
    """The organizations that these words name, as their places there and entity keys."""


@dataclass(frozen=True, slots=True)
class _When:
    """The session or the span of time by which an addressee reports."""

    words: str
    body: str | None = None
    session: int | None = None
    years: str | None = None
    """Those of a session of the General Assembly."""


@dataclass(frozen=True, slots=True)
class _Above:
    """A paragraph that ends in a colon, for the subparagraphs below it."""

    number: str | None
    asked: tuple[_Asked, ...]
    """Its last clause, where that asks somebody."""
    sentence: Span


def mandates_of(readings: Iterable[Reading]) -> Iterator[Mandate]:
    """The mandates of one resolution in order; `readings` are all its sentences in order.

    A text without operative paragraphs gives none.
    """
    above: _Above | None = None
    known: set[tuple[str | None, str]] = set()
    resolves = False
    for reading in readings:
        kind = reading.unit.kind
        resolves = resolves or kind in ("preambular", "operative")
        if kind == "item" and above:
            found = _of_item(reading, above)
        elif kind == "operative" or (resolves and kind in _OPENS_IN and _ASKS_FIRST.match(reading.text)):
            above = _opened(reading)
            found = _of_paragraph(reading, above)
        else:
            above = above if kind == "item" else None
            continue
        for mandate in found:
            if (mandate.para, mandate.addressee) not in known:
                known |= {(mandate.para, mandate.addressee)} if mandate.para else set()
                yield mandate


def _opened(reading: Reading) -> _Above | None:
    """The paragraph as what stands above subparagraphs, where it ends in a colon."""
    if not reading.unit.view.text.rstrip().endswith(":"):
        return None
    return _Above(reading.unit.first.number, tuple(_clauses(reading))[-1:], reading.sentence)


def _of_paragraph(reading: Reading, above: _Above | None) -> Iterator[Mandate]:
    """What the paragraph asks itself; what ends in a colon is asked in the subparagraphs."""
    for asked in _clauses(reading):
        if above is None or asked not in above.asked:
            yield from _mandates(asked, reading.unit.first.number, (reading.sentence,))


def _of_item(reading: Reading, above: _Above) -> Iterator[Mandate]:
    """What a subparagraph asks: by a verb of its own in front, else by the words above it."""
    letter = (reading.unit.first.number or "").strip("().")
    number = f"{above.number}({letter})" if above.number and letter else above.number
    own = tuple(_clauses(reading))
    if not (cue := _CUE.search(reading.text)) or cue.start() > 0:
        for asked in above.asked:
            joined = (*asked.bodies, *_bodies(reading, 0, len(reading.text), len(asked.words) + 1))
            whole = _Asked(asked.verb, asked.addressees, f"{asked.words} {reading.text}", joined)
            yield from _mandates(whole, number, (above.sentence, reading.sentence))
    for asked in own:
        yield from _mandates(asked, number, (reading.sentence,))


def _mandates(asked: _Asked, number: str | None, evidence: tuple[Span, ...]) -> Iterator[Mandate]:
    rhythm, date, when = _RHYTHM.search(asked.words), _date(asked.words), _when(asked)
    deadline = date or (when.years if when else None)
    for addressee, support in asked.addressees:
        yield Mandate(
            para=number,
            verb=asked.verb,
            force=_FORCES[asked.verb],
            addressee=addressee,
            addressee_support=support,
            deadline=deadline,
            deadline_text=when.words if when and not deadline else None,
            deadline_body=when.body if when else None,
            deadline_session=when.session if when else None,
            recurrence=rhythm[0] if rhythm else None,
            evidence=evidence,
            mapper=NAME,
            confidence=Decimal("0.90") if number else Decimal("0.75"),
        )


# Clauses ------------------------------------------------------------------------------------------------------


def _clauses(reading: Reading) -> Iterator[_Asked]:
    cues = _cues(reading)
    ends = [*(cue.start() for cue, _ in cues), len(reading.text)][1:]
    begins = [0, *(cue.start() for cue, _ in cues)]
    for (cue, verb), before, following in zip(cues, begins, ends, strict=False):
        zone = _zone(reading.text, cue.end(), following, verb)
        found = tuple(_addressees(reading, *zone)) if zone else ()
        if not found and _PRONOUN.match(reading.text, cue.end()):
            found = tuple(_meant(reading, before, cue.start()))
        if found:
            words = reading.text[cue.end() : following]
            yield _Asked(verb, found, words, tuple(_bodies(reading, cue.end(), following, 0)))


def _cues(reading: Reading) -> list[tuple[re.Match[str], str]]:
    """Where somebody is asked, each place with the verb, in order."""
    text = reading.text
    found = [(cue, _verb(cue)) for cue in _CUE.finditer(text)]
    if reading.unit.kind == "operative" and _DECLARES.match(text):
        found += [(cue, _verb(cue)) for cue in _DECLARED.finditer(text)]
    return sorted(found, key=lambda one: one[0].start())


def _verb(cue: re.Match[str]) -> str:
    """The verb in the form in which one organ asks: "request" and "continues to request" are "requests"."""
    told = cue.groupdict()
    if noun := told.get("noun"):
        return _NOUNS[noun.casefold()]
    verb, _, rest = (told["verb"] or told["kept"]).casefold().partition(" ")
    third = verb if verb.endswith("s") else f"{verb}s"
    small = f"{third} {rest}".rstrip()
    return {"calls on": "calls upon", "authorises": "authorizes"}.get(small, small)


def _meant(reading: Reading, begin: int, end: int) -> Iterator[tuple[str, Support]]:
    """Whom "it" or "him" means: the one body that the clause before names, that body's own parent left out."""
    bodies = [
        r
        for r in reading.referents
        if r.type in ("organization", "programme") and begin <= r.begin and r.end <= end
    ]
    heads = [r for r in bodies if not any(_is_parent(reading.text, child, r) for child in bodies)]
    heads = [r for r in heads if not _is_beside(reading, begin, r)]
    if len({r.entity for r in heads}) == 1:
        yield heads[0].entity, heads[0].support


def _is_beside(reading: Reading, begin: int, body: Referent) -> bool:
    """Whether the clause spoke of a State or of another body before, and this one only stands with it."""
    found = _WITH.search(reading.text, begin, body.begin)
    if found is None:
        return False
    place = any(r.type == "place" and begin <= r.begin < found.start() for r in reading.referents)
    return place or bool(_SOMEBODY.search(reading.text, begin, found.start()))


def _is_parent(text: str, child: Referent, referent: Referent) -> bool:
    """Whether only "of the" stands between a body and the one that it belongs to."""
    return text[child.end : referent.begin] in (" of ", " of the ", " in the ")


def _zone(text: str, begin: int, end: int, verb: str) -> tuple[int, int] | None:
    """Where the words stand that say who is asked: between the verb and what is to be done."""
    end = min(end, begin + _LONGEST_ZONE)
    that = _THAT.match(text, begin, end)
    if that:
        shall = _SHALL.search(text, that.end(), end)
        stop = shall.start() if shall else _first_infinitive(text, that.end(), end)
        return (that.end(), stop) if shall or verb not in ("decides", "establishes", "recommends") else None
    if verb == "establishes":
        comma = text.find(",", begin, end)
        return begin, comma if comma > 0 else end
    if verb == "decides" or _EFFORTS.match(text, begin):
        return None
    ends = _ZONE_ENDS.search(text, begin, end)
    return begin, ends.start() if ends else min(end, begin + 160)


def _first_infinitive(text: str, begin: int, end: int) -> int:
    found = re.compile(r",| (?:to|consider|take|make) ").search(text, begin, end)
    return found.start() if found else end


def _addressees(reading: Reading, begin: int, end: int) -> Iterator[tuple[str, Support]]:
    """Whoever is named between `begin` and `end` and governed by no preposition, in order, each once."""
    zone = reading.text[begin:end]
    places = [(m.start() + begin, STATES, _support(reading, m, begin)) for m in _AT_LARGE.finditer(zone)]
    named = [r for r in reading.referents if begin <= r.begin and r.end <= end and _stands_alone(reading, r)]
    places += [(r.begin, r.entity, r.support) for r in named if r.type in ("organization", "programme")]
    seen = set()
    for place, key, support in sorted(places, key=lambda found: found[:2]):
        inside = key == STATES and any(r.begin <= place < r.end for r in named)
        if key not in seen and not inside and not _governed(reading.text[begin:place]):
            seen.add(key)
            yield key, support


def _stands_alone(reading: Reading, referent: Referent) -> bool:
    """Whether the name is no mere adjective of the noun behind it: "United Nations bodies"."""
    behind = _NEXT_WORD.match(reading.text, referent.end)
    return not behind or not (is_plural(behind[1]) or behind[1] == "system")


def _governed(before: str) -> bool:
    return bool(_GOVERNED.search(before)) and not _OFFICE.search(before)


def _support(reading: Reading, match: re.Match[str], begin: int) -> Support:
    return Support(basis="mention", span=reading.span(begin + match.start(), begin + match.end()))


# When ---------------------------------------------------------------------------------------------------------


def _bodies(reading: Reading, begin: int, end: int, moved: int) -> Iterator[tuple[Span, str]]:
    """The organizations named there, with their places in the words from `begin` on, `moved` to the right."""
    for found in reading.referents:
        if found.type == "organization" and begin <= found.begin and found.end <= end:
            yield Span(found.begin - begin + moved, found.end - begin + moved), found.entity


def _date(words: str) -> str | None:
    """The date that "by" introduces."""
    return next((date.iso for date in dates(words) if _BY.search(words[: date.begin])), None)


def _when(asked: _Asked) -> _When | None:
    """The session by which the addressee reports, one of the Assembly first, else the span of time it has."""
    sessions = (s for s in _SESSION.finditer(asked.words) if _is_due(s, asked))
    found = [_at_session(session, asked) for session in sessions]
    if found:
        return next((when for when in found if when.years), found[0])
    within = _WITHIN.search(asked.words) if _REPORTS.search(asked.words) else None
    return _When(within[0]) if within else None


def _is_due(session: re.Match[str], asked: _Asked) -> bool:
    """Whether something is to be told at the session, rather than was done there."""
    words, begin = asked.words, session.start()
    near = [words[: span.begin] for span, _ in asked.bodies if 0 <= begin - span.end < _BESIDE]
    return bool(_REPORTS.search(words, 0, begin)) and not any(map(_WAS_THERE.search, near))


def _at_session(session: re.Match[str], asked: _Asked) -> _When:
    """A session, of the body named behind it, else of the last one before it that something goes to."""
    words, begin, end = asked.words, session.start(), session.end()
    number, own = ordinal(session["ordinal"]), {key for key, _ in asked.addressees}
    named = [(span, key) for span, key in asked.bodies if session["of"] and span.begin == end]
    if not named:
        near = [(span, key) for span, key in asked.bodies if span.end <= begin and key not in own]
        named = [
            (s, key) for s, key in near[-1:] if begin - s.end < _BESIDE or _TO_BODY.search(words[: s.begin])
        ]
        end = session.start("of") if session["of"] else end
    body = named[0][1] if named else None
    if named:
        span = named[0][0]
        assembly = _ASSEMBLY.fullmatch(words[span.begin : span.end]) is not None
        end = max(end, span.end)
        if begin - span.end == 1 and (to := _TO_BODY.search(words[: span.begin])):
            begin = to.start()
    else:
        assembly = _THE_ASSEMBLY.search(words[:begin]) is not None
    years = f"{_FIRST_SESSION + number}/{_FIRST_SESSION + number + 1}" if number and assembly else None
    return _When(words[begin:end], body, number, years)
