"""Whether a sentence says that something is so: no question, no plan, no denial, no mere scene."""

import re

from kg.grammar import ACTS, ASKED, FACTIVE, UNDONE
from kg.mappers._subjects import ACTORS, is_subject
from kg.types import Reading
from kg.verbs import PAST

_TASK = re.compile(
    r"(?:\(?\w{1,2}[.)] )?(?:Please )?(?:[Ll]ist|[Dd]escribe|[Ii]ndicate|[Ss]pecify|[Nn]ame|[Ee]xplain|[Tt]ick)"
    r" (?:all|any|the|your|here|below|each|which|how|whether|what|if|up to)\b"
)
"""The words of a form that asks to be filled in."""
_ASKING = re.compile(
    r"(?:Further |Also |I (?:also )?|We (?:also )?)?"
    r"(?i:request|urge|encourage|call (?:up)?on|invite|recommend)s? (?:you|that|the|all)\b"
    r"|Continue (?:to|with|the|its|this)\b|Ensure (?:that|the)\b"
)
_WISH = re.compile(r"(?:\(?\w{1,3}[.)] )?To (?!date\b)[a-z]+\b[^,;:]*\Z")
"""What an item that opens with an infinitive tells up to its first comma: something still to be done."""
_SUBORDINATES = re.compile(r"\b(?:that|where|which|who|whose|how|whether|if|so)\b")
_DOES = re.compile(rf"(?: \([A-Z][\w-]*\))? (?:also |now |jointly )?(?:{PAST}|[a-z]{{2,}}s|has|have|had)\b")
"""A finite verb right behind a body: "(a) To reach girls UNDP opened schools" tells what UNDP did."""
_AHEAD = re.compile(
    r"\W{0,3}(?:Planned|Pipeline|Proposed|Foreseen|Envisaged|Forthcoming|Upcoming|In preparation|Not yet [a-z]+"
    r"|Under (?:consideration|development|discussion|preparation))(?:(?: for|,| \()[^:.;]{0,60})?: "
)
"""A label that says that what stands behind it is still to come."""
_TITLES = ("heading", "furniture", "cover")
_NEGATED = re.compile(
    r"\b(?:[Nn]ot|never|neither|nor|[Nn]othing|[Nn]one|no longer|cannot|without|nothing to do with"
    r"|no (?:bearing|effect|influence|impact|link|relation)|(?:does|do|did|is|are|was|were|has|have)n['’]t)\b"
    r"[^;]{0,60}\Z"
)
_NO_SUCH = re.compile(
    r"\b(?:found|gave|had|has|have|held|made|offered|opened|provided|ran|received|sent|took)"
    r" no(?! (?:doubt|fewer|later|less|more|reason|small)\b)\b"
    rf"(?:(?! but | that | for its |, [a-z]| and (?:[a-z]+ly |then )?{PAST}\b)[^;]){{0,60}}\Z"
)
"""A denial of what was given or held: it reaches no further than that thing ("had no staff there but trained …")."""
_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|can(?! not)|if|whether"
    r"|(?:plans?|intends?|hopes?|expects?|expected|proposed|planned|set|invited|encouraged|urged) to)\b[^,;]{0,40}\Z"
)
_UNDONE = re.compile(rf"\b{UNDONE}\b[^,;]{{0,60}}\Z")
_ASKED = re.compile(rf"\b{ASKED}\b[^,;]{{0,60}}\Z")
_PLANNED = re.compile(
    r"\b(?<!that )(?<!which )(?<!who )(?<!they )(?<!how )(?:will|would|could|may|might|should|shall"
    r"|(?:plans?|intends?|hopes?|seeks?|wish(?:es)?|wants?|expects?|envisages?|aims?|commits?|pledge[sd]?) to"
    r"|(?P<participle>(?:expected|proposed|planned|intended|aimed|about|committed|ready|scheduled|slated|due) to"
    r"|(?:scheduled|foreseen|slated) for|aimed at)"
    r"|envisages|aims? at|(?:is|are|was|were) to (?:be|take|start|begin|open|follow|meet)"
    r"|possibility of|looks? forward|looking forward)\b"
)
_OF_DOER = re.compile(
    r"(?:[A-Z][^ ,;]*|[Ii]t|[Tt]hey|[Ww]e|is|are|was|were|be|been|being|has|had|have|also|now|still|not)[,)]? \Z"
)
"""What stands before a participle that tells what somebody means to do, and not what a thing is for."""
_CALLED_FOR = re.compile(
    r"\b(?i:requests?|invites?|encourages?|urges?|calls (?:up)?on|decides?|recommends?)\b"
)
_SUBORDINATE = re.compile(r"\b(?:where|that|when|while|because|[Aa]s|since|which|whose)\b[^,;]*\Z")
_ASIDE = re.compile(
    r", (?:[a-z]+ )?which\b|, (?:maintained|run|hosted|operated|managed|led|led and managed|built) by\b"
)
_IF = re.compile(r"\b(?:[Ii]f|[Ww]hether|[Ss]hould|[Uu]nless)\b")
_WORD = 30
"""Code points that hold the word before another one."""
_TURNS = 100
"""Code points before a place beyond which no denial and no prospect reaches it."""
_PROPOSED = re.compile(r"(?: \([^()]{1,40}\))?(?:, [^,;]{1,60},)? (?:should|could|might|may)\b")
_CLAUSE = re.compile(r"[;:] |, (?:but|while|whereas) ")
_BACKDROP = re.compile(
    r"\A(?:Bearing in mind|Recalling|Recognizing|Recognising|Noting|Considering|Given|Mindful of|Aware)\b"
)


def asserted(reading: Reading, cue: int) -> bool:
    """Whether what the sentence says at `cue` is said to be so: no question, no negation, no mere prospect."""
    if reading.unit.kind in _TITLES or _asks(reading) or reading.text.rstrip('"”’)').endswith("?"):
        return False
    begin = max(_clause_start(reading.text, cue), cue - _TURNS)
    return not _wished(reading, cue) and not any(
        _said(unreal, reading, begin, cue) for unreal in (_NEGATED, _NO_SUCH, _UNREAL, _UNDONE, _ASKED)
    )


def _wished(reading: Reading, place: int) -> bool:
    """Whether the place stands in an item that says what to do ("(a) To publish an atlas"), or behind "Planned: "."""
    if _AHEAD.match(reading.text):
        return True
    item = reading.unit.kind == "item" or reading.text.rstrip().removesuffix("and").rstrip().endswith(";")
    return item and bool(_WISH.match(reading.text, 0, place)) and not _is_done(reading, place)


def _is_done(reading: Reading, place: int) -> bool:
    """Whether a body stands before the place that does what is told, the infinitive being only what for."""
    doers = (r for r in reading.referents if r.type in ACTORS and r.end <= place)
    done = next((r for r in doers if is_subject(reading, r) and _DOES.match(reading.text, r.end)), None)
    return done is not None and not _SUBORDINATES.search(reading.text, 0, done.begin)


def proposed(reading: Reading, end: int) -> bool:
    """Whether the body whose name ends there is only told what it might do: "in line with …, X should …"."""
    return bool(_PROPOSED.match(reading.text, end))


def _said(pattern: re.Pattern[str], reading: Reading, begin: int, end: int) -> bool:
    """Whether the words stand there, outside of names ("the Rails without Smoke Programme")."""
    found = pattern.search(reading.text, begin, end)
    named = (r for r in reading.referents if r.support.basis == "mention")
    return found is not None and not any(r.begin <= found.start() < r.end for r in named)


def _foreseen(reading: Reading, begin: int, end: int) -> bool:
    """Whether a prospect stands there, but in a clause that is over: "as rains were due to come, UNIDO opened …"."""
    found = next((f for f in _PLANNED.finditer(reading.text, begin, end) if _is_prospect(reading, f)), None)
    if found is None:
        return False
    behind = [r for r in reading.referents if found.end() < r.begin <= end and r.type in ACTORS]
    over = _SUBORDINATE.search(reading.text, 0, found.start()) and any(is_subject(reading, r) for r in behind)
    return not over


def _is_prospect(reading: Reading, found: re.Match[str]) -> bool:
    """Whether words of a plan are the doer's: no part of a name, and no "courses intended to help"."""
    if found["participle"] and not _OF_DOER.search(
        reading.text, max(0, found.start() - _WORD), found.start()
    ):
        return False
    named = (r for r in reading.referents if r.support.basis == "mention")
    return not any(r.begin <= found.start() < r.end for r in named)


def _asks(reading: Reading) -> bool:
    """Whether the sentence asks somebody to act, in a text that is no resolution: nothing is done yet."""
    if reading.unit.kind not in ("paragraph", "item"):
        return False
    return bool(_ASKING.match(reading.text) or _TASK.match(reading.text))


def _clause_start(text: str, place: int) -> int:
    """Where the clause that holds `place` begins: behind the last word or mark that opens a new one."""
    ends = [found.end() for found in _CLAUSE.finditer(text, 0, place)]
    return ends[-1] if ends else 0


def in_backdrop(reading: Reading, place: int) -> bool:
    """Whether `place` lies in an opening participle clause that only sets the scene."""
    opening = _BACKDROP.match(reading.text)
    if not opening:
        return False
    first = next((r.begin for r in reading.referents if r.type in ACTORS and is_subject(reading, r)), None)
    return first is None or place < first


def settled(reading: Reading, begin: int, end: int) -> bool:
    """Whether nothing between two places of the sentence turns what it tells into a plan, a wish or a denial."""
    if reading.unit.kind in (*_TITLES, "row", "footnote") or _asks(reading):
        return False
    start = max(_clause_start(reading.text, begin), min(begin, _clause_start(reading.text, end)))
    if reading.unit.kind in ACTS and not FACTIVE.match(reading.text):
        aside = [found.end() for found in _ASIDE.finditer(reading.text, 0, begin)]
        if not aside:
            return False
        start = max(start, aside[-1])
    turns = (_CALLED_FOR, _NEGATED, _NO_SUCH, _UNDONE, _ASKED)
    turned = any(_said(turn, reading, start, end) for turn in turns) or _foreseen(reading, start, end)
    unreal = turned or _wished(reading, end) or _IF.search(reading.text, 0, end)
    return not unreal and not reading.text.rstrip('"”’)').endswith("?")
