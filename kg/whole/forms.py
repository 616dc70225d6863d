"""Forms to claims: a label or question, and the answer behind it, of the programme that the form is about.

"Countries: Bhutan and Nepal", "Who runs it? …", a heading "Partners" above a list. An answer is names and little else;
what a longer sentence says is left to the mappers. The examples of a question answer nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.types import Claim, Reading, Referent, Support, Unit
from kg.whole.fields import Field, answers, field_of, stated

NAME = "forms"
_LABEL = re.compile(r"\A(?P<label>[^:?.;]{2,90}?(?:\([^()]*\))?[^:?.;]{0,60}?)\s?[:?] (?=\S)")
_ASKS = re.compile(r"\A(?P<label>.{2,240}?)\s?[:?]\s*\Z", re.DOTALL)
_TITLE = re.compile(r"\b(?:names?|titles?|(?:project|programme|initiative|activity)s?)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_PLANS = re.compile(
    r"\b(?:will|(?:is|are) to|aim(?:s|ed)?|plan(?:s|ned)|intend(?:s|ed)|expect(?:s|ed)|proposed)\b",
    re.IGNORECASE,
)
"""A label that tells of plans: what it lists has not happened."""
_SILENT = ("furniture", "cover", "preambular", "operative", "footnote", "row")
_LABEL_REACH = 240
"""Code points in which a label ends."""
_PLAIN = 4
"""Words, beside one for each name, that an answer of names may hold."""


@dataclass(slots=True)
class _Form:
    """What the form asks for at the moment, and of which programme; it lives as long as one document is read."""

    field: Field | None = None
    titled: bool = False
    """Whether the label asks for the programme's own name."""
    asked: Unit | None = None
    """Where it asked last, until an answer comes."""
    holder: Referent | None = None


def answered(readings: Sequence[Reading]) -> Iterator[Claim]:
    """The claims of all labels and questions with their answers, in order."""
    form = _Form()
    for reading in readings:
        if reading.unit.kind == "heading":
            form.holder = None if reading.unit.first.level <= 1 else form.holder
        if reading.unit.kind in _SILENT or (reading.unit.kind == "heading" and not _asks(reading.text)):
            form.field, form.titled = None, False
            continue
        asks = _asks(reading.text)
        if asks:
            further = form.field if form.asked is reading.unit else None
            form.field, form.asked = further or field_of(asks["label"]), reading.unit
            form.titled = form.field is None and bool(_TITLE.search(asks["label"]))
            continue
        yield from _answer(form, reading)


def _asks(text: str) -> re.Match[str] | None:
    return _ASKS.match(text) if text.rstrip().endswith((":", "?")) else None


def _labelled(text: str) -> re.Match[str] | None:
    near = text[:_LABEL_REACH]
    found = _LABEL.match(text) if ": " in near or "? " in near else None
    return None if found and _PLANS.search(found["label"]) else found


def _answer(form: _Form, reading: Reading) -> Iterator[Claim]:
    label = _labelled(reading.text)
    further = form.field if form.asked is reading.unit else None
    field, begin = (
        (further or field_of(label["label"]), label.end()) if label else (_pending(form, reading), 0)
    )
    form.asked = None
    if form.titled if label is None else field is None and _TITLE.search(label["label"]):
        _name(form, reading, begin)
    words = reading.text[begin:]
    named = [
        replace(r, begin=r.begin - begin, end=r.end - begin)
        for r in reading.referents
        if r.begin >= begin and r.support.basis == "mention"
    ]
    holder = _holder(form, reading, asked=label is None)
    if field and not holder and field.predicate == "mandatedBy" and label is None:
        holder = _author(reading) or reading.carried
    if label is None and holder and any(r.type == "programme" and r.entity != holder.entity for r in named):
        return  # it tells of that one
    if field and holder and _names_only(words, [r for r in named if r.type in field.types]):
        for thing, predicate in answers(words, named, field):
            if thing.entity != holder.entity:
                yield stated(
                    holder, thing, predicate, evidence=(reading.sentence,), mapper=NAME, confidence="0.78"
                )


def _pending(form: _Form, reading: Reading) -> Field | None:
    """What the question above asks for; else what the heading right above asks for."""
    if form.field:
        return form.field
    path = reading.unit.first.heading_path
    short = path and len(path[-1].split()) <= 4
    return field_of(path[-1]) if short and reading.unit.kind in ("item", "paragraph") else None


def _name(form: _Form, reading: Reading, begin: int) -> None:
    """The programme that answers the question for a name is what the form is about."""
    first = next((r for r in reading.referents if r.type == "programme" and r.begin >= begin), None)
    if first and reading.text[begin : first.begin].strip(' "“') in ("", "The"):
        form.holder = replace(
            first, begin=0, end=0, support=Support(basis="heading", span=first.support.span)
        )


def _holder(form: _Form, reading: Reading, *, asked: bool) -> Referent | None:
    """What the form is about; behind a label inside a paragraph not what the paragraph before spoke of."""
    spoken = (reading.topic, form.holder, reading.carried, reading.earlier if asked else None)
    return next((r for r in spoken if r and r.type == "programme"), None)


def _author(reading: Reading) -> Referent | None:
    """Whose mandates a list is that names no programme: the author's."""
    if reading.author is None:
        return None
    return Referent(
        entity=reading.author, type="organization", begin=0, end=0, support=Support(basis="document")
    )


def _names_only(words: str, things: Sequence[Referent]) -> bool:
    """Whether the words are a list of the things and little else."""
    rest, end = "", 0
    for thing in sorted(things, key=lambda r: r.begin):
        if thing.begin >= end:
            rest += words[end : thing.begin]
            end = thing.end
    rest += words[end:]
    return bool(things) and len(_WORD.findall(rest)) <= _PLAIN + 2 * len(things)
