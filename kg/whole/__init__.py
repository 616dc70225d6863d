"""What only the whole document tells: claims that no single sentence makes.

A way of telling is a function of the readings in order, the entities, and what the sentences already said; each stands
in its own module. Nothing here looks at text that the readings do not hold.
"""

from collections.abc import Iterator, Mapping, Sequence

from kg.types import Claim, Entity, Reading
from kg.whole.forms import answered
from kg.whole.goal_rows import goal_rows
from kg.whole.headed import headed
from kg.whole.jointly import jointly
from kg.whole.listed import listed
from kg.whole.own_work import own_work
from kg.whole.rows import row_claims
from kg.whole.sheets import sheets


def told_by_whole(
    readings: Sequence[Reading], entities: Mapping[str, Entity], claims: Sequence[Claim]
) -> Iterator[Claim]:
    """The claims of rows, forms and headings, then of the author's own work; `claims` are those of the sentences."""
    found = [*row_claims(readings), *answered(readings), *headed(readings)]
    found += [*goal_rows(readings), *listed(readings), *sheets(readings)]
    found += jointly(readings, claims)
    yield from found
    yield from own_work(readings, entities, [*claims, *found])
