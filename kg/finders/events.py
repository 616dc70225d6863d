"""Sessions, meetings, congresses and conferences: with an ordinal, or with the name of the body that meets.

An elided list gives one event for each ordinal. A session of a body that the vocabulary knows has the body's key
and the ordinal as identifier, as the session on a document's cover has.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.anyof import AnyOf
from kg.finders import names as vocabulary_names
from kg.finders._grammar import names
from kg.finders._words import Name, known, small_letters, tokens_of
from kg.types import Mention, Unit
from kg.vocabulary import Lexicon

NAME = "events"
EXAMPLES = (
    ("Its eleventh plenary meeting was short.", (("eleventh plenary meeting", None, "event"),)),
    (
        "At its second and third sessions it slept.",
        (("second", None, "event"), ("third sessions", None, "event")),
    ),
)
_FIRST_NINE = "first second third fourth fifth sixth seventh eighth ninth"
_UNITS = _FIRST_NINE.split()
_TEN_TO_NINETEEN = """tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth
    nineteenth"""
_TEENS = _TEN_TO_NINETEEN.split()
_TWENTY_ON = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = _TWENTY_ON.split()
_NUMBERS = {
    **{word: number for number, word in enumerate([*_UNITS, *_TEENS], start=1)},
    **{f"{ten[:-1]}ieth": 10 * number for number, ten in enumerate(_TENS, start=2)},
    **{
        f"{ten}-{unit}": 10 * number + rest
        for number, ten in enumerate(_TENS, start=2)
        for rest, unit in enumerate(_UNITS, start=1)
    },
    "hundredth": 100,
}
_CARDINALS = ("", "one", "two", "three", "four", "five")
_ORDINAL = (
    r"(?i:(?:(?:(?:one|two|three|four|five)\ )?hundred\ and\ )?"
    rf"(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})|\d{{1,5}}(?:st|nd|rd|th))"
)
_NOUNS = (
    "session",
    "meeting",
    "conference",
    "congress",
    "summit",
    "forum",
    "assembly",
    "symposium",
    "conclave",
    "dialogue",
    "round table",
    "roundtable",
    "retreat",
    "workshop",
)
_KIND = f"(?i:{'|'.join(noun.replace(' ', '[ ]') for noun in _NOUNS[:-1])})"
*_MANY, _LAST = _NOUNS
_KINDS = AnyOf(tuple(_MANY))
_BETWEEN = r"""(?:\ (?:annual|plenary|regular|special|emergency|ordinary|extraordinary|resumed|substantive|formal|
    high-level|ministerial|joint|global|international|regional|biennial|review|technical|general|World|UN|
    United\ Nations|[A-Z]{2,}|[A-Z][a-z]+(?:-[A-Za-z]+)*))"""
_NUMBERED = re.compile(
    rf"""\b(?P<list>(?:{_ORDINAL}(?:,\ |\ and\ |,\ and\ ))*)(?P<last>{_ORDINAL})
    (?P<kind>{_BETWEEN}{{0,4}}?\ (?:{_KIND}))(?P<many>s?)\b""",
    re.VERBOSE,
)
_ITEM = re.compile(_ORDINAL)
_REACH = 110
"""How far before its noun the first of several ordinals may stand, in characters."""
_LONGEST = 400
"""No name is longer, in characters."""
_FIGURES = (f"{figure}{end}" for figure in "0123456789" for end in ("st", "nd", "rd", "th"))
_HINTS = AnyOf((*_FIGURES, *_UNITS, "tenth", "eleventh", "twelfth", "teenth", "ieth", "hundredth"))
"""How every ordinal ends."""
_TENS_WORD = re.compile(rf"\d|{'|'.join(_TENS)}|{_ORDINAL}\b")
_HELD = r"(?:annual|plenary|regular|special|ministerial|high-level|extraordinary|commemorative|joint)"
_MEETING = re.compile(
    rf"\b(?:[Tt]he ((?:{_HELD} )?(?!Assembly)(?:{_KIND}|workshop) of the )"
    rf"|((?i:{_HELD}) (?:meeting|session|dialogue) of the ))(?=[A-Z])"
)
_THEMED = re.compile(r"(?:[Tt]he )?(?i:high-level|special|extraordinary) (?!session)")
"""What is held for one subject, and has it in its name."""
_ON = re.compile(r" on (?:the )?(?=[a-z])")
_ANNUAL = re.compile(r"\b(?:Annual|Special) [Ss]ession,? (?:of )?(?:19|20)\d\d\b(?![-–/])")
"""Which of its sessions a board's cover names by the year alone."""
_ROMAN = re.compile(
    r"\b[XVI]{2,7} (?:[Ss]ession|[Mm]eeting|[Cc]onference|[Cc]ongress|[Aa]ssembly|[Ss]ummit)\b"
)
_YEARED = re.compile(r"(?: of)? (?:19|20)\d\d\b(?![-–/])")
_ENACTING = re.compile(r",?\s*\Z")
_OF = re.compile(r" of (?:the )?")
_OWN = re.compile(
    r"(?<![\w-])[A-Z][A-Z-]{2,9}(?: (?:annual|biennial|global|world|international|regional|subregional|national|donor"
    r"|donors|review|ministerial|youth|high-level|pledging|special|extraordinary|virtual|technical|general|joint|policy"
    r"|partners|parliamentary|scientific|replenishment)){0,2} "
    r"(?:summit|conference|congress|symposium)\b(?! (?:room|call|centre))"
)
"""The summit of a body that its letters name; other words between are a verb and its object."""
_PLAIN = re.compile(
    r"(?!(?:results?|outcomes?|progress|findings|matters?|need|work|status|steps|measures|decision)\b)"
    r"(?:(?!(?:held|was|were|is|are|has|have|had|in|on|at|to|and|that|which|with|by|under|during|will|for|as|its|later|this|next|last|when|before|after|since|until|through|between|among|within|who|"
    r"where|than|or|had|would|should|shall|may|can|could|also|decided|agreed|adopted|took|noted|considered)\b)"
    r"[A-Za-z][\w-]* ?){1,9}"
)


_PARTIES = re.compile(r"((?:States )?Parties)(?: to the (?=[A-Z]))?")
_PEOPLE = re.compile(
    r"(?:[A-Z][\w’-]+ (?:and |of |for )?){0,6}(?:Judges|Ministers|Experts|Directors|Heads|Presidents|Officers|Leaders|"
    r"Coordinators|Parliamentarians|Mayors|Prosecutors|Commissioners|Ambassadors|Members|Chairs|Representatives)\b"
)
"""Whose meeting it is."""


def find(unit: Unit, lexicon: Lexicon) -> Iterator[Mention]:
    """The numbered events and the meetings of named bodies in one unit, in order."""
    text = unit.view.text
    small = small_letters(text)
    kinds = _KINDS.spans_in(small)
    if not kinds and _LAST not in small:
        return
    hints = [(b, e) for b, e in _HINTS.spans_in(small) if small.startswith((" ", ","), e)] if kinds else []
    matches = [m for b, e in unit.sentences for m in _near(text, b, e, kinds, hints)] if hints else []
    meets = " of the " in text
    meetings = [m for b, e in unit.sentences for m in _MEETING.finditer(text, b, e)] if meets else []
    for annual in _ANNUAL.finditer(text) if kinds else ():
        yield _mention(unit, annual.start(), annual.end(), annual[0], None)
    for roman in _ROMAN.finditer(text) if kinds else ():
        if not any(match.start() < roman.end() and roman.start() < match.end() for match in matches):
            yield _mention(unit, roman.start(), roman.end(), roman[0], None)
    own = list(_OWN.finditer(text)) if kinds else []
    if not matches and not meetings and not own:
        return
    bodies = {m.begin: m for m in vocabulary_names.find(unit, lexicon) if m.type == "organization"}
    for match in matches:
        yield from _numbered(unit, match, bodies, lexicon)
    for match in meetings:
        yield from _held(unit, match, bodies, lexicon)
    for match in own:
        if unit.view.place(match.start()) in bodies:
            end = _subject(text, match.end())
            yield _mention(unit, match.start(), end, text[match.start() : end], None)


def _held(
    unit: Unit, match: re.Match[str], bodies: dict[int, Mention], lexicon: Lexicon
) -> Iterator[Mention]:
    """The meeting of a named body, with what it is on."""
    text, begin = unit.view.text, match.start(match.lastindex or 0)
    end, _ = _body(unit, match.end(), bodies, lexicon)
    if end == match.end():
        return
    enacts = match.start() == 0 and text[begin].isupper() and _ENACTING.match(text, end)
    if enacts and match[1]:
        return
    end = _subject(text, end) if _THEMED.match(match[0]) else end
    yield _mention(unit, begin, end, text[begin:end], None)


def _subject(text: str, end: int) -> int:
    """Where the plain words end that say what the meeting is on, or `end`."""
    on = _ON.match(text, end)
    subject = _PLAIN.match(text, on.end()) if on else None
    return subject.start() + len(subject[0].rstrip()) if subject else end


def _near(
    text: str, begin: int, end: int, kinds: Sequence[tuple[int, int]], hints: Sequence[tuple[int, int]]
) -> Iterator[re.Match[str]]:
    """The numbered events of a sentence, looked for just before each noun that may be one.

    `kinds` are the places of such nouns, `hints` those of the ends of ordinals, all in order.
    """
    first = bisect_left(kinds, (begin, 0))
    for noun, stop in kinds[first : bisect_left(kinds, (end, 0))]:
        start = max(begin, noun - _REACH)
        near = hints[bisect_left(hints, (start, 0)) : bisect_left(hints, (noun, 0))]
        if stop > end or not any(close < noun for _, close in near):
            continue
        if found := _NUMBERED.search(text, start, min(end, stop + 1)):
            yield found
            begin = found.end()


def _numbered(
    unit: Unit, match: re.Match[str], bodies: dict[int, Mention], lexicon: Lexicon
) -> Iterator[Mention]:
    text, end, key = unit.view.text, match.end(), None
    if of := _OF.match(text, end):
        stop, key = _body(unit, of.end(), bodies, lexicon)
        if (
            stop == of.end()
            and not _TENS_WORD.match(text, of.end())
            and (plain := _PLAIN.match(text, of.end()))
            and text[of.end()].islower()
        ):
            stop = plain.start() + len(plain[0].rstrip())
        elif stop == of.end() and (run := _PEOPLE.match(text, stop)):
            stop = run.end()
        elif stop == of.end() and (parties := _PARTIES.match(text, stop)):
            treaty = _treaty(unit, parties.end(), lexicon)
            stop = treaty if treaty > parties.end() else parties.end(1)
        end = stop if stop > of.end() else _titled(unit, match, lexicon)
    else:
        end = _titled(unit, match, lexicon)
    kind = match["kind"].strip()
    if end == match.end() and kind.lower().endswith("session") and (year := _YEARED.match(text, end)):
        end = year.end()
    tail = kind + text[match.end() : end]
    items = list(_ITEM.finditer(text, match.start(), match.end("last")))
    for item in items:
        last = item is items[-1]
        name = f"{item[0]} {tail}"
        number = _number(item[0])
        session = kind.lower() in ("session", "regular session") and key is not None and number
        yield _mention(
            unit,
            item.start(),
            end if last else item.end(),
            name,
            f"{key}-session-{number}" if session else None,
        )


def _titled(unit: Unit, match: re.Match[str], lexicon: Lexicon) -> int:
    """Where the title ends that the kind of the event is the head of ("third Conference on Ropes")."""
    name = _first_name(unit.view.text, match.end("last"), _sentence_end(unit, match.end()), lexicon)
    return name.end if name and name.begin < match.end() < name.end else match.end()


def _first_name(text: str, at: int, stop: int, lexicon: Lexicon) -> Name | None:
    """The first name behind `at`; what lies further than any name is long is not looked at."""
    near = stop if stop - at <= _LONGEST else text.rfind(" ", at, at + _LONGEST)
    return next(names(text, tokens_of(text, at, near), known(lexicon)), None) if near > at else None


def _sentence_end(unit: Unit, at: int) -> int:
    return next((s.end for s in unit.sentences if s.begin < at <= s.end), len(unit.view.text))


def _number(ordinal: str) -> int | None:
    digits = re.match(r"\d+", ordinal)
    hundreds, _, rest = ordinal.lower().rpartition(" hundred and ")
    if digits:
        return int(digits[0])
    if rest.startswith("hundred and "):
        hundreds, rest = "one", rest.removeprefix("hundred and ")
    return _NUMBERS[rest] + 100 * _CARDINALS.index(hundreds) if rest in _NUMBERS else None


def _treaty(unit: Unit, at: int, lexicon: Lexicon) -> int:
    """Where the name of the treaty ends that begins at `at`, or `at`."""
    name = _first_name(unit.view.text, at, _sentence_end(unit, at), lexicon)
    return name.end if name and name.begin == at else at


_STANDING = re.compile(
    r"(?:[A-Z][a-z-]+ ){1,3}(?:Committee|Board|Council|Commission|Assembly|Group|Body|Conference|Panel|Forum)\b"
    r"(?! (?:[A-Z][\w-]+ ){0,3}(?:Secretariat|Bureau|Office|Chair|Member|Committee|Group|Board|Council)\b)"
)
"""A body whose name is plain words only."""


def _body(unit: Unit, at: int, bodies: dict[int, Mention], lexicon: Lexicon) -> tuple[int, str | None]:
    """Where the name that begins at `at` ends, with its key where the vocabulary has it; `at` where none begins."""
    text = unit.view.text
    end, key = at, None
    if known_body := bodies.get(unit.view.place(at)):
        while end < len(text) and unit.view.place(end) < known_body.end:
            end += 1
        key = known_body.id
    stop = next((s.end for s in unit.sentences if s.begin <= at < s.end), len(text))
    if standing := _STANDING.match(text, at, stop):
        end = max(end, standing.end())
    name = _first_name(text, at, stop, lexicon)
    if name and name.begin == at and name.end > end:
        return _host(text, name.end, stop, lexicon), None
    return end, key


def _host(text: str, at: int, stop: int, lexicon: Lexicon) -> int:
    """Where the name of the body ends that the meeting one belongs to, or `at`."""
    of = _OF.match(text, at)
    name = _first_name(text, of.end(), stop, lexicon) if of else None
    return name.end if of and name and name.begin == of.end() else at


def _mention(unit: Unit, begin: int, end: int, name: str, key: str | None) -> Mention:
    span = unit.view.span(begin, end)
    return Mention(begin=span.begin, end=span.end, type="event", finder=NAME, name=name, id=key)
