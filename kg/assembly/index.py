"""What all documents of a build have in common, so that one changed document costs one: names, and who gives them.

A SQLite file beside the builds. It is no truth of its own: it can be made again from the texts, and it tells which
build it describes. Within `changing` everything is kept or nothing.
"""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kg import graph
from kg.assembly import decided
from kg.assembly.listing import Text, Things
from kg.assembly.stated import Stated
from kg.decisions import Decisions
from kg.errors import KgError, LimitError, StoreError, is_disk_full
from kg.identity import Form, grouped, names, path
from kg.iris import Base
from kg.types import Entity

_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE text (sha256 TEXT PRIMARY KEY, key TEXT, document TEXT, address TEXT, language TEXT, recency TEXT,
  shown INTEGER,
  made TEXT, extraction TEXT, finding TEXT, words TEXT);
CREATE TABLE things (sha256 TEXT PRIMARY KEY, things TEXT);
CREATE TABLE member (version TEXT PRIMARY KEY, document TEXT, key TEXT) WITHOUT ROWID;
CREATE TABLE form (id INTEGER PRIMARY KEY, form TEXT UNIQUE, path TEXT, iri TEXT);
CREATE INDEX form_path ON form (path);
CREATE INDEX form_iri ON form (iri);
CREATE TABLE called (type TEXT, name TEXT, form INTEGER, PRIMARY KEY (type, name, form)) WITHOUT ROWID;
CREATE TABLE thing (version TEXT, key TEXT, form INTEGER, iri TEXT, PRIMARY KEY (version, key)) WITHOUT ROWID;
CREATE INDEX thing_form ON thing (form) WHERE form IS NOT NULL;
CREATE INDEX thing_iri ON thing (iri) WHERE iri IS NOT NULL;
CREATE TABLE line (graph TEXT, subject TEXT, line BLOB, version TEXT,
  PRIMARY KEY (graph, subject, line, version)) WITHOUT ROWID;
CREATE INDEX line_version ON line (version);
CREATE TABLE named (subject TEXT, version TEXT, place INTEGER, weak INTEGER, entity TEXT,
  PRIMARY KEY (subject, version, place)) WITHOUT ROWID;
CREATE INDEX named_version ON named (version);
"""


class Index:
    """The names of all documents, see the module; what is read and written is told at each method."""

    def __init__(self, file: Path, decided: Decisions, base: Base) -> None:
        self._decided = decided
        self._base = base
        self._file = file
        self._rows = _opened(file)

    def close(self) -> None:
        """The file is let go."""
        self._rows.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """What is changed inside is kept if nothing is raised, and undone otherwise.

        Raises `LimitError` where the disk is full, and `StoreError` where the file is damaged: it is gone then.
        """
        try:
            self._rows.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                with suppress(sqlite3.Error):
                    self._rows.execute("ROLLBACK")
                raise
            self._rows.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._fault(error) from error

    def _fault(self, error: sqlite3.Error) -> KgError:
        if is_disk_full(error):
            remedy = "free some space and run the command again"
            return LimitError("the disk is full", where=str(self._file.parent), remedy=remedy)
        _remove(self._file)
        return StoreError(
            f"the index is damaged: {error}",
            where=str(self._file),
            remedy="run the command again, it is made anew",
        )

    def fact(self, name: str) -> str | None:
        """What was noted under that name."""
        return next((str(row[0]) for row in self._ask("SELECT value FROM about WHERE name = ?", name)), None)

    def note(self, name: str, value: str) -> None:
        """Notes a value under a name."""
        self._rows.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    def forget(self) -> None:
        """Nothing is known any more but the records of texts."""
        for table in ("about", "member", "form", "called", "thing", "line", "named"):
            self._rows.execute(f"DELETE FROM {table}")

    # Texts ----------------------------------------------------------------------------------------------

    def texts(self) -> dict[str, Text]:
        """The records of texts by hash."""
        rows = self._rows.execute("SELECT * FROM text")
        return {row[0]: _text(row) for row in rows}

    def keep_text(self, text: Text, things: Things) -> None:
        """Keeps the record of a text, and what it names."""
        row = (text.sha256, text.key, text.document, text.address, text.language, text.recency, text.shown)
        more = (text.made, text.extraction, text.finding, json.dumps(dict(text.words), sort_keys=True))
        places = ", ".join("?" for _ in (*row, *more))
        self._rows.execute(f"INSERT OR REPLACE INTO text VALUES ({places})", (*row, *more))
        self._rows.execute("INSERT OR REPLACE INTO things VALUES (?, ?)", (text.sha256, _written(things)))

    def members(self) -> dict[str, tuple[str, str]]:
        """Document and key of each text that takes part, by version."""
        return {v: (document, key) for v, document, key in self._rows.execute("SELECT * FROM member")}

    # Names ----------------------------------------------------------------------------------------------

    def shift(self, gone: Iterable[str], come: Iterable[Text]) -> set[str]:
        """The versions whose names are not what they were, after some left and others came, these included."""
        touched: set[int] = set()
        for version in gone:
            touched |= {
                row[0] for row in self._ask("SELECT form FROM thing WHERE version = ?", version) if row[0]
            }
            for table in ("member", "thing"):
                self._rows.execute(f"DELETE FROM {table} WHERE version = ?", (version,))
        near = self._near_vanished(touched)
        new: set[int] = set()
        came: set[str] = set()
        for text in come:
            came.add(text.version)
            new |= self._enter(text)
        return came | self._renamed({*near, *new})

    def _enter(self, text: Text) -> set[int]:
        """The forms that this text is the first to use."""
        self._rows.execute("INSERT INTO member VALUES (?, ?, ?)", (text.version, text.document, text.key))
        new: set[int] = set()
        rows: list[tuple[str, str, int | None, str | None]] = []
        for key, thing in self._things(text):
            if isinstance(thing, Form):
                number, is_new = self._form(thing)
                new |= {number} if is_new else set()
                rows.append((text.version, key, number, None))
            else:
                rows.append((text.version, key, None, thing))
        self._rows.executemany("INSERT INTO thing VALUES (?, ?, ?, ?)", rows)
        return new

    def _things(self, text: Text) -> Things:
        (written,) = next(self._ask("SELECT things FROM things WHERE sha256 = ?", text.sha256))
        return tuple(
            (key, thing if isinstance(thing, str) else Form(thing[0], thing[1], tuple(thing[2])))
            for key, thing in json.loads(written)
        )

    def _form(self, form: Form) -> tuple[int, bool]:
        written = json.dumps([form.type, form.name, form.aliases], ensure_ascii=False)
        for row in self._ask("SELECT id FROM form WHERE form = ?", written):
            return int(row[0]), False
        number = self._rows.execute("INSERT INTO form (form) VALUES (?)", (written,)).lastrowid
        assert number is not None, "a row that was inserted has a number"
        pairs = [(form.type, name, number) for name in form.folded]
        self._rows.executemany("INSERT INTO called VALUES (?, ?, ?)", pairs)
        return number, True

    def _near_vanished(self, touched: Iterable[int]) -> set[int]:
        """Forms that stood for one thing with, or shared the path of, forms that nobody uses any more."""
        vanished = {
            form
            for form in touched
            if not list(self._ask("SELECT 1 FROM thing WHERE form = ? LIMIT 1", form))
        }
        near = {other for form in vanished for other in (*self._alike(form), *self._on_path(form))}
        for form in vanished:
            self._rows.execute("DELETE FROM form WHERE id = ?", (form,))
        for form in vanished:
            pairs = [(kind, name, form) for kind, name in self._names_of(form)]
            self._rows.executemany("DELETE FROM called WHERE type = ? AND name = ? AND form = ?", pairs)
        return near - vanished

    def _names_of(self, form: int) -> list[tuple[str, str]]:
        """Type and folded name, of all names of a form."""
        return [(row[0], row[1]) for row in self._ask("SELECT type, name FROM called WHERE form = ?", form)]

    def _alike(self, form: int) -> set[int]:
        """The forms that share a name with that one."""
        return {
            row[0]
            for kind, name in self._names_of(form)
            for row in self._ask("SELECT form FROM called WHERE type = ? AND name = ?", kind, name)
        }

    def _on_path(self, form: int) -> set[int]:
        """The forms whose thing would have the path of that one's."""
        query = "SELECT id FROM form WHERE path = (SELECT path FROM form WHERE id = ?)"
        return {row[0] for row in self._ask(query, form)}

    def _whole(self, forms: Iterable[int]) -> dict[int, Form]:
        """The forms, and all that stand for one thing with any of them."""
        found: dict[int, Form] = {}
        waiting = set(forms)
        while waiting:
            number = waiting.pop()
            for row in self._ask("SELECT form FROM form WHERE id = ?", number):
                kind, name, aliases = json.loads(row[0])
                found[number] = Form(kind, name, tuple(aliases))
                waiting |= self._alike(number) - found.keys()
        return found

    def _renamed(self, touched: Iterable[int]) -> set[str]:
        """The versions in which something is called otherwise, after the things of `touched` forms changed."""
        first = self._whole(touched)
        before = {row[0] for form in first for row in self._ask("SELECT path FROM form WHERE id = ?", form)}
        paths = {path(thing) for thing in grouped(first.values())} | before - {None}
        beside = {row[0] for place in paths for row in self._ask("SELECT id FROM form WHERE path = ?", place)}
        forms = {**first, **self._whole(beside - first.keys())}
        things = grouped(forms.values())
        iris = names(things, self._decided, self._base)
        places = {found: place for thing in things for place in (path(thing),) for found in thing}
        changed: set[str] = set()
        for number, found in forms.items():
            known = next(self._ask("SELECT path, iri FROM form WHERE id = ?", number))
            if known != (places[found], iris[found]):
                pair = (places[found], iris[found], number)
                self._rows.execute("UPDATE form SET path = ?, iri = ? WHERE id = ?", pair)
            if known[1] != iris[found]:
                users = self._ask("SELECT version FROM thing WHERE form = ?", number)
                changed |= {row[0] for row in users}
        return changed

    def decided(self) -> Decisions | None:
        """The decisions that the names were given under; none where that was not noted."""
        told = self.fact("decided")
        return decided.read(told) if told else None

    def note_decided(self) -> None:
        """Notes the decisions that the names are given under now."""
        self.note("decided", decided.written(self._decided))

    def redecide(self, before: Decisions) -> set[str]:
        """The versions in which something is called otherwise, after people decided otherwise than `before`."""
        changed: set[str] = set()
        if before.frozen != self._decided.frozen:
            changed |= self._renamed(row[0] for row in self._ask("SELECT id FROM form"))
        for iri in _differing(before.merged, self._decided.merged):
            changed |= self.naming(iri)
        return changed

    def naming(self, iri: str) -> set[str]:
        """The versions that name the thing, before it was merged into another."""
        query = (
            "SELECT version FROM thing WHERE iri = ? UNION "
            "SELECT version FROM form JOIN thing ON thing.form = form.id WHERE form.iri = ?"
        )
        return {row[0] for row in self._ask(query, iri, iri)}

    def iris(self, version: str) -> dict[tuple[str, str], str]:
        """The IRI of each entity of a document version, by version and key."""
        query = (
            "SELECT key, coalesce(form.iri, thing.iri) FROM thing LEFT JOIN form ON form.id = thing.form "
            "WHERE version = ?"
        )
        return {(version, key): self._decided.merged.get(iri, iri) for key, iri in self._ask(query, version)}

    def replaced(self) -> dict[str, str]:
        """IRIs that documents would have used, had they not been merged into others."""
        query = (
            "SELECT 1 FROM thing WHERE iri = ? UNION ALL "
            "SELECT 1 FROM form JOIN thing ON thing.form = form.id WHERE form.iri = ? LIMIT 1"
        )
        return {old: new for old, new in self._decided.merged.items() if list(self._ask(query, old, old))}

    # Words for things -----------------------------------------------------------------------------------

    def retell(self, version: str, found: Stated | None) -> set[str]:
        """The things of which the document tells something else now, or nothing where `found` is none."""
        subjects = {
            row[0]
            for table in ("line", "named")
            for row in self._ask(f"SELECT subject FROM {table} WHERE version = ?", version)
        }
        for table in ("line", "named"):
            self._rows.execute(f"DELETE FROM {table} WHERE version = ?", (version,))
        if found is None:
            return subjects
        lines = [
            (name, subject, line, version)
            for name, told in (("entities", found.told), ("meta", found.described))
            for subject, line in told
        ]
        called = [
            (one.iri, version, place, int(one.weak), _entity(one.entity))
            for place, one in enumerate(found.named)
        ]
        self._rows.executemany("INSERT OR IGNORE INTO line VALUES (?, ?, ?, ?)", lines)
        self._rows.executemany("INSERT INTO named VALUES (?, ?, ?, ?, ?)", called)
        return subjects | {row[1] for row in lines} | {row[0] for row in called}

    def told(self, name: str, subject: str) -> list[bytes]:
        """What documents say outright of a thing in that graph ("entities" or "meta"), as lines, each once."""
        query = "SELECT DISTINCT line FROM line WHERE graph = ? AND subject = ? ORDER BY line"
        return [row[0] for row in self._ask(query, name, subject)]

    def called(self, subject: str) -> list[graph.Named]:
        """What documents call a thing, in order of their versions, words that are the same once."""
        query = (
            "SELECT entity, weak FROM named WHERE subject = ? GROUP BY entity, weak "
            "ORDER BY min(printf('%s %06d', version, place))"
        )
        return [
            graph.Named(subject, _as_entity(entity), bool(weak)) for entity, weak in self._ask(query, subject)
        ]

    def _ask(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        return iter(self._rows.execute(query, values).fetchall())


@contextmanager
def aside(file: Path) -> Iterator[Path | None]:
    """A passing copy of an index, which leaves everything as it is where the index lies; none where there is none."""
    with tempfile.TemporaryDirectory(prefix="mandategraph-") as folder:
        for part in (file, file.with_name(f"{file.name}-wal")):
            if part.is_file():
                shutil.copyfile(part, Path(folder, part.name))
        copy = Path(folder, file.name)
        yield copy if copy.is_file() else None


def _opened(file: Path) -> sqlite3.Connection:
    """The file's rows; one that is damaged or of another make is made anew."""
    file.parent.mkdir(parents=True, exist_ok=True)
    rows = sqlite3.connect(file, isolation_level=None)
    try:
        known = rows.execute("SELECT group_concat(sql, '') FROM sqlite_master WHERE sql NOT NULL").fetchone()[
            0
        ]
        if known is not None and _bare(known) == _bare(_SCHEMA):
            _tuned(rows)
            return rows
    except sqlite3.DatabaseError:
        pass
    rows.close()
    _remove(file)
    rows = sqlite3.connect(file, isolation_level=None)
    _tuned(rows)
    rows.executescript(_SCHEMA)
    return rows


def _remove(file: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def _tuned(rows: sqlite3.Connection) -> None:
    rows.execute("PRAGMA journal_mode = WAL")
    rows.execute("PRAGMA synchronous = NORMAL")
    rows.execute("PRAGMA cache_size = -65536")


def _bare(schema: str) -> str:
    return "".join(schema.replace(";", "").split())


def _text(row: Sequence[Any]) -> Text:
    sha256, key, document, address, language, recency, shown, made, extraction, finding, words = row
    return Text(
        sha256=sha256,
        key=key,
        document=document,
        address=address,
        language=language,
        recency=recency,
        shown=bool(shown),
        made=made,
        extraction=extraction,
        finding=finding,
        words=json.loads(words),
    )


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    """The names that have other values in the one than in the other."""
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


def _written(things: Things) -> str:
    listed = [
        [key, thing if isinstance(thing, str) else [thing.type, thing.name, thing.aliases]]
        for key, thing in things
    ]
    return json.dumps(listed, ensure_ascii=False)


def _entity(entity: Entity) -> str:
    return json.dumps([entity.type, entity.id, entity.name, entity.aliases], ensure_ascii=False)


def _as_entity(written: str) -> Entity:
    kind, identifier, name, aliases = json.loads(written)
    return Entity(key="", type=kind, name=name, id=identifier, aliases=tuple(aliases))
