"""What a piece of our code rests on, read from the code itself: modules, and within one module functions.

A module rests on what it imports, wherever in the file, but for what only type checkers read. A package counts where
something is taken from it, not where only a module in it is. `plugins("kg.finders", …)` rests on every plug-in there.
Of what others wrote only the name counts that is imported, such as `spacy`; Python's own modules do not.
"""

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_OURS = "kg"
_PLUGINS = "plugins"
_NO_DATA = frozenset({".py", ".pyc", ".md", ".typed"})
_ALL = ".*"
"""Behind the name of a package: all plug-ins in it."""


def files(home: Path, roots: Iterable[str], *, without: Sequence[str] = ()) -> list[Path]:
    """The files that these modules rest on, themselves included, in order; `home` holds the package.

    A root that ends with `.*` stands for the plug-ins of a package; what is below `without` is left out.
    """
    return sorted({path for name in _reached(home, roots, without) for path in _files_of(home, name)})


def foreign(home: Path, roots: Iterable[str], *, without: Sequence[str] = ()) -> list[str]:
    """What these modules import that others wrote, by its first name, in order; roots are those of `files`."""
    return sorted(name for name in _reached(home, roots, without) if not _is_ours(name))


def _reached(home: Path, roots: Iterable[str], without: Sequence[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name in found or any(f"{name}.".startswith(f"{part}.") for part in without):
            continue
        found.add(name)
        waiting += _plugins(home, name.removesuffix(_ALL)) if name.endswith(_ALL) else _edges(home, name)
    return found


def used_by(home: Path, module: str, function: str, *, without: Sequence[str] = ()) -> tuple[list[str], str]:
    """The modules that a function of a module rests on as a whole, and the source of the definitions that it uses.

    What others wrote stands among the modules by its first name. The definitions are in its own module, but for
    those called as in `without`, and in others from which a name is taken; of a package, all of it counts.
    """
    seen: dict[tuple[str, str], str] = {}
    roots: set[str] = set()
    waiting = [(module, function)]
    while waiting:
        place = waiting.pop()
        if place in seen or (place[0] == module and place[1] in without):
            continue
        own = _definitions(home, place[0])
        if (
            place[1] not in own.nodes
        ):  # a module that was taken as it is, or a name that is made in no plain way
            roots.add(place[0])
            continue
        node = own.nodes[place[1]]
        seen[place] = own.words(node)
        here = {
            name: (target, taken) for part in ast.walk(node) for name, target, taken in _bound(home, part)
        }
        for name in sorted(_used(node)):
            target, taken = here.get(name) or own.taken.get(name) or ("", None)
            if not target:
                waiting += [(place[0], name)] if name in own.nodes or name in own.others else []
            elif taken is None or _is_package(home, target):
                roots.add(target)
            else:
                waiting.append((target, taken))
        roots |= set(_asked(node))
    return sorted(roots), "\n".join(source for _, source in sorted(seen.items()))


def steps(home: Path, module: str, function: str, asked: str) -> list[str]:
    """The names that a function hands to `asked` as they are written: `asked("finding", …)`."""
    node = _definitions(home, module).nodes[function]
    calls = [part for part in ast.walk(node) if isinstance(part, ast.Call) and part.args]
    firsts = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == asked]
    return [str(first.value) for first in firsts if isinstance(first, ast.Constant)]


def parameters(home: Path, module: str, function: str) -> set[str]:
    """The names of the parameters of a function."""
    node = _definitions(home, module).nodes[function]
    assert isinstance(node, ast.FunctionDef), f"{function} is a function"
    return {argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}


def plugins(home: Path, package: str) -> list[str]:
    """The names of the plug-ins in a package."""
    return [name.rpartition(".")[2] for name in _plugins(home, package)]


def package(home: Path, name: str) -> list[Path]:
    """All files of a package that take part in what it does: code, and the data beside it."""
    found = (path for path in sorted((home / name).rglob("*")) if path.is_file())
    return [
        path
        for path in found
        if "_data" not in path.relative_to(home).parts
        and (path.suffix == ".py" or path.suffix not in _NO_DATA)
    ]


def constant(home: Path, module: str, name: str) -> object:
    """What a module assigns to a name, where that is written out; none where it is not."""
    path = _file(home, module)
    for node in ast.parse(path.read_bytes()).body if path else ():
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and name in _defined(node):
            try:
                return ast.literal_eval(node.value)
            except ValueError:
                return None
    return None


# Parts ----------------------------------------------------------------------------------------------------


def _files_of(home: Path, module: str) -> Iterator[Path]:
    """The file of a module, and the data beside it in its package."""
    path = _file(home, module)
    if path:
        yield path
        beside = path.parent.iterdir() if path.parent.parent != home else ()
        yield from (other for other in beside if other.is_file() and other.suffix not in _NO_DATA)


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] == _OURS


def _file(home: Path, module: str) -> Path | None:
    if not _is_ours(module):  # the folder that holds our package may hold others' beside it
        return None
    place = home.joinpath(*module.split("."))
    found = (path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file())
    return next(found, None)


def _plugins(home: Path, package: str) -> list[str]:
    folder = home.joinpath(*package.split("."))
    return [f"{package}.{path.stem}" for path in sorted(folder.glob("[!_]*.py"))]


def _is_package(home: Path, module: str) -> bool:
    path = _file(home, module)
    return path is not None and path.name == "__init__.py"


@cache
def _edges(home: Path, module: str) -> tuple[str, ...]:
    path = _file(home, module)
    if path is None:
        return ()
    source = path.read_bytes()
    tree = ast.parse(source)
    bound = {target for node in _running(tree) for _, target, _ in _bound(home, node)}
    asked = _asked(tree) if f"{_PLUGINS}(".encode() in source else ()
    return tuple(sorted({*bound, *asked} - {module}))


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    """All statements but those that only type checkers read."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            waiting += node.orelse
            continue
        yield node
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(node, part, None)
            waiting += inner if isinstance(inner, list) else ()


@dataclass(frozen=True, slots=True)
class _Definitions:
    """What a module defines and takes from others, by name."""

    lines: Sequence[str]
    nodes: Mapping[str, ast.stmt]
    taken: Mapping[str, tuple[str, str | None]]
    others: frozenset[str]
    """Names that are made in no plain way: several at once, or under a condition."""

    def words(self, node: ast.stmt) -> str:
        """What is written there, decorators included."""
        before = getattr(node, "decorator_list", ())
        return "".join(self.lines[(before[0] if before else node).lineno - 1 : node.end_lineno])


@cache
def _definitions(home: Path, module: str) -> _Definitions:
    path = _file(home, module)
    assert path is not None, f"{module} is one of our modules"
    source = path.read_text(encoding="utf-8")
    body = ast.parse(source).body
    nodes = {name: node for node in body for name in _defined(node)}
    return _Definitions(
        source.splitlines(keepends=True),
        nodes,
        {
            name: (target, taken)
            for part in body
            for node in _running(part)
            for name, target, taken in _bound(home, node)
        },
        frozenset(name for node in body for name in _made(node)) - nodes.keys(),
    )


def _made(statement: ast.stmt) -> Iterator[str]:
    """All names that a statement of a module makes, also under a condition."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        yield statement.name
    for node in _running(statement) if not isinstance(statement, ast.FunctionDef | ast.ClassDef) else ():
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.For | ast.With):
            yield from (
                n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            )


def _used(node: ast.AST) -> set[str]:
    """The names that are read in it; what annotations name has no part in what is done."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load):
            found.add(one.id)
        for name, value in ast.iter_fields(one):
            if name not in ("annotation", "returns"):
                values = value if isinstance(value, list) else [value]
                waiting += [part for part in values if isinstance(part, ast.AST)]
    return found


def _bound(home: Path, node: ast.AST) -> Iterator[tuple[str, str, str | None]]:
    """The names that an import binds, each with the module that it is, or comes from under what name."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if _file(home, alias.name) or _is_foreign(alias.name):
                name = alias.name if _is_ours(alias.name) else alias.name.partition(".")[0]
                yield alias.asname or alias.name.partition(".")[0], name, None
    elif isinstance(node, ast.ImportFrom) and node.module and _is_foreign(node.module):
        for alias in node.names:
            yield alias.asname or alias.name, node.module.partition(".")[0], None
    elif isinstance(node, ast.ImportFrom) and node.module and _file(home, node.module):
        for alias in node.names:
            full = f"{node.module}.{alias.name}"
            if _file(home, full):
                yield alias.asname or alias.name, full, None
            elif not alias.name.startswith("__"):  # the version of the package is no part of any result
                yield alias.asname or alias.name, node.module, alias.name


def _is_foreign(module: str) -> bool:
    return not _is_ours(module) and module.partition(".")[0] not in sys.stdlib_module_names


def _asked(tree: ast.AST) -> Iterator[str]:
    """Packages whose plug-ins are asked for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == _PLUGINS:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield f"{first.value}{_ALL}"


def _defined(node: ast.stmt) -> list[str]:
    """The names that a statement of a module defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    return [target.id for target in targets if isinstance(target, ast.Name)]
