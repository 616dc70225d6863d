"""The type of a name by its head noun and the words around it."""

from collections.abc import Sequence

from kg.finders._words import (
    ADMINISTERED,
    HEADS,
    LATE,
    ORDINAL,
    PAPERS,
    PUPILS,
    SEASONS,
    SERVICES,
    SYSTEMS,
    YEAR,
    Token,
    bare,
    words_in,
)
from kg.types import EntityType


def kind_of(tokens: Sequence[Token], at: int, first: int, last: int) -> EntityType | None:
    """The type that the head noun gives, after a look at the words around it."""
    head = bare(tokens[at])
    behind = [bare(t) for t in tokens[at + 1 : last + 1]]
    before = bare(tokens[at - 1]) if at > first else ""
    if head == "call":
        called = behind[:2] in (["to", "action"], ["for", "action"]) and (at > first or behind[2:3] == ["on"])
        return "instrument" if called and before != "wake-up" else None
    if head == "decade":
        return "programme" if _proclaimed(tokens[first:at]) else None
    if behind[:2] in (["of", "action"], ["for", "action"], ["of", "work"]):
        return "instrument"
    if head == "conference" and behind[:1] == ["of"] and "parties" in behind:
        return "organization"
    if head in ("report", "review") and behind and YEAR.fullmatch(behind[-1]):
        return "publication"
    if head == "international" and behind:
        return None
    if head == "review" or (head in ("note", "brief", "paper") and before not in PAPERS):
        return None
    if head == "system" and before not in SYSTEMS:
        return None
    if head == "report" and (behind[:1] == ["of"] or HEADS.get(before) == "organization"):
        return None
    if head == "framework" and before in ("indicator", "assessment", "results", "monitoring"):
        return "publication"
    if head == "government":
        return "organization" if behind[:1] == ["of"] and at == first else None
    if head == "union" and at == first and behind[:1] in (["of"], ["for"]) and len(behind) > 2:
        return "organization"
    if head in LATE:
        return _late(head, before, at - first, behind)
    if head in ("rules", "principles", "plan", "agenda", "framework", "union", "board") and at == first:
        return None
    if head in ("secretariat", "board", "office", "council", "committee"):
        return "organization"
    if head == "service" and before not in SERVICES:
        return None
    if head == "administration" and (not before or before in ADMINISTERED):
        return None
    if behind and behind[-1] in ("initiative", "project", "programme") and len(behind) > 2:
        return "programme"
    if (
        HEADS[head] == "organization"
        and behind[:1] == ["of"]
        and HEADS.get("".join(behind[2:3])) == "instrument"
    ):
        return "instrument"  # a body's treaty: the body is the first word of the name
    if head == "code" and behind[:2] not in (["of", "conduct"], ["of", "practice"], ["of", "ethics"]):
        return None
    if head == "bank" and before in ("data", "question", "image", "term"):
        lends = "bank" in (bare(t) for t in tokens[first:at]) or (before == "term" and at - first > 1)
        return "organization" if lends else "programme"
    if head == "force" and before != "task":
        return None
    return HEADS[head]


def _proclaimed(before: Sequence[Token]) -> bool:
    """Whether somebody proclaimed the decade: it is the world's, or one of several that are counted."""
    return any(bare(t) in _WORLDWIDE or ORDINAL.fullmatch(t.text) for t in before)


_WORLDWIDE = words_in("international united un world first second")


def _late(head: str, before: str, more: int, behind: Sequence[str]) -> EntityType | None:
    """A body where the head closes a name of two words or more, of the kind that bodies have."""
    of = head == "school" and behind[:1] == ["of"]
    if head == "school" and before in SEASONS and behind:
        return "programme"
    if (behind and not of) or not more or (head in ("section", "school") and more < 2 and not of):
        return None
    if head == "services":
        return "organization" if before in SERVICES and more > 1 else None
    return None if before in PUPILS else "organization"
