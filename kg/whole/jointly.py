"""`partner` by joint work: two bodies that a sentence says run one programme jointly are partners of each other."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from kg.types import Claim, Reading, Span
from kg.verbs import RUN_PAST, RUN_STEM, WORK

NAME = "jointly"
_RUNS = rf"(?:co-)?(?:{RUN_STEM}(?:es|s|ed|d|ing|e)?|{RUN_PAST}|runs?|leads?|responsible|in charge|{WORK.pattern})"
_JOINT = re.compile(rf"\b(?:share[sd]? the|jointly (?:{_RUNS})|joint [a-z]+ of)\b")
_LEAST = Decimal("0.7")


def jointly(readings: Sequence[Reading], claims: Sequence[Claim]) -> Iterator[Claim]:
    """One claim for each body and the next that a sentence says run a programme jointly."""
    words: Mapping[Span, str] = {r.sentence: r.text for r in readings}
    run = [c for c in claims if c.predicate == "implementedBy" and c.confidence >= _LEAST and c.stated]
    for one, other in pairwise(run):
        same = (one.subject, one.evidence, one.mapper) == (other.subject, other.evidence, other.mapper)
        if same and one.object != other.object and _JOINT.search(words.get(one.evidence[-1], "")):
            yield replace(
                one,
                subject=str(one.object),
                predicate="partner",
                object=other.object,
                mapper=NAME,
                confidence=_LEAST,
                subject_support=one.object_support,
                object_support=other.object_support,
            )
