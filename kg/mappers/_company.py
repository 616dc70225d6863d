"""Cues that put somebody at the side of who acts: "in cooperation with A, B and C", and whose partners those are."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.anyof import AnyOf
from kg.grammar import ahead
from kg.mappers._claims import OWN_AGENT
from kg.mappers._subjects import actors, doers, is_subject
from kg.types import Reading, Referent
from kg.verbs import PAST, RUN_PAST, RUN_STEM, RUNS_IT

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
        r"""\b(?:partner|work|collaborat|co-?operat|engag|liais|team|coordinat)(?:s|es?|ed|ing|ning)?\ ?(?:up\ )?
        (?:(?:[a-z]+ly|hand\ in\ hand)\ )?(?:on\ [^,;]{0,40}\ )?with\b""",
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
    (r"\b(?:brings?|brought|bringing) together (?=(?:the |both )?[A-Z])", "0.72", ("together",)),
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
        r"\b(?:[Pp]artners?|[Cc]ollaborators?|[Cc]ounterparts?)\b[^.;:]{0,60}?(?:\b(?:is|are|was|were|include[sd]?|included)\b|:)"
        r"(?: (?:among others|inter alia|notably),)?",
        "0.75",
        ("artner", "ollaborator", "ounterpart"),
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
    r"| or)(?: with)?(?: by)?(?: the| other)?(?! (?:[a-z]+ )?(?:support|assistance|help|backing) (?:from|of)\b)"
    r"(?: [a-z-]+){0,2} ?"
)
_GOES_ON = re.compile(
    r"(?: \([^()]*\))?,(?: the)? [A-Z][^,.;]{2,120}(?:, [^,.;]{2,120}){0,3}? and (?:the )?[A-Za-z]"
)
"""The list goes on with names that no finder knows."""
_AND = re.compile(r"(?: \([^()]*\)|\))?,? (?:and|or|as well as)\b")
_ENDS = re.compile(r"(?: \([^()]*\)|\))?[.;]?\s*\Z")
_FRONT = 25
"""How many code points may stand before a cue that opens its sentence ("In 2021, in cooperation with …")."""
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
_STATE_DOES = re.compile(r"(?: \([A-Z]\w+\))?, (?:the )?")
_IT = re.compile(rf"{RUNS_IT}(?: out| up)?(?: in [A-Z][^;.]{{1,60}}?)?,? \Z")
KIN = re.compile(
    r" (?:agenc|entit|system|bod(?:y|ies)\b|organi[sz]ation|famil|funds\b|staff|country team|resolution|guid"
    r"|(?:regional|resident|senior|country) (?:directors|coordinators|officials|heads|representatives)\b)"
)
"""What makes a body's name say only whose: "United Nations entities"."""
_AGENT = re.compile(
    rf"\b(?:(?:co-?|jointly )[a-z]+(?:ed|led)|co-led|{RUN_STEM}(?:ed|d)|{RUN_PAST}|prepared|drafted|issued)"
    r"(?: jointly)? by (?:both )?(?:the )?\Z"
)
"""In front of the first of those who made or ran something."""
_HELP = re.compile(
    r"[Ww]ith (?:the )?(?:[a-z]+ )?(?:support|inputs?|advice|assistance|help|backing|aid)\b|.*ed by\Z"
)
"""Cues of one who helps: it is told of the first of several who act."""
_LIST = 600
"""Code points: no list of those who did something is longer."""
_OUTER = re.compile(r"(?: \([^()]*\))?, and (?:the )?")
_RIGHT_BEHIND = re.compile(r"(?: \([^()]*\))?,? (?:and )?")
_PREPOSED = re.compile(r"\b(?:by|of|from|for|to) (?:the )?\Z")
ITEM = re.compile(r"(?: \([^()]*\))?(?: in [A-Z]\w+)?(?:,| and|, and)(?: the)? ")
_OPENS = re.compile(r"(?:With|Together with|Jointly with|Alongside|In [a-z]+ with)\b[^,;]*\Z")
"""A cue that opens its sentence, up to its end."""
_BARE = re.compile(r"(?: \([^()]*\))?, (?:the )?")
_ACTS = re.compile(rf"(?: \([^()]*\))? (?:(?:has|have|had|also|jointly|then) ){{0,2}}{PAST}\b")
Pairs = Iterator[tuple[Referent, Referent, int, str]]


def accompanied(reading: Reading, bodies: Sequence[Referent]) -> Pairs:
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
    while last + 1 < len(bodies) and ITEM.fullmatch(reading.text, bodies[last].end, bodies[last + 1].begin):
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
    if run and start > _FRONT and _GOES_ON.match(reading.text, run[-1].end):
        return [r for r in run if r in bodies]
    kept = _closed(reading.text, run)
    fronted = reading.text[:1] in "WTJA" and _OPENS.match(reading.text, 0, start)
    return [r for r in (_before_subject(reading.text, kept) if fronted else kept) if r in bodies]


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


def _before_subject(text: str, run: Sequence[Referent]) -> Sequence[Referent]:
    """In "With A, B and C opened …" only A: behind the last bare comma stands who acts."""
    if not run or not _ACTS.match(text, run[-1].end):
        return run
    bare = [
        place
        for place, (left, right) in enumerate(pairwise(run), 1)
        if _BARE.fullmatch(text, left.end, right.begin)
    ]
    return run[: bare[-1]] if bare else run


def _possessed(gap: str) -> bool:
    """Whether only common nouns of a list stand in the gap (", the private sector and the ")."""
    return bool(re.fullmatch(r"\)?(?:, (?:the )?[a-z -]{1,40}){0,2}(?:,? and|,)(?: with)? (?:the )?", gap))


def _subjects(reading: Reading, cue: re.Match[str], named: Sequence[Referent]) -> list[Referent]:
    """Whose partners they are, never one of the partners themselves.

    In this order: whom the cue names ("its partners"); the programme that "it" means; those behind "by" right beside
    the cue, where no programme is named; who acts in the sentence, a programme before a body, with the bodies joined to
    it; who acts behind a cue that opens the sentence; the programme of the heading, else what the text speaks of.
    So a programme that sentence or heading names comes before the author that writes, and the author before nobody.
    """
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
    places = (r for r in reading.referents if r.type == "place")
    if any(_STATE_DOES.fullmatch(reading.text, named[-1].end, place.begin) for place in places):
        return []  # a State does so
    if it := _runs_it(reading, cue):
        return [it]
    programmes = [a for a in actors(reading) if a.type == "programme" and a.end <= cue.start()]
    if cue[0].startswith("br"):
        return [p for p in programmes if is_subject(reading, p)][:1]
    helped = _HELP.match(cue[0])
    makers = _agents_before(reading, cue.start())
    adjacent = makers and not helped and _RIGHT_BEHIND.fullmatch(reading.text, makers[-1].end, cue.start())
    beside = [a for a in makers if a.entity not in apart] if adjacent else []
    if makers and not programmes:
        return beside
    before = [
        d
        for d in doers(reading, cue.start())
        if d.entity not in apart and _near(reading, d) and not KIN.match(reading.text, d.end)
    ]
    if before and before[0].begin > cue.start() and _VERB.match(cue[0]):
        bodies = [a for a in actors(reading) if a.type == "organization" and a.end <= cue.start()]
        before = [b for b in bodies if is_subject(reading, b) and b.entity not in apart] or before
    if before:
        together = [before[0]] if helped else _with_coordinates(reading, before[0], cue.start())
        return [b for b in [*together, *beside] if b.entity not in apart]
    if cue.start() > _FRONT:
        return []
    labelled = cue[0].rstrip().endswith(":")
    behind = [
        a
        for a in actors(reading)
        if a.begin > named[-1].end
        and is_subject(reading, a)
        and not labelled
        and not KIN.match(reading.text, a.end)
    ]
    spoken = reading.topic or reading.carried or reading.earlier
    return [a for a in [*behind, spoken] if a and a.entity not in apart][:1]


def agents(reading: Reading, bodies: Sequence[Referent]) -> Iterator[list[Referent]]:
    """Each list of bodies that stands behind "co-organized by" and its like, the author first."""
    end = 0
    for place, body in enumerate(bodies):
        if body.begin >= end and _AGENT.search(ahead(reading.text, body.begin)):
            listed = _listed_on(reading.text, bodies, place)
            end = listed[-1].end
            if len(listed) == 2 and _OUTER.fullmatch(reading.text, listed[0].end, listed[1].begin):
                listed = listed[:1]  # the agent of an aside, and the next item of what the aside stands in
            yield sorted(listed, key=lambda b: b.entity != reading.author)


def _agents_before(reading: Reading, place: int) -> list[Referent]:
    """The last such list before the place, in the order of the text."""
    near = (a for a in actors(reading) if place - _LIST <= a.begin and a.end <= place)
    lists = list(agents(reading, [a for a in near if a.type == "organization"]))
    return sorted(lists[-1], key=lambda b: b.begin) if lists else []


def _listed_on(text: str, bodies: Sequence[Referent], first: int) -> list[Referent]:
    """The body and those that a list joins to it."""
    last = first
    while (
        last + 1 < len(bodies)
        and ITEM.fullmatch(text, bodies[last].end, bodies[last + 1].begin)
        and not OWN_AGENT.match(text, bodies[last + 1].end)
    ):
        last += 1
    return list(bodies[first : last + 1])


def _with_coordinates(reading: Reading, doer: Referent, place: int) -> list[Referent]:
    """The doer, and the bodies that a list joins to it before the place: "A and B, together with …"."""
    bodies = [a for a in actors(reading) if a.type == "organization" and a.end <= place]
    if doer not in bodies:
        return [doer]
    return _listed_on(reading.text, bodies, bodies.index(doer))


def _runs_it(reading: Reading, cue: re.Match[str]) -> Referent | None:
    """In "the Department runs it together with A" the programme that "it" means."""
    spoken = (reading.topic, reading.carried, reading.earlier)
    said = _IT.search(ahead(reading.text, cue.start()))
    return next((r for r in spoken if said and r and r.type == "programme"), None)


def _near(reading: Reading, doer: Referent) -> bool:
    """Whether the sentence itself, its heading or the author's report makes the doer its subject."""
    carried = doer.end == 0 and doer.support.basis == "anaphor"
    return not carried or doer.type == "programme" or doer.entity == reading.author
