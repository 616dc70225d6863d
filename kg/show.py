"""What commands print: lines for people, one JSON object for programs. Nothing here decides anything."""

import html
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.errors import ConfigError
from kg.licences import licence_name
from kg.types import Document, Finding, Passage, Unit

if TYPE_CHECKING:
    from kg.inspection import Check
    from kg.pipeline import BuildReport, FileReport
    from kg.store import Reader
    from kg.symbols import Symbol
    from kg.vocabularies import Added
    from kg.why import Supported

_BAD = frozenset({"failed", "rejected"})
_EXAMPLES = 3
"""Findings of one rule that are shown where many are alike."""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


@contextmanager
def progress(silent: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A function that is told of each step; it draws a bar on standard error where that is a terminal."""
    if silent or not sys.stderr.isatty():
        yield lambda what, done, total: None  # noqa: ARG005 - the parameters are the interface
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def step(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield step


# Builds ---------------------------------------------------------------------------------------------------


def build_remarks(report: "BuildReport") -> str:
    """What was found in the files, and what became of the store."""
    lines = [finding_line(finding) for file in report.files for finding in file.findings]
    if found := reasons(report.files):
        lines.append("why: " + ", ".join(f"{count} {reason}" for reason, count in found.items()))
    if report.build:
        state = "published" if report.changed else "unchanged"
        lines.append(f"{state}: {report.quads} quads, build {report.build}")
    return "".join(line + "\n" for line in lines)


def _file_line(file: "FileReport") -> str:
    name = f" {file.document}/{file.version}" if file.document else ""
    count = f", {file.statements} statements" if file.document else ""
    reason = f" ({file.told})" if file.told else ""
    return f"{_status(file)}: {file.path}{name}{count}{reason}"


def build_json(report: "BuildReport") -> str:
    """The contract's object: files and a summary."""
    summary = {
        **_tally(report.files),
        "reasons": reasons(report.files),
        "statements": sum(file.statements for file in report.files),
        "violations": sum(file.violations for file in report.files),
        "build": report.build,
        "quads": report.quads,
        "changed": report.changed,
    }
    return _json({"files": [_file(file) for file in report.files], "summary": summary})


def _file(file: "FileReport") -> dict[str, Any]:
    names = ("path", "status", "reason", "document", "version", "statements", "violations")
    return {name: getattr(file, name) for name in names} | {"status": _status(file), "reason": file.told}


def _status(file: "FileReport") -> str:
    """The status as it is shown: a path that is not there has failed; only the exit code tells more."""
    return "failed" if file.status == "missing" else file.status


def reasons(files: Iterable["FileReport"]) -> dict[str, int]:
    """How many files are read, or their results made again, or removed, by reason."""
    found = Counter(reason for file in files for reason in file.reasons or _gone(file))
    return dict(sorted(found.items()))


def _gone(file: "FileReport") -> tuple[str, ...]:
    return ("removed",) if file.status == "removed" else ()


def _tally(files: Iterable["FileReport"]) -> dict[str, int]:
    return dict(sorted(Counter(_status(file) for file in files).items()))


def files_code(files: Sequence["FileReport"]) -> int:
    """3 where a named path is missing or nothing was found, 1 where a file failed, else 0."""
    statuses = {file.status for file in files}
    if "missing" in statuses or not statuses - {"skipped"}:
        return 3
    return 1 if statuses & _BAD else 0


def files_json(files: Sequence["FileReport"]) -> str:
    """The same object for commands that publish nothing."""
    return _json({"files": [_file(file) for file in files], "summary": _tally(files)})


def file_lines(files: Iterable["FileReport"]) -> str:
    """One line for each file."""
    return "".join(_file_line(file) + "\n" for file in files)


# Texts ----------------------------------------------------------------------------------------------------


def text_json(document: Document, name: str, passages: Sequence[Passage]) -> str:
    """The contract's object: the stored text and its passages."""
    rows = [
        {
            "kind": passage.kind,
            "number": passage.number,
            "heading_path": list(passage.heading_path),
            "begin": passage.begin,
            "end": passage.end,
            "page": passage.page,
            "boxes": _boxes(document, passage),
        }
        for passage in passages
    ]
    return _json({"document": name, "version": document.version, "text": document.text, "passages": rows})


def _boxes(document: Document, passage: Passage) -> list[dict[str, Any]]:
    """Where the printed lines of a passage stand: points from the upper left corner of their page."""
    lines = document.layout.under(passage.begin, passage.end) if document.layout else ()
    return [{"page": line.page, "box": list(line.box)} for line in lines]


def text_lines(units: Sequence[Unit], *, pages: bool) -> str:
    """The structure as people read it: kind, place, number and clean words of each piece."""
    lines = []
    for unit in units:
        first = unit.first
        page = f"p. {first.page} " if pages and first.page else ""
        number = f"{first.number}. " if first.number else ""
        indent = "  " * max(len(first.headings), 0)
        lines.append(
            f"{indent}[{page}{first.kind} {first.begin}-{unit.passages[-1].end}] {number}{unit.view.text}"
        )
    return "".join(line + "\n" for line in lines)


def symbol_lines(found: Sequence["Symbol"]) -> str:
    """One line for each symbol: canonical form, what it is, and its link."""
    return "".join(
        "\t".join([s.canonical, "official" if s.official else "local key", s.organ, s.link or ""]).rstrip()
        + "\n"
        for s in found
    )


def batch_lines(lines: Iterable[Sequence["Symbol"]]) -> str:
    """One line for each line that was read, its symbols separated by a blank."""
    return "".join(" ".join(symbol.canonical for symbol in found) + "\n" for found in lines)


def symbols_json(found: Sequence["Symbol"]) -> str:
    """The contract's object."""
    fields = ("canonical", "official", "organ", "session", "year", "link", "slug", "provision")
    return _json({"symbols": [{name: getattr(s, name) for name in fields} for s in found]})


# Findings -------------------------------------------------------------------------------------------------


def finding_line(finding: Finding) -> str:
    """Severity, rule, place, what is wrong and what to do, on one line."""
    place = f" {finding.document}" if finding.document else ""
    offsets = f" {finding.begin}-{finding.end}" if finding.begin is not None else ""
    focus = f" <{finding.focus}>" if finding.focus else ""
    remedy = f" To mend it: {finding.remedy}" if finding.remedy else ""
    return f"{finding.severity} {finding.rule}{place}{offsets}{focus}: {finding.message.rstrip('.')}.{remedy}"


def finding_form(form: str) -> Callable[[Sequence[Finding]], str]:
    """The function that writes findings in one of the contract's forms.

    Raises `ConfigError` for another form.
    """
    forms = {"text": _as_text, "json": _as_json, "ttl": _as_turtle, "html": _as_html, "github": _as_github}
    if form not in forms:
        raise ConfigError(
            f"findings have no form {form}", where="--format", remedy=f"use one of {', '.join(forms)}"
        )
    return forms[form]


def _as_text(found: Sequence[Finding]) -> str:
    return "".join(line + "\n" for line in [*map(finding_line, found), _tail(found)])


def _tail(found: Sequence[Finding]) -> str:
    bad = sum(finding.severity == "violation" for finding in found)
    return f"{bad} violations, {len(found) - bad} warnings and remarks"


def _as_json(found: Sequence[Finding]) -> str:
    names = ("severity", "rule", "focus", "path", "value", "document", "begin", "end", "message", "remedy")
    return _json({"findings": [{name: getattr(finding, name) for name in names} for finding in found]})


def _as_github(found: Sequence[Finding]) -> str:
    kinds = {"violation": "error", "warning": "warning", "info": "notice"}
    return "".join(
        f"::{kinds[f.severity]} title={_property(f.rule)}::{_escaped(finding_line(f))}\n" for f in found
    )


def _property(value: str) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")


def _escaped(line: str) -> str:
    return line.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _as_html(found: Sequence[Finding]) -> str:
    cells = ("severity", "rule", "document", "focus", "message", "remedy")
    head = "".join(f"<th scope=col>{name}</th>" for name in cells)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(getattr(f, name) or ''))}</td>" for name in cells) + "</tr>\n"
        for f in found
    )
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Findings</title>\n'
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></html>\n"
    )


def _as_turtle(found: Sequence[Finding]) -> str:
    from kg.inspection import report_turtle

    return report_turtle(found)


# Statements -----------------------------------------------------------------------------------------------


def why_json(found: Sequence["Supported"]) -> str:
    """The contract's object: statements with their evidence."""
    return _json({"statements": [asdict(statement) for statement in found]})


def why_lines(found: Sequence["Supported"], reader: "Reader") -> str:
    """Each statement in words, then its quotation and where that stands."""
    return "\n".join(_why(statement, reader) for statement in found)


def _why(statement: "Supported", reader: "Reader") -> str:
    from kg.labels import label

    names = [label(reader, iri) for iri in (statement.subject, statement.predicate)]
    said = statement.object if not statement.object.startswith("http") else label(reader, statement.object)
    lines = [
        f"{names[0]} · {names[1]} · {said}",
        f"  {statement.status}, confidence {statement.confidence:.2f}, mapper {statement.mapper}",
    ]
    for passage in statement.evidence:
        lines.append(f"  “{' '.join(passage.quotation.split())}”")
        place = f"{passage.begin}-{passage.end} in <{passage.document}>, version {passage.version}"
        lines.append(f"    {label(reader, passage.document)}, {place}")
    return "\n".join([*lines, f"  {statement.iri}", ""])


# Checks ---------------------------------------------------------------------------------------------------


def vocabulary_lines(found: Iterable["Added"]) -> str:
    """One line for each vocabulary: name, title, short name of the licence, triples."""
    return "".join(
        f"{told.name}\t{told.title}\t{licence_name(told.licence)}\t{told.triples} triples\n" for told in found
    )


def defect_lines(found: Sequence[Finding]) -> str:
    """The findings of a vocabulary: three of each rule, then how many more there are, then their number."""
    rules: dict[str, list[Finding]] = {}
    for finding in found:
        rules.setdefault(finding.rule, []).append(finding)
    lines = [line for rule, alike in rules.items() for line in _first_few(rule, alike)]
    return "".join(line + "\n" for line in [*lines, _tail(found)])


def _first_few(rule: str, alike: Sequence[Finding]) -> Iterator[str]:
    """Violations are never left out."""
    shown = [f for place, f in enumerate(alike) if place < _EXAMPLES or f.severity == "violation"]
    yield from map(finding_line, shown)
    if left := len(alike) - len(shown):
        yield f"  and {left} more {rule}, {len(alike)} in all; --json lists them"


def vocabularies_json(found: Iterable["Added"], defects: Iterable[Finding]) -> str:
    """The contract's object, with the defects of one that was just added."""
    rows = [{name: getattr(told, name) for name in ("name", "title", "licence", "triples")} for told in found]
    return _json({"vocabularies": rows, **_found(defects)})


def removed_json(name: str, defects: Iterable[Finding]) -> str:
    """The vocabulary that was taken out, with what is wrong since then."""
    return _json({"removed": name, **_found(defects)})


def _found(defects: Iterable[Finding]) -> dict[str, Any]:
    listed = [asdict(finding) for finding in defects]
    return {"findings": listed} if listed else {}


def check_lines(checks: Iterable["Check"]) -> str:
    """One line for each thing that was looked at."""
    return "".join(f"{'ok  ' if check.fine else 'BAD '} {check.what}: {check.found}\n" for check in checks)


def checks_json(checks: Iterable["Check"]) -> str:
    """The same as an object."""
    return _json({"checks": [asdict(check) for check in checks]})
