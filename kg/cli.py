"""The command `kg`: each command reads its words, calls one function of the library and shows what came out.

Data goes to standard output, everything else to standard error. Exit codes are those of `kg.errors`. Heavy
libraries are loaded by the commands that need them. Further commands come from the entry point group
`mandategraph.commands`.
"""

import errno
import io
import json
import os
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg import __version__, settings, show
from kg.errors import ConfigError, KgError, LimitError, QueryError, SourceError
from kg.sources import printable

if TYPE_CHECKING:
    from kg.pipeline import BuildReport

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads United Nations documents and answers what they say, with the words that say it.",
    context_settings={"help_option_names": ["-h", "--help"]},
)

Store = Annotated[Path | None, typer.Option("--store", help="Folder of the store.")]
DecisionsAt = Annotated[Path | None, typer.Option("--decisions", help="Folder of the decisions.")]
BaseIri = Annotated[str | None, typer.Option("--base", help="Namespace of the graph, kept with the store.")]
Threshold = Annotated[
    str | None, typer.Option("--threshold", help="Confidence from which a statement is accepted.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no remarks.")]
NoCurated = Annotated[
    bool, typer.Option("--no-curated", help="Without curated programmes, publications, events.")
]
By = Annotated[str, typer.Option("--by", help="Who decides.")]
Note = Annotated[str, typer.Option("--note", help="Why.")]
EXIT_PROBLEMS = 1


@app.callback(invoke_without_command=False)
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a fault.")] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=lambda asked: _version(asked), help="Show the version."
        ),
    ] = False,
) -> None:
    os.environ["MANDATEGRAPH_DEBUG"] = "1" if debug else os.environ.get("MANDATEGRAPH_DEBUG", "")


def _version(asked: bool) -> None:
    if asked:
        _out(f"mandategraph {__version__}\n")
        raise typer.Exit


@app.command()
def build(
    paths: Annotated[list[str], typer.Argument(help="Documents and folders.")] = [],  # noqa: B006 - typer copies it
    store: Store = None,
    decisions: DecisionsAt = None,
    base: BaseIri = None,
    threshold: Threshold = None,
    no_curated: NoCurated = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Drop documents that are not among the paths.")
    ] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Extract everything again.")] = False,
    engine: Annotated[str, typer.Option("--engine", help="Where extraction runs.")] = "local",
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Processes that extract.")] = 1,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read, extract, validate and publish documents into the store."""
    from kg import pipeline

    if not paths and (prune or not rebuild):
        raise ConfigError("no document is named", where="kg build", remedy="give files or folders")
    pipeline.check_engine(engine)
    flags = {"store": store, "decisions": decisions, "base": base, "threshold": threshold}
    told = settings.load({**flags, **_curated(no_curated)})
    with show.progress(quiet or as_json) as step:
        report = pipeline.build(
            paths, told, now=_now(), progress=step, prune=prune, rebuild=rebuild, dry_run=dry_run, jobs=jobs
        )
    _report(report, as_json=as_json, quiet=quiet)
    raise typer.Exit(show.files_code(report.files))


def _curated(without: bool) -> dict[str, Any]:
    """The flag as a setting: one that is not given leaves the word to environment and files."""
    return {"curated": False} if without else {}


def _report(report: "BuildReport", *, as_json: bool, quiet: bool) -> None:
    _out(show.build_json(report) if as_json else show.file_lines(report.files))
    if not quiet:
        typer.echo(show.build_remarks(report), err=True, nl=False)


@app.command()
def text(
    file: str,
    pages: Annotated[bool, typer.Option("--pages")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show the structure that is read from a document."""
    from kg import pipeline
    from kg.split import split, units

    document = pipeline.read(file)
    passages = split(document)
    read = units(document, passages)
    if as_json:
        _out(show.text_json(document, pipeline.name_of(document, read), passages))
    else:
        _out(show.text_lines(read, pages=pages))


@app.command()
def extract(
    paths: Annotated[list[str], typer.Argument(help="Documents and folders.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the predictions.")],
    no_curated: NoCurated = False,
    threshold: Threshold = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write what each document says as a JSON file beside its text."""
    from kg import predictions

    told = settings.load({"threshold": threshold, **_curated(no_curated)})
    with show.progress(quiet or as_json) as step:
        reports = predictions.write(paths, out, told, progress=step)
    _out(show.files_json(reports) if as_json else show.file_lines(reports))
    raise typer.Exit(show.files_code(reports))


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder with NAME.gold.json files.")],
    texts: Annotated[Path | None, typer.Option("--texts", help="Folder of the texts.")] = None,
    predicted: Annotated[
        Path | None, typer.Option("--predictions", help="Folder of the predictions.")
    ] = None,
    no_curated: NoCurated = False,
    errors: Annotated[int, typer.Option("--errors", help="List up to so many errors of each kind.")] = 0,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Score predictions, or fresh extractions, against annotations."""
    from kg import predictions
    from kg.evaluate import as_json as as_table_json
    from kg.evaluate import render

    if texts and predicted:
        raise ConfigError(
            "texts and predictions are both given",
            where="kg evaluate",
            remedy="give --texts or --predictions",
        )
    told = settings.load(_curated(no_curated))
    report = predictions.score(gold, told, texts=texts, predictions=predicted, errors=errors)
    _out((as_table_json(report) if as_json else render(report)) + "\n")


@app.command()
def symbol(
    words: Annotated[str | None, typer.Argument(metavar="TEXT")] = None,
    organ: Annotated[str, typer.Option("--organ", help="Prefix or English name of the organ.")] = "",
    batch: Annotated[bool, typer.Option("--batch", help="Lines ORGAN TAB TEXT from standard input.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read a document symbol or a resolution's number."""
    from kg import symbols

    if batch == (words is not None):
        raise ConfigError(
            "one text or a batch is needed", where="kg symbol", remedy="give TEXT, or --batch and lines"
        )
    if words is None:
        lines = [symbols.parse(surface, prefix or None) for prefix, surface in _surfaces()]
        every = [found for line in lines for found in line]
        _out(show.symbols_json(every) if as_json else show.batch_lines(lines))
        return
    found = symbols.parse(words, organ or None)
    _out(show.symbols_json(found) if as_json else show.symbol_lines(found))
    raise typer.Exit(0 if found else EXIT_PROBLEMS)


def _surfaces() -> Iterator[tuple[str, str]]:
    """Organ and surface of each line of standard input; bytes that are no UTF-8 are no symbol either."""
    for raw in sys.stdin.buffer:
        prefix, tab, surface = raw.decode("utf-8", "replace").rstrip("\r\n").partition("\t")
        yield (prefix, surface) if tab else ("", prefix)


@app.command()
def validate(
    store: Store = None,
    form: Annotated[str, typer.Option("--format", help="text, json, ttl, html or github.")] = "text",
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Check the whole store and list what is wrong, with remedies."""
    from kg import inspection

    told = settings.load({"store": store})
    wanted = show.finding_form("json" if as_json else form)
    with show.progress(quiet or as_json or form == "json") as step:
        findings = inspection.findings(told.store, progress=step)
    _out(wanted(findings))
    raise typer.Exit(EXIT_PROBLEMS if any(f.severity == "violation" for f in findings) else 0)


@app.command()
def query(
    file: Annotated[
        str, typer.Argument(metavar="FILE.rq", help="File with a SPARQL query, or - for standard input.")
    ],
    store: Store = None,
    form: Annotated[str | None, typer.Option("--format", help="Form of the result.")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run a SPARQL query against the store."""
    from kg.query import ask, written
    from kg.store import open_reader

    reader = open_reader(settings.load({"store": store}).store)
    found = ask(reader, _sparql(file), where=file)
    _out(written(found, "json" if as_json else form, terminal=sys.stdout.isatty()))


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="Its name; see --list.")] = None,
    param: Annotated[list[str], typer.Option("--param", metavar="NAME=VALUE")] = [],  # noqa: B006 - typer copies it
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File: .xlsx, .csv, .json, .md.")] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or md.")] = "table",
    language: Annotated[str, typer.Option("--lang", help="Language of names, such as fr.")] = "en",
    listed: Annotated[bool, typer.Option("--list", help="List the questions.")] = False,
    store: Store = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Answer one of the questions that come with the project."""
    from kg import answers, questions
    from kg.ask import ask as answer_to
    from kg.store import open_reader

    if listed:
        _out(questions.catalogue(questions.listed(), "json" if as_json else form))
        return
    name, given = questions.chosen(question, param)
    answer = answer_to(open_reader(settings.load({"store": store}).store), name, given, language=language)
    if out:
        answers.save(answer, out)
    if as_json or not out:
        _out(answers.text(answer, "json" if as_json else form))


def _sparql(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SourceError("there is no such query", where=file, remedy="check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(
            f"the query cannot be read: {error}", where=file, remedy="give a text file"
        ) from error


@app.command()
def why(
    words: Annotated[list[str], typer.Argument(metavar="STATEMENT | ENTITY | SUBJECT PREDICATE OBJECT")],
    store: Store = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show the words that a statement rests on."""
    from kg.store import open_reader
    from kg.why import why as ask_why

    reader = open_reader(settings.load({"store": store}).store)
    found = ask_why(reader, words)
    if not found and not quiet:
        typer.echo("nothing in the store supports this", err=True)
    _out(show.why_json(found) if as_json else show.why_lines(found, reader))
    raise typer.Exit(0 if found else EXIT_PROBLEMS)


@app.command()
def review(
    statement: Annotated[str, typer.Argument(metavar="STATEMENT")],
    by: By,
    accept: Annotated[bool, typer.Option("--accept")] = False,
    verify: Annotated[bool, typer.Option("--verify")] = False,
    reject: Annotated[bool, typer.Option("--reject")] = False,
    correct_object: Annotated[str | None, typer.Option("--correct-object", metavar="IRI")] = None,
    note: Note = "",
    store: Store = None,
    decisions: DecisionsAt = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Accept, verify, reject or correct a statement; it counts from the next build on."""
    chosen = {"accept": accept, "verify": verify, "reject": reject, "correct": correct_object is not None}
    actions = [name for name, asked in chosen.items() if asked]
    if len(actions) != 1:
        raise ConfigError(
            "one review is needed",
            where="kg review",
            remedy="give --accept, --verify, --reject or --correct-object",
        )
    entry: dict[str, Any] = {"action": actions[0], "statement": _known(statement, store)}
    if correct_object is not None:
        entry["object"] = _iri(correct_object, store)
    _decide(
        {**entry, "by": by, "date": _now()[:10], "note": note}, decisions, store, as_json=as_json, quiet=quiet
    )


def _known(statement: str, store: Path | None) -> str:
    """The statement's IRI, if the store holds it."""
    from kg.store import open_reader
    from kg.why import term
    from kg.why import why as ask_why

    reader = open_reader(settings.load({"store": store}).store)
    found = ask_why(reader, [statement])
    if not found or found[0].iri != term(reader, statement).value:
        raise SourceError(
            "the store holds no such statement", where=statement, remedy="find its IRI with: kg why"
        )
    return found[0].iri


def _decide(
    entry: dict[str, Any], folder: Path | None, at: Path | None, *, as_json: bool, quiet: bool
) -> None:
    from kg import decisions as log
    from kg.store import base_of, manifest

    told = settings.load({"decisions": folder, "store": at})
    base = base_of(manifest(told.store), told.base, settings.DEFAULT_BASE)
    path = log.append(told.decisions, entry, base)
    if as_json:
        _out(json.dumps(entry, ensure_ascii=False) + "\n")
    elif not quiet:
        typer.echo(f"noted in {path}; it counts from the next build on", err=True)


@app.command()
def merge(
    kept: Annotated[str, typer.Argument(metavar="IRI")],
    other: Annotated[str, typer.Argument(metavar="IRI")],
    by: By = "",
    note: Note = "",
    store: Store = None,
    decisions: DecisionsAt = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say that two entities are one; the first IRI stays."""
    iris = [_iri(kept, store), _iri(other, store)]
    if iris[0] == iris[1]:
        raise ConfigError("both IRIs are the same", where="kg merge", remedy="give two IRIs")
    entry = {"action": "merge", "iris": iris, "by": by, "date": _now()[:10], "note": note}
    _decide(entry, decisions, store, as_json=as_json, quiet=quiet)


@app.command()
def split(
    iri: Annotated[str, typer.Argument(metavar="IRI")],
    by: By = "",
    note: Note = "",
    store: Store = None,
    decisions: DecisionsAt = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take back the merges of an entity."""
    entry = {"action": "split", "iris": [_iri(iri, store)], "by": by, "date": _now()[:10], "note": note}
    _decide(entry, decisions, store, as_json=as_json, quiet=quiet)


def _iri(word: str, store: Path | None) -> str:
    """The IRI of a thing that the store knows; anything that is an IRI where there is no store yet."""
    from kg.store import manifest, open_reader
    from kg.why import known

    bare = word.strip("<>")
    forbidden = any(c in ' <>"{}|^`\\' or not c.isprintable() for c in bare)
    if not bare.startswith(("http://", "https://")) or forbidden:
        raise ConfigError(f"{word!r} is no IRI", where="kg", remedy="give the full IRI, as kg why shows it")
    root = settings.load({"store": store}).store
    if manifest(root) and not known(open_reader(root), bare):
        raise SourceError("the store knows no such thing", where=bare, remedy="find its IRI with: kg why")
    return bare


@app.command()
def freeze(
    store: Store = None,
    decisions: DecisionsAt = None,
    by: By = "",
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write the names that the build gave to things into the decisions, so that they stay."""
    from kg import inspection

    told = settings.load({"store": store, "decisions": decisions})
    count = inspection.freeze(told, by=by, date=_now()[:10])
    if as_json:
        _out(json.dumps({"frozen": count}) + "\n")
    elif not quiet:
        typer.echo(f"{count} names frozen", err=True)


@app.command()
def remove(
    document: str,
    store: Store = None,
    decisions: DecisionsAt = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Withdraw a document and what rests on it alone."""
    from kg import pipeline

    report = pipeline.remove(document, settings.load({"store": store, "decisions": decisions}), now=_now())
    _report(report, as_json=as_json, quiet=quiet)


@app.command()
def doctor(
    store: Store = None, decisions: DecisionsAt = None, as_json: Json = False, quiet: Quiet = False
) -> None:
    """Say whether everything that is needed is there, and what is in the store."""
    from kg import inspection

    checks = inspection.checks(settings.load({"store": store, "decisions": decisions}))
    _out(show.checks_json(checks) if as_json else show.check_lines(checks))
    raise typer.Exit(0 if all(check.fine for check in checks) else EXIT_PROBLEMS)


vocab = typer.Typer(no_args_is_help=True, help="Vocabularies of the store: add, remove, list.")
app.add_typer(vocab, name="vocab")


@app.command()
def duplicates(store: Store = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Show pairs of entities that may be one, with the reason; `kg merge` joins them."""
    from kg import inspection

    found = inspection.duplicates(settings.load({"store": store}).store)
    pairs = [
        {"first": p.first, "second": p.second, "names": list(p.names), "reason": p.reason} for p in found
    ]
    lines = "".join(f"{p.names[0]} | {p.names[1]} | {p.reason}\n  {p.first}\n  {p.second}\n" for p in found)
    _out(json.dumps({"pairs": pairs}, ensure_ascii=False) + "\n" if as_json else lines)
    if not found and not quiet and not as_json:
        typer.echo("no two names look alike", err=True)


@vocab.command("add")
def vocab_add(
    source: Annotated[str, typer.Argument(metavar="FILE_OR_URL")],
    name: Annotated[
        str | None, typer.Option("--name", help="Name of its graph; the file's name otherwise.")
    ] = None,
    store: Store = None,
    decisions: DecisionsAt = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Load a SKOS or OWL vocabulary into its own graph; its labels take precedence at once."""
    from kg import pipeline

    told = settings.load({"store": store, "decisions": decisions})
    with show.progress(quiet or as_json) as step:
        found, defects = pipeline.add_vocabulary(source, told, name=name, now=_now(), progress=step)
    typer.echo(
        show.vocabularies_json([found], defects) if as_json else show.vocabulary_lines([found]), nl=False
    )
    if not quiet and not as_json:
        typer.echo(show.finding_form("text")(defects), nl=False, err=True)


@vocab.command("remove")
def vocab_remove(
    name: str, store: Store = None, decisions: DecisionsAt = None, as_json: Json = False, quiet: Quiet = False
) -> None:
    """Take a vocabulary that was added out again."""
    from kg import pipeline

    pipeline.remove_vocabulary(name, settings.load({"store": store, "decisions": decisions}), now=_now())
    if as_json:
        _out(json.dumps({"removed": name}) + "\n")


@vocab.command("list")
def vocab_list(store: Store = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """List the vocabularies: ours, and those that were added."""
    from kg import vocabularies

    found = [*vocabularies.packaged(), *vocabularies.added(settings.load({"store": store}).store)]
    _out(show.vocabularies_json(found, ()) if as_json else show.vocabulary_lines(found))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _out(data: str) -> None:
    """Writes data to standard output; a reader that has gone (`| head -1`) has seen enough and is no fault."""
    try:
        sys.stdout.write(data)
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno != errno.EPIPE:
            raise


def _further() -> None:
    """Adds the commands that other packages bring; one that cannot be loaded is left out with a remark."""
    known = {command.name for command in app.registered_commands}
    for entry in sorted(entry_points(group="mandategraph.commands"), key=lambda e: e.name):
        if entry.name in known:
            continue
        try:
            app.command(name=entry.name)(entry.load())
        except Exception as error:
            typer.echo(f"kg: the command {entry.name} cannot be loaded: {error}", err=True)


def main() -> None:
    """Runs the command line and ends the process with the contract's exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # JSON, CSV and Turtle are UTF-8, whatever the terminal says
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    _further()
    sys.exit(_run())


def _run() -> int:
    try:
        app()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except Exception as error:
        return _failed(error)
    return 0


def _failed(error: Exception) -> int:
    """The exit code of a fault, after it was told; with its traceback where --debug asks for it."""
    known = _known_fault(error)
    if os.environ.get("MANDATEGRAPH_DEBUG"):
        traceback.print_exception(error)
    if known is None:
        remedy = "please report it with the output of the same command with --debug before its name"
        typer.echo(printable(f"kg: internal fault: {type(error).__name__}: {error}; {remedy}"), err=True)
        return 70
    typer.echo(printable(f"kg: {known}"), err=True)
    return known.exit_code


def _known_fault(error: Exception) -> KgError | None:
    """The error as one that the user can do something about, or none."""
    match error:
        case KgError():
            return error
        case MemoryError():
            return LimitError("the memory is used up", remedy="work with fewer documents at once")
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            place = str(error.filename or "")
            return LimitError("the disk is full", where=place, remedy="free some space and run it again")
        case _:
            return None
