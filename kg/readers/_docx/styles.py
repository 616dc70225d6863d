"""Styles and lists of a Word document: how deep a heading is, and how a paragraph is counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kg.readers._numbering import Level
from kg.readers._xml import child, children, get

# Names of heading styles: Word's own, and those of the templates of the United Nations ("_ H _Ch_G", "H23").
_HEADING = re.compile(
    r"(?:heading ?(?P<level>\d)|(?P<title>title|subtitle)|_? ?H ?_? ?(?P<short>Ch|M|\d{1,2})(?: ?_?G)?"
    r"|(?P<toc>toc heading))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a paragraph style says, its ancestors' words included."""

    name: str = ""
    outline: int | None = None
    list_id: str | None = None
    depth: int | None = None


def styles(root: Element | None) -> dict[str, Style]:
    """The styles by their id, each with what it takes from those it is based on."""
    found = {get(style, "styleId") or "": style for style in children(root, "style")}
    done: dict[str, Style] = {}
    for name in found:
        chain, at = [], name
        while at in found and at not in chain:
            chain.append(at)
            at = value(found[at], "basedOn") or ""
        style = Style()
        for ancestor in reversed(chain):
            style = _styled(found[ancestor], style)
        done[name] = style
    return done


def _styled(style: Element, above: Style) -> Style:
    own = child(style, "pPr")
    outline = value(own, "outlineLvl")
    return Style(
        name=value(style, "name") or above.name,
        outline=int(outline) if outline and outline.isdecimal() else above.outline,
        list_id=value(child(own, "numPr"), "numId") or above.list_id,
        depth=whole(value(child(own, "numPr"), "ilvl"), above.depth),
    )


def value(element: Element | None, name: str) -> str | None:
    """The `val` of the child of that name."""
    found = child(element, name)
    return None if found is None else get(found, "val")


def whole(word: str | None, default: int | None) -> int | None:
    """The number that an attribute holds, at most six digits long."""
    return int(word) if word and re.fullmatch(r"\d{1,6}", word) else default


def lists(root: Element | None) -> dict[str, tuple[str, Sequence[Level]]]:
    """For each list the name under which it counts, and its levels."""
    abstract = {get(a, "abstractNumId") or "": a for a in children(root, "abstractNum")}
    by_style = {s: a for a in abstract.values() if (s := value(a, "styleLink"))}
    done: dict[str, tuple[str, Sequence[Level]]] = {}
    for num in children(root, "num"):
        name = value(num, "abstractNumId") or ""
        kind = abstract.get(name)
        link = value(kind, "numStyleLink")
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
        form=value(level, "numFmt") or "decimal",
        pattern=(value(level, "lvlText") or "")[:40],
        start=whole(value(level, "start"), 1) or 0,
    )


def restarts(root: Element | None) -> dict[str, list[tuple[int, int]]]:
    """For each list the levels that begin anew where it is first used, each with its first number."""
    return {
        get(num, "numId") or "": [
            (whole(get(over, "ilvl"), 0) or 0, start)
            for over in children(num, "lvlOverride")
            if (start := whole(value(over, "startOverride"), None)) is not None
        ]
        for num in children(root, "num")
    }


def heading_level(own: Element | None, style: Style) -> int:
    """How deep a paragraph with these properties and this style is as a heading, 0 where it is none."""
    outline = whole(value(own, "outlineLvl"), style.outline)
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
