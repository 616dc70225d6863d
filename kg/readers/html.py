"""HTML: the main text with headings, lists, notes' marks and tables; menus, scripts and forms are left out.

Read as browsers do (the parsing rules of the HTML standard), and nothing that a page points to is fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.readers._grid import Cell, grid
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

TAKES_CHARSET = True

_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,9}"
    rb"<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*(?P<name>[\w.:-]{1,40})", re.IGNORECASE)
_DECLARED_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"'](?P<name>[\w.:-]{1,40})")
_TAG = re.compile(rb"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/<>]*)[^<>]*?(?P<closed>/?)>")
_LEFT_OPEN = frozenset(
    b"""p li dt dd td th tr thead tbody tfoot colgroup option optgroup rb rt rtc rp caption body head html
    area base br col embed hr img input link meta param source track wbr""".split()
)
"""Elements that need not be closed, and so do not nest where they are not."""
_DEEPEST = 5_000
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
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_TO_THE_END = 10**6
"""Rows that a cell covers which says 0: all that are left."""


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


def read(data: bytes, where: str, *, charset: str = "") -> str:
    """The main text, a blank line between paragraphs.

    Raises `ReadError` for bytes that are no text, and for a page without words.
    """
    return read_laid_out(data, where, charset=charset)[0]


def read_laid_out(data: bytes, where: str, *, charset: str = "") -> tuple[str, Layout]:
    """The main text, and what each stretch of it is; the encoding that a server told counts before the page's own.

    Raises `ReadError` for bytes that are no text, for a page without words and for one nested too deeply.
    """
    from selectolax.lexbor import LexborHTMLParser

    if _too_deep(data):
        raise ReadError(
            f"its elements are nested more than {_DEEPEST:,} deep", where=where, remedy="save it again"
        )
    found = _DECLARED_XML.match(data[:1024]) or _DECLARED.search(data[:4096])
    declared = charset or (found["name"].decode("ascii") if found else "")
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


def _too_deep(data: bytes) -> bool:
    """Whether elements are nested as nobody writes them; the time that the parser takes grows with the square."""
    if data.count(b"<") <= _DEEPEST:
        return False
    depth = 0
    for tag in _TAG.finditer(data):
        if tag["name"].lower() not in _LEFT_OPEN and not tag["closed"]:
            depth = max(0, depth - 1) if tag["end"] else depth + 1
            if depth > _DEEPEST:
                return True
    return False


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
    rows: dict[int, list[str]] = {}
    for begins, node in _walk(root):
        name = node.tag or ""
        if inside:  # a row has been read as a whole
            inside = 0 if not begins and node.mem_id == inside else inside
        elif name == "-text":
            if begins:
                page.words.append(node.text_content or "")
        elif begins and node.mem_id in rows:
            yield from page.closed()
            yield Piece(kind="row", text=row(rows.pop(node.mem_id)))
            inside = node.mem_id
        elif name in _BLOCKS:
            yield from page.closed()
            if name == "table" and begins:
                rows |= _rows(node)
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


def _rows(table: "LexborNode") -> dict[int, list[str]]:
    """The words of the cells of each row of data; rows that only lay the page out are none."""
    groups = (
        part for node in _children(table) for part in (_children(node) if node.tag in _GROUPS else (node,))
    )
    lines = [line for line in groups if line.tag == "tr"]
    nests = [line.css_first("table") is not None for line in lines]
    told = [
        [_cell(node, said=not nest) for node in _cells(line)] for line, nest in zip(lines, nests, strict=True)
    ]
    heads = next((i for i, line in enumerate(lines) if not _is_head(line)), len(lines))
    filled = grid(told, heads=heads)
    data = [i for i, cells in enumerate(told) if len(cells) > 1 or not "".join(filled[i][:1])]
    # Above and below the rows of data, a cell alone is a title or a remark.
    within = range(data[0], data[-1] + 1) if data and len(filled[0]) > 1 else range(0)
    return {lines[i].mem_id: filled[i] for i in within if not nests[i]}


def _cells(line: "LexborNode") -> Iterator["LexborNode"]:
    return (node for node in _children(line) if node.tag in ("td", "th"))


def _cell(node: "LexborNode", *, said: bool) -> Cell:
    """What a cell covers, and where that is wanted what it says."""
    return Cell(
        "".join(_inline(node)) if said else "", across=_times(node, "colspan"), down=_times(node, "rowspan")
    )


def _times(node: "LexborNode", name: str) -> int:
    told = node.attributes.get(name) or "1"
    if re.fullmatch(r"0{1,6}", told):
        return _TO_THE_END
    return int(told) if re.fullmatch(r"\d{1,6}", told) else 1


def _is_head(line: "LexborNode") -> bool:
    """Whether the page marks the row as one of its table's headings."""
    return {node.tag for node in _cells(line)} == {"th"} or (
        line.parent is not None and line.parent.tag == "thead"
    )


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
