"""Questions that are answered out of the tables: one file for each, beside the query in `queries/` that says the same.

A file has `NAME`, the question; `MARK`, which its query and columns have (`kg.tables.answering.mark`), so that a query
that was changed is put to the graph; `ORDER`, see `kg.tables.ordering`; and `rows(said, given)`, which gives the rows
in any order, each a tuple of the columns without those of names. `given` holds parameters by name, IRIs as text and
years as numbers.
"""
