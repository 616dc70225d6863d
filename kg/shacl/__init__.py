"""SHACL shapes compiled to SPARQL and run inside Oxigraph.

    shapes = read(triples)              # what the shapes graph says, as frozen records
    plan = compiled(shapes, hierarchy)  # one query for each constraint and way to its focus nodes
    results = run(plan, data)           # what the data break

`README.md` beside this file says what can be compiled and where the results differ from others'.
"""

from kg.shacl.plan import IN_GRAPHS, Left, Plan, compiled
from kg.shacl.records import Constraint, Result, Shape, Shapes, Term
from kg.shacl.run import Data, hierarchy, run
from kg.shacl.shapes import read

__all__ = [
    "IN_GRAPHS",
    "Constraint",
    "Data",
    "Left",
    "Plan",
    "Result",
    "Shape",
    "Shapes",
    "Term",
    "compiled",
    "hierarchy",
    "read",
    "run",
]
