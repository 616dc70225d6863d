"""The records that travel down the line: frozen, slotted, keyword-only.

Offsets are Unicode code points into `Document.text`, begin included, end excluded (the convention of
NIF and of the Web Annotation model). Nothing here imports anything of ours.
"""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

EntityType = Literal[
    "resolution",
    "document",
    "instrument",
    "provision",
    "sdg",
    "action_line",
    "programme",
    "organization",
    "place",
    "publication",
    "event",
    "topic",
]
PassageKind = Literal[
    "heading", "paragraph", "item", "row", "footnote", "furniture", "cover", "preambular", "operative"
]
Basis = Literal["mention", "heading", "first-person", "anaphor", "list-head", "symbol-organ", "document"]
Bound = Literal["exactly", "about", "over", "under"]
Force = Literal["binding", "requesting", "inviting"]
Severity = Literal["violation", "warning", "info"]
Literal_ = str | int | Decimal | date | bool
STATES = "member-states"
"""The reserved key for States at large, whom mandates address; it is no entity."""

_BEYOND = sys.maxsize
"""Behind every place of a document."""


class Span(NamedTuple):
    """A stretch of text: `text[begin:end]`, in code points."""

    begin: int
    end: int


class Box(NamedTuple):
    """A rectangle on a page in points (1/72 inch), counted from the upper left corner of the page as shown."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as shown: its number counts from 1, whatever is printed on it; sizes in points."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line: the stretch of text that stands in one box on one page."""

    begin: int
    end: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What the file itself tells of a stretch of text: what it is, its number, and how deep a heading is."""

    begin: int
    end: int
    kind: PassageKind
    """`paragraph` where the file tells no more; `preambular` and `operative` only where the format marks them."""
    number: str | None = None
    level: int = 0
    """Of a heading, from 1 for the outermost; 0 where the file does not tell, and for everything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a text stands in its file, in order of the text. Any of the parts may be empty.

    Blocks do not overlap and between them stands only white space: where there are any, they cover the text.
    """

    pages: tuple[Page, ...] = ()
    lines: tuple[Line, ...] = ()
    blocks: tuple[Block, ...] = ()
    unread: tuple[int, ...] = ()
    """Numbers of the pages that hold pictures but no words that could be read."""

    def under(self, begin: int, end: int) -> tuple[Line, ...]:
        """The printed lines that hold any of `text[begin:end]`."""
        first = bisect_right(self.lines, begin, key=lambda line: line.end)
        last = bisect_left(self.lines, end, key=lambda line: line.begin)
        return self.lines[first:last]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text as it was read. `text` never changes afterwards; every offset counts in it."""

    source: str
    """Where the bytes came from, as the user named it."""
    name: str
    """File name without its last ending."""
    media_type: str
    text: str
    sha256: str
    """Of `text` in UTF-8, 64 hex digits."""
    bytes_sha256: str
    """Of the bytes as they were found."""
    language: str = "en"
    layout: Layout | None = None
    """How the text stands in its file, where the reader of its format tells."""

    @property
    def version(self) -> str:
        """First 12 hex digits of the text's hash: the name of this version."""
        return self.sha256[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One contiguous block of a document. Passages never overlap; with the gaps they tile the text."""

    index: int
    """Position in the document, from 0."""
    kind: PassageKind
    begin: int
    end: int
    number: str | None = None
    """The printed number of a paragraph or footnote ("14", "a", "*")."""
    level: int = 0
    """Depth of a heading, from 1; 0 for everything else."""
    headings: tuple[int, ...] = ()
    """Indexes of the headings above, outermost first."""
    heading_path: tuple[str, ...] = ()
    """The clean words of those headings."""
    continues: int | None = None
    """Index of the passage that a page break cut off and this one goes on with."""
    page: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.begin, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Clean words over unchanged text: markup, line ends and page furniture are left out, with a map back.

    `anchors` holds one pair (offset in the view, offset in the document) for the start of each run of
    characters that stand one by one in both; characters inside a run may differ (a line end shown as a
    blank), their places may not.
    """

    text: str
    anchors: tuple[tuple[int, int], ...]

    def place(self, offset: int) -> int:
        """The document offset of the view's character at `offset`."""
        run = bisect_right(self.anchors, (offset, _BEYOND)) - 1
        start, origin = self.anchors[run]
        return origin + offset - start

    def span(self, begin: int, end: int) -> Span:
        """The document span of `view.text[begin:end]`; it includes whatever the view leaves out in between."""
        return Span(self.place(begin), self.place(end - 1) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a reader takes as one piece: a heading, a footnote, or a paragraph whole across page breaks."""

    passages: tuple[Passage, ...]
    view: View
    sentences: tuple[Span, ...]
    """In offsets of the view; they do not overlap and are in order."""

    @property
    def kind(self) -> PassageKind:
        return self.passages[0].kind

    @property
    def first(self) -> Passage:
        return self.passages[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name, code or symbol in the text. `document.text[begin:end]` is its surface form."""

    begin: int
    end: int
    type: EntityType
    finder: str
    name: str
    """The clean form: of an item of an elided list, with what the list leaves out ("Goal 17")."""
    id: str | None = None
    """Canonical identifier: symbol, SDG code, key of a vocabulary; none where it stays open."""
    number: str | None = None
    """For a resolution whose organ the words themselves do not tell: its bare number ("6/7")."""
    score: Decimal = Decimal("0.9")

    @property
    def span(self) -> Span:
        return Span(self.begin, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing that a document names, under all the names that the document gives it."""

    key: str
    """Unique in the document."""
    type: EntityType
    name: str
    id: str | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    organ: str | None = None
    """Of a resolution: key of the organ that adopted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What one side of a claim rests on: a mention's span, or the reason why there is none."""

    basis: Basis
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement with its evidence. `subject` and `object` are entity keys of the document."""

    subject: str
    predicate: str
    evidence: tuple[Span, ...]
    """At least one sentence, or a heading and the sentence below it."""
    mapper: str
    confidence: Decimal
    object: str | None = None
    value: Literal_ | None = None
    """Instead of an object: a literal (metadata of the document)."""
    subject_support: Support
    object_support: Support
    qualifiers: tuple[tuple[str, str], ...] = ()
    """Sorted pairs: ("paragraph", "6"), ("strength", "reflected in")."""
    stated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number that a document reports, as dated as the text dates it. `subject` is an entity key."""

    subject: str
    value: Decimal
    bound: Bound
    unit: str
    """What is counted, in the source's words, singular."""
    as_of: str | None = None
    """A year, ISO date, month or period ("2016-11/2018-06"), where sentence or paragraph tell one."""
    verbatim: str
    """The number as printed, with its sign of currency."""
    evidence: tuple[Span, ...]
    mapper: str
    confidence: Decimal
    subject_support: Support


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """One thing that a paragraph of a resolution asks a named addressee to do."""

    para: str | None
    """The printed number, of a subparagraph with the number above it: "9(a)"."""
    verb: str
    """As a lower-case third person: "requests", "calls upon"."""
    force: Force
    addressee: str
    """An entity key, or `STATES`."""
    addressee_support: Support
    deadline: str | None = None
    """A year, month or date by which the addressee reports or acts, where the words give one."""
    deadline_text: str | None = None
    """The source's words for the time where no date can be computed: "at its sixty-third session"."""
    deadline_body: str | None = None
    """The body by whose session the addressee reports or acts: an entity key."""
    deadline_session: int | None = None
    """The number of that session."""
    recurrence: str | None = None
    """How often, in the source's words: "annual"."""
    evidence: tuple[Span, ...]
    mapper: str
    confidence: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """Words in a sentence that stand for an entity: its name, or an anaphor such as "the Office"."""

    entity: str
    type: EntityType
    begin: int
    """In the sentence's words, as `end`."""
    end: int
    support: Support


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a mapper may look at: one sentence, what it speaks of, and whose words or heading it stands under."""

    unit: Unit
    text: str
    """The clean words of the sentence."""
    offset: int
    """Where they begin in the unit's view."""
    sentence: Span
    """Where they stand in the document."""
    referents: tuple[Referent, ...]
    """In order of place."""
    topic: Referent | None
    """The programme that the heading above puts in force; its support names the heading."""
    author: str | None
    """Who speaks in the first person."""
    carried: Referent | None = None
    """The subject of the nearest sentence before it in the paragraph; its support names that place."""
    earlier: Referent | None = None
    """The programme that the paragraph before, under the same heading, spoke of last."""
    worker: str | None = None
    """Whose work a sentence without a doer tells: the author, unless that only reports what others do."""

    def span(self, begin: int, end: int) -> Span:
        """The document span of `text[begin:end]`."""
        return self.unit.view.span(self.offset + begin, self.offset + end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value read off the document about itself, with the passage that says so."""

    field: str
    value: Literal_
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A promise that is not kept: what, where, and how to mend it."""

    severity: Severity
    rule: str
    message: str
    remedy: str
    document: str | None = None
    begin: int | None = None
    end: int | None = None
    focus: str | None = None
    path: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything that was read out of one document: a pure function of text, vocabularies and code."""

    document: Document
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    roles: tuple[tuple[str, str], ...] = ()
    """Entity keys of the document's own fields: author, body, session."""
    findings: tuple[Finding, ...] = ()
    figures: tuple[Figure, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    sentences: tuple[Span, ...] = ()
    """All that were read, without those of headings, covers and page furniture; in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """IRIs of entities by document version and entity key, and what replaced what."""

    iris: Mapping[tuple[str, str], str]
    replaced: Mapping[str, str]
    """IRI that a merge withdrew, to the IRI that stands for it now."""
