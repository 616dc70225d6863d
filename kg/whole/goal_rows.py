"""`contributesTo` by the rows of a table of Goals: whom the head names as contributing serves the Goal of each row.

"Goal | The Bank's contribution" above rows that begin with a Goal: the body or programme of the head, where the cell of
its column says something. A row is a line with bars: plain text keeps tables so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from kg.grammar import UNBEGUN
from kg.types import Claim, Reading, Referent

NAME = "goal_rows"
_CUT = re.compile(r"\s?\|(?:\s|\Z)")
_GOALS = re.compile(r"(?:the )?(?:sustainable development )?(?:goals?|targets?|SDGs?)", re.IGNORECASE)
_SERVES = re.compile(
    r"(?:['’]s?)? (?:[a-z]+ )?(?:contributions?|support|actions?|activities|work|interventions?|efforts?)\b"
    r"(?! (?:needed|required|requested|sought|planned|gaps?|to be)\b)"
)
_NOTHING = re.compile(
    r"(?:none|nil|no\b.*|not (?:yet|applicable|relevant|started)\b.*|n/a|to be .*)\.?", re.IGNORECASE
)
"""A cell that says that there is nothing."""
_WORD = re.compile(r"[A-Za-z]{3}")


def goal_rows(readings: Sequence[Reading]) -> Iterator[Claim]:
    """One claim for each Goal that opens a row below such a head."""
    told = (r for r in readings if r.unit.kind != "footnote")
    # Bars are looked for once a unit: one of many sentences costs no more than its length.
    units = [list(unit) for _, unit in groupby(told, key=lambda r: id(r.unit))]
    for is_row, run in groupby(units, key=lambda unit: bool(_CUT.search(unit[0].unit.view.text))):
        rows = list(run) if is_row else []
        found = _contributor(rows[0]) if rows else None
        for row in rows[1:] if found else ():
            if found and _says(row[0], found[1]):
                yield from _served(row[0], found[0])


def _cells(reading: Reading) -> list[str]:
    return _CUT.split(reading.unit.view.text)


def _contributor(head: Sequence[Reading]) -> tuple[Referent, int] | None:
    """Whom a head of Goals names as contributing, and in which column."""
    first = head[0]
    if len(head) > 1 or not _GOALS.fullmatch(_cells(first)[0].strip()):
        return None
    for actor in first.referents:
        opens = not first.text[: actor.begin].rstrip(" |").endswith(("of", "by", "for"))
        acts = actor.type in ("organization", "programme") and _SERVES.match(first.text, actor.end)
        if opens and acts:
            return actor, len(_CUT.findall(first.text, 0, actor.begin))
    return None


def _says(row: Reading, column: int) -> bool:
    cells = _cells(row)
    said = cells[column].strip() if column < len(cells) else ""
    return bool(_WORD.search(said)) and not (_NOTHING.fullmatch(said) or UNBEGUN.fullmatch(said))


def _served(row: Reading, actor: Referent) -> Iterator[Claim]:
    """The Goals of the first cell."""
    stop = row.text.find("|")
    for goal in row.referents:
        if goal.type == "sdg" and goal.support.basis == "mention" and goal.end <= stop:
            yield Claim(
                subject=actor.entity,
                predicate="contributesTo",
                object=goal.entity,
                evidence=(row.sentence,),
                mapper=NAME,
                confidence=Decimal("0.80"),
                subject_support=replace(actor.support, basis="heading"),
                object_support=goal.support,
            )
