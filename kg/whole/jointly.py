"""`partner` by joint work: bodies that a sentence says run one programme jointly are partners of each other."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from kg.types import Claim, Reading, Span
from kg.verbs import JOINT_WORK

NAME = "jointly"
_JOINT = re.compile(
    rf"\b(?:share[sd]? the|jointly {JOINT_WORK}|joint [a-z]+ of"
    r"|(?P<company>(?:partnership|alliance|venture|exchange|undertaking|effort) (?:of|between)))\b(?: the)? ?"
)
_LEAST = Decimal("0.7")


def jointly(readings: Sequence[Reading], claims: Sequence[Claim]) -> Iterator[Claim]:
    """One claim for the first body that a sentence says runs a programme jointly, and each of the others."""
    told: Mapping[Span, Reading] = {r.sentence: r for r in readings}
    run = [c for c in claims if c.predicate == "implementedBy" and c.confidence >= _LEAST and c.stated]
    for _, same in groupby(run, key=lambda c: (c.subject, c.evidence, c.mapper)):
        one, *others = same
        reading = told.get(one.evidence[-1])
        if not reading or not _is_joint(reading, {c.object for c in (one, *others)}):
            continue
        for other in (o for o in others if o.object != one.object):
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


def _is_joint(reading: Reading, runners: Collection[object]) -> bool:
    """Whether the work is joint; a partnership or venture, only where it is one of the runners themselves."""
    begins = {r.begin for r in reading.referents if r.entity in runners}
    return any(not found["company"] or found.end() in begins for found in _JOINT.finditer(reading.text))
