"""The language of a text, and what is read in it."""

# ruff: noqa: RUF001 - the words are of other scripts

from types import ModuleType

import pytest

from kg.tongues import is_shown, language_of, speaking, unread

_ENGLISH = (
    "The present report is submitted to the Council in accordance with its decision on the work of the Office. "
    "It covers the activities that were carried out in the region and the results that have been achieved by it "
    "with the help of its partners."
)
_FRENCH = (
    "Le présent rapport est soumis au Conseil en application de sa décision sur les travaux de l’Office. Il porte "
    "sur les activités qui ont été menées dans la région et sur les résultats obtenus avec l’aide de ses "
    "partenaires, pour la paix et la sécurité."
)
_SPANISH = (
    "El presente informe se presenta al Consejo en cumplimiento de su decisión sobre la labor de la Oficina. "
    "Abarca las actividades que se han llevado a cabo en la región y los resultados que se han logrado con la "
    "ayuda de los asociados."
)
_PORTUGUESE = (
    "O presente relatório é apresentado ao Conselho de acordo com a sua decisão sobre os trabalhos do Escritório. "
    "Abrange as atividades realizadas na região e os resultados alcançados com a ajuda dos parceiros, para a paz "
    "e a segurança dos Estados."
)
_GERMAN = (
    "Der Bericht wird dem Rat nach seinem Beschluss über die Arbeit des Büros vorgelegt. Er behandelt die "
    "Tätigkeiten in der Region und die Ergebnisse, die mit der Hilfe der Partner für den Frieden und die "
    "Sicherheit der Staaten erzielt worden sind."
)


@pytest.mark.parametrize(
    "text",
    [
        "UNODC taught 20 clerks with Andrés Gómez, Lucía Núñez, Raúl Peña and Sofía Marín in Panamá and Bogotá.",
        "Speakers: Mr. Gómez, Ms. Núñez, Ms. Marín, Mr. Peña",
    ],
)
def test_the_accents_of_names_make_no_spanish(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (_ENGLISH, "en"),
        (_FRENCH, "fr"),
        (_SPANISH, "es"),
        ("Доклад представлен Совету в соответствии с его решением A/RES/77/177.", "ru"),
        ("本报告是根据理事会关于办事处工作的A/RES/77/177号决定提交的。", "zh"),
        ("يقدم هذا التقرير إلى المجلس عملا بقراره A/RES/77/177 بشأن أعمال المكتب.", "ar"),
        (_PORTUGUESE, "und"),
        (_GERMAN, "und"),
        ("これは事務局の活動に関する報告書であり、理事会の決定に従って提出されました。", "und"),
        ("این گزارش بر اساس تصمیم شورا درباره کار دفتر ارائه می‌شود و چگونگی آن را می‌گوید.", "und"),
        (
            "Доповідь подано Раді відповідно до її рішення; її підготовлено її фахівцями і їхніми партнерами.",
            "und",
        ),
        ("รายงานนี้เสนอต่อคณะมนตรีตามมติเกี่ยวกับงานของสำนักงาน", "und"),
        ("", "en"),
        ("A/RES/77/177", "en"),
        ("Rapport du Conseil", "en"),
        ("Nations Unies\n\nAssemblée générale\n\nCybercriminalité\n\nLe Programme aide le Kenya.", "fr"),
        ("Naciones Unidas\n\nAsamblea General\n\nCiberdelincuencia\n\nLa Oficina ayuda a Kenya.", "es"),
        ("Officers of Côte d’Ivoire, São Tomé and Príncipe, Curaçao and Réunion met.", "en"),
        ("Chad Mali Kenya Peru Chile Togo " * 20, "en"),
        (f"{_ENGLISH} {_FRENCH} {_ENGLISH}", "en"),
    ],
)
def test_the_language_is_that_of_most_words_and_few_words_are_english(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (_ENGLISH, True),
        (_FRENCH, True),
        ("Chad Mali Kenya Peru Chile Togo " * 20, True),
        ("United Nations\n\nGeneral Assembly\n\nThe Programme helps Kenya.", True),
        ("Nations Unies\n\nAssemblée générale\n\nLe Programme aide le Kenya.", True),
        ("A/RES/77/177", False),
        ("Rapport du Conseil", False),
        ("", False),
    ],
)
def test_a_text_of_few_words_may_not_show_its_language(text: str, shown: bool) -> None:
    assert is_shown(text) == shown


def plugin(name: str, **values: tuple[str, ...]) -> ModuleType:
    made = ModuleType(name)
    made.__dict__.update(values)
    return made


_PLAIN, _WIDE = plugin("plain"), plugin("wide", LANGUAGES=("en", "fr", "und"))


@pytest.mark.parametrize(
    ("language", "expected"), [("en", ["plain", "wide"]), ("fr", ["wide"]), ("und", ["wide"]), ("ru", [])]
)
def test_a_plug_in_that_names_no_language_reads_english(language: str, expected: list[str]) -> None:
    assert [found.__name__ for found in speaking([_PLAIN, _WIDE], language)] == expected


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("fr", "its language is French: only symbols, SDG codes, action lines and places are read"),
        ("und", "its language is none of the six official ones: only symbols are read"),
    ],
)
def test_what_is_not_read_is_said(language: str, message: str) -> None:
    (finding,) = unread(language)
    assert (finding.severity, finding.message, bool(finding.remedy)) == ("info", message, True)


def test_of_english_there_is_nothing_to_say() -> None:
    assert list(unread("en")) == []
