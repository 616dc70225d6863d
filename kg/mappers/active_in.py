"""`activeIn`: where somebody's work happened, by the words that put it there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.grammar import EXCEPTED, NEAR, ahead
from kg.iris import fold
from kg.mappers._asserting import asserted, settled
from kg.mappers._claims import claim
from kg.mappers._subjects import actors, acts_through, doers
from kg.mappers._whereabouts import PEOPLE, put_there, ranged
from kg.types import Claim, Entity, Reading, Referent
from kg.verbs import REPORTED, RUN_PAST, RUN_STEM, RUNS_IT, SAYING, WORK

NAME = "active_in"
PREDICATES = ("activeIn",)
EXAMPLES = (
    (
        "UNODC trained judges in Burkina Faso, the Niger and Togo.",
        (("UNODC", "activeIn", "BFA"), ("UNODC", "activeIn", "NER"), ("UNODC", "activeIn", "TGO")),
    ),
    ("UNODC will train judges in Mali.", ()),
    ("UNODC took part in a conference in Kenya.", ()),
)

_GAP = re.compile(
    r"""(?:[\s,]|\b(?:and|or|the|in|of|from|for|also|both|as\ well\ as|along\ with|to|other|neighbouring
    |wider|broader|rest|whole|more|much|at\ large|as\ a\ whole|(?:more\ )?broadly|including)\b
    |\b(?:countries|States|regions?|subregions?|areas?|parts)\b|\bnamely\b|\bincluding\b|\bsuch\ as\b|[:()]
    |\([^()\d]{0,20}\d[^()]{0,40}\))*""",
    re.VERBOSE,
)
_ELSEWHERE = re.compile(
    r"""\b(?:
      (?:participat\w+|t[ao]kes?\ part|took\ part|taking\ part|spoke|speaking|presented|represented
        |invited)\ (?:in|at|to)
    | attend\w* | participated
    | (?:discuss(?:ed|ions?)|highlighted|underscored|explained|mentioned|stressed|emphasi[sz]ed|expressed
      |speakers?|recalled
      |heard\ (?:about|of)|as\ (?:guests?|observers?)|guests?\ of
      |thank\w*|said|commended|concluding\ observations|periodic\ reports?)
    | (?:launched|sponsored|hosted|organized|convened)\ by | origina\w+ | (?:was|is)\ the\ case
    | (?:is|are|was|were|be|been|remains?)\ (?:also\ |still\ )?(?:willing|seeking)
    | seeking\ (?:opportunit|invest|partner|market)\w* | (?:presentations?|briefings?)\ on | counterparts
    | used?\ of | can | cannot | postponed | cancelled | called\ (?:off|for) | planned | arranged\ for
    | no\ (?:\w+\ )?(?:missions?|sessions?|visits?|activit\w+|projects?|work|training|workshops?|courses?) | No\ \w+
    | (?:per\ cent|of\ which)\ (?:[\w,]+\ ){0,2}came | proposals?\ for
    )\b""",
    re.VERBOSE,
)
_TALK = re.compile(
    r"\b(?:[Ss]peakers?|[Pp]articipants?|[Dd]elegations?|[Pp]anell?ists?|[Rr]epresentatives?|[Mm]oderators?|[Hh]e|[Ss]he"
    r"|for instance|for example|such as|see [A-Z])\b"
)
_CALLED_OFF = re.compile(
    r"[^.;]{0,80}\b(?:was|were|is|are|has been|have been) (?:postponed|cancelled|called off|put off|shelved)\b"
)
_SPEAKERS = re.compile(r"\b(?:[Ss]peakers?|[Dd]elegations?|[Pp]anell?ists?|[Mm]oderators?)\b")
"""What they tell of is not the work of who was named before."""
_HAPPENS = re.compile(
    r"\b(?:situation|conflict|crisis|war|attacks?|violence|decision|events?|elections?|unrest)\b[^,;]{0,20} in"
)
_OWN_EVENT = re.compile(
    r"\b(?:organi[sz]ed?|organi[sz]es|held|holds|convened?|convenes|hosted|conducted|delivered)\b"
)
_TITLE_FOR = re.compile(
    r"\b(?:Offices?|Commission|Representative|Envoy|Network|Cent(?:re|er)|Mission|Institute|Bureau|Coordinator|Director|Team"
    r"|Group|Fund|Bank|Committee)(?: (?:in|of|to))?(?: for)? (?:the )?\Z"
)
_CONTACTS = re.compile(r" (?:contact points?|focal points?|members|experts|officers|staff) (?:from|in) ")
_RIGHT_IN = re.compile(r"(?: \([A-Z]\w+\))?[\"”]? (?:in|across|throughout|for)(?: [a-z]+ of)?(?: the)? ")
_NAME_FOR = re.compile(
    r"(?P<name>\b(?!States|Members|Parties|Governments|Countries)[A-Z][\w’'-]+)(?:\))? (?:for|of|in|on)(?: the)? \Z"
)
_MEMBERS = re.compile(
    r"\b(?:consist\w* of|composed of|compris\w+|elected|appointed|statements?|representatives?|observers? for"
    r"|lists? of issues|delegations?|sponsor\w*|credentials|States parties)\b[^;]{0,200}\Z"
)
_ORGAN = re.compile(
    r"\b(?:Assembly|Council|(?:Sub)?[Cc]ommittee|Conference of|Congress|Board|Working Group|Group of Experts"
    r"|Panel of Experts|Secretary-General|Secretariat|Permanent (?:Mission|Representative|Observer))\b"
    r"|Commission\Z|Commission on"
)
_STAFF = re.compile(r"\b(?:Executive Directorate|Office|Fund|Division|Branch|Unit|Mission|Team)\b")
"""Those who work for an organ, whatever it is called."""
_AGENT_BEHIND = re.compile(
    r"(?:,?(?:(?! (?:with|who|which|that(?! (?:will|would))) )[^.;,]){0,60} (?:is|are|was|were|been|being)(?: jointly)?"
    rf"|(?: for [^.;,]{{1,40}})?,?) (?:{RUN_STEM}(?:ed|d)|{RUN_PAST}) by (?:the )?"
)
"""Up to who made what the sentence is about, or what stands right before."""
_TO_BE = re.compile(r"(?: \([A-Z]\w+\))? to be\b")
"""Behind somebody by whom a thing is only held to be so."""
_BRACKETED = re.compile(r"(?: (?:project|programme|initiative))?[\"”]? \((?:in )?(?:the )?")
_NOT_MADE = re.compile(r"\b(?:proposed|planned|former|future|draft|possible) [\"“]?\Z")
_WAS_NOT = re.compile(
    r"\) (?:is|was|has been) (?:not|never|rejected|cancelled|postponed|shelved|refused|dropped)\b"
)
_CLAUSE_OF = re.compile(
    rf"\b(?:{SAYING}|role|part|work|support|assistance|help|reported"
    r"|says|notes|reports|states|stresses|recalls|adds) that (?:the )?\Z"
)
_DOES = re.compile(rf"(?: \([A-Z]\w+\))? (?:has |have |had |also )*(?!{SAYING}\b|reports?\b)[a-z]+(?:s|ed)\b")
_OF_ANOTHER = re.compile(r"\b(?:that|who|which|whom|whose)\b")
_AT_WORK = re.compile(
    r"(?:\(?\w{1,3}[.)] )?(?:Active|Operational|Present|At work|In use|Operating|Running)\b"
)
"""A sentence without a subject, below a title: it tells of what the title names."""
_WILL = re.compile(r"(?:(?!\b(?:who|that|which|where|whose|if)\b)[^;])*?\b(?:will|shall|would)\b")
_SOON = 40
"""Code points behind fronted places within which their clause says that it only plans."""
_FRAMED = re.compile(r"(?: \([A-Z]\w+\))?[\"”]?, (?:the )?")
_FRONT = 40
"""Code points: how far into its sentence a programme may stand that only frames it."""
_RUNS_IT = re.compile(rf"(?<! and )(?<! then ){RUNS_IT}\b[^.;]*\Z")
"""Not behind "bought a mill and": there "it" is the mill."""
_NEAR = 30
"""Code points: the longest words in front of the subject of a clause."""
_USERS = re.compile(rf"(?:[A-Z][^,;]{{0,60}} )?(?i:[\d, ]*(?:[a-z]+ )?{PEOPLE}) (?:in|from|of|across) ")
_WENT = re.compile(
    r"\b(?:went to|visit(?:s|ed)?|missions?|trained|travel\w*|opened|carried out|conducted|inspected|examined"
    r"|interviewed|monitored|investigated|documented)\b"
)
_ABOUT_IT = re.compile(r"(?!(?:In|Across|Throughout) [^.;]{0,80}, (?:an?|another|one|several) )")
_ONLY_HEARD = re.compile(
    r"(?:(?! (?!(?:and|the|of|for|only|also|were) )[a-z])[^.;:]){0,120}"
    r" (?:heard|learned|learnt|informed|watched|attended|visited|asked) (?:about|of|by|an?|the)\b"
)
"""Who hears of the work or watches it comes from where it does not happen."""
_TITLED = re.compile(r"(?: \(\d{4}\))? (?:on|entitled|concerning) [^,;]*\Z")


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each place of the sentence and each programme or body that worked there."""
    places = [r for r in reading.referents if r.type == "place"]
    for group in _groups(reading.text, places):
        yield from _of_group(reading, group, entities)
    yield from _by_name(reading, places, entities)


def _groups(text: str, places: Sequence[Referent]) -> Iterator[list[Referent]]:
    """The places in runs: each run stands behind one word that puts it there."""
    group: list[Referent] = []
    for place in places:
        if group and not _GAP.fullmatch(text[group[-1].end : place.begin]):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _only_decides(reading: Reading, doer: Referent, entities: Mapping[str, Entity]) -> bool:
    """Whether the doer is an organ: what its papers tell of places is seldom its work, unless it went there."""
    name = entities[doer.entity].name
    organ = doer.type == "organization" and _ORGAN.search(name) and not _STAFF.search(name)
    return bool(organ) and not (doer.end and _WENT.search(reading.text))


def _of_group(reading: Reading, group: Sequence[Referent], entities: Mapping[str, Entity]) -> Iterator[Claim]:
    head = group[0].begin
    if EXCEPTED.search(ahead(reading.text, head)):
        return
    inside = next(
        (a for a in actors(reading) if a.begin <= head < a.end and a.support.basis == "mention"), None
    )
    if inside and inside.type == "organization" and reading.text[inside.begin].isupper():
        return  # "Ministry of Justice of X" is a name, "the joint cell of X and Y" tells where it works
    inside = inside or _bracketed(reading, group)
    confidence = "0.80" if inside else put_there(reading.text, head) or ranged(reading.text, group)
    if confidence is None:
        return
    workers = [inside] if inside else _workers(reading, head, group[-1].end)
    if not inside and not _placed(reading, head, workers):
        return
    for doer in (w for w in workers if not _only_decides(reading, w, entities)):
        near, far = min(doer.end, head), max(doer.end, head)
        strange = not doer.end and doer.type == "programme" and not _ABOUT_IT.match(reading.text)
        if not strange and settled(reading, near, far) and not _future_behind(reading, doer, group):
            sure = confidence if doer.end else min(confidence, "0.66")
            for place in group:
                yield claim(reading, doer, "activeIn", place, mapper=NAME, confidence=sure)


def _bracketed(reading: Reading, group: Sequence[Referent]) -> Referent | None:
    """The programme that stands right before the brackets that hold the places and nothing else."""
    if reading.text[group[-1].end : group[-1].end + 1] != ")":
        return None
    near = (a for a in actors(reading) if a.type == "programme" and a.end <= group[0].begin)
    found = next((a for a in near if _BRACKETED.fullmatch(reading.text, a.end, group[0].begin)), None)
    unmade = found and (
        _NOT_MADE.search(ahead(reading.text, found.begin)) or _WAS_NOT.match(reading.text, group[-1].end)
    )
    return None if unmade else found


def _placed(reading: Reading, head: int, workers: Sequence[Referent]) -> bool:
    """Whether what is put there is work: no title, no name, no list of members, no hearsay."""
    before = ahead(reading.text, head)
    if _TITLE_FOR.search(before) or _in_title(reading, head) or _ends_name(reading, head):
        return False
    if (
        _CALLED_OFF.match(reading.text, head)
        or _MEMBERS.search(before)
        or _ONLY_HEARD.match(reading.text, head)
    ):
        return False
    named = any(w.type == "programme" and w.end for w in workers)
    if not named and not _done(reading, head, workers):
        return False
    if _contacts(reading, head):
        return True
    clause = before[_last_break(before) :]
    away = _ELSEWHERE.search(clause) or (not named and _HAPPENS.search(clause))
    own = _OWN_EVENT.search(clause) and workers[:1] and workers[0].end
    return bool(own or not away)


def _done(reading: Reading, head: int, workers: Sequence[Referent]) -> bool:
    """Whether something was done: any deed of who stands in the sentence, else work that nobody else is told to do."""
    if _it(reading, head):
        return True
    if any(w.end for w in workers):
        return bool(REPORTED.search(reading.text))
    if _SPEAKERS.search(reading.text):
        return False
    silent = not any(r.type in ("organization", "document", "event") for r in reading.referents)
    told = silent and not _TALK.search(reading.text) and all(w.type == "programme" for w in workers)
    return bool((REPORTED if told else WORK).search(reading.text) or _AT_WORK.match(reading.text))


def _last_break(before: str) -> int:
    return before.rfind(";") + 1


def _in_title(reading: Reading, head: int) -> bool:
    """Whether the place only stands in what a resolution or publication is about."""
    titled = [
        r for r in reading.referents if r.type in ("resolution", "publication", "document") and r.end <= head
    ]
    return any(_TITLED.fullmatch(reading.text[r.end : head]) for r in titled)


def _ends_name(reading: Reading, head: int) -> bool:
    """Whether the place ends a name that no list knows: "Decade for Africa", "Office for Europe"."""
    name = _NAME_FOR.search(ahead(reading.text, head))
    if not name or name["name"].endswith("ing") or not reading.text[: head - len(name[0])].strip():
        return False
    end = head - len(name[0]) + len(name["name"])
    return all(r.end != end for r in reading.referents)


def _contacts(reading: Reading, head: int) -> Referent | None:
    """In "the network's contact points from …" the network."""
    behind = (a for a in actors(reading) if a.end <= head and _CONTACTS.match(reading.text[a.end :]))
    return next(
        (a for a in behind if _CONTACTS.fullmatch(reading.text[a.end : head].removesuffix("the "))), None
    )


def _workers(reading: Reading, head: int, end: int) -> list[Referent]:
    contacts = _contacts(reading, head) or _beside(reading, head) or _called(reading, end)
    found = [contacts] if contacts else _it(reading, head) or doers(reading, head)
    if found and found[0].type == "organization":
        found = _told_of(reading, head) or found
    if all(not f.end or (f.begin >= head and f.type == "organization") for f in found):
        found = _agent(reading, end) or found
    silent = found and found[0].support.basis == "document"
    if silent and reading.earlier and _USERS.match(reading.text):
        return [reading.earlier]  # who uses what the paragraph before told of
    return [*found, *_acting(reading, found, head)]


def _it(reading: Reading, head: int) -> list[Referent]:
    """In "A carries it out in …" the programme that "it" means."""
    said = _RUNS_IT.search(ahead(reading.text, head))
    spoken = (reading.topic, reading.carried, reading.earlier)
    return [r for r in spoken if said and r and r.type == "programme"][:1]


def _acting(reading: Reading, found: Sequence[Referent], head: int) -> list[Referent]:
    """In "Under X, A trained judges in …" the body A beside X: it did the work."""
    framed = [f for f in found if f.type == "programme" and f.end and acts_through(reading, f)]
    bodies = (a for a in actors(reading) if a.type == "organization" and a.end <= head)
    behind = (
        b
        for b in bodies
        if any(_FRAMED.fullmatch(reading.text, f.end, b.begin) for f in framed[:1] if f.begin < _FRONT)
    )
    return [
        b
        for b in behind
        if _DOES.match(reading.text, b.end)
        and not _OF_ANOTHER.search(reading.text, max(b.end, head - NEAR), head)
    ][:1]


def _told_of(reading: Reading, head: int) -> list[Referent]:
    """In "A noted that B trained …" the body B: the last one before the place that a clause begins with."""
    told = [
        a
        for a in actors(reading)
        if a.end <= head and _CLAUSE_OF.search(reading.text, max(0, a.begin - _NEAR), a.begin)
    ]
    return told[-1:] if told and _DOES.match(reading.text, told[-1].end) else []


def _called(reading: Reading, end: int) -> Referent | None:
    """In "the campaign in … (X)" the programme X."""
    behind = (a for a in actors(reading) if a.type == "programme" and a.begin == end + 2)
    return next((a for a in behind if reading.text[end : a.begin] == " ("), None)


def _agent(reading: Reading, end: int) -> list[Referent]:
    """In "a register in …, kept by A" the body A."""
    behind = (a for a in actors(reading) if a.type == "organization" and a.begin >= end)
    return [
        a
        for a in behind
        if _AGENT_BEHIND.fullmatch(reading.text, end, a.begin) and not _TO_BE.match(reading.text, a.end)
    ][:1]


def _beside(reading: Reading, head: int) -> Referent | None:
    """In "closed a year of the programme in …" the programme: it stands right before the words that put it there."""
    near = (a for a in actors(reading) if a.type == "programme" and a.end <= head)
    return next((a for a in near if _RIGHT_IN.fullmatch(reading.text, a.end, head)), None)


def _future_behind(reading: Reading, doer: Referent, group: Sequence[Referent]) -> bool:
    """Whether fronted places stand before a subject that only plans ("In Kenya and Chad, the Office will …")."""
    head = group[0].begin
    stop = doer.end if doer.begin >= head else head
    if doer.end and doer.begin < head:
        return False
    soon = _WILL.match(reading.text, group[-1].end, group[-1].end + _SOON)
    return bool(soon) or not settled(reading, stop, min(stop + _SOON, len(reading.text)))


def _by_name(reading: Reading, places: Sequence[Referent], entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """A programme's name may say where it works ("… Network for West Africa"), where the text names the place too."""
    programmes = [a for a in actors(reading) if a.type == "programme" and a.support.basis == "mention"]
    if not programmes or not asserted(reading, 0):
        return
    known = {
        e.key: [fold(name) for name in (e.name, *e.aliases)] for e in entities.values() if e.type == "place"
    }
    for programme in programmes:
        called = " | ".join(
            fold(n) for n in (entities[programme.entity].name, *entities[programme.entity].aliases)
        )
        for key in _in_name(called, known):
            place = next((p for p in places if p.entity == key), None) or replace(
                programme, entity=key, type="place"
            )
            yield claim(reading, programme, "activeIn", place, mapper=NAME, confidence="0.70")


def _in_name(called: str, known: Mapping[str, Sequence[str]]) -> list[str]:
    """The places that a name names: the longest ones, none that is only half of a compound ("Asia-Pacific")."""
    found = [
        (match.span(), key)
        for key, names in known.items()
        for name in names
        if name in called
        for match in re.finditer(
            rf"(?<!north )(?<!south )(?<!east )(?<!west )(?<!ern )\b{re.escape(name)}n?\b", called
        )
    ]
    spans = [span for span, _ in found]
    return sorted({key for span, key in found if not any(_hides(other, span) for other in spans)})


def _hides(other: tuple[int, int], span: tuple[int, int]) -> bool:
    inside = other[0] <= span[0] and span[1] <= other[1] and other != span
    return inside or other[1] + 1 == span[0] or span[1] + 1 == other[0]
