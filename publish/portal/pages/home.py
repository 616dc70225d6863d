"""The front page: what is in here, how fresh it is, and whether it can be trusted."""

from kg.iris import Base
from kg.query import rows
from kg.store import Reader
from publish.portal import finding
from publish.portal.asked import Asked, Shown
from publish.portal.charts import Bar, bars
from publish.portal.grounds import STATES, UNSURE
from publish.portal.names import names
from publish.portal.pages import documents
from publish.portal.pages.questions import catalogue
from publish.portal.tongues import tongue

_CARDS = 12
_MOST = 8
_REGIONS = """
SELECT ?region WHERE { ?region skos:broader ?world . ?world skos:notation "001" }
"""


def show(reader: Reader, asked: Asked) -> Shown:
    """Search, questions, numbers by state, coverage, documents."""
    told = tongue(asked.language)
    found = finding.search(reader, "", {}, size=0)
    # What is only suggested is counted, and shown nowhere else.
    states = {**found.counts["state"], UNSURE: found.suggested}
    read = documents.read(reader)
    regions = [row["region"].value for row in rows(reader, _REGIONS)]
    called = names(reader, [*regions, *(row["document"].value for row in read)], told)
    base = Base(reader.base)
    counts = {iri: found.counts["area"].get(finding.key("area", iri, base), 0) for iri in regions}
    shown = [Bar(called[iri].text, counts[iri], told.number(counts[iri])) for iri in regions if counts[iri]]
    years = sorted(found.counts["year"].items())
    return Shown(
        template="home",
        title="",
        values={
            "questions": catalogue()[:_CARDS],
            "state_counts": [
                (STATES[name], name, states.get(name, 0)) for name in STATES if states.get(name)
            ],
            "total": found.total + found.suggested,
            "regions": bars(
                told.say("Statements by region"), sorted(shown, key=lambda bar: -bar.value)[:_MOST]
            ),
            "years": bars(
                told.say("Statements by year of the document"), [Bar(y, n, told.number(n)) for y, n in years]
            ),
            "documents": read,
            "names": called,
        },
    )
