"""The words of a paragraph of Word as they are seen, its notes, and the text boxes that hang on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from kg.readers._docx.styles import Style, value
from kg.readers._numbering import Counter, Level
from kg.readers._pieces import Piece, clean, raised
from kg.readers._xml import child, children, get, local

_LEFT_OUT = frozenset(("del", "moveFrom", "Fallback", "pict", "commentRangeStart", "rPr", "pPr", "instrText"))
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "‑"}
_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(slots=True)
class Reading:
    """One document while it is read."""

    styles: Mapping[str, Style]
    lists: Mapping[str, tuple[str, Sequence[Level]]]
    notes: Mapping[tuple[str, str], Element]
    restarts: Mapping[str, Sequence[tuple[int, int]]]
    counter: Counter = field(default_factory=Counter)
    marks: dict[tuple[str, str], str] = field(default_factory=dict)
    waiting: list[tuple[str, Element]] = field(default_factory=list)


def is_on(mark: Element) -> bool:
    """Whether a property that may be switched on or off is on."""
    return (get(mark, "val") or "1") not in _OFF


def boxes(element: Element) -> Iterator[Element]:
    """The text boxes in it, old (VML) and new, each once: of what stands twice, the first with a box."""
    for found in children(element):
        match local(found):
            case "txbxContent":
                yield found  # boxes in it hang on its own paragraphs
            case "AlternateContent":
                told = (list(boxes(option)) for option in children(found, "Choice", "Fallback"))
                yield from next((some for some in told if some), [])
            case "del" | "moveFrom" | "rPr" | "pPr":
                pass
            case _:
                yield from boxes(found)


def words_of(paragraph: Element, reading: Reading) -> str:
    """The words as they are seen; notes that are met wait in the reading."""
    return clean("".join(_runs(paragraph, reading)))


def _runs(element: Element, reading: Reading) -> Iterator[str]:
    for found in children(element):
        name = local(found)
        if name == "r":
            yield from _run(found, reading)
        elif name not in _LEFT_OUT:
            yield from _runs(found, reading)


def _run(run: Element, reading: Reading) -> Iterator[str]:
    properties = child(run, "rPr")
    hidden = child(properties, "vanish")
    if hidden is not None and is_on(hidden):
        return
    above = value(properties, "vertAlign") == "superscript"
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


def _mark(reference: Element, kind: str, run: Element, reading: Reading) -> str:
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


def notes_of(reading: Reading) -> Iterator[Piece]:
    """The notes that wait."""
    waiting, reading.waiting = reading.waiting, []
    for mark, note in waiting:
        words = clean(" ".join(words_of(p, reading) for p in children(note, "p")))
        yield Piece(kind="footnote", text=f"{raised(mark)} {words.removeprefix(mark).strip()}", number=mark)
    reading.waiting = []
