"""Symbol and SDG finding beside spaCy's blank tokenizer, and how it grows with the number of symbols.

Run with the reference material at hand: `MANDATEGRAPH_REFERENCE=DIR python benchmarks/finders.py`. Without it
the first table is left out. The texts are the distinct reference documents and those of its PDF files.
Every text is one unit, once and whole; loading and set-up are not timed. Each figure is the best of
five runs in the same process.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kg.finders import sdgs, symbols
from kg.readers import pdf
from kg.types import Passage, Span, Unit, View
from kg.vocabulary import Lexicon

RUNS = 5
SYMBOL_SENTENCE = (
    "It noted A/RES/78/226, S/RES/2322(2016), E/CN.15/2024/5 and General Assembly resolution 69/196. "
)
SYMBOLS_A_SENTENCE = 4
NO_LEXICON = Lexicon(concepts=(), digest="")


def whole(text: str) -> Unit:
    """The text as one unit, shown as it is."""
    passage = Passage(index=0, kind="paragraph", begin=0, end=len(text))
    view = View(text=text, anchors=((0, 0),))
    return Unit(passages=(passage,), view=view, sentences=(Span(0, len(text)),))


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest run."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def found(units: list[Unit]) -> int:
    """How many mentions both finders see."""
    return sum(sum(1 for _ in finder.find(unit, NO_LEXICON)) for unit in units for finder in (symbols, sdgs))


def reference_texts() -> list[str]:
    """The distinct texts of the reference material, its PDF files included; none where it is not set."""
    folder = os.environ.get("MANDATEGRAPH_REFERENCE")
    corpus = Path(folder, "corpus") if folder else Path(os.devnull)
    files = (file for file in corpus.glob("*.txt") if not file.stem.startswith("README"))
    texts = {file.read_text(encoding="utf-8") for file in files}
    return sorted(texts | {pdf.read(file.read_bytes(), file.name) for file in corpus.glob("pdf/*.pdf")})


def beside_spacy(texts: list[str]) -> None:
    """Print both times over the same texts and their ratio."""
    units = [whole(text) for text in texts]
    make_doc = spacy.blank("en").make_doc
    ours = best(lambda: found(units))
    theirs = best(lambda: [make_doc(text) for text in texts])
    size = sum(len(text) for text in texts)
    print(f"{'texts':<28}{len(texts):>12}   {size:,} code points")
    print(f"{'mentions':<28}{found(units):>12,}")
    print(f"{'symbols and SDGs, ms':<28}{ours * 1000:>12.2f}")
    print(f"{'spacy.blank make_doc, ms':<28}{theirs * 1000:>12.2f}")
    print(f"{'ratio (at most 1 wanted)':<28}{ours / theirs:>12.3f}")


def growth() -> None:
    """Print the times for 50,000 and 100,000 symbols in one unit and their ratio."""
    half, full = ([whole(SYMBOL_SENTENCE * (count // SYMBOLS_A_SENTENCE))] for count in (50_000, 100_000))
    small, large = best(lambda: found(half)), best(lambda: found(full))
    print(f"{'50,000 symbols, ms':<28}{small * 1000:>12.1f}")
    print(f"{'100,000 symbols, ms':<28}{large * 1000:>12.1f}")
    print(f"{'ratio (below 2.5 wanted)':<28}{large / small:>12.2f}")


def main() -> None:
    """Print the tables."""
    if texts := reference_texts():
        beside_spacy(texts)
    growth()


if __name__ == "__main__":
    main()
