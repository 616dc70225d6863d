"""One file per predicate: a `Reading` in, claims out.

A mapper defines `PREDICATES`, `EXAMPLES` (text, then the statements expected of it as subject name,
predicate, object id or name) and `map_reading(reading, entities)`. It looks at nothing but its arguments.
Grammar shared by several mappers stands in `_subjects.py`, `_asserting.py` and `_claims.py`.
"""
