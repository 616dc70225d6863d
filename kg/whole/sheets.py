"""What the lines of a sheet say of programmes that stand elsewhere in it.

"Target 5.2: Night Lights and Safe Stops" names whom a Goal's line is about; "Principal goal: SDG 13" under a heading of
its own is said of the one programme that the text before told of; "the three projects are run by A", "all three serve
Goal 4" and "4, 8 (all three)" are said of the entries above, where there are just as many.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kg.grammar import UNDONE
from kg.types import Claim, Reading, Referent, Support
from kg.whole.fields import stated

NAME = "sheets"
_GOALS_LINE = re.compile(
    r"\A(?:[^:.;]{0,50}\b)?(?:(?i:goals?|targets?|SDGs?|2030 agenda)(?:\(s\))?(?: [a-z]+)?|(?:[Aa]lso )?[Rr]eflected in"
    r"|Primary|Secondary|Main|Principal)\s?: "
)
_REFUSED = re.compile(
    rf"\b(?:not?|none|never|will|would|could|may|might|if|planned|proposed|possible|review|former|{UNDONE})\b",
    re.IGNORECASE,
)
_LONE = re.compile(
    r"(?:[\s,;.:()–|-]|\b(?:and|SDGs?|[Gg]oals?|[Tt]argets?|main|first|second|primary|secondary)\b|\d[\d.]*[a-d]?)*"
)
_NAMES_ONLY = re.compile(r"(?:[\s,;.()–-]|\b(?:and|the|both|all)\b)*")
_COUNT = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_KINDS = (
    r"(?:projects?|programmes?|initiatives?|activities|schemes|campaigns|undertakings|tools|entries|networks"
    r"|platforms)"
)
_GROUP = re.compile(
    rf"\A(?:[A-Z][a-z]+\. )?(?:The (?P<the>two|three|four|five) {_KINDS}|All (?P<all>two|three|four|five)(?: {_KINDS})?"
    rf"|Both(?: {_KINDS})?(?= (?:are|were)\b))"
)
_ALL = re.compile(r"\s?\((?:all (?P<count>two|three|four|five)|(?P<both>both))\)")
_RUN_BY = re.compile(
    r" (?:are|were) (?:all |both |jointly )?(?:implemented|run|carried out|managed|executed|led|operated|hosted)"
    r" by (?:the )?\Z"
)
_ARE = re.compile(r" are (?:the )?\Z")
_THEIRS = re.compile(rf"(?:['’]s?)? {_KINDS}\b")
_SERVE = re.compile(
    r"[^.;:]{0,20}? (?:also |directly |all |both )?(?:contribut\w+ to|support(?:ed|s)?|serve[ds]?|advance[ds]?"
    r"|address(?:ed|es)?|further(?:ed|s)?)\b[^.;]{0,60}\Z"
)
_OPENS = re.compile(r"(?:[^:.;]{1,40}: |\(?\w{1,3}[.)] )?(?:[\"“]|[Tt]he )*")


def sheets(readings: Sequence[Reading]) -> Iterator[Claim]:
    """The claims of such lines, in order."""
    chief: Referent | None = None
    entries: dict[str, Referent] = {}
    for reading in readings:
        if reading.unit.kind in ("furniture", "footnote", "preambular", "operative"):
            continue
        named = [r for r in reading.referents if r.type == "programme" and r.support.basis == "mention"]
        yield from _goal_line(reading, named, chief, entries.values())
        yield from _of_group(reading, entries.values())
        for programme in named[:1]:
            if _OPENS.fullmatch(reading.text, 0, programme.begin):
                entries.setdefault(programme.entity, _elsewhere(programme))
        if named and (chief is None or not reading.offset or named[0].entity in entries):
            chief = _elsewhere(named[0])


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


def _of_group(reading: Reading, entries: Collection[Referent]) -> Iterator[Claim]:
    """What a sentence on "the three projects" says of each, where there are three."""
    group = _GROUP.match(reading.text)
    if not group or _REFUSED.search(reading.text) or reading.text.rstrip().endswith("?"):
        return
    count = _COUNT[group["the"] or group["all"] or "both"]
    if len(entries) != count:
        return
    for thing in reading.referents:
        between = reading.text[group.end() : thing.begin] if thing.begin >= group.end() else ""
        runs = thing.type == "organization" and (
            _RUN_BY.search(between) or (_ARE.fullmatch(between) and _THEIRS.match(reading.text, thing.end))
        )
        serves = thing.type == "sdg" and _SERVE.match(between)
        for entry in entries if runs or serves else ():
            predicate = "implementedBy" if runs else "contributesTo"
            yield stated(
                entry, thing, predicate, evidence=(reading.sentence,), mapper=NAME, confidence="0.72"
            )
