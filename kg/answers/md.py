"""The answer as a page of Markdown: sentence, table, sources, caveats."""

import re
from collections.abc import Iterable, Iterator

from kg.ask import Answer
from kg.tables import Value

NAME = "md"
SUFFIX = ".md"
_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


def write(answer: Answer) -> bytes:
    """The page; whatever Markdown would take for a mark is escaped."""
    return "\n".join(_page(answer)).encode("utf-8")


def _page(answer: Answer) -> Iterator[str]:
    yield f"# {_plain(answer.question.title)}"
    yield f"\n{_plain(answer.question.question)}\n"
    yield f"**{_plain(answer.answer)}**\n"
    if answer.rows:
        yield _line(heading for heading, _ in answer.shown)
        yield _line("---" for _ in answer.shown)
        yield from (_line(map(_plain, line)) for line in answer.lines())
        yield "\n## Sources\n"
        yield from (
            f"- {_source(source['documentLabel'], source['symbol'], source['url'])}"
            for source in answer.sources
        )
    yield "\n## Caveats\n"
    yield from (f"- {_plain(caveat)}" for caveat in answer.caveats)
    yield ""


def _source(name: Value, symbol: Value, url: Value) -> str:
    place = f" <{url}>" if url else ""
    return f"{_plain(name)}{f', {_plain(symbol)}' if symbol and symbol != name else ''}{place}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(value: Value) -> str:
    return "" if value is None else _SPECIAL.sub(r"\\\1", " ".join(str(value).split()))
