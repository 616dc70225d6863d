"""A file in a plug-in folder is a plug-in: nothing is registered, nothing is listed by hand."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from kg.errors import PluginError


@cache
def plugins(package: str, *required: str) -> tuple[ModuleType, ...]:
    """The modules of `package`, by name, each checked to define the `required` attributes.

    Raises `PluginError` naming the file and what it lacks.
    """
    return tuple(_checked(package, name, required) for name in _names(package))


def _names(package: str) -> Iterator[str]:
    home = import_module(package).__file__
    assert home is not None
    for path in sorted(Path(home).parent.glob("*.py")):
        if not path.stem.startswith("_"):
            yield path.stem


def _checked(package: str, name: str, required: tuple[str, ...]) -> ModuleType:
    where = f"{package.replace('.', '/')}/{name}.py"
    try:
        module = import_module(f"{package}.{name}")
    except Exception as error:  # a plug-in is code of anybody
        raise PluginError(
            f"the plug-in cannot be loaded: {error}", where=where, remedy="mend the file"
        ) from error
    missing = [attribute for attribute in required if not hasattr(module, attribute)]
    if missing:
        raise PluginError(
            f"the plug-in does not define {', '.join(missing)}",
            where=where,
            remedy="add what is missing, or move the file out of the folder",
        )
    return module
