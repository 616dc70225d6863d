"""Extractions to the graph of a build: which document each text is, what passes the gate, and what changes.

A build costs what changed. `listing` tells which texts are current, `index` what all documents have in common,
`stated` what one document brings, `changes` which lines come into the graph and leave it, and `assemble` puts them
together; a build from nothing is the same with nothing before it.
"""

from kg.assembly.assemble import Progress, Task, Work, assembled, settled, words_added
from kg.assembly.digests import code_digest, data_digest, extraction_digest
from kg.assembly.index import Index
from kg.assembly.listing import Text, Things, first_texts, listed, source_of, text_key, text_of, things_of
from kg.assembly.stated import Frame, Stated, stated

__all__ = [
    "Frame",
    "Index",
    "Progress",
    "Stated",
    "Task",
    "Text",
    "Things",
    "Work",
    "assembled",
    "code_digest",
    "data_digest",
    "extraction_digest",
    "first_texts",
    "listed",
    "settled",
    "source_of",
    "stated",
    "text_key",
    "text_of",
    "things_of",
    "words_added",
]
