"""A build becomes live by one rename, one process writes at a time, and faults of the disk are told."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import store
from kg.errors import LimitError, QueryError, StoreError
from kg.query import rows
from kg.store import disk
from kg.why import term, why

ONE = b"<https://e.org/a> <https://e.org/b> <https://e.org/1> .\n"
TWO = b"<https://e.org/a> <https://e.org/b> <https://e.org/2> .\n"
TOLD: dict[str, Any] = {"base": "https://example.org/mg/", "built": "2026-11-22"}
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def live(root: Path) -> Path:
    """A store with one build."""
    store.publish(root, "one", ONE, TOLD)
    return root


def triples(root: Path) -> list[str]:
    return sorted(str(quad.object) for quad in store.open_reader(root).store)


def rest(root: Path) -> list[str]:
    """Whatever is no finished build: half folders, links, files."""
    return sorted(path.name for folder in (root, root / "builds") for path in folder.glob(".*"))


# Publishing -----------------------------------------------------------------------------------------------


def test_a_published_build_is_read_with_its_manifest(live: Path) -> None:
    reader = store.open_reader(live)
    assert triples(live) == ["<https://e.org/1>"]
    assert reader.base == "https://example.org/mg/"
    assert store.manifest(live) == {"format": 1, "build": "one", "quads": 1, **TOLD}
    assert reader.path == store.live_directory(live)


def test_the_next_build_takes_its_place(live: Path) -> None:
    store.publish(live, "two", TWO, {**TOLD, "built": "later"})
    assert triples(live) == ["<https://e.org/2>"]
    assert (store.manifest(live) or {})["built"] == "later"
    assert rest(live) == []


def test_a_reader_keeps_what_it_opened(live: Path) -> None:
    reader = store.open_reader(live)
    store.publish(live, "two", TWO, TOLD)
    assert [str(quad.object) for quad in reader.store] == ["<https://e.org/1>"]


def test_a_build_of_the_same_name_never_touches_the_live_one(live: Path) -> None:
    before = store.live_directory(live)
    reader = store.open_reader(live)
    store.publish(live, "one", ONE, {**TOLD, "built": "later"})
    assert before.is_dir()
    assert store.live_directory(live) != before
    assert (store.manifest(live) or {})["built"] == "later"
    assert [str(quad.object) for quad in reader.store] == ["<https://e.org/1>"]


def test_two_builds_are_kept_and_older_ones_go(live: Path) -> None:
    store.publish(live, "two", TWO, TOLD)
    store.publish(live, "three", ONE, TOLD)
    assert sorted(path.name for path in (live / "builds").iterdir()) == ["three", "two"]


def test_the_build_after_going_back_keeps_the_one_that_was_live(live: Path) -> None:
    store.publish(live, "two", TWO, TOLD)
    store.rollback(live)
    store.publish(live, "three", TWO, TOLD)
    assert sorted(path.name for path in (live / "builds").iterdir()) == ["one", "three"]
    assert store.rollback(live) == "one"


def test_a_build_that_never_went_live_is_no_build_before(live: Path) -> None:
    store.publish(live, "two", TWO, TOLD)
    shutil.copytree(live / "builds" / "two", live / "builds" / "never")
    assert store.rollback(live) == "one"
    store.publish(live, "three", TWO, TOLD)
    assert sorted(path.name for path in (live / "builds").iterdir()) == ["one", "three"]


def test_what_a_dead_process_left_half_written_goes_with_the_next_writer(live: Path) -> None:
    (live / "builds" / ".draft.99999" / "graph").mkdir(parents=True)
    (live / ".current.99999").symlink_to("builds/one")
    with store.writer(live):
        assert rest(live) == []
    assert triples(live) == ["<https://e.org/1>"]


def failing(fault: BaseException, when: Callable[..., bool] = lambda *_: True) -> Callable[[Any], Any]:
    """A stand-in for a function, which raises where `when` says so and else does what it did."""

    def stand_in(real: Any) -> Any:
        def call(*args: Any, **named: Any) -> Any:
            if when(*args):
                raise fault
            return real(*args, **named)

        return call

    return stand_in


class FullStore:
    """An Oxigraph whose disk is full."""

    def __init__(self, fault: BaseException) -> None:
        self._fault = fault

    def __call__(self, _path: str) -> "FullStore":
        return self

    def bulk_load(self, *_args: Any, **_named: Any) -> None:
        raise self._fault


NO_SPACE = OSError(errno.ENOSPC, "No space left on device")
FROM_ROCKSDB = OSError("IO error: No space left on device: While appending to file")
STOPPED = KeyboardInterrupt()


def plant(place: str, fault: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the fault happen at one place of publishing."""
    if place == "bulk_load":
        monkeypatch.setattr(ox, "Store", FullStore(fault))
    elif place == "fsync":
        monkeypatch.setattr(os, "fsync", failing(fault)(os.fsync))
    else:
        monkeypatch.setattr(Path, place, failing(fault)(getattr(Path, place)))


@pytest.mark.parametrize(
    ("place", "fault", "raised", "message"),
    [
        ("mkdir", NO_SPACE, LimitError, "the disk is full"),
        ("bulk_load", NO_SPACE, LimitError, "the disk is full"),
        ("bulk_load", FROM_ROCKSDB, LimitError, "the disk is full"),
        ("bulk_load", STOPPED, KeyboardInterrupt, None),
        ("fsync", NO_SPACE, LimitError, "the disk is full"),
        ("fsync", OSError(errno.EDQUOT, "Quota exceeded"), LimitError, "the disk is full"),
        ("fsync", OSError(errno.EIO, "Input/output error"), StoreError, "Input/output error"),
        ("fsync", STOPPED, KeyboardInterrupt, None),
        ("rename", NO_SPACE, LimitError, "the disk is full"),
        ("rename", STOPPED, KeyboardInterrupt, None),
        ("symlink_to", NO_SPACE, LimitError, "the disk is full"),
        ("symlink_to", OSError(errno.EROFS, "Read-only file system"), StoreError, "no permission"),
        ("replace", NO_SPACE, LimitError, "the disk is full"),
        ("replace", STOPPED, KeyboardInterrupt, None),
    ],
)
def test_an_interrupted_build_leaves_the_live_one_and_nothing_half(
    live: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    fault: BaseException,
    raised: type[BaseException],
    message: str | None,
) -> None:
    plant(place, fault, monkeypatch)
    with pytest.raises(raised, match=message):
        store.publish(live, "two", TWO, TOLD)
    monkeypatch.undo()
    assert triples(live) == ["<https://e.org/1>"]
    assert rest(live) == []
    assert [path.name for path in (live / "builds").iterdir()] == ["one"]


def test_a_build_that_failed_can_be_tried_again(live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant("rename", NO_SPACE, monkeypatch)
    with pytest.raises(LimitError):
        store.publish(live, "two", TWO, TOLD)
    monkeypatch.undo()
    store.publish(live, "two", TWO, TOLD)
    assert triples(live) == ["<https://e.org/2>"]


def test_a_fault_after_the_switch_leaves_the_new_build_live(
    live: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail = failing(NO_SPACE, lambda path: path == live and triples(live) == ["<https://e.org/2>"])(
        disk.flush_folder
    )
    monkeypatch.setattr("kg.store.switching.flush_folder", fail)
    with pytest.raises(LimitError):
        store.publish(live, "two", TWO, TOLD)
    assert triples(live) == ["<https://e.org/2>"]
    assert rest(live) == []


def test_a_first_build_that_fails_leaves_no_store(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(NO_SPACE)(os.fsync))
    with pytest.raises(LimitError):
        store.publish(root, "one", ONE, TOLD)
    assert store.manifest(root) is None


@pytest.mark.parametrize("moment", ["0.00", "0.01", "0.02", "0.04"])
def test_a_killed_writer_leaves_the_old_or_the_new_build(live: Path, moment: str) -> None:
    code = f"""
import sys, threading, os, signal
from pathlib import Path
from kg import store
root = Path({str(live)!r})
threading.Timer({moment}, os.kill, (os.getpid(), signal.SIGKILL)).start()
while True:
    for name in ("two", "three"):
        with store.writer(root):
            store.publish(root, name, {TWO!r}, {TOLD!r})
"""
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=30)
    assert ended.returncode == -signal.SIGKILL
    assert triples(live) in (["<https://e.org/1>"], ["<https://e.org/2>"])
    with store.writer(live):
        store.publish(live, "after", ONE, TOLD)
    assert triples(live) == ["<https://e.org/1>"]
    assert rest(live) == []


# One writer -----------------------------------------------------------------------------------------------


@pytest.fixture
def holder(root: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the lock until it is told to end."""
    code = f"""
import sys
from pathlib import Path
from kg import store
with store.writer(Path({str(root)!r})):
    print("held", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_writer_is_refused_at_once(root: Path, holder: "subprocess.Popen[str]") -> None:
    assert holder.poll() is None
    with pytest.raises(StoreError, match="another process is writing") as told, store.writer(root):
        pass
    assert told.value.where == str(root)


def test_reading_goes_on_while_another_process_writes(live: Path, holder: "subprocess.Popen[str]") -> None:
    assert holder.poll() is None
    assert triples(live) == ["<https://e.org/1>"]


def test_the_lock_of_a_killed_process_blocks_nobody(root: Path, holder: "subprocess.Popen[str]") -> None:
    holder.kill()
    holder.wait(timeout=10)
    assert (root / "lock").exists()
    with store.writer(root):
        store.publish(root, "one", ONE, TOLD)
    assert triples(root) == ["<https://e.org/1>"]


def test_the_lock_is_let_go_after_a_fault(root: Path) -> None:
    with pytest.raises(RuntimeError, match="in between"), store.writer(root):
        raise RuntimeError("in between")
    with store.writer(root):
        assert (root / "lock").exists()


# Stores that cannot be used -------------------------------------------------------------------------------


def test_an_empty_place_is_no_store(root: Path) -> None:
    assert store.manifest(root) is None
    with pytest.raises(StoreError, match="there is no store here") as told:
        store.open_reader(root)
    assert told.value.remedy == "make one with: kg build PATH"


def test_a_store_of_another_format_is_told(live: Path) -> None:
    (live / "current" / "manifest.json").write_text(json.dumps({"format": 99, **TOLD}))
    with pytest.raises(StoreError, match="format 99, this version of the software reads format 1"):
        store.open_reader(live)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"5", b'"x"', b"{}", b"\xff", b"null"])
def test_a_damaged_manifest_is_told(live: Path, raw: bytes) -> None:
    (live / "current" / "manifest.json").write_bytes(raw)
    with pytest.raises(StoreError, match="the manifest of the store cannot be read"):
        store.manifest(live)


def test_a_lost_build_is_not_taken_for_an_empty_store(live: Path) -> None:
    shutil.rmtree(live / "builds")
    with pytest.raises(StoreError, match="the manifest of the store cannot be read"):
        store.manifest(live)


def test_a_lost_database_is_told(live: Path) -> None:
    shutil.rmtree(store.live_directory(live))
    with pytest.raises(StoreError, match="the database cannot be opened"):
        store.open_reader(live)


def test_a_damaged_database_is_told(live: Path) -> None:
    (store.live_directory(live) / "CURRENT").write_text("MANIFEST-999999\n")
    with pytest.raises(StoreError, match="the database cannot be opened"):
        store.open_reader(live)


def test_a_file_in_the_place_of_the_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="a file stands where"), store.writer(tmp_path / "file"):
        pass
    with pytest.raises(StoreError, match="a file stands where"):
        store.manifest(tmp_path / "file")


unprivileged = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def as_nobody(code: str) -> "subprocess.CompletedProcess[str]":
    """What Python prints when it runs `code` without any right."""
    imports = "import os\nfrom pathlib import Path\nfrom kg import errors, store\n"
    start = f"{imports}os.setgid(65534); os.setuid(65534)\n{code}"
    return subprocess.run(
        [sys.executable, "-c", start], cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
    )


@pytest.fixture
def open_path(tmp_path: Path) -> Path:
    """A folder that everybody can reach."""
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(folder.stat().st_mode | 0o055)
    return tmp_path


@unprivileged
@pytest.mark.parametrize(
    "use",
    [
        "with store.writer(root): pass",
        "store.publish(root, 'two', b'', {})",
        "store.save_text(root, '0' * 64, 'x')",
        "store.keep(root, 'k', 'x', 1)",
    ],
)
def test_without_permission_to_write_the_store_says_so(open_path: Path, use: str) -> None:
    root = open_path / "store"
    store.publish(root, "one", ONE, TOLD)
    code = f"root = Path({str(root)!r})\ntry:\n    {use}\nexcept errors.StoreError as error: print(error)"
    ended = as_nobody(code)
    assert "there is no permission to use the store" in ended.stdout, ended.stderr
    assert str(root) in ended.stdout
    assert triples(root) == ["<https://e.org/1>"]
    assert rest(root) == []


@unprivileged
def test_without_permission_to_read_the_store_says_so(open_path: Path) -> None:
    root = open_path / "store"
    store.publish(root, "one", ONE, TOLD)
    root.chmod(0o700)
    code = (
        f"try:\n    store.open_reader(Path({str(root)!r}))\nexcept errors.StoreError as error: print(error)"
    )
    ended = as_nobody(code)
    assert "there is no permission to use the store" in ended.stdout, ended.stderr


# Texts and caches -----------------------------------------------------------------------------------------


def test_a_text_comes_back_with_its_line_ends(root: Path) -> None:
    store.save_text(root, "a" * 64, "one\r\ntwo\rthree\n\u2028\U0001f30d")
    assert store.text(root, "a" * 64) == "one\r\ntwo\rthree\n\u2028\U0001f30d"


def test_a_text_is_written_once(root: Path) -> None:
    store.save_text(root, "a" * 64, "first")
    store.save_text(root, "a" * 64, "second")
    assert store.text(root, "a" * 64) == "first"


def test_a_lost_text_is_told(live: Path) -> None:
    with pytest.raises(StoreError, match="the text aaaaaaaaaaaa is lost") as told:
        store.open_reader(live).text("a" * 64)
    assert told.value.remedy == "build its document again"


def test_texts_and_caches_outlive_builds(live: Path) -> None:
    store.save_text(live, "a" * 64, "kept")
    store.keep(live, "findings", "key", [1, {"a": "é"}])
    store.publish(live, "two", TWO, TOLD)
    assert store.open_reader(live).text("a" * 64) == "kept"
    assert store.cached(live, "findings", "key") == [1, {"a": "é"}]


def test_what_was_never_kept_is_none(root: Path) -> None:
    assert store.cached(root, "findings", "key") is None


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff"])
def test_a_damaged_cache_counts_as_none(root: Path, raw: bytes) -> None:
    store.keep(root, "findings", "key", 1)
    (root / "cache" / "findings" / "key.json").write_bytes(raw)
    assert store.cached(root, "findings", "key") is None


def test_a_text_that_does_not_fit_on_the_disk_leaves_nothing_half(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(NO_SPACE)(os.fsync))
    with pytest.raises(LimitError, match="the disk is full"):
        store.save_text(root, "a" * 64, "x")
    assert list((root / "texts").iterdir()) == []


@pytest.mark.parametrize(
    ("told", "asked", "base"),
    [
        (None, None, "https://d.example/"),
        ({"base": "https://s.example/"}, None, "https://s.example/"),
        ({"base": "https://s.example/"}, "https://a.example/", "https://a.example/"),
    ],
)
def test_the_base_is_the_one_asked_for_else_the_stores_else_the_default(
    told: dict[str, str] | None, asked: str | None, base: str
) -> None:
    assert store.base_of(told, asked, "https://d.example/").iri == base


# Bound terms ----------------------------------------------------------------------------------------------

HOSTILE = [
    'x"@en . ?s ?p ?o . #',
    '"} UNION { ?thing ?p ?o } #',
    "') } SERVICE <http://127.0.0.1:9/> { ?thing ?p ?o } #",
    "%s %(name)s {0} {name}",
    "?thing",
    "\\",
    "\n} # \u2028 \x00",
    "https://w3id.org/mandategraph/",
    "'''\"\"\"",
    "x' || '1'='1",
]
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> store.Reader:
    """A store in which one thing is called by each hostile name, and one by none."""
    quads = [
        ox.Quad(ox.NamedNode(f"https://e.org/{place}"), ox.NamedNode(LABEL), ox.Literal(name))
        for place, name in enumerate(HOSTILE)
    ]
    harmless = ox.Quad(ox.NamedNode("https://e.org/x"), ox.NamedNode(LABEL), ox.Literal("harmless"))
    raw = ox.serialize([*quads, harmless], format=ox.RdfFormat.N_QUADS)
    assert raw is not None
    root = tmp_path_factory.mktemp("hostile")
    store.publish(root, "one", raw, TOLD)
    return store.open_reader(root)


@pytest.mark.parametrize(("place", "name"), list(enumerate(HOSTILE)))
def test_a_hostile_value_is_a_value_and_never_part_of_a_query(
    named: store.Reader, place: int, name: str
) -> None:
    found = rows(named, "SELECT ?thing ?label WHERE { ?thing skos:prefLabel ?label }", label=ox.Literal(name))
    assert found == [{"thing": ox.NamedNode(f"https://e.org/{place}"), "label": ox.Literal(name)}]


@pytest.mark.parametrize(
    "name", [name for name in HOSTILE if name.strip().strip("<>") == name and "://" not in name]
)
def test_a_hostile_label_means_the_thing_that_is_called_so(named: store.Reader, name: str) -> None:
    assert term(named, name).value == f"https://e.org/{HOSTILE.index(name)}"
    assert why(named, [name]) == ()


@pytest.mark.parametrize(
    "word",
    [
        'https://e.org/x> ?p ?o . <https://e.org/"',
        "https://e.org/{x}",
        "<https://e.org/x> } SERVICE <http://127.0.0.1:9/> {",
        "mg:x> ?p ?o . <y",
        "skos:{ SERVICE",
        "https://e.org/\x00",
    ],
)
def test_a_hostile_iri_is_refused_before_any_query(named: store.Reader, word: str) -> None:
    with pytest.raises(QueryError):
        why(named, [word])
    with pytest.raises(QueryError):
        why(named, [word, "contributesTo", "16.4"])


def test_an_unknown_hostile_label_means_nothing(named: store.Reader) -> None:
    with pytest.raises(QueryError, match="no things are called"):
        why(named, ['" } SELECT * WHERE { ?s ?p ?o } #'])


def test_a_build_tells_a_hash_of_each_of_its_graphs(tmp_path: Path) -> None:
    nquads = (
        '<http://e/a> <http://e/p> "x <http://e/g>"^^<http://e/t> .\n'
        '<http://e/a> <http://e/p> "x" <http://e/g> .\n'
        "<http://e/a> <http://e/p> <http://e/o> .\n"
        "<http://e/a> <http://e/p> <http://e/o> <http://e/g> .\n"
    )
    store.publish(tmp_path, "one", nquads.encode(), {"base": "http://e/"})
    told = json.loads((tmp_path / "current" / "graphs.json").read_bytes())
    typed = b'<http://e/a> <http://e/p> "x <http://e/g>"^^<http://e/t> .\n'
    quoted = b'<http://e/a> <http://e/p> "x" .\n'
    linked = b"<http://e/a> <http://e/p> <http://e/o> .\n"
    assert told == {
        "": store.lines_hash([linked, typed]),
        "http://e/g": store.lines_hash([quoted, linked]),
    }


# Drafts ---------------------------------------------------------------------------------------------------


LINES = st.frozensets(
    st.sampled_from([f"<http://e/s> <http://e/p> <http://e/{n}> .\n".encode() for n in range(9)])
)


@given(LINES, LINES)
def test_a_hash_can_be_carried_on_when_lines_come_and_go(
    one: frozenset[bytes], two: frozenset[bytes]
) -> None:
    assert store.lines_hash(two - one, store.lines_hash(one), one - two) == store.lines_hash(two)


def test_graphs_with_one_line_more_or_another_have_another_hash() -> None:
    assert len({store.lines_hash(lines) for lines in ([], [b"a"], [b"b"], [b"a", b"b"], [b"a", b"a"])}) == 5


def going_on(root: Path, *changes: tuple[str, list[bytes], list[bytes]]) -> None:
    """Publishes a draft that goes on from the live build with these changes."""
    with store.draft(root, onto=store.manifest(root)) as draft:
        for graph, come, gone in changes:
            draft.change(graph, come, gone)
        store.publish_draft(root, draft, TOLD)


def test_a_draft_that_goes_on_changes_what_it_is_told_and_nothing_else(live: Path) -> None:
    reader = store.open_reader(live)
    going_on(live, ("http://e/g", [ONE, TWO], []), ("", [TWO], [ONE]))
    assert {(str(quad.object), str(quad.graph_name)) for quad in store.open_reader(live).store} == {
        ("<https://e.org/1>", "<http://e/g>"),
        ("<https://e.org/2>", "<http://e/g>"),
        ("<https://e.org/2>", "DEFAULT"),
    }
    assert [str(quad.object) for quad in reader.store] == ["<https://e.org/1>"]


def test_a_draft_that_goes_on_tells_the_hashes_of_one_from_nothing(live: Path, tmp_path: Path) -> None:
    going_on(live, ("http://e/g", [ONE, TWO], []), ("http://e/gone", [ONE], []), ("", [TWO], [ONE]))
    going_on(live, ("http://e/gone", [], [ONE]), ("", [TWO], [ONE]))
    named = ONE.replace(b" .", b" <http://e/g> .") + TWO.replace(b" .", b" <http://e/g> .")
    store.publish(tmp_path / "other", "one", TWO + named, TOLD)
    assert (live / "current/graphs.json").read_bytes() == (
        tmp_path / "other/current/graphs.json"
    ).read_bytes()
    assert (store.manifest(live) or {})["quads"] == 3


def test_files_that_never_change_are_shared_with_the_build_before(live: Path) -> None:
    before = {path.name: path.stat().st_ino for path in store.live_directory(live).glob("*.sst")}
    going_on(live, ("http://e/g", [TWO], []))
    after = {path.name: path.stat().st_ino for path in store.live_directory(live).glob("*.sst")}
    assert before
    assert before.items() <= after.items()


def test_where_files_cannot_be_shared_they_are_copied(live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", failing(OSError(errno.EXDEV, "Invalid cross-device link"))(os.link))
    going_on(live, ("", [TWO], []))
    assert triples(live) == ["<https://e.org/1>", "<https://e.org/2>"]


def test_a_draft_that_is_not_published_leaves_nothing(live: Path) -> None:
    with store.draft(live, onto=store.manifest(live)) as draft:
        draft.change("", [TWO], [ONE])
    assert triples(live) == ["<https://e.org/1>"]
    assert rest(live) == []


# Going back -----------------------------------------------------------------------------------------------


def test_going_back_serves_the_build_before_and_a_second_time_the_later_one(live: Path) -> None:
    store.publish(live, "two", TWO, TOLD)
    assert store.rollback(live) == "one"
    assert triples(live) == ["<https://e.org/1>"]
    assert store.rollback(live) == "two"
    assert triples(live) == ["<https://e.org/2>"]


def test_where_there_is_no_build_before_going_back_is_refused(live: Path) -> None:
    with pytest.raises(StoreError, match="there is no build to go back to"):
        store.rollback(live)
    assert triples(live) == ["<https://e.org/1>"]


def test_readers_of_one_build_are_one_and_of_another_are_not(live: Path) -> None:
    first, same = store.open_reader(live), store.open_reader(live)
    store.publish(live, "two", TWO, TOLD)
    assert (first == same, hash(first) == hash(same), first == store.open_reader(live)) == (True, True, False)


def test_a_build_whose_name_came_back_is_another_one(live: Path) -> None:
    first = store.open_reader(live)
    again = replace(first, manifest={**first.manifest, "built": "2027-01-01T00:00:00Z"})
    assert (first.path == again.path, first == again) == (True, False)
