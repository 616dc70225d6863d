"""What the label of a column, a field or a question asks for: a predicate, and the kinds of things that answer.

The words are those of forms and tables of results at large: "Countries", "Where?", "Implementing agency",
"SDG targets". A label that asks for money, dates or results asks for no statement.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.types import Claim, EntityType, Referent, Span


@dataclass(frozen=True, slots=True)
class Field:
    """A predicate and what may answer it."""

    predicate: str
    types: tuple[EntityType, ...]


_NUMBERING = re.compile(r"\A\(?\w{1,3}[.)] ")
_ASIDE = re.compile(r" ?\([^()]*\)")
_OTHER = re.compile(
    r"\b(?:donors?|fund(?:s|ing|ed|ers?)|pay|pays|costs?|budgets?|amounts?|dates?|duration|years?|results?|outputs?"
    r"|outcomes?|figures?|status|contacts?|beneficiar(?:y|ies)|how (?:much|many)|next|future|planned|languages?)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|no longer|without|outside|excluded|former(?:ly)?|previous(?:ly)?|past|sought|wanted"
    r"|rejected|refused|declined|withdraw\w*|withdrew|potential|possible|prospective|proposed|planned|intended|cancelled|terminated"
    r"|discontinued|dropped|missing|opposed|of (?:origin|birth|nationality|citizenship|registration|departure))\b",
    re.IGNORECASE,
)
"""What turns a label into its contrary, also in brackets behind it: "Countries (not covered)"."""
_RUNS = (
    r"(?:implement|execut|carr(?:y|ies|ied)|r[ua]n|manag|lead|led|operat|host|coordinat|deliver|responsible)"
)
_BODY = r"(?:agenc(?:y|ies)|entit(?:y|ies)|bod(?:y|ies)|organi[sz]ations?|offices?|institutions?|units?)"
_FIELDS = (
    (
        r"\b(?:SDGs?|(?:sustainable development )?goals?|targets?)\b",
        Field("contributesTo", ("sdg",)),
    ),
    (r"\baction lines?\b", Field("addressesActionLine", ("action_line",))),
    (
        rf"\b{_RUNS}\w*(?: out)?(?: by| (?:and \w+ )?{_BODY})\b|\bwho (?:\w+ )?{_RUNS}\w*\b|\A{_BODY}\Z",
        Field("implementedBy", ("organization",)),
    ),
    (r"\b(?:partners?|partnerships?|with whom|collaborators?)\b", Field("partner", ("organization",))),
    (
        r"\bmandates?\b|\blegal (?:basis|footing|ground|authority)\b|\b(?:set up|established|mandated) (?:under|by)\b"
        r"|\Abasis\Z",
        Field("mandatedBy", ("resolution", "instrument", "provision")),
    ),
    (
        r"\b(?:countr(?:y|ies)|where|locations?|regions?|places?|territor(?:y|ies)|sites?"
        r"|geographic(?:al)? (?:scope|area|coverage|focus))\b",
        Field("activeIn", ("place",)),
    ),
    (
        r"\A(?:themes?|topics?|subjects?|thematic (?:areas?|focus)|crimes? (?:types?)?)\Z",
        Field("addresses", ("topic",)),
    ),
)
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), field) for pattern, field in _FIELDS)


def field_of(label: str) -> Field | None:
    """What a label asks for, examples in brackets left out; none where it asks for anything else.

    >>> [f.predicate if (f := field_of(w)) else None for w in ("3. Countries", "Who runs it?", "Funding partners")]
    ['activeIn', 'implementedBy', None]
    """
    words = _ASIDE.sub("", _NUMBERING.sub("", label.strip())).strip(" :?.")
    if not words or _OTHER.search(words) or _DENIED.search(label):
        return None
    found = ((match.start(), field) for pattern, field in _PATTERNS if (match := pattern.search(words)))
    return min(found, key=lambda pair: pair[0], default=(0, None))[1]


_MISSING = re.compile(
    r"(?:[Nn]/?\.?[Aa]\.?|[Nn]one|[Nn]il|[Nn]o|[Nn]ot (?:yet|applicable)\b.*|[Tt]o be \w+.*|TB[CD]|[–—-])\.?"
)
_PROSPECT = re.compile(
    r"\b(?:not|no|never|planned|proposed|will|would|may|might|could|possib\w+|under discussion|pending|to be"
    r"|until|former|cancelled|called off|except|excluding|without|instead)\b",
    re.IGNORECASE,
)
_OF_WHOLE = re.compile(r"(?:,? [a-z]+ [\w()]{1,6})?,? (?:of|to) (?:the )?")
_WITH = re.compile(
    r"\b(?:(?:together|jointly|along)? ?with|in (?:cooperation|collaboration|partnership) with|alongside)\b"
)


def answers(words: str, named: Sequence[Referent], field: Field) -> list[tuple[Referent, str]]:
    """The things of an answer with the predicate that each has: who stands behind "with" is a partner.

    Places of `named` are counted in `words`. A part behind a semicolon or stop that is no plain yes is left out.
    """
    if _MISSING.fullmatch(words.strip()):
        return []
    found = []
    for thing in (r for r in named if r.type in field.types):
        begin = max(words.rfind(mark, 0, thing.begin) for mark in (";", ". ")) + 1
        stops = [at for mark in (";", ". ") if (at := words.find(mark, thing.end)) >= 0]
        part = words[begin : min(stops, default=len(words))]
        if _PROSPECT.search(part) or _has_part(words, thing, named):
            continue
        beside = field.predicate == "implementedBy" and _WITH.search(words, begin, thing.begin)
        found.append((thing, "partner" if beside else field.predicate))
    return found


def _has_part(words: str, whole: Referent, named: Sequence[Referent]) -> bool:
    """Whether an article stands right beside its treaty: "articles 10 and 13 of the Convention" means those alone."""
    parts = (r for r in named if r.type == "provision" and r.entity.partition("#")[0] == whole.entity)
    return whole.type == "instrument" and any(
        _OF_WHOLE.fullmatch(words, part.end, whole.begin) or words[whole.end : part.begin] == ", "
        for part in parts
    )


def stated(
    holder: Referent,
    thing: Referent,
    predicate: str,
    *,
    evidence: tuple[Span, ...],
    mapper: str,
    confidence: str,
) -> Claim:
    """The claim that a field makes of its holder."""
    return Claim(
        subject=holder.entity,
        predicate=predicate,
        object=thing.entity,
        evidence=evidence,
        mapper=mapper,
        confidence=Decimal(confidence),
        subject_support=holder.support,
        object_support=thing.support,
    )
