"""`contributesTo`: a programme or organization serves a Goal, target or indicator that the text numbers."""

import re
from collections.abc import Iterator, Mapping

from kg.grammar import EXCEPTED, ahead
from kg.mappers._asserting import asserted, in_backdrop, settled
from kg.mappers._claims import claim, run
from kg.mappers._holders import DOES
from kg.mappers._set_beside import ITEMS_ONLY, paired, set_beside
from kg.mappers._subjects import actors, acts_through, is_subject, joined, main_subject, relative, subject
from kg.types import Claim, Entity, Reading, Referent

NAME = "contributes_to"
PREDICATES = ("contributesTo",)
EXAMPLES = (
    (
        "UNODC contributes to targets 5.2 and 16.1.",
        (("UNODC", "contributesTo", "5.2"), ("UNODC", "contributesTo", "16.1")),
    ),
    ("Goal 4 is the principal goal addressed by UNESCO.", (("UNESCO", "contributesTo", "4"),)),
    ("UNODC does not contribute to Goal 14.", ()),
    ("UNODC will support Goal 11 in future.", ()),
    ("Does UNODC support SDG 3?", ()),
    ("Farmers support Goal 2.", ()),
)

_STRONG = re.compile(
    r"""\b(?:
      contribut\w+ | support\w* | address\w* | reflect\w* | advanc\w+ | achiev\w+ | attain\w+ | implement\w+
    | monitor\w* | me(?:et|t|eting|ets) | accelerat\w+ | reali[sz]\w+ | promot\w+ | pursu\w+ | foster\w*
    | serv(?:es?|ing|ed) | align\w* | deliver\w* | in\ line\ with | progress\ (?:towards?|on)
    | (?:particular|special)\ (?:attention|focus) | (?:principal|main|primary)\ goal | (?:in\ )?furtherance\ of
    | correspond\w* | answers?\ to | matche[sd]
    | work\w*\ (?:towards?|across|on) | speaks?\ to | respon(?:ds?|sive)\ to | back(?:s|ed|ing)? | tied\ to
    | tagged\ (?:to|with)
    | further(?:s|ed|ing)? | guid(?:es|ed|ing) | help(?:s|ed|ing)? | underpin\w* | boost\w* | bring(?:s|ing)? | cover\w*
    | report\w*\ on | measur\w+ | core\ business | touch(?:es|ed)? | (?:whole\ )?purpose
    | feeds? | fed\ into | gains?\ from | profits?\ from | benefits?\ from | counts?\ towards? | tackl\w+
    | giv(?:es?|ing)\ effect\ to | enabl\w+ | strengthen\w* | champion\w* | track(?:s|ed|ing) | dedicated\ to
    | devoted\ to | anchored\ in | rooted\ in | geared\ (?:to|towards) | compass | yardstick | (?:heart|core)\ of
    | bears?\ on | associated\ with | pertain\w*\ to | works?\ for | set\ up\ for
    | priority\ to | response\ to | takes?\ up | links?\ (?:with|to) | answer\ to
    | at\ the\ (?:intersection|crossroads|nexus|junction|interface)\ of
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:towards?|related? to|relat(?:es|ing) to|linked to|in particular|particularly|especially|focus\w*"
    r"|relevant to|under)\b",
    re.IGNORECASE,
)
_DIRECT = re.compile(
    r"""(?:\ \([A-Z]\w+\))?(?:\ (?:also|has|have|directly|chiefly|mainly|above\ all))*
    \ (?: (?:champion|further|target|answer|honour|mirror|echo|uphold|defend|protect|safeguard|sustain|fuel)
          (?:e?s|ed)?
        | pursue[sd]? | tackle[sd]? | embrace[sd]? | upheld | hits? | drives? | drove | embod(?:y|ies|ied)
        | (?:push|point|look|work|build|speak|aim)(?:e?s|ed)?\ (?:towards?|to|at|on)
        | (?:is\ |are\ )?(?:linked|tied|mapped|matched|aligned|geared)\ (?:to|with)
        | carr(?:y|ies|ied)\ forward
      )(?:\ the)?\ """,
    re.VERBOSE,
)
"""A verb of serving right between a subject and its Goal."""
_NOT_SO = re.compile(
    r"\s?(?:: (?:not?|none|nil|n/a|planned|no longer)\b|\((?:to be\b|unless\b"
    r"|(?:not|if) (?:yet\b(?! (?:Goals?|SDGs?|[Tt]argets?)\b)"
    r"|(?:to be|confirmed|funded|approved|adopted|agreed|started|begun|this|any)\b)"
    r"|(?:pending|planned|proposed|foreseen|envisaged)"
    r"(?:\)|[,;]| (?:approval|confirmation|agreement|funding|for|from|in)\b)))",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(r"\((?:not|pending|if|unless|except)\b[^()]*\Z")
"""Before what a bracket behind others leaves out: "Goal 4 (pending the review of Goal 5)"."""
_IMPLIED = "0.75"
"""At most, where nobody is named and the author is taken to speak of its own work."""
_MEETING = re.compile(
    r"\b(?:Conference|Congress|Forum|Summit|Dialogue|Week|Decade|Day) (?:to|on|for|of)"
    r" (?:(?:the|of|and|for) |[A-Z]\w+ )*\Z"
)
"""What stands before the Goal that a meeting is named after."""
_OTHERS = re.compile(
    r"\b(?:as|while|when|where|because|so that|after) (?:the |all )?(?:Member States|States|Governments|countries"
    r"|[Pp]arties"
    r"|delegations|participants)\b"
)
_FRONT = re.compile(r"(?: \([A-Z]\w+\))?, (?:the )?")
_PROSPECT = re.compile(r"[^,;]{0,60}\b(?:will|would|could|should|may|might) ")
_IN_BRACKET = re.compile(r"\([^()]*\Z")
_APART = re.compile(r"[^()]*\)[\"”]?, ")
"""What stands behind a bracket and a comma is told of what stands before the bracket."""
_BETWEEN = re.compile(r"\b(?:relationship|link\w*|interlinkages?|connection) between\b[^,;]*\Z")
_GUIDES = re.compile(
    r"[\w.,() ]{0,40} (?:(?:lies?|is|are) at the (?:heart|core) of"
    r"|guides?|informs?|inspires?|underpins?|frames?|shapes?|steers?|drives?|orients?) (?:the |its )?"
)
_AGENT = re.compile(
    r"\b(?:by|(?:gains?|profits?|benefits?|draws?) from|in"
    r"|(?:reflected|addressed|covered|mainstreamed) in [^,;.]{0,60}? of)"
    r" (?:the |its |UN )?(?:[A-Z]\w*(?:['’]s)? )?\Z"
)


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each numbered item that the sentence says its subject serves."""
    items = _kept(reading, [r for r in reading.referents if r.type == "sdg" and not _in_name(reading, r)])
    if not items:
        return
    apart = {item for _, told in paired(reading, items) for item in told}
    for item in items:
        cue, confidence = _cue(reading.text, item, items)
        if (
            confidence is None
            or item in apart
            or _NOT_SO.match(reading.text, item.end)
            or _LEFT_OUT.search(ahead(reading.text, item.begin))
            or _BETWEEN.search(ahead(reading.text, item.begin))
            or in_backdrop(reading, item.begin)
        ):
            continue
        places = (
            (cue.start(), item.begin)
            if cue and cue.start() < item.begin
            else (cue.start() if cue else item.begin,)
        )
        if (
            not _PROSPECT.match(reading.text)
            and all(asserted(reading, place) for place in places)
            and (doer := _doer(reading, item))
            and not _others_do(reading, doer, item)
        ):
            strength = (("strength", cue[0].lower()),) if cue else ()
            sure = min(confidence, _IMPLIED) if doer.support.basis == "document" else confidence
            yield claim(
                reading, doer, "contributesTo", item, mapper=NAME, confidence=sure, qualifiers=strength
            )
            beside = [a for a in joined(reading, [doer]) if doer.end <= a.begin and a.end <= item.begin]
            same = [a for a in actors(reading) if a != doer and _same_words(a, doer)]
            for other in (*same, *beside, *_through(reading, doer, item), *_run(reading, doer, item)):
                yield claim(
                    reading, other, "contributesTo", item, mapper=NAME, confidence=sure, qualifiers=strength
                )
    yield from _direct(reading, items)
    yield from set_beside(reading, items, mapper=NAME)


def _kept(reading: Reading, items: list[Referent]) -> list[Referent]:
    """Without those left out: in "all but Goals 4 and 5" both."""
    kept: list[Referent] = []
    left: Referent | None = None
    for item in items:
        listed = left and ITEMS_ONLY.fullmatch(reading.text, left.end, max(left.end, item.begin))
        if listed or EXCEPTED.search(ahead(reading.text, item.begin)):
            left = item
        else:
            kept.append(item)
    return kept


def _through(reading: Reading, doer: Referent, item: Referent) -> list[Referent]:
    """In "Through the Programme, A supports target 4.7" A, which serves it as well."""
    if not acts_through(reading, doer) or doer.type != "programme":
        return []
    behind = (
        a for a in actors(reading) if doer.end <= a.begin and "," not in reading.text[a.end : item.begin]
    )
    return [
        a for a in behind if a.type == "organization" and _FRONT.fullmatch(reading.text, doer.end, a.begin)
    ][:1]


def _run(reading: Reading, doer: Referent, item: Referent) -> list[Referent]:
    """In "In support of Goal 13, the Office operates the Platform" the Platform."""
    if doer.type != "organization" or doer.begin < item.end:
        return []
    behind = (a for a in actors(reading) if a.type == "programme" and a.begin >= doer.end)
    found = next(behind, None)
    return [found] if found and DOES.fullmatch(reading.text, doer.end, found.begin) else []


def _others_do(reading: Reading, doer: Referent, item: Referent) -> bool:
    """Whether somebody else acts between the two: "It was a good year, as Member States agreed on Goal 5"."""
    return bool(_OTHERS.search(reading.text, doer.end, max(doer.end, item.begin)))


def _in_name(reading: Reading, item: Referent) -> bool:
    """Whether the number stands in the name of a meeting, text or body: "the Conference on Goal 14"."""
    names = (r for r in reading.referents if r.type in ("event", "publication", "instrument", "organization"))
    within = any(r.begin < item.begin and item.end <= r.end for r in names)
    return within or bool(_MEETING.search(ahead(reading.text, item.begin)))


def _same_words(one: Referent, other: Referent) -> bool:
    """Whether the same words mean both ("Both advance target 9.c")."""
    return one.end > 0 and (one.begin, one.end) == (other.begin, other.end)


def _direct(reading: Reading, items: list[Referent]) -> Iterator[Claim]:
    """ "X champions Goal 4": only the verb stands between; items listed behind count too."""
    for actor in actors(reading):
        first = next((i for i, item in enumerate(items) if item.begin >= actor.end), None)
        if first is None or not _DIRECT.fullmatch(reading.text, actor.end, items[first].begin):
            continue
        if is_subject(reading, actor) and settled(reading, actor.begin, items[first].begin):
            told = run(reading.text, items, first, ITEMS_ONLY)
            for item in (i for i in told if _cue(reading.text, i, items)[0] is None):
                yield claim(reading, actor, "contributesTo", item, mapper=NAME, confidence="0.70")


def _cue(text: str, item: Referent, items: list[Referent]) -> tuple[re.Match[str] | None, str | None]:
    """The words that tie the item to its subject, nearest first, and how sure they are."""
    for pattern, confidence in ((_STRONG, "0.88"), (_WEAK, "0.75")):
        found = [m for m in pattern.finditer(text) if not any(i.begin <= m.start() < i.end for i in items)]
        if found:
            return min(found, key=lambda m: (m.start() > item.begin, abs(m.start() - item.begin))), confidence
    return None, "0.65" if _IN_BRACKET.search(ahead(text, item.begin)) else "0.45"


def _doer(reading: Reading, item: Referent) -> Referent | None:
    """The agent of a passive behind the item, else the subject before it."""
    for actor in actors(reading):
        closed = _IN_BRACKET.search(ahead(reading.text, item.begin)) and _APART.match(reading.text, item.end)
        if actor.begin >= item.end and not closed and _AGENT.search(reading.text[item.end : actor.begin]):
            programme_before = any(a.type == "programme" and a.end <= item.begin for a in actors(reading))
            if not programme_before:
                return _programme_of(reading, actor)
    guided = [a for a in actors(reading) if a.type == "programme" and a.begin >= item.end]
    if guided and _GUIDES.fullmatch(reading.text, item.end, guided[0].begin):
        return guided[0]
    fronted = None if any(a.end <= item.begin for a in actors(reading)) else main_subject(reading, item.end)
    if fronted and not (reading.topic and fronted.type == "organization"):
        return fronted
    return relative(reading, item.begin) or subject(reading, item.begin)


def _programme_of(reading: Reading, actor: Referent) -> Referent:
    """In "of the UNODC school books initiative" the programme, not its owner."""
    behind = [
        a
        for a in actors(reading)
        if a.begin >= actor.end and len(reading.text[actor.end : a.begin].strip(" '’s")) == 0
    ]
    return behind[0] if actor.type == "organization" and behind and behind[0].type == "programme" else actor
