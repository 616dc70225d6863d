"""Who may lean on whom: a module imports only lower layers, and a heavy library stands in few places."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = (
    "types errors months",
    "assets discover limits settings fetch zipped",
    "anyof iris symbols language sparql nouns heads grammar verbs layout tongues columns reach licences",
    "numbers",
    # Where work is done, whatever it is.
    "engines",
    # What seeds the graph, read by several stages.
    "vocabulary catalogue decisions",
    # What a store far away is reached by.
    "remote",
    "sources readers split finders metadata relate mappers whole figures tabled mandates identity graph validate store "
    "records prediction evaluate",
    "vocabularies query",
    "labels questions coverage tables",
    "extraction",
    "assembly",
    "pipeline",
    # What the commands ask for, and how it is printed.
    "inspection predictions why parameters differences",
    "ask",
    "answers",
    "show",
    "commands",
    "cli __init__",
    "__main__",
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names.split()}
STAGES = set(next(names for names in LAYERS if " readers " in names).split())
# A part that belongs to a stage under another name.
PART_OF = {"shacl": "validate"}
# `kg` itself is the stable interface (read, extract, build).
OPEN_TO_PUBLISH = {name for name, rank in RANK.items() if rank < RANK["sources"]} | {"store", "__init__"}
# The service gives the answers that the commands give.
OPEN_TO_PUBLISH |= {"questions", "ask", "answers", "tables", "labels", "query"}
# A constant that everyone may name; the package's file itself leans on the pipeline.
VERSION = "kg.__version__"
HOMES = {
    "spacy": {"language"},
    "pyshacl": {"validate"},
    "rdflib": {"validate"},
    # validate runs shapes as queries; inspection, why, labels and what asks questions bind terms to queries.
    "pyoxigraph": {
        "iris",
        "vocabulary",
        "graph",
        "validate",
        "store",
        "remote",
        "query",
        "inspection",
        "why",
        "vocabularies",
        "labels",
        "questions",
        "parameters",
        "tables",
        "ask",
        "publish",
        "differences",
    },
    "selectolax": {"readers"},
    "charset_normalizer": {"readers"},
    "xlsxwriter": {"answers"},
    "pypdfium2": {"readers"},
    "starlette": {"publish"},
    "jinja2": {"publish"},
    "markupsafe": {"publish"},
    "babel": {"publish"},
    "uvicorn": {"publish"},
    "httptools": {"publish"},
    "prometheus_client": {"publish"},
    "uvloop": {"publish"},
    "dask": {"engines"},
    "distributed": {"engines"},
    "ray": {"engines"},
    "fsspec": {"sources"},
}


def part(module: str) -> str:
    """The file or folder that stands for a module in the rules: `kg.readers.text` is `readers`."""
    package, _, rest = f"{module}.__init__".partition(".")
    name = rest.partition(".")[0]
    return "publish" if package == "publish" else PART_OF.get(name, name)


def imported(path: Path, modules: set[str]) -> Iterator[str]:
    """Absolute names of the modules that a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            sources = {_source(str(node.module), alias.name, modules) for alias in node.names}
            yield from sources - {VERSION}


def _source(module: str, name: str, modules: set[str]) -> str:
    """`from kg import relate` takes a module, `from kg import read` takes from the package."""
    full = f"{module}.{name}"
    return full if full in modules or full == VERSION or (module == "kg" and name in RANK) else module


def objection(module: str, target: str) -> str | None:
    """Why `module` may not import `target`, or nothing."""
    own, other, package = part(module), part(target), target.partition(".")[0]
    if package in HOMES and own not in HOMES[package]:
        return f"{package} is imported in {', '.join(sorted(HOMES[package]))} only"
    if package not in ("kg", "publish"):
        return None
    if package == "publish":
        return None if own == "publish" else "kg never imports publish"
    if own == "publish":
        return None if other in OPEN_TO_PUBLISH else "publish uses the layers below the stages, and store"
    if own not in RANK or other not in RANK:
        return f"{own if own not in RANK else other} stands in no layer: name it in tests/test_layers.py"
    if own == other:  # the parts of a package
        return None
    if RANK[other] < RANK[own]:
        return None
    return (
        "stages never import one another" if {own, other} <= STAGES else "only lower layers may be imported"
    )


def violations(root: Path) -> list[str]:
    """One sentence for each import that breaks a rule."""
    files = {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for package in ("kg", "publish")
        for path in sorted((root / package).rglob("*.py"))
    }
    return [
        f"{module} imports {target}: {reason}"
        for module, path in files.items()
        for target in sorted(set(imported(path, set(files))))
        if (reason := objection(module, target))
    ]


def test_every_import_points_down() -> None:
    assert violations(ROOT) == []


def test_imports_stay_absolute() -> None:
    relative = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for package in ("kg", "publish")
        for path in sorted((ROOT / package).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        (
            "kg/errors.py",
            "import kg.settings",
            "kg.errors imports kg.settings: only lower layers may be imported",
        ),
        (
            "kg/assets.py",
            "from kg import settings",
            "kg.assets imports kg.settings: only lower layers may be imported",
        ),
        (
            "kg/split.py",
            "from kg.relate import x",
            "kg.split imports kg.relate: stages never import one another",
        ),
        (
            "kg/finders/sdg.py",
            "def f():\n    from kg.mappers import y",
            "kg.finders.sdg imports kg.mappers: stages never import one another",
        ),
        (
            "kg/relate.py",
            "from kg import pipeline",
            "kg.relate imports kg.pipeline: only lower layers may be imported",
        ),
        ("kg/cli.py", "import publish.app", "kg.cli imports publish.app: kg never imports publish"),
        (
            "publish/app.py",
            "from kg.relate import x",
            "publish.app imports kg.relate: publish uses the layers below the stages, and store",
        ),
        ("kg/split.py", "import spacy", "kg.split imports spacy: spacy is imported in language only"),
        (
            "kg/graph.py",
            "from rdflib.term import URIRef",
            "kg.graph imports rdflib.term: rdflib is imported in validate only",
        ),
        (
            "kg/new.py",
            "import kg.types",
            "kg.new imports kg.types: new stands in no layer: name it in tests/test_layers.py",
        ),
    ],
)
def test_a_planted_violation_is_named(tmp_path: Path, file: str, line: str, message: str) -> None:
    for existing in ("settings", "relate", "pipeline", "types", "mappers/__init__"):
        path = tmp_path / "kg" / f"{existing}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    planted = tmp_path / file
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(f"{line}\n", encoding="utf-8")
    assert violations(tmp_path) == [message]


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("kg/finders/sdg.py", "from kg.types import Mention\nimport kg.finders.names"),
        ("kg/shacl/plan.py", "import rdflib"),
        ("kg/pipeline.py", "from kg import relate, types"),
        ("kg/graph.py", "from kg import __version__"),
        ("publish/commands/demo.py", "from kg import build\nimport pyoxigraph\nfrom kg.store import x"),
    ],
)
def test_what_the_rules_allow_is_let_through(tmp_path: Path, file: str, line: str) -> None:
    planted = tmp_path / file
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(f"{line}\n", encoding="utf-8")
    assert violations(tmp_path) == []
