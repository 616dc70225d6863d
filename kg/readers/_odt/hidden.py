"""What an OpenDocument text holds and does not show.

Words are hidden by their style, by the field that they stand in, or with the section that holds them; a paragraph also
by a field in it. A field says whether its condition held when the file was saved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from kg.readers._xml import child, children, get, local

_FIELDS = frozenset(("hidden-text", "hidden-paragraph"))
_FAMILIES = {"span": "text", "p": "paragraph", "h": "paragraph"}
_INLINE = ("span", "a")
"""What may stand around words in a paragraph."""
_DEEPEST = 50
"""Styles that build on one another; more are taken for a ring."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Which styles hide words and which show them, by family and name."""

    told: Mapping[tuple[str, str], str] = field(default_factory=dict)
    parents: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def hides(self, element: Element, *, above: bool) -> bool:
        """Whether the element's words are hidden, `above` where its style says nothing."""
        family = _FAMILIES.get(local(element), "")
        name = get(element, "style-name") or ""
        for _ in range(_DEEPEST if family else 0):
            if (family, name) in self.told:
                return self.told[family, name] == "none"
            if (family, name) not in self.parents:
                break
            name = self.parents[family, name]
        return above


def styles_of(parts: Iterable[Element | None]) -> Styles:
    """The styles of these parts of the file; a later one of the same name counts no more."""
    told: dict[tuple[str, str], str] = {}
    parents: dict[tuple[str, str], str] = {}
    for part in parts:
        for style in children(part, "style"):
            key = get(style, "family") or "", get(style, "name") or ""
            if key in told or key in parents:
                continue
            properties = child(style, "text-properties")
            shown = get(properties, "display") if properties is not None else None
            if shown is not None:
                told[key] = shown
            parents[key] = get(style, "parent-style-name") or ""
    return Styles(told, parents)


def is_left_out(element: Element, styles: Styles) -> bool:
    """Whether the document shows nothing of this section, field or paragraph."""
    match local(element):
        case "section":
            display = get(element, "display")
            return display == "none" or (display == "condition" and get(element, "is-hidden") == "true")
        case name if name in _FIELDS:
            return get(element, "is-hidden") == "true"
        case "p" | "h":
            return _has_field(element, styles) or _all_hidden(element, styles, above=False)
        case _:
            return False


def _has_field(element: Element, styles: Styles) -> bool:
    """Whether a field in it, and not in what hangs on it, hides the paragraph."""
    return any(
        _has_field(found, styles) if local(found) in _INLINE else is_left_out(found, styles)
        for found in children(element, "hidden-paragraph", *_INLINE)
    )


def _all_hidden(element: Element, styles: Styles, *, above: bool) -> bool:
    hidden = styles.hides(element, above=above)
    return hidden and all(_all_hidden(span, styles, above=hidden) for span in children(element, *_INLINE))
