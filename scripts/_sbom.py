"""Prints the bill of materials of a lock file as CycloneDX 1.6 JSON: `python scripts/_sbom.py LOCK VERSION`.

Every locked distribution that the environment holds, with its licence and what it needs. Same lock, same
bytes: the serial number is made from the lock and no time is written.
"""

import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)
# Older metadata names the licence in words or as a classifier; these are the ones that our locks hold.
_SPDX = {
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "isc license": "ISC",
    "mit license": "MIT",
    "w3c software notice and license": "W3C",
}
_CLASSIFIER = "License :: OSI Approved :: "


def locked(text: str) -> dict[str, str]:
    """Name (canonical) and version of every pin of a lock file."""
    return {canonicalize_name(name): version for name, version in _PIN.findall(text)}


def licence(found: Distribution) -> str:
    """The SPDX expression of a distribution, or the words that it uses instead; empty where it says nothing.

    The order is that of the packaging standard: the expression first, then the free field, then classifiers.
    """
    if expression := _values(found, "License-Expression"):
        return expression[0]
    classifiers = _values(found, "Classifier")
    classified = [value.removeprefix(_CLASSIFIER) for value in classifiers if value.startswith(_CLASSIFIER)]
    field = "".join(_values(found, "License")).strip()
    # Some put the whole licence text into the field.
    words = classified if len(field) > 60 or not field else [field]
    return " AND ".join(_SPDX.get(word.lower(), word) for word in words)


def _values(found: Distribution, field: str) -> list[str]:
    return found.metadata.get_all(field) or []


def needs(found: Distribution, pins: dict[str, str]) -> list[str]:
    """Canonical names of the locked distributions that this one requires here, without extras."""
    required = (Requirement(line) for line in found.requires or [])
    here = (each for each in required if each.marker is None or each.marker.evaluate({"extra": ""}))
    return sorted({name for each in here if (name := canonicalize_name(each.name)) in pins})


def bill(text: str, version: str) -> dict[str, Any]:
    """The CycloneDX document of the lock file's `text`, for our distribution of that version."""
    pins = locked(text)
    parts = dict(_installed(pins))
    own = f"pkg:pypi/mandategraph@{version}"
    direct = sorted(set(needs(distribution("mandategraph"), pins)) & parts.keys())
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, own + text)}",
        "version": 1,
        "metadata": {"component": _component("application", "mandategraph", version, "Apache-2.0")},
        "components": [
            _component("library", name, pins[name], licence(found)) for name, found in sorted(parts.items())
        ],
        "dependencies": [
            {"ref": own, "dependsOn": [_purl(name, pins[name]) for name in direct]},
            *(
                {
                    "ref": _purl(name, pins[name]),
                    "dependsOn": [_purl(each, pins[each]) for each in needs(found, pins) if each in parts],
                }
                for name, found in sorted(parts.items())
            ),
        ],
    }


def _installed(pins: dict[str, str]) -> Iterator[tuple[str, Distribution]]:
    for name, version in pins.items():
        try:
            found = distribution(name)
        except PackageNotFoundError:
            # Pinned for another platform or Python.
            continue
        if found.version != version:
            sys.exit(f"{name} {found.version} is installed, {version} is locked. Run scripts/test first.")
        yield name, found


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


def _component(kind: str, name: str, version: str, terms: str) -> dict[str, Any]:
    expression = re.fullmatch(r"[\w.+-]+(?: (?:AND|OR|WITH) [\w.+-]+)*", terms)
    licences: list[dict[str, Any]] = [{"expression": terms}] if expression else [{"license": {"name": terms}}]
    return {
        "type": kind,
        "bom-ref": _purl(name, version),
        "name": name,
        "version": version,
        "purl": _purl(name, version),
        **({"licenses": licences} if terms else {}),
    }


if __name__ == "__main__":
    document = bill(Path(sys.argv[1]).read_text(encoding="utf-8"), sys.argv[2])
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
