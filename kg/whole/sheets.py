"""What the lines of a sheet say of programmes that stand elsewhere in it.

"Target 5.2: Night Lights and Safe Stops" names whom a Goal's line is about; "Principal goal: SDG 13" under a heading of
its own is said of the programme that the section told of, where no other body came between; "the three projects are
run by A", "all three serve Goal 4" and "4, 8 (all three)" are said of the entries above in the same section, where
there are just as many.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.grammar import UNDONE
from kg.types import Claim, Reading, Referent, Support
from kg.whole.fields import stated

NAME = "sheets"
_GOALS_LINE = re.compile(
    r"\A(?:(?i:(?:(?:main|principal|primary|secondary|related|relevant|other|further|also|direct|indirect|served"
    r"|supported|targeted|addressed|key|chief|core|sustainable|development|global|un|contributions?|links?|relevance"
    r"|alignment|support|chapter \d+|programmes?|projects?|to|with|of|for|and|the) )*"
    r"(?:goals?|targets?|SDGs?|2030 agenda)(?:\(s\))?(?: [a-z]+)?)"
    r"|(?:[Aa]lso )?[Rr]eflected in|Primary|Secondary|Main|Principal)\s?: "
)
"""The whole label of a line of Goals: "Debate on the Goals: " is another thing."""
_OF_GOALS = re.compile(r"\b(?i:SDGs?|goals?|targets?|2030 agenda)\b")
"""A heading that only parts the Goals from the rest of the sheet."""
_LABEL = re.compile(r"[^:.;?!]{1,60}: ")
_IN_LABEL = re.compile(r" [^:.;?!]{1,40}: ")
_ACTS = re.compile(r"(?: \([A-Z][\w-]*\))? [a-z]")
"""Behind a body that opens a sentence and does what it tells."""
_REFUSED = re.compile(
    rf"\b(?:not?|none|never|will|would|could|may|might|if|planned|proposed|possible|review|former|{UNDONE})\b",
    re.IGNORECASE,
)
_LONE = re.compile(
    r"(?:[\s,;.:()–|-]|\b(?:and|SDGs?|[Gg]oals?|[Tt]argets?|main|first|second|primary|secondary)\b|\d[\d.]*[a-d]?)*"
)
_NAMES_ONLY = re.compile(r"(?:[\s,;.()–-]|\b(?:and|the|both|all)\b)*")
_COUNT = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_KIND = r"(?:project|programme|campaign|tool|network|platform)"
_KINDS = rf"(?:{_KIND}s|initiatives|activities|schemes|undertakings|entries)"
_A_KIND = re.compile(_KIND)
_GROUP = re.compile(
    rf"\A(?:[A-Z][a-z]+\.? )?(?:[a-z]/ )?(?:The (?P<the>two|three|four|five)|All (?P<all>two|three|four|five)|Both)\b"
    rf"(?: (?P<kind>{_KINDS}))?(?= [a-z])"
)
_ALL = re.compile(r"\s?\((?:all (?P<count>two|three|four|five)|(?P<both>both))\)")
_RUN_BY = re.compile(
    r" (?:are|were) (?:all |both |jointly )?(?:implemented|run|carried out|managed|executed|led|operated|hosted)"
    r" by (?:the )?\Z"
)
_UNDER = re.compile(
    r"[^.;:,]{0,100}? (?:under|pursuant to|in accordance with|by virtue of|in fulfilment of|established by|set up by)"
    r" (?:(?!\b(?:which|who|that|with|to)\b)[^.;:,]){0,120}"
)
_LISTED = re.compile(r"(?: \([A-Z][\w-]*\))?(?:,|,? and) (?:the )?")
_ARE = re.compile(r" are (?:the )?\Z")
_THEIRS = re.compile(rf"(?:['’]s?)? {_KINDS}\b")
_SERVE = re.compile(
    r"[^.;:]{0,20}? (?:also |directly |all |both )?(?:contribut\w+ to|support(?:ed|s)?|serve[ds]?|advance[ds]?"
    r"|address(?:ed|es)?|further(?:ed|s)?)\b[^.;]{0,60}\Z"
)
_ARTICLE = 4
"""Code points: where a name stands that opens its sentence, at the most."""
_OPENS = re.compile(r"(?:[^:.;]{1,40}: |\(?\w{1,3}[.)] )?(?:[\"“]|[Tt]he )*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A programme that opens a line of the sheet."""

    programme: Referent
    words: str
    """Its name, folded."""
    section: tuple[int, ...]
    """The headings that it stands below."""


@dataclass(slots=True)
class _Sheet:
    """What the lines so far leave behind; it lives as long as one document is read."""

    chief: Referent | None = None
    """The programme that the section tells of."""
    entries: dict[str, Entry] = field(default_factory=dict)
    beside: set[str] = field(default_factory=set)
    """The bodies that a sentence with a programme names: that they act goes on with it."""
    apart: bool = False
    """Whether the last sentence told of something else."""

    def close(self, heading: Reading) -> None:
        """A new section: only one on the Goals goes on with the programme, one further down with the entries."""
        if not _OF_GOALS.search(heading.text):
            self.chief = None
        above = _section(heading)
        self.entries = {k: e for k, e in self.entries.items() if above[: len(e.section)] == e.section}

    def learn(self, reading: Reading) -> None:
        """What the sentence names; a body that no programme was named with ends what was told of programmes."""
        programmes = [r for r in reading.referents if r.type == "programme"]
        named = [r for r in programmes if r.support.basis == "mention"]
        bodies = [r for r in reading.referents if r.type == "organization"]
        labelled = _LABEL.match(reading.text)
        self.apart = not programmes and not labelled
        if programmes:
            self.beside |= {body.entity for body in bodies}
        elif not labelled and any(self._is_stranger(reading, body) for body in bodies):
            self.chief, self.entries = None, {}
        others = {r.entity for r in named}
        if len(others) > 1 and not others & self.entries.keys():
            self.entries = {}
        for programme in named[:1]:
            if _OPENS.fullmatch(reading.text, 0, programme.begin):
                words = reading.text[programme.begin : programme.end].casefold()
                entry = Entry(_elsewhere(programme), words, _section(reading))
                self.entries.setdefault(programme.entity, entry)
        leads = self.chief is None or not reading.offset or any(r.entity in self.entries for r in named[:1])
        if named and leads and not _IN_LABEL.match(reading.text, named[0].end):
            self.chief = _elsewhere(named[0])

    def _is_stranger(self, reading: Reading, body: Referent) -> bool:
        known = body.entity in self.beside or body.entity == reading.author
        return not known and body.begin <= _ARTICLE and bool(_ACTS.match(reading.text, body.end))


def sheets(readings: Sequence[Reading]) -> Iterator[Claim]:
    """The claims of such lines, in order."""
    sheet = _Sheet()
    for reading in readings:
        if reading.unit.kind in ("furniture", "footnote", "preambular", "operative"):
            continue
        if reading.unit.kind == "heading":
            sheet.close(reading)
        named = [r for r in reading.referents if r.type == "programme" and r.support.basis == "mention"]
        entries = list(sheet.entries.values())
        yield from _goal_line(reading, named, sheet.chief, [e.programme for e in entries])
        yield from _of_group(reading, entries, sheet.apart)
        if reading.unit.kind != "cover":
            sheet.learn(reading)


def _section(reading: Reading) -> tuple[int, ...]:
    """The headings above the sentence, the outermost first; of a heading those above it."""
    first = reading.unit.first
    return tuple(heading for heading in first.headings if heading != first.index)


def _elsewhere(referent: Referent) -> Referent:
    return replace(referent, begin=0, end=0, support=Support(basis="anaphor", span=referent.support.span))


def _goal_line(
    reading: Reading, named: Sequence[Referent], chief: Referent | None, entries: Collection[Referent]
) -> Iterator[Claim]:
    """What a line of Goals says: of those named behind the codes, of all entries, else of the chief programme."""
    goals = [r for r in reading.referents if r.type == "sdg" and r.support.basis == "mention"]
    if not goals or _REFUSED.search(reading.text):
        return
    if not goals[0].begin and reading.text.startswith(": ", goals[-1].end) and named:
        rest, at = "", goals[-1].end + 2
        for programme in named:
            rest, at = rest + reading.text[at : programme.begin], programme.end
        if named[0].begin > goals[-1].end and _NAMES_ONLY.fullmatch(rest + reading.text[at:]):
            yield from (_serves(reading, programme, goal) for programme in named for goal in goals)
        return
    if not _GOALS_LINE.match(reading.text):
        return
    yield from _of_all(reading, goals, entries)
    spoken = [r for r in (reading.topic, reading.carried, reading.earlier) if r and r.type == "programme"]
    lone = _GOALS_LINE.match(reading.text)
    if chief and not spoken and not named and lone and _LONE.fullmatch(reading.text, lone.end()):
        yield from (_serves(reading, chief, goal) for goal in goals)


def _of_all(reading: Reading, goals: Sequence[Referent], entries: Collection[Referent]) -> Iterator[Claim]:
    """In "3, 14 (both); 5 (the Nets only)" the Goals up to "(both)", of each of the last two entries."""
    begin, known = 0, list(entries)
    for found in _ALL.finditer(reading.text):
        begin = max(begin, reading.text.rfind(";", begin, found.start()) + 1)
        count = _COUNT[found["count"] or found["both"]]
        meant = known[-count:] if len(known) >= count else []
        first = bisect_left(goals, begin, key=lambda goal: goal.begin)
        last = bisect_left(goals, found.start(), key=lambda goal: goal.begin)
        yield from (_serves(reading, entry, goal) for goal in goals[first:last] for entry in meant)
        begin = found.end()


def _serves(reading: Reading, programme: Referent, goal: Referent) -> Claim:
    return stated(
        programme, goal, "contributesTo", evidence=(reading.sentence,), mapper=NAME, confidence="0.72"
    )


def _of_group(reading: Reading, entries: Sequence[Entry], apart: bool) -> Iterator[Claim]:
    """What a sentence on "the three projects" says of each, where there are three."""
    group = _GROUP.match(reading.text)
    clause = reading.text.split(". ")[0] if group and group["all"] else reading.text
    if not group or _REFUSED.search(clause) or reading.text.rstrip().endswith("?"):
        return
    count = _COUNT[group["the"] or group["all"] or "both"]
    told = group["kind"] or (not group["the"] and not apart)
    if len(entries) != count or not told or not all(_fits(entry, group["kind"]) for entry in entries):
        return
    told_of = [
        *_runners(reading, group.end()),
        *_served(reading, group.end()),
        *_grounds(reading, group.end()),
    ]
    for thing in told_of:
        predicate = {"organization": "implementedBy", "sdg": "contributesTo"}.get(thing.type, "mandatedBy")
        for entry in entries:
            yield stated(
                entry.programme,
                thing,
                predicate,
                evidence=(reading.sentence,),
                mapper=NAME,
                confidence="0.72",
            )


def _fits(entry: Entry, kind: str | None) -> bool:
    """Whether the noun may mean the entry: "the two networks" are no programmes."""
    own, asked = _A_KIND.findall(entry.words), kind and _A_KIND.match(kind)
    return not asked or asked[0] in own or (not own and asked[0] in ("project", "programme"))


def _runners(reading: Reading, begin: int) -> Iterator[Referent]:
    """Who the group is run by, all that are listed: "are led by A and B"."""
    end = 0
    for body in (r for r in reading.referents if r.type == "organization" and r.begin >= begin):
        between = reading.text[begin : body.begin]
        theirs = _ARE.fullmatch(between) and _THEIRS.match(reading.text, body.end)
        if _RUN_BY.search(between) or theirs or (end and _LISTED.fullmatch(reading.text, end, body.begin)):
            yield body
            end = body.end


def _grounds(reading: Reading, begin: int) -> Iterator[Referent]:
    """What the group is carried out under; of an article with its treaty only the article."""
    bases = [r for r in reading.referents if r.type in ("resolution", "instrument", "provision")]
    articles = [r for r in bases if r.type == "provision"]
    for base in (b for b in bases if b.begin >= begin):
        part = any(a.end <= base.begin and base.entity == a.entity.partition("#")[0] for a in articles)
        if not part and _UNDER.fullmatch(reading.text, begin, base.begin):
            yield base


def _served(reading: Reading, begin: int) -> Iterator[Referent]:
    """The Goals that the group serves."""
    goals = (r for r in reading.referents if r.type == "sdg" and r.begin >= begin)
    yield from (goal for goal in goals if _SERVE.match(reading.text[begin : goal.begin]))
