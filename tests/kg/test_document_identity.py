"""Which document a text is: by its symbol, whatever the name, the language and the number of copies."""

from pathlib import Path

import pytest

from kg import pipeline
from kg.metadata.own_symbol import own_symbols
from kg.settings import Settings
from kg.store import manifest
from tests import written
from tests.kg.builders import document

_ENGLISH = """United Nations A/78/321

General Assembly

Report of the Secretary-General

1. The present report is submitted to the General Assembly. The work of the Office in Mali and in Kenya contributes
to target 16.4 of the Sustainable Development Goals, and the Member States of the region have taken part in it.
"""
_FRENCH = """Nations Unies A/78/321

Assemblée générale

Rapport du Secrétaire général

1. Le présent rapport est soumis à l’Assemblée générale. Les travaux de l’Office au Mali et au Kenya contribuent à la
cible 16.4 des objectifs de développement durable, et les États Membres de la région y ont pris part avec les autres.
"""
_CHINESE = "联合国 A/78/321\n\n大会\n\n秘书长的报告\n\n办事处在马里和肯尼亚的工作有助于实现具体目标16.4。\n"


@pytest.fixture
def home(tmp_path: Path, words_at_hand: Path) -> Path:
    """A folder for documents, beside a store without any."""
    assert words_at_hand.parent == tmp_path
    (tmp_path / "in").mkdir()
    return tmp_path


def built(home: Path) -> dict[str, tuple[str | None, str]]:
    """Document and reason of each file."""
    settings = Settings(store=home / "store", decisions=home / "decisions")
    report = pipeline.build([home / "in"], settings, now="2026-01-01T00:00:00Z")
    return {Path(file.path).name: (file.document, file.reason) for file in report.files}


def listed(home: Path) -> list[tuple[str, str, int]]:
    """Name, language and number of places of each version that is current."""
    told = manifest(home / "store")
    assert told is not None
    return [(row["document"], row["language"], len(row["sources"])) for row in told["documents"]]


def test_language_versions_are_versions_of_one_document_and_all_are_current(home: Path) -> None:
    (home / "in" / "en.txt").write_text(_ENGLISH, encoding="utf-8")
    (home / "in" / "fr.txt").write_text(_FRENCH, encoding="utf-8")
    (home / "in" / "zh.txt").write_text(_CHINESE, encoding="utf-8")
    assert built(home) == dict.fromkeys(("en.txt", "fr.txt", "zh.txt"), ("A_78_321", ""))
    assert listed(home) == [("A_78_321", "en", 1), ("A_78_321", "fr", 1), ("A_78_321", "zh", 1)]


def test_a_changed_text_replaces_the_one_of_its_language_alone(home: Path) -> None:
    (home / "in" / "en.txt").write_text(_ENGLISH, encoding="utf-8")
    (home / "in" / "fr.txt").write_text(_FRENCH, encoding="utf-8")
    built(home)
    (home / "in" / "en.txt").write_text(_ENGLISH.replace("Kenya", "Peru"), encoding="utf-8")
    assert built(home) == dict.fromkeys(("en.txt", "fr.txt"), ("A_78_321", ""))
    assert listed(home) == [("A_78_321", "en", 1), ("A_78_321", "fr", 1)]


def test_the_same_text_in_another_format_is_one_version_with_two_places(home: Path) -> None:
    (home / "in" / "a.docx").write_bytes(written.plain_docx())
    (home / "in" / "b.html").write_bytes(written.plain_html())
    (home / "in" / "c.zip").write_bytes(written.packed({"copy.docx": written.plain_docx()}))
    built(home)
    assert [(language, places) for _, language, places in listed(home)] == [("en", 3)]


def test_a_corrigendum_is_a_document_of_its_own(home: Path) -> None:
    (home / "in" / "a.txt").write_text(_ENGLISH, encoding="utf-8")
    corrigendum = _ENGLISH.replace("A/78/321", "A/78/321/Corr.1").replace("Kenya", "Peru")
    (home / "in" / "b.txt").write_text(corrigendum, encoding="utf-8")
    assert [name for name, _, _ in (built(home), listed(home))[1]] == ["A_78_321", "A_78_321_Corr.1"]


def test_a_document_of_two_symbols_has_the_name_of_the_first(home: Path) -> None:
    (home / "in" / "a.txt").write_text(_ENGLISH.replace("A/78/321", "A/78/321-S/2023/12"), encoding="utf-8")
    assert built(home) == {"a.txt": ("A_78_321", "")}


def test_an_unchanged_file_of_any_format_is_not_read_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "in" / "a.docx").write_bytes(written.plain_docx())
    built(home)
    monkeypatch.setattr("sys.executable", "/bin/false")  # no child process could start
    assert [reason for _, reason in built(home).values()] == [""]


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("United Nations A/78/321\nWords", ["A/78/321"]),
        ("Nations Unies   A/78/321*\n", ["A/78/321"]),
        ("联合国A/78/321\n", ["A/78/321"]),
        ("Title\n\nA/78/321-S/2023/12\n", ["A/78/321", "S/2023/12"]),
        ("Application de la résolution A/RES/77/177\n", []),
        ("See A/78/321\n", []),
        ("A/78/321 and more words\n", []),
        ("x" * 1600 + "\nA/78/321\n", []),
    ],
)
def test_a_symbol_of_its_own_stands_alone_near_the_top(text: str, symbols: list[str]) -> None:
    source = document(text)
    facts = list(own_symbols(source))
    assert [fact.value for fact in facts] == symbols
    assert [text[fact.span.begin : fact.span.end] for fact in facts] == symbols
