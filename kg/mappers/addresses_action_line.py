"""`addressesActionLine`: whose work a heading, a bracket or a sentence files under a line of the World Summit."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.iris import fold
from kg.mappers._asserting import asserted
from kg.mappers._claims import claim
from kg.mappers._subjects import actors, implied_author, is_subject, subject
from kg.types import Claim, Entity, EntityType, Reading, Referent, Span, Support

NAME = "addresses_action_line"
PREDICATES = ("addressesActionLine",)
EXAMPLES = (
    (
        "The Harbour Learning Platform trains judges (C7. ICT Applications E-learning).",
        (("Harbour Learning Platform", "addressesActionLine", "C7.e-learning"),),
    ),
    (
        "The Harbour Learning Platform supports action lines C4 and C5.",
        (
            ("Harbour Learning Platform", "addressesActionLine", "C4"),
            ("Harbour Learning Platform", "addressesActionLine", "C5"),
        ),
    ),
    ("UNESCO will support action line C3.", ()),
)

_CUE = re.compile(
    r"""\b(?:
      support\w* | address\w* | contribut\w+ | implement\w+ | advanc\w+ | facilitat\w+ | promot\w+ | cover\w*
    | answers?\ to | reflect\w* | respon\w+\ to | correspond\w*\ to
    | lead\w* | led | moderat\w+ | coordinat\w+ | serv(?:es|ed|ing) | deliver\w* | work\w*\ on | falls?\ under
    | align\w* | in\ line\ with | further(?:s|ed|ing) | under | within | relat(?:es|ed|ing)\ to | responsible\ for
    )\b""",
    re.VERBOSE,
)
_BRACKET = re.compile(r"[\"”’]* \([^()]*\)")
_THROUGH = re.compile(r"\b[Tt]hrough (?:its |the |our |their )?[\"“]?\Z")
_OPEN_BRACKET = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\Z")
_CLOSING = re.compile(r"[^()]*\)?[^()]*\)[.;]?\s*\Z")


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each line and each subject: by bracket, by the words of the sentence, else by the heading."""
    lines = [referent for referent in reading.referents if referent.type == "action_line"]
    if not lines:
        yield from _under_heading(reading, entities)
    yield from _titled(reading, lines)
    yield from _under_line(reading, lines)
    for line in lines:
        yield from (
            _in_bracket(reading, line, entities) if _bracketed(reading, line) else _in_words(reading, line)
        )


def _titled(reading: Reading, lines: Sequence[Referent]) -> Iterator[Claim]:
    """ "Safe Click initiative (action line C5; …)" as the title of a paragraph files the programme."""
    for programme in (a for a in actors(reading) if a.type == "programme" and a.support.basis == "mention"):
        bracket = _BRACKET.match(reading.text, programme.end)
        for line in lines if reading.unit.kind != "furniture" else ():
            if bracket and bracket.start() < line.begin < bracket.end():
                yield claim(reading, programme, "addressesActionLine", line, mapper=NAME, confidence="0.88")


def _under_line(reading: Reading, lines: Sequence[Referent]) -> Iterator[Claim]:
    """A paragraph that opens with the code and title of a line files the programmes of its first sentence."""
    first = (
        lines[0] if lines and not reading.text[: lines[0].begin].strip(" (") and reading.offset == 0 else None
    )
    if first is None or len(lines) > 1 or reading.unit.kind in ("heading", "furniture"):
        return
    programmes = [a for a in actors(reading) if a.type == "programme" and a.begin >= first.end]
    for programme in programmes[:1] if asserted(reading, first.end) else ():
        yield claim(reading, programme, "addressesActionLine", first, mapper=NAME, confidence="0.75")


def _bracketed(reading: Reading, line: Referent) -> bool:
    """Whether the code stands in a bracket that ends the sentence: it files the whole sentence."""
    return bool(_OPEN_BRACKET.search(reading.text[: line.begin])) and bool(
        _CLOSING.match(reading.text[line.end :])
    )


def _in_bracket(reading: Reading, line: Referent, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    doer = _reported(reading, line, entities)
    bracket = reading.text.rfind("(", 0, line.begin)
    if doer and asserted(reading, max(bracket, 0)):
        yield claim(reading, doer, "addressesActionLine", line, mapper=NAME, confidence="0.88")


def _reported(reading: Reading, line: Referent, entities: Mapping[str, Entity]) -> Referent | None:
    """Whose work a bracket files: the sentence's programme, the heading's, what the item named before, the body."""
    before = [a for a in actors(reading) if a.end <= line.begin]
    programmes = [a for a in before if a.type == "programme"]
    if acting := next((a for a in programmes if is_subject(reading, a)), None):
        return acting
    if reading.topic:
        return reading.topic
    if programmes:
        return programmes[-1]
    return _earlier(reading, entities) or subject(reading, line.begin)


def _earlier(reading: Reading, entities: Mapping[str, Entity]) -> Referent | None:
    """The programme that the same paragraph or item names first, before this sentence; else its organization."""
    begin, end = reading.unit.first.begin, reading.sentence.begin
    kinds: tuple[EntityType, ...] = ("programme", "organization")
    for kind in kinds:
        found = _named_within(entities, kind, begin, end)
        if found:
            span, key = min(found)
            support = Support(basis="anaphor", span=span)
            return Referent(entity=key, type=kind, begin=0, end=0, support=support)
    return None


def _named_within(entities: Mapping[str, Entity], kind: str, begin: int, end: int) -> list[tuple[Span, str]]:
    return [
        (span, entity.key)
        for entity in entities.values()
        if entity.type == kind
        for span in entity.mentions
        if begin <= span.begin and span.end <= end
    ]


def _in_words(reading: Reading, line: Referent) -> Iterator[Claim]:
    """ "The programme supports action line C5"."""
    doer = subject(reading, line.begin)
    cues = list(_CUE.finditer(reading.text, 0, line.begin))
    if doer and cues and asserted(reading, cues[-1].start()):
        yield claim(reading, doer, "addressesActionLine", line, mapper=NAME, confidence="0.85")


def _in_force(reading: Reading, entities: Mapping[str, Entity]) -> Referent | None:
    """The line that the innermost heading with a code puts in force, supported by the code's place there."""
    for words in reversed(reading.unit.first.heading_path):
        named = [
            (span.begin, entity.key, span)
            for entity in entities.values()
            if entity.type == "action_line" and _opens(words, entity)
            for span in entity.mentions
            if span.end <= reading.unit.first.begin
        ]
        if named:
            _, key, span = max(named)
            return Referent(
                entity=key, type="action_line", begin=0, end=0, support=Support(basis="heading", span=span)
            )
    return None


def _opens(heading: str, line: Entity) -> bool:
    """Whether the heading begins with the line's code or title as the document prints it."""
    words = f"{fold(heading)} "
    return any(words.startswith(f"{fold(name)} ") for name in (line.name, *line.aliases))


def _under_heading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """The claims of a sentence that stands under the heading of a line."""
    if not (reading.topic or reading.worker or actors(reading)):
        return  # nobody could have done it
    line = _in_force(reading, entities)
    for doer, confidence in _doers(reading, entities) if line else ():
        if line and asserted(reading, doer.end):
            made = claim(reading, doer, "addressesActionLine", line, mapper=NAME, confidence=confidence)
            heading = line.support.span
            evidence = {*made.evidence, heading} if heading else set(made.evidence)
            yield replace(made, evidence=tuple(sorted(evidence)))


def _doers(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[tuple[Referent, str]]:
    """The programmes that the sentence is about; where the paragraph names none, the body that acts in it."""
    if reading.topic:
        yield reading.topic, "0.85"
        return
    for programme in (a for a in actors(reading) if a.type == "programme" and a.support.basis == "mention"):
        told = is_subject(reading, programme) or _THROUGH.search(reading.text[: programme.begin])
        yield programme, "0.80" if told else "0.50"
    unit = reading.unit
    if not _named_within(entities, "programme", unit.first.begin, unit.passages[-1].end):
        bodies = [a for a in actors(reading) if a.type == "organization" and is_subject(reading, a)]
        if doer := next(iter(bodies), None) or implied_author(reading):
            yield doer, "0.66"
