"""Answers as files: one file per form, with `NAME`, `SUFFIX` and `write(answer)`, which gives the bytes."""

from pathlib import Path
from types import ModuleType

from kg.ask import Answer
from kg.discover import plugins
from kg.errors import ConfigError


def forms() -> dict[str, ModuleType]:
    """The forms by name."""
    return {form.NAME: form for form in plugins("kg.answers", "NAME", "SUFFIX", "write")}


def written(answer: Answer, form: str) -> bytes:
    """The answer in the form of that name.

    Raises `ConfigError` for another form.
    """
    known = forms()
    if form not in known:
        raise ConfigError(
            f"answers have no form {form}", where="--format", remedy=f"use one of {', '.join(known)}"
        )
    return bytes(known[form].write(answer))


def text(answer: Answer, form: str) -> str:
    """The answer as text for standard output.

    Raises `ConfigError` for a form that is no text.
    """
    raw = written(answer, form)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"the form {form} is no text",
            where="--format",
            remedy=f"give a file: -o answer{forms()[form].SUFFIX}",
        ) from error


def save(answer: Answer, path: Path) -> None:
    """Writes the answer to a file, in the form that its ending says.

    Raises `ConfigError` for an ending that no form has, and where the file cannot be written.
    """
    endings = {form.SUFFIX: name for name, form in forms().items()}
    if path.suffix.lower() not in endings:
        raise ConfigError(
            f"no form of answers ends in {path.suffix or 'nothing'}",
            where=str(path),
            remedy=f"end the name in {', '.join(sorted(endings))}",
        )
    raw = written(answer, endings[path.suffix.lower()])
    try:
        path.write_bytes(raw)
    except (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError) as error:
        raise ConfigError(
            f"the file cannot be written: {error.strerror}", where=str(path), remedy="choose another place"
        ) from error
