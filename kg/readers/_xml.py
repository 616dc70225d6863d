"""XML into a tree: without document type, entities or anything from elsewhere, within what anybody writes."""

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kg.errors import ReadError

_DEEPEST = 256
_MOST = 2_000_000
"""Elements: the tree of more takes all the memory that reading a file may take, and breaks off anywhere."""


class _Tree(ElementTree.TreeBuilder):
    """Builds the tree; refuses a document type before anything in it is looked at."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self._where = where
        self._depth = 0
        self._count = 0

    def doctype(self, *_: object) -> None:
        raise ReadError(
            "it declares a document type, which may name other files",
            where=self._where,
            remedy="save it without the DOCTYPE line",
        )

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > _DEEPEST:
            raise ReadError(
                f"its elements are nested more than {_DEEPEST} deep",
                where=self._where,
                remedy="save it again",
            )
        if self._count > _MOST:
            raise ReadError(f"it has more than {_MOST:,} elements", where=self._where, remedy="split it")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def parsed(data: bytes, where: str) -> Element:
    """The root element.

    Raises `ReadError` for what is not well-formed (with line and column), declares a document type, is nested too
    deeply, or has too many elements.
    """
    parser = ElementTree.XMLParser(target=_Tree(where))
    try:
        parser.feed(data)
        return parser.close()
    except ElementTree.ParseError as error:
        line, column = error.position
        raise ReadError(
            f"it is no well-formed XML: line {line}, column {column}", where=where, remedy="save it again"
        ) from None
    except (ValueError, LookupError):
        raise ReadError(
            "its XML is in an encoding that is not known", where=where, remedy="save it in UTF-8"
        ) from None


def local(element: Element) -> str:
    """The name of the element without its namespace."""
    return element.tag.rpartition("}")[2]


def get(element: Element, name: str) -> str | None:
    """The value of the attribute of that name, in whatever namespace."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down the path of names, each a child of the one before."""
    for name in path:
        element = next((e for e in children(element) if local(e) == name), None)
    return element


def children(element: Element | None, *named: str) -> Iterator[Element]:
    """The child elements, of these names where some are given."""
    for found in element if element is not None else ():
        if isinstance(found.tag, str) and (not named or local(found) in named):
            yield found
