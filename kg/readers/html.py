"""HTML: the main text with headings, lists, notes' marks and tables; menus, scripts and forms are left out.

Read as browsers do (the parsing rules of the HTML standard), and nothing that a page points to is fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.readers._numbering import written
from kg.readers._pieces import Piece, bare, clean, laid_out, raised, row
from kg.readers.text import decoded
from kg.types import Layout, PassageKind

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MEDIA_TYPES: tuple[str, ...] = ("text/html", "application/xhtml+xml")
SUFFIXES: tuple[str, ...] = (".html", ".htm", ".xhtml")
EXAMPLES: tuple[tuple[bytes, str], ...] = (
    (
        b"<h1>Divers</h1><nav>Home</nav><p>Forty <b>courses</b>.<ul><li>Ropes",
        "Divers\n\nForty courses.\n\n• Ropes\n",
    ),
)

_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,9}"
    rb"<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*(?P<name>[\w.:-]{1,40})", re.IGNORECASE)
_DECLARED_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"'](?P<name>[\w.:-]{1,40})")
_DROPPED = (
    "script, style, noscript, template, nav, form, button, select, svg, math, iframe, object, canvas, audio, video, "
    "dialog, [hidden], [aria-hidden=true], [role=navigation], [role=search], body > header, body > footer, body > aside"
)
_MAIN = ("main", "[role=main]", "article")
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SHARE = 0.5
"""Share of the page's words that a part must have to be taken for the whole text."""
_NAMES = """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer
    h1 h2 h3 h4 h5 h6 header hr html li main menu ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_NAMES.split())


@dataclass(slots=True)
class _Page:
    """A page while it is read: the words of the piece that is open, and what surrounds it."""

    words: list[str] = field(default_factory=list)
    kind: PassageKind = "paragraph"
    level: int = 0
    label: str = ""
    lists: list[int | None] = field(default_factory=list)
    """The number of the next item of each list that is open; none for a list of bullets."""

    def closed(self) -> Iterator[Piece]:
        """The piece that ends here, if it has words."""
        words = clean("".join(self.words))
        self.words = []
        if words:
            text = f"{self.label} {words}" if self.label else words
            yield Piece(kind=self.kind, text=text, number=bare(self.label), level=self.level)
            self.label = ""


def recognises(data: bytes) -> bool:
    """Whether this begins as an HTML page does."""
    return bool(_OPENING.match(data[:8192]))


def read(data: bytes, where: str) -> str:
    """The main text, a blank line between paragraphs.

    Raises `ReadError` for bytes that are no text, and for a page without words.
    """
    return read_laid_out(data, where)[0]


def read_laid_out(data: bytes, where: str) -> tuple[str, Layout]:
    """The main text, and what each stretch of it is.

    Raises `ReadError` for bytes that are no text, and for a page without words.
    """
    from selectolax.lexbor import LexborHTMLParser

    found = _DECLARED_XML.match(data[:1024]) or _DECLARED.search(data[:4096])
    declared = found["name"].decode("ascii") if found else None
    page = LexborHTMLParser(decoded(data, where, declared=declared))
    for node in page.css(_DROPPED):
        node.decompose()
    body = page.body
    if body is None:
        raise ReadError("it has no body", where=where, remedy="give a page with words")
    for node in page.css("br"):
        node.replace_with(" ")
    for node in page.css("sup"):
        node.replace_with(raised(clean(node.text())))
    return laid_out(_pieces(_main(body)), where)


def _main(body: "LexborNode") -> "LexborNode":
    """The one part that holds most of the words, if the page marks it."""
    whole = len(clean(body.text()))
    for selector in _MAIN:
        parts = body.css(selector)
        if len(parts) == 1 and len(clean(parts[0].text())) >= _SHARE * whole:
            return parts[0]
    return body


def _walk(root: "LexborNode") -> Iterator[tuple[bool, "LexborNode"]]:
    """Each node below the root twice, when it begins (true) and when it ends; no depth is too deep."""
    end, node = root.mem_id, root.first_child
    while node is not None:
        yield True, node
        below = node.first_child
        while below is None and node is not None:
            yield False, node
            below = node.next
            node = node.parent if below is None else node
            if below is None and (node is None or node.mem_id == end):
                return
        node = below


def _pieces(root: "LexborNode") -> Iterator[Piece]:
    page = _Page()
    inside = 0
    for begins, node in _walk(root):
        name = node.tag or ""
        if inside:  # a row has been read as a whole
            inside = 0 if not begins and node.mem_id == inside else inside
        elif name == "-text":
            if begins:
                page.words.append(node.text_content or "")
        elif name == "tr" and begins and (cells := _cells(node)):
            yield from page.closed()
            yield Piece(kind="row", text=row(cells))
            inside = node.mem_id
        elif name in _BLOCKS:
            yield from page.closed()
            (_begin if begins else _end)(page, node, name)
    yield from page.closed()


def _begin(page: _Page, node: "LexborNode", name: str) -> None:
    match name:
        case "ol":
            start = node.attributes.get("start") or "1"
            page.lists.append(int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1)
        case "ul" | "menu":
            page.lists.append(None)
        case "li":
            page.kind, page.label = "item", _label(page, node)
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            page.kind, page.level, page.label = "heading", int(name[1]), ""


def _end(page: _Page, node: "LexborNode", name: str) -> None:  # noqa: ARG001 - as _begin
    if name in ("ol", "ul", "menu") and page.lists:
        page.lists.pop()
    if name in ("li", "ol", "ul", "menu") or name[0] == "h":
        page.kind, page.level, page.label = "item" if page.lists else "paragraph", 0, ""


def _label(page: _Page, node: "LexborNode") -> str:
    number = page.lists[-1] if page.lists else None
    if number is None:
        return "•"
    own = node.attributes.get("value") or ""
    number = int(own) if re.fullmatch(r"-?\d{1,6}", own) else number
    page.lists[-1] = number + 1
    kind = (node.parent.attributes.get("type") if node.parent else None) or "1"
    return f"{written(number, _FORMS.get(kind, 'decimal'))}."


def _cells(line: "LexborNode") -> list[str]:
    """The words of the cells of a row of data; none for a row that only lays the page out."""
    cells = [node for node in _children(line) if node.tag in ("td", "th")]
    if len(cells) < 2 or any(cell.css_first("table") for cell in cells):
        return []
    return ["".join(_inline(cell)) for cell in cells]


def _children(node: "LexborNode") -> Iterator["LexborNode"]:
    found = node.first_child
    while found is not None:
        yield found
        found = found.next


def _inline(cell: "LexborNode") -> Iterator[str]:
    for begins, node in _walk(cell):
        if node.tag in _BLOCKS:
            yield " "
        elif begins and node.tag == "-text":
            yield node.text_content or ""
