"""Weights to a probability, and the file that holds them: checked, and the very one that the code was made with."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import ConfigError
from kg.weighing.pinned import SHA256

FILE = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What is known of one predicate."""

    threshold: float
    """The least probability at which a claim is made."""
    bias: float
    weights: Mapping[str, float]
    """Of each feature that counts; all others count nothing."""


def probability(model: Model, features: Iterable[str]) -> float:
    """How likely the pair is to be stated, from 0 to 1: the logistic function of the sum of its weights.

    The sum is exact, so that the order of features does not matter.
    """
    total = math.fsum((model.bias, *(model.weights.get(name, 0.0) for name in features)))
    return 1 / (1 + math.exp(-total))


@cache
def shipped() -> Mapping[str, Model]:
    """The model of each predicate that the product weighs.

    Raises `ConfigError` where the file is missing, broken or another one than the code was made with.
    """
    return read(FILE, SHA256)


def read(path: Path, sha256: str) -> Mapping[str, Model]:
    """The models of a file of weights, by predicate; its bytes must have this hash.

    Raises `ConfigError` for a file that is missing, that somebody changed, or that is not of the form of README.md.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refusal(path, "cannot be read") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise _refusal(path, "is not the one that this version was made with")
    try:
        return {str(predicate): _model(entry) for predicate, entry in json.loads(data).items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _refusal(path, "is no file of weights") from error


def _model(entry: Mapping[str, Any]) -> Model:
    numbers = {str(name): float(weight) for name, weight in entry["weights"].items()}
    found = Model(threshold=float(entry["threshold"]), bias=float(entry["bias"]), weights=numbers)
    if not all(map(math.isfinite, (found.bias, *numbers.values()))) or not 0 < found.threshold < 1:
        raise ValueError("a weight is no number, or a threshold no probability")
    return found


def _refusal(path: Path, what: str) -> ConfigError:
    return ConfigError(
        f"the file of weights {what}",
        where=str(path),
        remedy="install mandategraph again; in a checkout run: python -m tests.weighing --write",
    )
