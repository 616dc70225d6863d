"""Extractions to the graph of a build: which document each text is, what passes the gate, and what changes.

A build costs what changed. `digests` has a hash for each step of the work, of the code that it rests on (`imports`);
`words` tells which part of our vocabularies a text can speak of, and `touched` which documents a decision or another
description of things concerns. `listing` tells which texts are current, `index` what all documents have in common,
`stated` what one document brings, `changes` which lines come into the graph and leave it, and `assemble` puts them
together; a build from nothing is the same with nothing before it.
"""

from kg.assembly import touched
from kg.assembly.assemble import Progress, Task, Touched, Work, assembled, settled, words_added
from kg.assembly.digests import (
    CHECKING,
    FINDING,
    MAPPER,
    NAMING,
    READER,
    RELATING,
    TABLES,
    WRITING,
    are_installed,
    catalogue_digest,
    code_digest,
    data_digest,
    libraries,
    own_words,
    parts,
    steps,
    vocabulary_digests,
)
from kg.assembly.index import Index, aside
from kg.assembly.listing import (
    Text,
    Things,
    first_texts,
    listed,
    source_of,
    text_of,
    things_of,
    with_key,
)
from kg.assembly.stated import Frame, Stated, stated
from kg.assembly.words import spoken

__all__ = [
    "CHECKING",
    "FINDING",
    "MAPPER",
    "NAMING",
    "READER",
    "RELATING",
    "TABLES",
    "WRITING",
    "Frame",
    "Index",
    "Progress",
    "Stated",
    "Task",
    "Text",
    "Things",
    "Touched",
    "Work",
    "are_installed",
    "aside",
    "assembled",
    "catalogue_digest",
    "code_digest",
    "data_digest",
    "first_texts",
    "libraries",
    "listed",
    "own_words",
    "parts",
    "settled",
    "source_of",
    "spoken",
    "stated",
    "steps",
    "text_of",
    "things_of",
    "touched",
    "vocabulary_digests",
    "with_key",
    "words_added",
]
