"""The whole extraction beside spaCy's blank tokenizer, and how it grows with the length of the text.

    python benchmarks/extraction.py

Ours is a read document to everything that it says: passages, units, mentions, entities, claims, figures, mandates
and metadata. Theirs is `spacy.blank("en").make_doc` on the same text, whole. The texts are the distinct reference
documents and those of its PDF files, read as a build reads them; without `MANDATEGRAPH_REFERENCE` they are left out
and only growth is shown. Reading and loading are not timed. Times are processor seconds, the best of several runs
that take turns, after one that fills the caches.
"""

import os
import sys
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import spacy

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg import pipeline, vocabulary
from kg.types import Document

_RUNS = 3
_GOAL = 0.25
_PARAGRAPHS = 300
_PARAGRAPH = (
    "{number}. In 2018, in cooperation with the World Health Organization, the Harbour Watch Programme trained 40 "
    "judges in Kenya pursuant to General Assembly resolution 69/196 (see Goal 16). It contributes to target 16.4.\n\n"
)


def main() -> None:
    """Prints words a second on both sides and their ratio, then growth."""
    if documents := _reference():
        _beside_spacy(documents)
    _growth()


def _reference() -> list[Document]:
    """The distinct texts of the reference material; none where it is not set."""
    folder = os.environ.get("MANDATEGRAPH_REFERENCE")
    corpus = Path(folder, "corpus") if folder else Path(os.devnull)
    files = [file for file in corpus.glob("*.txt") if not file.stem.startswith("README")]
    found = (pipeline.read(file) for file in sorted([*files, *corpus.glob("pdf/*.pdf")]))
    return list({document.sha256: document for document in found}.values())


def _beside_spacy(documents: Sequence[Document]) -> None:
    make_doc = spacy.blank("en").make_doc
    words = sum(len(document.text.split()) for document in documents)
    ours, theirs = _best(
        lambda: [_extracted(document) for document in documents],
        lambda: [make_doc(document.text) for document in documents],
    )
    print(f"{'texts':<34}{len(documents):>12,}   {words:,} words")
    print(f"{'extraction, words a second':<34}{words / ours:>12,.0f}")
    print(f"{'spacy.blank make_doc':<34}{words / theirs:>12,.0f}")
    print(f"{f'ratio (at least {_GOAL} wanted)':<34}{theirs / ours:>12.3f}")


def _growth() -> None:
    half, full = (_made(count) for count in (_PARAGRAPHS, 2 * _PARAGRAPHS))
    small, large = _best(lambda: _extracted(half), lambda: _extracted(full))
    print(f"{f'{_PARAGRAPHS:,} paragraphs, ms':<34}{small * 1000:>12.0f}")
    print(f"{f'{2 * _PARAGRAPHS:,} paragraphs, ms':<34}{large * 1000:>12.0f}")
    print(f"{'ratio (below 2.5 wanted)':<34}{large / small:>12.2f}")


def _made(paragraphs: int) -> Document:
    text = "".join(_PARAGRAPH.format(number=number % 900 + 1) for number in range(paragraphs))
    digest = sha256(text.encode()).hexdigest()
    return Document(
        source="made.txt", name="made", media_type="text/plain", text=text, sha256=digest, bytes_sha256=digest
    )


def _extracted(document: Document) -> int:
    return len(pipeline.extract(document, lexicon=vocabulary.load()).claims)


def _best(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the fastest run of each; they take turns, so that both meet the same machine."""
    taken = [(_seconds(one), _seconds(other)) for _ in range(_RUNS + 1)][1:]
    return min(first for first, _ in taken), min(second for _, second in taken)


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


if __name__ == "__main__":
    main()
