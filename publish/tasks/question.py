"""One of the questions that come with the project, a page of its rows at a time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg import answers
from kg.ask import ask, english
from kg.errors import QueryError
from kg.iris import digest
from kg.store import Reader
from publish.portal.pages.question import part
from publish.portal.tongues import LANGUAGES, tongue

Row = Mapping[str, Any]


def run(reader: Reader, task: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """The answer to the question `name` with `given` in `form`: at most `limit` rows behind the row `after`.

    With it `next`, the mark of the last row where more follow, and `cut`, which rows these are if not all.
    Raises `QueryError` for a value that cannot be meant, and `GoneError` where there is no such row any more.
    """
    language = task["language"]
    whole = ask(
        reader,
        task["name"],
        [(name, value) for name, value in task["given"]],
        language=language,
        words=tongue(language).context if language in LANGUAGES else english,
    )
    start = _start(whole.rows, task["after"])
    rows = whole.rows[start : start + task["limit"]]
    more = start + len(rows) < len(whole.rows)
    following = mark(whole.rows, start + len(rows) - 1) if more else None
    page = replace(whole, rows=rows)
    if task["form"] == "xlsx" and (more or start):
        told = tongue(language if language in LANGUAGES else "en")
        said = part(start + 1, start + len(rows), len(whole.rows), told)
        page = replace(page, caveats=(*page.caveats, said))
    body = answers.written(page, task["form"])
    if task["form"] == "json":
        named = json.loads(body) | {"next": following}
        body = (json.dumps(named, ensure_ascii=False, indent=1) + "\n").encode()
    cut = f"rows {start + 1}-{start + len(rows)} of {len(whole.rows)}" if more or start else None
    return body, {"next": following, "cut": cut}


class GoneError(QueryError):
    """The row behind which the client wants to go on is not in the answer."""


def mark(rows: Sequence[Row], place: int) -> str:
    """What a row is known by: its values, and how many like it stand before it."""
    said = _said(rows[place])
    return f"{digest(said)}-{sum(_said(row) == said for row in rows[:place])}"


def _start(rows: Sequence[Row], after: str | None) -> int:
    if after is None:
        return 0
    wanted, _, before = after.partition("-")
    same = [place for place, row in enumerate(rows) if digest(_said(row)) == wanted]
    if not before.isdecimal() or int(before[:9]) >= len(same):
        raise GoneError("the row that this continues is not there any more", remedy="begin again")
    return same[int(before)] + 1


def _said(row: Row) -> str:
    return json.dumps(list(row.values()), ensure_ascii=False)
