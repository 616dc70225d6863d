"""Word documents (Office Open XML): paragraphs with the numbers that Word counts, headings, notes and tables.

Tracked changes are read as accepted; comments, hidden words and whatever a document only points to are left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from kg import zipped
from kg.errors import ReadError
from kg.readers._numbering import Counter, Level
from kg.readers._pieces import Piece, bare, clean, laid_out, raised, row
from kg.readers._xml import child, children, get, local, parsed
from kg.types import Layout, PassageKind

MEDIA_TYPES: tuple[str, ...] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
SUFFIXES: tuple[str, ...] = (".docx", ".docm", ".dotx")
EXAMPLES: tuple[tuple[bytes, str], ...] = ()

_BODY = "word/document.xml"
_PART = 64 * 2**20
# Names of heading styles: Word's own, and those of the templates of the United Nations ("_ H _Ch_G", "H23").
_HEADING = re.compile(
    r"(?:heading ?(?P<level>\d)|(?P<title>title|subtitle)|_? ?H ?_? ?(?P<short>Ch|M|\d{1,2})(?: ?_?G)?"
    r"|(?P<toc>toc heading))$",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(r"\s*(?:United Nations|Nations Unies|Naciones Unidas|Distr\.|.{0,60}Distr\.:)")
_BYLINE = re.compile(
    r"(?:Reports? of|Notes? by|Notes? verbales?|Letters? dated|Submission (?:by|from)) ", re.IGNORECASE
)
_COVER = 30
"""Pieces among which the cover ends."""
_LEFT_OUT = frozenset(("del", "moveFrom", "Fallback", "pict", "commentRangeStart", "rPr", "pPr", "instrText"))
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "‑"}
_CONTENTS = ("toc ", "table of figures")
_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """What a paragraph style says, its ancestors' words included."""

    name: str = ""
    outline: int | None = None
    list_id: str | None = None
    depth: int | None = None


@dataclass(slots=True)
class _Reading:
    """One document while it is read."""

    styles: Mapping[str, _Style]
    lists: Mapping[str, tuple[str, Sequence[Level]]]
    notes: Mapping[tuple[str, str], Element]
    restarts: Mapping[str, Sequence[tuple[int, int]]]
    counter: Counter = field(default_factory=Counter)
    marks: dict[tuple[str, str], str] = field(default_factory=dict)
    waiting: list[tuple[str, Element]] = field(default_factory=list)


def recognises(data: bytes) -> bool:
    """Whether this is an archive with the body of a Word document."""
    return _BODY in zipped.names(data)


def read(data: bytes, where: str) -> str:
    """The text, a blank line between paragraphs.

    Raises `ReadError` for what is damaged, encrypted, or has no words.
    """
    return read_laid_out(data, where)[0]


def read_laid_out(data: bytes, where: str) -> tuple[str, Layout]:
    """The text, and what each stretch of it is; numbers that Word counts are part of the text.

    Raises `ReadError` for what is damaged, encrypted, or has no words.
    """
    with zipped.opened(data, where) as archive:
        known = set(archive.namelist())

        def part(name: str) -> Element | None:
            if name not in known:
                return None
            return parsed(zipped.unpacked(archive, name, where, limit=_PART), where)

        body = child(part(_BODY), "body")
        if body is None:
            raise ReadError("it has no body", where=where, remedy="save it again")
        numbering = part("word/numbering.xml")
        reading = _Reading(
            styles=_styles(part("word/styles.xml")),
            lists=_lists(numbering),
            notes={
                (kind, get(note, "id") or ""): note
                for kind in ("footnote", "endnote")
                for note in children(part(f"word/{kind}s.xml"), kind)
            },
            restarts=_restarts(numbering),
        )
        masthead = _first_header(body, part("word/_rels/document.xml.rels"))
        header = part(f"word/{masthead}") if masthead else None
    pieces = [*_covers(header, reading), *_blocks(body, reading, first=True)]
    return laid_out(_titled(pieces), where)


# Styles and lists ------------------------------------------------------------------------------------------


def _styles(root: Element | None) -> dict[str, _Style]:
    found = {get(style, "styleId") or "": style for style in children(root, "style")}
    done: dict[str, _Style] = {}
    for name in found:
        chain, at = [], name
        while at in found and at not in chain:
            chain.append(at)
            at = get_value(found[at], "basedOn") or ""
        style = _Style()
        for ancestor in reversed(chain):
            style = _styled(found[ancestor], style)
        done[name] = style
    return done


def _styled(style: Element, above: _Style) -> _Style:
    own = child(style, "pPr")
    outline = get_value(own, "outlineLvl")
    return _Style(
        name=get_value(style, "name") or above.name,
        outline=int(outline) if outline and outline.isdecimal() else above.outline,
        list_id=get_value(child(own, "numPr"), "numId") or above.list_id,
        depth=_number(get_value(child(own, "numPr"), "ilvl"), above.depth),
    )


def get_value(element: Element | None, name: str) -> str | None:
    """The `val` of the child of that name."""
    found = child(element, name)
    return None if found is None else get(found, "val")


def _number(word: str | None, default: int | None) -> int | None:
    return int(word) if word and re.fullmatch(r"\d{1,6}", word) else default


def _lists(root: Element | None) -> dict[str, tuple[str, Sequence[Level]]]:
    abstract = {get(a, "abstractNumId") or "": a for a in children(root, "abstractNum")}
    by_style = {s: a for a in abstract.values() if (s := get_value(a, "styleLink"))}
    done: dict[str, tuple[str, Sequence[Level]]] = {}
    for num in children(root, "num"):
        name = get_value(num, "abstractNumId") or ""
        kind = abstract.get(name)
        link = get_value(kind, "numStyleLink")
        levels = _levels(by_style.get(link or "", kind))
        over = {get(o, "ilvl"): child(o, "lvl") for o in children(num, "lvlOverride")}
        for place, own in over.items():
            if own is not None and place and place.isdecimal() and int(place) < len(levels):
                levels[int(place)] = _level(own)
        done[get(num, "numId") or ""] = (link or name, levels)
    return done


def _levels(kind: Element | None) -> list[Level]:
    return [_level(level) for level in list(children(kind, "lvl"))[:9]]


def _level(level: Element) -> Level:
    return Level(
        form=get_value(level, "numFmt") or "decimal",
        pattern=(get_value(level, "lvlText") or "")[:40],
        start=_number(get_value(level, "start"), 1) or 0,
    )


def _restarts(root: Element | None) -> dict[str, list[tuple[int, int]]]:
    """For each list the levels that begin anew where it is first used, each with its first number."""
    return {
        get(num, "numId") or "": [
            (_number(get(over, "ilvl"), 0) or 0, start)
            for over in children(num, "lvlOverride")
            if (start := _number(get_value(over, "startOverride"), None)) is not None
        ]
        for num in children(root, "num")
    }


# Blocks ----------------------------------------------------------------------------------------------------


def _first_header(body: Element, relations: Element | None) -> str | None:
    """The part with the header of the first page, where the first section has one of its own: the masthead."""
    section = next((s for s in body.iter() if isinstance(s.tag, str) and local(s) == "sectPr"), None)
    if section is None or child(section, "titlePg") is None:
        return None
    wanted = next(
        (get(h, "id") for h in children(section, "headerReference") if get(h, "type") == "first"), None
    )
    return next((get(r, "Target") for r in children(relations) if wanted and get(r, "Id") == wanted), None)


def _titled(pieces: list[Piece]) -> Iterator[Piece]:
    """Below a masthead and down to the line that says whose report it is, a heading is the title on the cover."""
    covered = any(piece.kind == "cover" for piece in pieces)
    by = next((i for i, piece in enumerate(pieces[:_COVER]) if _BYLINE.match(piece.text)), -1)
    for index, piece in enumerate(pieces):
        above = covered and index <= by and piece.kind == "heading"
        yield replace(piece, kind="paragraph", level=0) if above else piece


def _covers(header: Element | None, reading: _Reading) -> Iterator[Piece]:
    for paragraph in header.iter() if header is not None else ():
        if isinstance(paragraph.tag, str) and local(paragraph) == "p":
            yield Piece(kind="cover", text=_words(paragraph, reading))
    reading.waiting.clear()


def _blocks(body: Element, reading: _Reading, *, first: bool = False) -> Iterator[Piece]:
    """The pieces of a body, a cell or a text box; `first` where a masthead may still come."""
    for element in children(body):
        match local(element):
            case "p":
                found = [_paragraph(element, reading), *_boxes(element, reading)]
            case "tbl":
                found = list(_table(element, reading, masthead=first))
            case "sdt":
                content = child(element, "sdtContent")
                found = list(_blocks(content, reading, first=first)) if content is not None else []
            case "ins" | "moveTo" | "customXml" | "smartTag":
                found = list(_blocks(element, reading, first=first))
            case _:
                continue
        first = first and not any(piece.text.strip() for piece in found)
        yield from found
        yield from _notes(reading)


def _paragraph(paragraph: Element, reading: _Reading) -> Piece:
    own = child(paragraph, "pPr")
    style = reading.styles.get(get_value(own, "pStyle") or "", _Style())
    words = _words(paragraph, reading)
    label, depth = _label(own, style, reading) if words.strip() else ("", 0)
    level = _heading_level(own, style)
    if style.name.lower().startswith(_CONTENTS):
        return Piece(kind="furniture", text=words)
    text = f"{label} {words}" if label else words
    if level and words.strip():
        return Piece(kind="heading", text=text, number=bare(label), level=level)
    return Piece(kind=_kind(label, depth), text=text, number=bare(label))


def _kind(label: str, depth: int) -> PassageKind:
    """A decimal number of the outermost level begins a paragraph, any other label an item."""
    number = bare(label)
    return "paragraph" if not label or (number and number[0].isdecimal() and depth == 0) else "item"


def _label(own: Element | None, style: _Style, reading: _Reading) -> tuple[str, int]:
    direct = child(own, "numPr")
    list_id = get_value(direct, "numId") or style.list_id
    depth = _number(get_value(direct, "ilvl"), style.depth) or 0
    name, levels = reading.lists.get(list_id or "", ("", ()))
    if not list_id or not levels:
        return "", 0
    for place, number in reading.restarts.get(list_id, ()) if (list_id, "") not in reading.marks else ():
        reading.counter.begin_at(name, place, number)
    reading.marks[list_id, ""] = "begun"
    return reading.counter.label(name, levels, depth), depth


def _heading_level(own: Element | None, style: _Style) -> int:
    outline = _number(get_value(own, "outlineLvl"), style.outline)
    if outline is not None:
        return outline + 1 if outline < 9 else 0
    named = _HEADING.match(style.name.split(",")[0].strip())
    if not named or named["toc"]:
        return 0
    if named["level"]:
        return int(named["level"])
    return (
        1 if named["title"] or not (named["short"] or "").isdecimal() else 1 + int((named["short"] or "1")[0])
    )


def _boxes(paragraph: Element, reading: _Reading) -> list[Piece]:
    """What text boxes that hang on a paragraph say."""
    found: list[Piece] = []
    for box in paragraph.iter():
        if isinstance(box.tag, str) and local(box) == "AlternateContent":
            for content in (child(box, "Choice") or box).iter():
                if isinstance(content.tag, str) and local(content) == "txbxContent":
                    found += _blocks(content, reading)
    return found


def _table(table: Element, reading: _Reading, *, masthead: bool) -> Iterator[Piece]:
    rows = [[list(_blocks(cell, reading)) for cell in _cells(line)] for line in children(table, "tr")]
    flat = [piece for line in rows for cell in line for piece in cell]
    if masthead and any(_MASTHEAD.match(piece.text) for piece in flat):
        yield from (Piece(kind="cover", text=piece.text) for piece in flat)
    elif max((len(line) for line in rows), default=0) <= 1:
        yield from flat
    else:
        for line in rows:
            yield Piece(
                kind="row", text=row(" ".join(p.text for p in cell if p.kind != "footnote") for cell in line)
            )
            yield from (piece for cell in line for piece in cell if piece.kind == "footnote")


def _cells(line: Element) -> Iterator[Element]:
    for found in children(line, "tc", "sdt"):
        if local(found) == "tc":
            yield found
        else:
            yield from children(child(found, "sdtContent"), "tc")


# Words -----------------------------------------------------------------------------------------------------


def _words(paragraph: Element, reading: _Reading) -> str:
    return clean("".join(_runs(paragraph, reading)))


def _runs(element: Element, reading: _Reading) -> Iterator[str]:
    for found in children(element):
        name = local(found)
        if name == "r":
            yield from _run(found, reading)
        elif name not in _LEFT_OUT:
            yield from _runs(found, reading)


def _run(run: Element, reading: _Reading) -> Iterator[str]:
    properties = child(run, "rPr")
    hidden = child(properties, "vanish")
    if hidden is not None and (get(hidden, "val") or "1") not in _OFF:
        return
    above = get_value(properties, "vertAlign") == "superscript"
    for found in children(run):
        match local(found):
            case "t":
                yield raised(found.text or "") if above else found.text or ""
            case "footnoteReference" | "endnoteReference" as name:
                yield _mark(found, name.removesuffix("Reference"), run, reading)
            case "sym":
                yield _symbol(found)
            case name if name in _SIGNS:
                yield _SIGNS[name]
            case _:
                pass


def _symbol(found: Element) -> str:
    """A sign of a symbol font has a code of private use; it is left out."""
    try:
        sign = chr(int(get(found, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""
    return sign if sign.isprintable() and not "\ue000" <= sign <= "\uf8ff" else ""


def _mark(reference: Element, kind: str, run: Element, reading: _Reading) -> str:
    """The mark of a note, and the note is kept until its paragraph ends."""
    key = (kind, get(reference, "id") or "")
    note = reading.notes.get(key)
    if note is None:
        return ""
    if key not in reading.marks:
        own = "".join(t.text or "" for t in children(run, "t")) if get(reference, "customMarkFollows") else ""
        counted = sum(1 for k, mark in reading.marks.items() if k[0] == kind and mark.isdecimal()) + 1
        reading.marks[key] = own or str(counted)
        reading.waiting.append((reading.marks[key], note))
        return "" if own else raised(reading.marks[key])
    return raised(reading.marks[key])


def _notes(reading: _Reading) -> Iterator[Piece]:
    waiting, reading.waiting = reading.waiting, []
    for mark, note in waiting:
        words = clean(" ".join(_words(p, reading) for p in children(note, "p")))
        yield Piece(kind="footnote", text=f"{raised(mark)} {words.removeprefix(mark).strip()}", number=mark)
    reading.waiting = []
