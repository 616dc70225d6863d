"""What the files of tables hold. Each is one SQLite database, written whole before the switch, never changed after."""

import sqlite3
from pathlib import Path

FORMAT = 1
"""Raised whenever tables of an earlier make would be misread; such tables are made anew."""
SAYING = 1
"""The same for what texts say; without it questions are put to the graph."""
NAMES = """
-- Things that are spoken of, and all that each is called.
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind TEXT, above TEXT);
CREATE INDEX thing_kind ON thing (kind);
CREATE TABLE name (id INTEGER PRIMARY KEY, thing INTEGER, text TEXT, language TEXT, rank INTEGER, folded TEXT);
CREATE INDEX name_thing ON name (thing);
CREATE INDEX name_folded ON name (folded);
CREATE VIRTUAL TABLE words USING fts5 (folded, content='', tokenize='ascii');
"""
TEXTS = """
CREATE TABLE version (id INTEGER PRIMARY KEY, graph TEXT UNIQUE, document TEXT, sha256 TEXT, language TEXT,
  years TEXT, lost INTEGER);
CREATE TABLE term (id INTEGER PRIMARY KEY, iri TEXT UNIQUE);

-- Paragraphs, and the sentences that statements rest on.
CREATE TABLE passage (id INTEGER PRIMARY KEY, version INTEGER, begin INTEGER, end INTEGER, paragraph INTEGER);
CREATE INDEX passage_version ON passage (version);
CREATE VIRTUAL TABLE words USING fts5 (folded, content='', tokenize='ascii');

-- Statements; of one text their numbers are in order of their IRIs.
CREATE TABLE item (id INTEGER PRIMARY KEY, version INTEGER, begin INTEGER, end INTEGER, statement INTEGER,
  subject INTEGER, predicate INTEGER, object INTEGER, status TEXT, paragraph INTEGER);
CREATE INDEX item_version ON item (version);
CREATE TABLE item_passage (passage INTEGER, item INTEGER, PRIMARY KEY (passage, item)) WITHOUT ROWID;
CREATE TABLE item_term (term INTEGER, item INTEGER, said INTEGER, PRIMARY KEY (term, item)) WITHOUT ROWID;

-- The values of facets that each statement stands under.
CREATE TABLE value (id INTEGER PRIMARY KEY, facet TEXT, key TEXT, total INTEGER, UNIQUE (facet, key));
CREATE TABLE item_value (value INTEGER, item INTEGER, PRIMARY KEY (value, item)) WITHOUT ROWID;
CREATE INDEX item_values ON item_value (item, value);
"""
SAID = """
-- Texts, their versions (one each, as a rule), and things with lists as lines of a text. Passages are numbered within
-- their text.
CREATE TABLE text (id INTEGER PRIMARY KEY, graph TEXT UNIQUE);
CREATE TABLE version (id INTEGER PRIMARY KEY, text INTEGER, document TEXT, version TEXT);
CREATE INDEX version_text ON version (text);

-- Each row is a statement or figure with one of its passages; "last" marks the passage that begins last.
CREATE TABLE statement (text INTEGER, statement TEXT, subject TEXT, predicate TEXT, object TEXT, thing INTEGER,
  state TEXT, confidence, paragraphs TEXT, passage INTEGER, place INTEGER, begin INTEGER, end INTEGER, last INTEGER,
  heading INTEGER);
CREATE INDEX statement_text ON statement (text, passage);
CREATE INDEX statement_predicate ON statement (predicate, object);
CREATE INDEX statement_subject ON statement (subject);
CREATE TABLE figure (text INTEGER, figure TEXT, subject TEXT, kinds TEXT, value, unit TEXT, bound TEXT,
  verbatim TEXT, deeds TEXT, periods TEXT, state TEXT, confidence, passage INTEGER, place INTEGER, begin INTEGER,
  end INTEGER, last INTEGER);
CREATE INDEX figure_text ON figure (text, passage);
CREATE INDEX figure_subject ON figure (subject);
CREATE INDEX figure_deeds ON figure (deeds) WHERE deeds <> '';

-- Things that a text names, and those that a passage is about: places ("spatial") or topics ("subject").
CREATE TABLE mention (text INTEGER, place INTEGER, thing TEXT);
CREATE INDEX mention_text ON mention (text);
CREATE INDEX mention_thing ON mention (thing);
CREATE TABLE about (text INTEGER, passage INTEGER, term TEXT, thing TEXT);
CREATE INDEX about_text ON about (text);
CREATE INDEX about_thing ON about (thing, term);
"""


def created(path: Path | str, schema: str) -> sqlite3.Connection:
    """A new file without rows; the path ":memory:" leaves no file."""
    rows = _unsafe(sqlite3.connect(path, isolation_level=None, check_same_thread=False))
    rows.executescript(schema)
    return rows


def continued(path: Path) -> sqlite3.Connection:
    """A copy that will be changed."""
    return _unsafe(sqlite3.connect(path, isolation_level=None))


def opened(path: Path) -> sqlite3.Connection:
    """A file that nobody changes any more."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def _unsafe(rows: sqlite3.Connection) -> sqlite3.Connection:
    """A draft needs no journal: it is thrown away where its writer dies, and flushed whole before the switch."""
    rows.execute("PRAGMA journal_mode = OFF")
    rows.execute("PRAGMA synchronous = OFF")
    rows.execute("PRAGMA secure_delete = OFF")
    rows.execute("PRAGMA cache_size = -32768")  # a file of some megabytes whole
    return rows
