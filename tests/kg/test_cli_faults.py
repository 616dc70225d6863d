"""What is not the documents' fault: broken data folders, permissions, full disks, interrupts, closed pipes."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg import assets, store
from kg.pipeline import steps
from tests.kg.conftest import Ended, Kg, dump

_ASK = b"ASK { ?programme mg:contributesTo <http://metadata.un.org/sdg/16.4> }"
_NOBODY = 65534
_HOME = Path(kg.__file__).parent.parent


def _command(*words: object, home: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`kg` as a process of its own, with the code and the data folders of `home`."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": "/nonexistent",
    }
    return subprocess.run(
        [sys.executable, "-m", "kg", *(str(word) for word in words)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=cwd,
    )


# Broken data folders --------------------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of code and data folders that a test may break."""
    home = tmp_path / "checkout"
    shutil.copytree(Path(kg.__file__).parent, home / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(assets.folder("ontology"), home / "ontology")
    shutil.copytree(assets.folder("shapes"), home / "shapes")
    shutil.copytree(assets.folder("queries"), home / "queries")
    shutil.copytree(assets.folder("seeds"), home / "seeds")
    return home


_SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://w3id.org/mandategraph/shapes#Broken> a sh:NodeShape ;
  sh:targetClass <https://w3id.org/mandategraph/ns#Statement> ;
  sh:property [ sh:minCount "many" ] .
"""


_SOURCE = "seeds/sources/unodc-cstd-2019.toml"
_DECIDED = "seeds/decisions/decisions.jsonl"
# Each starts a process that reads all data; one vocabulary and one list of decisions are enough for the quick core.
_CHILD = pytest.mark.slow


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        pytest.param(
            *("ontology/mandategraph.ttl", "@prefix broken", "mandategraph.ttl, line 1"), marks=_CHILD
        ),
        pytest.param("shapes/statement.ttl", "mg:Shape a", "shapes/statement.ttl", marks=_CHILD),
        pytest.param("shapes/statement.ttl", _SHAPE, "shapes/", marks=_CHILD),
        ("seeds/vocab/organs.ttl", "<a> <b>", "organs.ttl"),
        pytest.param(_SOURCE, "id = ", _SOURCE, marks=_CHILD),
        pytest.param(_SOURCE, 'id = "x"', _SOURCE, marks=_CHILD),
        pytest.param(_DECIDED, '{"action": "guess"}', "decisions.jsonl, line 1", marks=_CHILD),
        (_DECIDED, "{", "decisions.jsonl, line 1"),
    ],
)
def test_a_broken_data_file_is_named_and_nothing_is_published(
    checkout: Path, note: Path, name: str, text: str, told: str
) -> None:
    (checkout / name).write_text(text)
    ended = _command("build", note, home=checkout, cwd=note.parent)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert told in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert not (note.parent / "mandategraph-store" / "current").exists()


def test_a_broken_rule_is_named_by_validate(checkout: Path, own_store: Path) -> None:
    (checkout / "shapes/rules/plain-triple-without-statement.rq").write_text("SELECT ?focus {")
    ended = _command("validate", home=checkout, cwd=own_store.parent)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "plain-triple-without-statement.rq" in ended.stderr


def test_a_lost_data_folder_is_told(checkout: Path, note: Path) -> None:
    shutil.rmtree(checkout / "shapes")
    ended = _command("build", note, home=checkout, cwd=note.parent)
    assert ended.returncode == 2
    assert "the data folder shapes is missing. Install mandategraph again." in ended.stderr


def test_doctor_names_what_is_broken(checkout: Path, tmp_path: Path) -> None:
    (checkout / "seeds/vocab/organs.ttl").write_text("<a> <b>")
    ended = _command("doctor", home=checkout, cwd=tmp_path)
    assert ended.returncode == 1
    assert "BAD  vocabularies: " in ended.stdout


# Permissions ----------------------------------------------------------------------------------------------


@pytest.fixture
def open_folder(monkeypatch: pytest.MonkeyPatch, note: Path) -> Iterator[Path]:
    """A folder that every user may enter (those of pytest are private), with a document; commands run there."""
    with tempfile.TemporaryDirectory(prefix="mandategraph-") as name:
        Path(name).chmod(0o755)
        monkeypatch.chdir(name)
        yield Path(shutil.copy(note, name)).parent


@pytest.fixture
def stranger(kg: Kg, open_folder: Path, bare_store: Path) -> Kg:
    """Runs `kg` as a user without rights; where the tests have none themselves, as their own user."""
    shutil.copytree(bare_store, "warm", symlinks=True)
    kg("build", open_folder / "a.txt", "--store", "warm")  # loads now what a stranger may not read
    shutil.rmtree("warm")
    if os.geteuid() != 0:
        return kg

    def run(*words: object) -> Ended:
        os.seteuid(_NOBODY)
        try:
            return kg(*words)
        finally:
            os.seteuid(0)

    if not _may_run_python() or run("doctor").code != 0:
        pytest.skip("another user may not run this Python, or read the data folders under test")
    return run


def _may_run_python() -> bool:
    """Whether a user without rights may: documents are read in processes of their own."""
    os.seteuid(_NOBODY)
    try:
        return os.access(sys.executable, os.X_OK, effective_ids=True)
    finally:
        os.seteuid(0)


def test_a_store_that_may_not_be_made_is_told(stranger: Kg, open_folder: Path) -> None:
    open_folder.chmod(0o555)
    ended = stranger("build", "a.txt")
    assert (ended.code, ended.out) == (3, "")
    assert "there is no permission to use the store" in ended.err
    assert not Path("mandategraph-store").exists()


def test_a_store_that_may_only_be_read_answers_and_refuses_a_build(
    stranger: Kg, open_folder: Path, sample_store: Path
) -> None:
    shutil.copytree(sample_store, open_folder / "store", symlinks=True)
    subprocess.run(["chmod", "-R", "a+rX,a-w", open_folder], check=True)
    before = dump(Path("store"))
    ended = stranger("build", "a.txt", "--store", "store")
    assert (ended.code, ended.out) == (3, "")
    assert "there is no permission to use the store" in ended.err
    assert "Youth Ambassadors Programme" in stranger("why", "4.7", "--store", "store").out
    assert dump(Path("store")) == before


def test_a_file_that_may_not_be_read_fails_alone(stranger: Kg, open_folder: Path) -> None:
    open_folder.chmod(0o777)
    Path("secret.txt").write_text("secret")
    Path("secret.txt").chmod(0)
    ended = stranger("build", "secret.txt", "a.txt")
    assert ended.code == 1
    assert ended.out.startswith(
        "failed: secret.txt (permission denied; check the file and its permissions)\nread: a.txt "
    )


def test_a_folder_that_may_not_be_read_fails_alone(stranger: Kg, open_folder: Path) -> None:
    open_folder.chmod(0o777)
    Path("secrets").mkdir(mode=0)
    ended = stranger("build", "secrets", "a.txt")
    assert ended.code == 1
    assert ended.out.startswith("failed: secrets (permission denied; check the permissions)\nread: a.txt ")


def test_a_query_that_may_not_be_read_is_told(stranger: Kg, open_folder: Path, sample_store: Path) -> None:
    shutil.copytree(sample_store, open_folder / "store", symlinks=True)
    Path("secret.rq").write_text("ASK {}")
    Path("secret.rq").chmod(0)
    ended = stranger("query", "secret.rq", "--store", "store")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("kg: secret.rq: the query cannot be read")


def test_decisions_that_may_not_be_written_are_told(stranger: Kg, open_folder: Path) -> None:
    open_folder.chmod(0o555)
    ended = stranger("merge", "https://example.org/a", "https://example.org/b")
    assert (ended.code, ended.out) == (3, "")
    assert "the decision cannot be written" in ended.err


def test_predictions_that_may_not_be_written_are_told(stranger: Kg, open_folder: Path) -> None:
    open_folder.chmod(0o555)
    ended = stranger("extract", "a.txt", "--out", "out")
    assert (ended.code, ended.out) == (3, "")
    assert "the prediction cannot be written" in ended.err


# Full disks -----------------------------------------------------------------------------------------------


def _full(*_args: object, **_options: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    "call",
    [
        "os.fsync",
        "pathlib.Path.mkdir",
        "pathlib.Path.rename",
        "pathlib.Path.replace",
        "pathlib.Path.symlink_to",
    ],
)
def test_a_full_disk_ends_with_4_and_the_live_build_still_answers(
    built: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    before = dump(Path("mandategraph-store"))
    (tmp_path / "b.txt").write_text("Target 15.7 is a target.")
    with monkeypatch.context() as patched:
        patched.setattr(call, _full)
        ended = built("build", "b.txt")
    assert (ended.code, ended.out) == (4, "")
    assert "the disk is full. Free some space and run the command again." in ended.err
    assert dump(Path("mandategraph-store")) == before
    assert built("query", "-", stdin=_ASK).out == "true\n"
    assert built("build", "b.txt").code == 0


def test_a_full_disk_leaves_no_half_build_behind(
    built: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.txt").write_text("Target 15.7 is a target.")
    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.symlink_to", _full)
        built("build", "b.txt")
    assert not list((tmp_path / "mandategraph-store/builds").glob(".*"))


@pytest.mark.usefixtures("note")
def test_a_full_disk_stops_predictions_with_4(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.write_bytes", _full)
        ended = kg("extract", "a.txt", "--out", "out")
    assert (ended.code, ended.out) == (4, "")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("no disk may be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_disk_that_fills_up_ends_with_4_and_the_live_build_still_answers(
    kg: Kg, note: Path, small_disk: Path
) -> None:
    at = ("--store", small_disk / "store")
    assert kg("build", "a.txt", *at).code == 0
    (note.parent / "b.txt").write_text("Target 15.7 is a target.")
    free = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(bytes(free - 64 * 1024))
    ended = kg("build", "b.txt", *at)
    assert (ended.code, ended.out) == (4, "")
    assert "the disk is full" in ended.err
    assert kg("query", "-", *at, stdin=_ASK).out == "true\n"
    (small_disk / "filler").unlink()
    assert kg("build", "b.txt", *at).code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_output_to_a_full_disk_ends_with_4(note: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "kg", "text", note],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=_HOME,
            check=False,
        )
    assert ended.returncode == 4
    assert ended.stderr == b"kg: the disk is full. Free some space and run it again.\n"


# Others at work, and users who leave ----------------------------------------------------------------------


def test_a_second_writer_is_refused_at_once_and_harms_nothing(built: Kg, tmp_path: Path) -> None:
    before = dump(Path("mandategraph-store"))
    (tmp_path / "b.txt").write_text("Target 15.7 is a target.")
    with store.writer(Path("mandategraph-store")):
        ended = built("build", "b.txt")
    assert (ended.code, ended.out) == (3, "")
    assert "another process is writing to the store. Wait until it is done." in ended.err
    assert dump(Path("mandategraph-store")) == before


def test_readers_answer_while_another_process_writes(built: Kg) -> None:
    with store.writer(Path("mandategraph-store")):
        assert built("query", "-", stdin=_ASK).out == "true\n"


@pytest.mark.usefixtures("note")
def test_the_lock_of_a_dead_process_blocks_nobody(kg: Kg) -> None:
    script = (
        "import os; from pathlib import Path; from kg import store\n"
        "with store.writer(Path('s')): os.kill(os.getpid(), 9)"
    )
    environment = {**os.environ, "PYTHONPATH": str(_HOME)}
    assert subprocess.run([sys.executable, "-c", script], env=environment, check=False).returncode == -9
    assert Path("s/lock").exists()
    assert kg("build", "a.txt", "--store", "s").code == 0


def test_an_interrupt_leaves_the_live_build(
    built: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "b.txt").write_text("Target 15.7 is a target.")
    with monkeypatch.context() as patched:
        patched.setattr(steps, "extract", interrupted)
        ended = built("build", "b.txt")
    assert (ended.code, ended.out, ended.err) == (130, "", "")
    assert built("query", "-", stdin=_ASK).out == "true\n"


def test_a_reader_that_leaves_early_is_no_fault(sample_store: Path, tmp_path: Path) -> None:
    (tmp_path / "all.rq").write_text("SELECT ?s ?p ?o { ?s ?p ?o }")
    ended = subprocess.run(
        [
            "bash",
            "-o",
            "pipefail",
            "-c",
            f"{sys.executable} -m kg query all.rq --store {sample_store} | head -1",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(_HOME)},
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "s,p,o\n", "")
