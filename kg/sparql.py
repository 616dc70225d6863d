"""What must be known of a query before an engine may see it: its form, its depth, whether it calls out.

One pass over the tokens of the SPARQL 1.1 grammar (section 19.8), linear in the length of the query and
without recursion, since the engine itself dies of deep nesting and follows SERVICE to any address.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_DEPTH = 100
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH", "MODIFY"}
)

# One alternative for all that begins alike, each character read in one way only: no input makes this slow.
# Groups are not possessive: Python 3.11.2 loses characters of possessive alternatives (3.11.7 does not).
_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*+)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*(?:\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})[^<>"{}|^`\\\x00-\x20]*)*>)
  | (?P<string>\"\"\"[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*\"\"\"|\'\'\'[^'\\]*(?:(?:\\.|'(?!\'\'))[^'\\]*)*\'\'\'
        |"[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"|'[^'\\\n\r]*(?:\\.[^'\\\n\r]*)*')
  | (?P<unclosed>["'][^\n\r]*+)
  | (?P<variable>[?$]\w++)
  | (?P<word>@?[^\W\d_][\w.\-]*+)(?P<local>:[\w.\-:]*(?:(?:%[0-9A-Fa-f]{2}|\\.)[\w.\-:]*)*)?
  | (?P<node>_?:[\w.\-:]*(?:(?:%[0-9A-Fa-f]{2}|\\.)[\w.\-:]*)*)
  | (?P<open>[{(\[])
  | (?P<close>[})\]])
  | (?P<escape>\\.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SERVICE = re.compile("service", re.IGNORECASE)
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*+://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the tokens of a query tell."""

    form: str | None
    """SELECT, ASK, CONSTRUCT, DESCRIBE, or the first word of an update; none where there is no such word."""
    depth: int
    """Deepest nesting of brackets of any kind; an upper bound where the tokens can be read in two ways."""
    service: tuple[int, int] | None
    """Line and column of the first SERVICE, counted from 1."""

    @property
    def is_update(self) -> bool:
        return self.form in UPDATES


def shape(query: str) -> Shape:
    """The shape of a query, valid or not.

    Whatever the engine could take for SERVICE counts: it reads keywords without asking where a word ends
    ("trueSERVICEex:a {"). `<b#c>` may be an address, or an operator with a comment after it, and what
    follows then reads differently: from there on every bracket and every "service" counts.
    """
    form: str | None = None
    service: int | None = None
    name: int | None = None
    depth = deepest = 0
    for match in _TOKEN.finditer(query):
        kind, token = match.lastgroup, match.group()
        if kind == "comment":
            continue
        if kind == "open":
            depth += 1
            if token == "{" and name is not None and service is None:
                service = name
        elif kind == "close":
            depth -= 1
        elif kind == "word" and service is None and _SERVICE.search(token):
            service = match.start()
        elif kind == "word" and form is None and token.upper() in FORMS | UPDATES:
            form = token.upper()
        elif kind == "iri":
            opened, closed = _brackets(token)
            deepest = max(deepest, depth + opened)
            depth += max(0, opened - closed)
            if "#" in token and not _ABSOLUTE.match(token):
                return _doubtful(query, form, deepest, service, match.start())
        deepest = max(deepest, depth)
        name = match.start() if kind == "local" and _SERVICE.search(match["word"]) else None
    return Shape(form=form, depth=deepest, service=_position(query, service))


def tokens(query: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and offset of each token that tells of the structure; a prefixed name is of the kind "local".

    Kinds: comment, iri, string, unclosed, variable, word, local, node, open, close, escape.
    """
    for match in _TOKEN.finditer(query):
        yield str(match.lastgroup), match.group(), match.start()


def _doubtful(query: str, form: str | None, depth: int, service: int | None, start: int) -> Shape:
    """The worst that the rest of the query can be, told without tokens."""
    found = _SERVICE.search(query, start)
    if service is None and found:
        service = found.start()
    first = re.search(r"\b(?:select|ask|construct|describe)\b", query[start:], re.IGNORECASE)
    return Shape(
        form=form or (first.group().upper() if first else None),
        depth=depth + sum(query.count(bracket, start) for bracket in "{(["),
        service=_position(query, service),
    )


def _brackets(address: str) -> tuple[int, int]:
    """Opening and closing brackets between "<" and ">", in case the pair are two operators after all."""
    return sum(map(address.count, "([")), sum(map(address.count, ")]"))


def _position(text: str, offset: int | None) -> tuple[int, int] | None:
    """Line and column of an offset, counted from 1."""
    if offset is None:
        return None
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
