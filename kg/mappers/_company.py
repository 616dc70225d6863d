"""Cues that put somebody at the side of who acts: "in cooperation with A, B and C", and whose partners those are."""

import re
from collections.abc import Iterator, Sequence

from kg.anyof import AnyOf
from kg.grammar import ahead
from kg.mappers._agents import ITEM, agents_before, before_subject, closed, listed_on
from kg.mappers._subjects import actors, doers, is_subject
from kg.types import Reading, Referent
from kg.verbs import RUNS_IT

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
_OTHERS_OF = (
    r"agenc|entit|system|bod(?:y|ies)\b|organi[sz]ation|famil|funds\b|staff|country team|resolution|guid"
    r"|resident coordinators\b"
)
_OTHERS = re.compile(rf" (?:{_OTHERS_OF})")
"""What makes a body's name say only whose: "United Nations entities"."""
KIN = re.compile(
    rf" (?:{_OTHERS_OF}|(?:regional|resident|senior|country) (?:directors|officials|heads|representatives)\b)"
)
"""The same, and people of a body: what they do the body does, but who works with them is told of somebody."""
_HELP = re.compile(
    r"[Ww]ith (?:the )?(?:[a-z]+ )?(?:support|inputs?|advice|assistance|help|backing|aid)\b|.*ed by\Z"
)
"""Cues of one who helps: it is told of the first of several who act."""
_RIGHT_BEHIND = re.compile(r"(?: \([^()]*\))?(?: in (?:[A-Z]\w+|\d{4}))?,? ")
_AT_SIDE = re.compile(r"(?:[Ii]n|[Tt]hrough|[Ii]nto|[Tt]ogether|[Jj]ointly|[Aa]long|[Ww]ith|[a-z]+ing)\b")
"""Cues that tell how a thing was done; the others are verbs of their own."""
_WAS_MADE = re.compile(
    r"\b(?:is|are|was|were|been|being) (?:[a-z]+ly |also |first )?[a-z-]+(?: [a-z]+)? by (?:the )?\Z"
)
_PREPOSED = re.compile(r"\b(?:by|of|from|for|to) (?:the )?\Z")
_OPENS = re.compile(r"(?:With|Together with|Jointly with|Alongside|In [a-z]+ with)\b[^,;]*\Z")
"""A cue that opens its sentence, up to its end."""
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
    kept = closed(reading.text, run)
    fronted = reading.text[:1] in "WTJA" and _OPENS.match(reading.text, 0, start)
    return [r for r in (before_subject(reading.text, kept) if fronted else kept) if r in bodies]


def _possessed(gap: str) -> bool:
    """Whether only common nouns of a list stand in the gap (", the private sector and the ")."""
    return bool(re.fullmatch(r"\)?(?:, (?:the )?[a-z -]{1,40}){0,2}(?:,? and|,)(?: with)? (?:the )?", gap))


def _subjects(reading: Reading, cue: re.Match[str], named: Sequence[Referent]) -> list[Referent]:
    """Whose partners they are, never one of the partners themselves: the first of these that there is.

    1. Whom the cue names ("its partners"), or what a cue that only programmes have asks for.
    2. Nobody, where a State does so; the programme that "it" means.
    3. Those behind "by" right beside the cue, after a programme that is the subject.
    4. Who acts in the sentence, a programme before a body, with the bodies joined to it.
    5. Behind a cue that opens the sentence who acts there; the programme of the heading, what the text speaks of.
    """
    if not named or _ADVERSE.search(ahead(reading.text, cue.start())):
        return []
    apart = {b.entity for b in named}
    for way in (_told_by_cue, _runs_it, _acting, _opened):
        if (found := way(reading, cue, named)) is not None:
            return [a for a in found if a.entity not in apart]
    return []


def _told_by_cue(reading: Reading, cue: re.Match[str], named: Sequence[Referent]) -> list[Referent] | None:
    """Whom the words of the cue name or ask for; an empty list where it can be nobody that is named."""
    whose = [
        a for a in actors(reading) if cue.start() <= a.begin < cue.end() or (a.begin <= cue.start() < a.end)
    ]
    if whose:
        return [a for a in whose if a.entity not in {b.entity for b in named}][:1]
    programmes = [a for a in actors(reading) if a.type == "programme" and a.end <= cue.start()]
    if cue[0].startswith(";"):
        return programmes[:1]
    places = (r for r in reading.referents if r.type == "place")
    if any(_STATE_DOES.fullmatch(reading.text, named[-1].end, place.begin) for place in places):
        return []
    if cue[0].startswith("br"):
        return [p for p in programmes if is_subject(reading, p)][:1]
    return None


def _runs_it(reading: Reading, cue: re.Match[str], named: Sequence[Referent]) -> list[Referent] | None:
    """In "the Department runs it together with A" the programme that "it" means."""
    if not _IT.search(ahead(reading.text, cue.start())):
        return None
    spoken = (reading.topic, reading.carried, reading.earlier)
    return [r for r in spoken if r and r.type == "programme"][:1] or None


def _acting(reading: Reading, cue: re.Match[str], named: Sequence[Referent]) -> list[Referent] | None:
    """Who acts in the sentence, or those behind "by" beside the cue, or both where a programme acts."""
    makers = agents_before(reading, cue.start())
    beside = _beside(reading, cue, makers)
    alone = not any(a.type == "programme" and a.end <= cue.start() for a in actors(reading))
    if beside and alone:
        return list(beside)
    before = _doing(reading, cue, {b.entity for b in named}, makers)
    named_here = [
        d for d in before if d.end and not (d.support.basis == "anaphor" and _AT_SIDE.match(cue[0]))
    ]
    if makers and alone and not named_here:
        return []  # the makers acted; what the text spoke of before did not
    if not before:
        return None
    helped = _HELP.match(cue[0])
    together = before[:1] if helped else _with_coordinates(reading, before[0], cue.start())
    return [*together, *beside]


def _beside(reading: Reading, cue: re.Match[str], makers: Sequence[Referent]) -> Sequence[Referent]:
    """The makers, where what stands right behind them tells of the making: "made by A and B in cooperation with".

    Not where a verb stands there, nor behind the comma of an aside: that is told of the sentence's own subject.
    """
    if not makers or _HELP.match(cue[0]) or not _AT_SIDE.match(cue[0]):
        return ()
    gap = _RIGHT_BEHIND.fullmatch(reading.text, makers[-1].end, cue.start())
    others = any(a.end <= makers[0].begin and is_subject(reading, a) for a in actors(reading))
    aside = gap and "," in gap[0] and others and not _WAS_MADE.search(ahead(reading.text, makers[0].begin))
    return makers if gap and not aside else ()


def _doing(
    reading: Reading, cue: re.Match[str], apart: set[str], makers: Sequence[Referent]
) -> list[Referent]:
    """The doers of the sentence; before a verb of the cue the bodies that stand there as its subject."""
    found = [
        d
        for d in doers(reading, cue.start())
        if d.entity not in apart and d not in makers and _near(reading, d) and not _only_whose(reading, d)
    ]
    if found and found[0].begin > cue.start() and _VERB.match(cue[0]):
        bodies = [a for a in actors(reading) if a.type == "organization" and a.end <= cue.start()]
        return [b for b in bodies if is_subject(reading, b) and b.entity not in apart] or found
    return found


def _only_whose(reading: Reading, body: Referent) -> bool:
    """Whether the name only says whose people or agencies act; the people of one body act for it."""
    system = reading.text.startswith("United Nations", body.begin) and body.end - body.begin == 14
    return bool((KIN if system else _OTHERS).match(reading.text, body.end))


def _opened(reading: Reading, cue: re.Match[str], named: Sequence[Referent]) -> list[Referent] | None:
    """Who acts behind a cue that opens the sentence, else what the text speaks of."""
    if cue.start() > _FRONT:
        return None
    labelled = cue[0].rstrip().endswith(":")
    behind = [
        a
        for a in actors(reading)
        if a.begin > named[-1].end and is_subject(reading, a) and not labelled and not _only_whose(reading, a)
    ]
    spoken = reading.topic or reading.carried or reading.earlier
    apart = {b.entity for b in named}
    return [a for a in [*behind, spoken] if a and a.entity not in apart][:1]


def _with_coordinates(reading: Reading, doer: Referent, place: int) -> list[Referent]:
    """The doer, and the bodies that a list joins to it before the place: "A and B, together with …"."""
    bodies = [a for a in actors(reading) if a.type == "organization" and a.end <= place]
    if doer not in bodies:
        return [doer]
    return listed_on(reading.text, bodies, bodies.index(doer))


def _near(reading: Reading, doer: Referent) -> bool:
    """Whether the sentence itself, its heading or the author's report makes the doer its subject."""
    carried = doer.end == 0 and doer.support.basis == "anaphor"
    return not carried or doer.type == "programme" or doer.entity == reading.author
