"""`partner`: a body named as working together with a programme or another body."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.anyof import AnyOf
from kg.mappers._clauses import (
    actors,
    acts_through,
    ahead,
    claim,
    doers,
    implied_author,
    is_subject,
    settled,
    without_glosses,
)
from kg.types import Claim, Entity, Reading, Referent

NAME = "partner"
PREDICATES = ("partner",)
EXAMPLES = (
    (
        "UNODC collaborated with INTERPOL and WCO on the course.",
        (("UNODC", "partner", "interpol"), ("UNODC", "partner", "wco")),
    ),
    ("UNODC will work with INTERPOL.", ()),
    ("UNODC works with national authorities.", ()),
)

_CLOSE = r"(?:close |closer |joint |strong |full )?"
_CUES = (
    (
        rf"""\b(?:[Ii]n|[Tt]hrough|[Ii]nto)\ {_CLOSE}(?:partnerships?|cooperation|co-operation|collaboration
        |coordination|conjunction|association|consultation|synergy)(?:\ and\ (?:\w+))?\ with\b""",
        "0.85",
        ("with",),
    ),
    (
        r"\b(?:(?:[Tt]ogether|[Jj]ointly|[Aa]longside)(?: with)?|[Aa]long with)\b(?= (?:the |[A-Z]))",
        "0.80",
        ("ogether", "ointly", "long"),
    ),
    (
        r"""\b(?:partner|work|collaborat|co-?operat|engag|liais|team|coordinat)(?:s|es|ed|ing|ning)?\ ?(?:up\ )?
        (?:(?:closely|jointly|directly|actively|hand\ in\ hand)\ )?(?:on\ [^,;]{0,40}\ )?with\b""",
        "0.78",
        ("with",),
    ),
    (
        r"""\b(?:initiated|established|strengthened|developed|built|entered\ into|continued)\ (?:its\ |a\ |an\ )?
        (?:close\ )?(?:cooperation|collaboration|partnerships?)\ with\b""",
        "0.78",
        ("with",),
    ),
    (
        r"""\b[Ww]ith\ (?:the\ )?(?:\w+\ )?
        (?:support|inputs?|advice|participation|assistance|involvement|collaboration|cooperation|help|backing|expertise|aid)
        \ (?:of|from)\b""",
        "0.75",
        ("ith ",),
    ),
    (r"\b(?:its|their|our) (?:[a-z]+ )?partners?,? (?=(?:the )?[A-Z])", "0.75", ("partner",)),
    (
        r"\b(?:enjoy|receive)(?:s|d|ed)? (?:the )?(?:support|backing|help) (?:of|from)\b",
        "0.70",
        ("enjoy", "receive"),
    ),
    (r"\b(?:counts?|counted) (?=[^.;]{1,120} among (?:its|their) partners\b)", "0.75", ("count",)),
    (r"\bjoin(?:ed|s|ing) (?:forces with )?(?=(?:the )?[A-Z])", "0.75", ("join",)),
    (
        r"\bparticipat(?:ed|es|ing) in (?=the (?:Group|Working Group|Task Force|Partnership"
        r"|Alliance|Consortium|Network)\b)",
        "0.65",
        ("participat",),
    ),
    (r"\bcooperation among\b[^.;]{0,110}?\b(?:such as|including|namely)\b", "0.70", ("cooperation among",)),
    (r"\A[Ww]ith (?=(?:the )?[A-Z])", "0.66", ("ith ",)),
    (
        r"(?:\b(?:is|was|are|were|been) (?:also )?|, )(?:helped|assisted|supported|backed|aided|joined) by\b",
        "0.70",
        ("ed by",),
    ),
    (
        r"\b(?:[Pp]artners?|[Cc]ollaborators?)\b[^.;:]{0,60}?(?:\b(?:is|are|was|were|include[sd]?|included)\b|:)"
        r"(?: (?:among others|inter alia|notably),)?",
        "0.75",
        ("artner", "ollaborator"),
    ),
    (r"; (?:the )?(?:another|a second|the others?|others) (?:is|are|was|were)\b", "0.72", ("; ",)),
    (r"(?<![\w-])with(?= (?:the |its |both |us\b|[A-Z\"“]|non-governmental|regional))", "0.68", ("with",)),
)
_PATTERNS = tuple(
    (re.compile(pattern, re.VERBOSE if "\n" in pattern else 0), sure, parts) for pattern, sure, parts in _CUES
)
"""What says so, how surely, and the letters of which one stands in every such cue."""
_LETTERS = AnyOf(tuple(sorted({part for _, _, parts in _CUES for part in parts})))
_LEAD = re.compile(
    r" [^;.:]{0,80}?(?:such as|including|namely|notably) (?:the )?"
    r"| ?(?:[^,;.]{0,60}\b(?:and|with|with experts (?:in|from)) )??(?:the |its |both |other "
    r"|[a-z-]+ (?:organization |agency |company )?)?"
    r"(?:[\"“'‘])?"
)
_BETWEEN = re.compile(
    r"(?:['’]s)?(?: \([^()]{1,40}\))?(?:,| and|, and|, as well as| as well as"
    r"| or)(?: with)?(?: by)?(?: the| other)?(?: [a-z-]+){0,2} ?"
)
_AND = re.compile(r"(?: \([^()]*\)|\))?,? (?:and|or|as well as)\b")
_ENDS = re.compile(r"(?: \([^()]*\)|\))?[.;]?\s*\Z")
_KIN = re.compile(
    r" (?:agenc|entit|system|bod(?:y|ies)\b|organi[sz]ation|famil|funds\b|staff|country team|resolution|guid)"
)
_FRONT = 25
"""How many code points may stand before a cue that opens its sentence ("In 2021, in cooperation with …")."""
_LED_BY = re.compile(r",? which (?:the )?\Z")
_LEADS = re.compile(
    r" (?:also |currently )?(?:coordinates?|coordinated|chairs?|chaired|co-?chairs?|co-?leads?|leads|led)\b"
)
_ADVERSE = re.compile(
    r"\b(?:deal|compl\w+|concern\w*|file[sd]?|familiar\w*|in accordance|in line|compar\w+)\b[^,;]*\Z"
)
_NO_WORK = re.compile(
    r"\b(?:deal(?:s|ing)?|dealt|compet\w*|rival\w*|quarrel\w*|argu\w+|differ\w*|conform\w*|consisten\w+|contracts?|contracted|accord|agree(?:s|d|ment)?|met|meets?|meetings?"
    r"|shar(?:e|es|ed|ing)|talk\w*|discuss\w*|regist\w+|lodg\w+|deposit\w*|provid\w+|equip\w*|beg[ia]n\w*|start\w*"
    r"|end(?:s|ed)?|together|link\w*|connect\w*|interview\w*|associated|affiliated|along|overlap\w*|conflict\w*|disput\w+"
    r"|disagree\w*|correspond\w*|communicat\w+|lie[sd]?|rest(?:s|ed)?|align\w*|vest\w*|charged|entrusted|tasked|presented"
    r"|supplied|acquaint\w*|relation\w*|ties?|data|status|offic\w+|position\w*|post(?:s|ed)?|serv(?:e|es|ed|ing)|intern\w*"
    r"|engagement|reconcil\w+|consult\w*|exchang\w+|borders?|trade|war|accordance|line|compliance|keeping)"
    r"(?: [a-z]+){0,2} \Z"
)
"""What "with" alone says of: talk, agreement, order and place are no joint work."""
_VERB = re.compile(r"(?:partner|work|collaborat|co-?operat|engag|liais|team|coordinat)")
_BEING = re.compile(r"(?: \([A-Z]\w+\))? [a-z]+ing\b")
_JOINT = re.compile(
    r"(?: \([A-Z]\w+\))?(?: have| has| are)?(?: also| closely)?"
    r" (?:co-?operate|collaborate|partner(?= (?:on|to|for)\b)|team up|work together|join forces"
    r"|(?:cooperat|co-operat|collaborat|partner|team)ed"
    r"|(?:cooperat|collaborat)ing|joined forces|partners)\b(?! (?:with|of|in)\b)"
    r"|,? (?:have |has |are |is )?(?:also )?(?:jointly|together) (?!with\b)[a-z]+"
)


_JOINS = re.compile(
    r"(?: \([A-Z]\w+\))? and (?:the |its )?(?:[a-z-]+ (?:organization|agency|body|charity|company) )?"
)
_ACT = re.compile(
    r"(?: \([A-Z]\w+\))? (?:also |then |have |has )?(?:organi[sz]ed|held|hosted|served|trained|carried out|conducted"
    r"|delivered|published|produced|wrote|drafted|developed|prepared|launched|opened|installed|provided|convened"
    r"|co-organi[sz]ed|staged|examined|analysed|analyzed|expanded|extended|tested|taught|mapped|restored|equipped"
    r"|inspected|surveyed|screened|created|designed|reviewed|offered|patrolled|investigated|mentored|distributed|completed|implemented|assisted|supported|helped|issued|ran|run|established|built"
    r"|set up|signed)\b"
)
_JOINED_IN = re.compile(
    r"(?: \([A-Z]\w+\))?,? (?:(?:which|that|also) )?(?:(?:is|was|became|has become|being) (?:an? |the )?"
    r"(?:[a-z]+ )?partner (?:of|in)|(?:has |have |had )?joined|for joining|partners with"
    r"|(?:takes?|took) part in|participate[sd]? in) (?:the )?[\"“]?"
)
_TAKES_PART = re.compile(
    r"(?: \([A-Z]\w+\))?(?: in [A-Z]\w+)? (?:also |jointly )?"
    r"(?:t(?:ook|akes?) part|participated?|contributed|assisted|helped|joined)\b"
)
_PREPOSED = re.compile(r"\b(?:by|of|from|for|to) (?:the )?\Z")
_WITH_US = re.compile(
    r"(?:(?<=[a-z]) (?:together |jointly )?with| alongside)"
    r" (?:us|our (?:own )?(?:staff|team|experts|colleagues|office))\b"
)
_WITH_WHICH = re.compile(
    r"(?: \([A-Z]\w+\))?, (?:together |jointly )?with (?:which|whom) (?:it|they|we|[tT]he \w+|[A-Z]\w+)"
    r" (?!will|would|may)"
)
_ARE_PARTNERS = re.compile(
    r"(?: \([A-Z]\w+\))?(?: (?:joined|support\w*|suppl\w+|act(?:s|ed)?|serv(?:es|ed)|work(?:s|ed)|helped|contributed"
    r"|advised|assisted)\b[^.;:]{0,80}? as| is| are| was| were| became| remains?| have been| has been)"
    r" (?:also )?(?:its |their |our |his |the |an? )?(?:[a-z-]+ ){0,2}?(?:partners?|collaborators?)\b"
)
_WIDENS = re.compile(
    r"(?: \([A-Z]\w+\))? (?:also )?(?:expanded|extended|staged|tested|translated|widened|replicated|promoted)"
    r" (?:the |its )?(?:[a-z]+ (?:round|edition|phase) of (?:the )?)?[\"“]?"
)
_OF_WHOM = re.compile(r"(?: (?:of|to|for|in|on) (?:the |its )?| [^.;]{0,40} (?:in|on) (?:the )?)")
_WORKED_WITH = re.compile(
    r"(?: \([A-Z]\w+\))? (?:also |both |have |has )?(?:work|cooperat|co-operat|collaborat|partner|team)(?:s|ed|ing)?"
    r" (?:up |closely |jointly )?with "
)
_ITEM = re.compile(r"(?: \([^()]*\))?(?: in [A-Z]\w+)?(?:,| and|, and)(?: the)? ")
_IN_BRACKET = re.compile(r"[\"”’]* \([^()]{0,120}?\b(?:together |jointly )?with (?:the |its )?")


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each body that the sentence says its subject works with."""
    if not any(r.type == "organization" for r in reading.referents):
        return
    organizations = (r for r in actors(reading) if r.type == "organization")
    bodies = [
        b for b in without_glosses(reading.text, organizations) if not _KIN.match(reading.text[b.end :])
    ]
    made: set[tuple[str, str]] = set()
    for subject, body, place, confidence in [
        *_with(reading, bodies),
        *_chaired(reading, bodies),
        *_jointly(reading, bodies),
        *_belonging(reading, bodies),
        *_bracketed(reading, bodies),
        *_with_which(reading, bodies),
        *_as_partners(reading, bodies),
        *_with_programme(reading, bodies),
        *_beside_us(reading, bodies),
    ]:
        pair = (subject.entity, body.entity)
        if (
            subject.entity != body.entity
            and pair not in made
            and settled(reading, min(place, body.begin), place)
        ):
            made.add(pair)
            yield claim(reading, subject, "partner", body, mapper=NAME, confidence=confidence)


_Pairs = Iterator[tuple[Referent, Referent, int, str]]


def _with(reading: Reading, bodies: Sequence[Referent]) -> _Pairs:
    """ "In cooperation with A, B and C": the subject of the sentence, and each of those named behind the cue."""
    taken: set[int] = set()
    there = _LETTERS.found_in(reading.text)
    likely = ((p, sure) for p, sure, parts in _PATTERNS if not there.isdisjoint(parts))
    for pattern, confidence in likely if bodies else ():
        for cue in pattern.finditer(reading.text):
            named = [b for b in _named(reading, bodies, cue.end()) if b.begin not in taken]
            taken |= {b.begin for b in named}
            if cue[0] == "with" and _NO_WORK.search(ahead(reading.text, cue.start())):
                continue
            named = [b for b in named if not (cue[0] == "with" and _BEING.match(reading.text, b.end))]
            if hosts := _turned(reading, bodies, cue, named):
                yield from ((named[0], host, cue.start(), confidence) for host in hosts)
                continue
            for subject in _subjects(reading, cue, named):
                for body in named:
                    yield subject, body, cue.start(), confidence


def _turned(
    reading: Reading, bodies: Sequence[Referent], cue: re.Match[str], named: Sequence[Referent]
) -> Sequence[Referent]:
    """In "A and B analysed them with the Office", where the Office speaks, A and B: they are its partners."""
    if len(named) != 1 or named[0].entity != reading.author:
        return ()
    acting = [b for b in bodies if b.end <= cue.start() and is_subject(reading, b)]
    if not acting or _PREPOSED.search(ahead(reading.text, acting[0].begin)):
        return ()
    first = bodies.index(acting[0])
    last = first
    while last + 1 < len(bodies) and _ITEM.fullmatch(reading.text, bodies[last].end, bodies[last + 1].begin):
        last += 1
    return [b for b in bodies[first : last + 1] if b.entity != reading.author and b.end <= cue.start()]


def _named(reading: Reading, bodies: Sequence[Referent], start: int) -> list[Referent]:
    """The bodies listed from `start` on; programmes, places and common nouns may stand among them."""
    kinds = ("organization", "programme", "place")
    run: list[Referent] = []
    end = start
    for referent in (r for r in reading.referents if r.type in kinds and r.begin >= start):
        gap = reading.text[end : referent.begin]
        if not gap.endswith("(") and referent.begin >= end:
            if not (_BETWEEN.fullmatch(gap) or _possessed(gap) if run else _LEAD.fullmatch(gap)):
                break
            run.append(referent)
        end = max(end, referent.end)
    return [r for r in _closed(reading.text, run) if r in bodies]


def _closed(text: str, run: Sequence[Referent]) -> Sequence[Referent]:
    """The run up to its last "and": a name behind a bare comma is no item ("With A, B opened …")."""
    joins = [
        place
        for place, (left, right) in enumerate(pairwise(run), 1)
        if _AND.search(text[left.end : right.begin])
    ]
    if run and (_AND.match(text[run[-1].end :]) or _ENDS.match(text, run[-1].end)):
        return run
    return run[: joins[-1] + 1] if joins else run[:1]


def _possessed(gap: str) -> bool:
    """Whether only common nouns of a list stand in the gap (", the private sector and the ")."""
    return bool(re.fullmatch(r"\)?(?:, (?:the )?[a-z -]{1,40}){0,2}(?:,? and|,)(?: with)? (?:the )?", gap))


def _subjects(reading: Reading, cue: re.Match[str], named: Sequence[Referent]) -> list[Referent]:
    """Whose partners they are: the programme or body that acts, never one of the partners themselves."""
    if not named or _ADVERSE.search(ahead(reading.text, cue.start())):
        return []
    apart = {b.entity for b in named}
    whose = [
        a for a in actors(reading) if cue.start() <= a.begin < cue.end() or (a.begin <= cue.start() < a.end)
    ]
    if whose:
        return [a for a in whose if a.entity not in apart][:1]
    if cue[0].startswith(";"):
        return [a for a in actors(reading) if a.type == "programme" and a.end <= cue.start()][:1]
    before = [d for d in doers(reading, cue.start()) if d.entity not in apart and _near(reading, d)]
    if before and before[0].begin > cue.start() and _VERB.match(cue[0]):
        bodies = [a for a in actors(reading) if a.type == "organization" and a.end <= cue.start()]
        before = [b for b in bodies if is_subject(reading, b) and b.entity not in apart] or before
    if before:
        return before[:1]
    if cue.start() > _FRONT:
        return []
    labelled = cue[0].rstrip().endswith(":")
    behind = [
        a for a in actors(reading) if a.begin > named[-1].end and is_subject(reading, a) and not labelled
    ]
    spoken = reading.topic or reading.carried or reading.earlier
    return [a for a in [*behind, spoken] if a and a.entity not in apart][:1]


def _near(reading: Reading, doer: Referent) -> bool:
    """Whether the sentence itself, its heading or the author's report makes the doer its subject."""
    carried = doer.end == 0 and doer.support.basis == "anaphor"
    return not carried or doer.type == "programme" or doer.entity == reading.author


def _chaired(reading: Reading, bodies: Sequence[Referent]) -> _Pairs:
    """ "The Group, which A coordinates": A works in it."""
    for group, leader in pairwise(bodies):
        between = reading.text[group.end : leader.begin]
        if _LED_BY.fullmatch(between) and _LEADS.match(reading.text[leader.end :]):
            yield leader, group, leader.end, "0.70"


def _jointly(reading: Reading, bodies: Sequence[Referent]) -> _Pairs:
    """ "A and B jointly …", and "A and B held …" where no programme of theirs is told that they run."""
    for first, second in pairwise(bodies):
        joined = _JOINS.fullmatch(reading.text, first.end, second.begin)
        if not joined or not is_subject(reading, first):
            continue
        if _JOINT.match(reading.text, second.end):
            yield first, second, second.end, "0.75"
        elif _ACT.match(reading.text, second.end):
            yield first, second, second.end, "0.68"
            for programme in [*_framing(reading, first), *_widened(reading, second)]:
                yield programme, second, second.end, "0.66"


def _framing(reading: Reading, body: Referent) -> list[Referent]:
    """In "Under the initiative, A and B issued …" the initiative."""
    return [
        a
        for a in actors(reading)
        if a.type == "programme" and a.end <= body.begin and acts_through(reading, a)
    ][:1]


def _widened(reading: Reading, body: Referent) -> list[Referent]:
    """In "A and B expanded the course" the course."""
    return [
        a
        for a in actors(reading)
        if a.type == "programme" and _WIDENS.fullmatch(reading.text, body.end, a.begin)
    ][:1]


def _as_partners(reading: Reading, bodies: Sequence[Referent]) -> _Pairs:
    """ "A and B are its partners", "A acted as partner", "A and B were partners of C in the programme"."""
    for place, body in enumerate(bodies):
        found = _ARE_PARTNERS.match(reading.text, body.end)
        if not found or any(b.begin < found.end() for b in bodies[place + 1 :]):
            continue
        listed = _listed_before(reading.text, bodies, place)
        apart = {b.entity for b in listed}
        for owner in (o for o in _owners(reading, found, listed[0].begin) if o.entity not in apart):
            for other in listed:
                yield owner, other, found.start(), "0.75"


def _owners(reading: Reading, found: re.Match[str], begin: int) -> list[Referent]:
    """Whose partners: those named behind "of" and "in", else whom a pronoun means, else who is spoken of."""
    behind = [
        a
        for a in actors(reading)
        if a.begin >= found.end() and _OF_WHOM.fullmatch(reading.text, found.end(), a.begin)
    ]
    if behind:
        return behind
    within = [a for a in actors(reading) if found.start() <= a.begin < found.end()]
    fronted = [a for a in actors(reading) if a.end <= begin and a.type == "programme"]
    spoken = [
        a
        for a in (reading.topic, reading.carried, reading.earlier, implied_author(reading))
        if a and a.type in ("programme", "organization")
    ]
    programme = [a for a in spoken if a.type == "programme"]
    if within and within[0].support.basis == "first-person":
        return [*within[:1], *programme[:1]]
    return within or fronted[:1] or programme[:1] or spoken[:1]


def _with_programme(reading: Reading, bodies: Sequence[Referent]) -> _Pairs:
    """ "A and B worked with the project": they are partners of the project."""
    for place, body in enumerate(bodies):
        if not (found := _WORKED_WITH.match(reading.text, body.end)):
            continue
        meant = (a for a in actors(reading) if a.type == "programme" and a.begin <= found.end() < a.end)
        listed = _listed_before(reading.text, bodies, place)
        for programme in meant if is_subject(reading, listed[0]) else ():
            for other in listed:
                yield programme, other, body.end, "0.75"


def _beside_us(reading: Reading, bodies: Sequence[Referent]) -> _Pairs:
    """ "A and B write lessons alongside our staff", "A drew maps with us": of the heading's programme, else of us."""
    found = _WITH_US.search(reading.text)
    us = next((a for a in actors(reading) if found and found.start() < a.begin < found.end()), None)
    acting = [b for b in bodies if found and b.end <= found.start() and is_subject(reading, b)]
    owner = reading.topic or us
    if found and us and owner and acting and us.support.basis == "first-person":
        last = bodies.index(acting[0])
        while last + 1 < len(bodies) and _ITEM.fullmatch(
            reading.text, bodies[last].end, bodies[last + 1].begin
        ):
            last += 1
        for body in _listed_before(reading.text, bodies, last):
            if body.entity != reading.author:
                yield owner, body, found.start(), "0.72"


def _belonging(reading: Reading, bodies: Sequence[Referent]) -> _Pairs:
    """ "A is a partner of the project", "A joined the network", "A for joining the network"."""
    programmes = [a for a in actors(reading) if a.type == "programme"]
    for body in bodies:
        for programme in (p for p in programmes if p.begin >= body.end):
            found = _JOINED_IN.fullmatch(reading.text, body.end, programme.begin)
            if found:
                yield programme, body, found.end(), "0.75"
    for place, body in enumerate(bodies):
        told = reading.topic or reading.carried
        found = _TAKES_PART.match(reading.text, body.end)
        # Help that a body gives may be to others: without a heading only taking part tells.
        sure = found and (reading.topic or found[0].endswith("part")) and body.entity != reading.author
        if told and told.type == "programme" and sure:
            for other in _listed_before(reading.text, bodies, place):
                yield told, other, body.end, "0.66"


def _with_which(reading: Reading, bodies: Sequence[Referent]) -> _Pairs:
    """ "The Watch thanks A, with which it wrote …"."""
    for body in bodies:
        found = _WITH_WHICH.match(reading.text, body.end)
        for doer in doers(reading, body.begin)[:1] if found else ():
            yield doer, body, body.end, "0.70"


def _listed_before(text: str, bodies: Sequence[Referent], last: int) -> Sequence[Referent]:
    """The body and those that a list joins to it from before."""
    first = last
    while first and _ITEM.fullmatch(text, bodies[first - 1].end, bodies[first].begin):
        first -= 1
    return bodies[first : last + 1]


def _bracketed(reading: Reading, bodies: Sequence[Referent]) -> _Pairs:
    """ "“Courage in Court” (…; with the Institute)"."""
    for programme in (a for a in actors(reading) if a.type == "programme"):
        for body in (b for b in bodies if b.begin >= programme.end):
            if _IN_BRACKET.fullmatch(reading.text, programme.end, body.begin):
                yield programme, body, body.begin, "0.75"
