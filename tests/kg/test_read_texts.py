"""Old encodings: guessed where words enough stand there, and never where nothing but noise does."""

# ruff: noqa: RUF001 - the words are Russian and Chinese

import pytest

from kg.errors import ReadError
from kg.readers import text

_FRENCH = (
    "Rapport du Secrétaire général sur la coopération régionale. Les activités menées à l’échelle des États "
    "Membres ont été évaluées par le Comité, qui a félicité les équipes."
)
_SPANISH = (
    "Informe del Secretario General sobre la cooperación regional. Las actividades de los países, según el "
    "Comité, seguirán el próximo año con más formación técnica."
)
_RUSSIAN = (
    "Доклад Генерального секретаря о региональном сотрудничестве в области развития и торговли между "
    "государствами-членами Организации."
)
_ARABIC = (
    "تقرير الأمين العام عن التعاون الإقليمي في مجال التنمية والتجارة بين الدول الأعضاء في الأمم المتحدة "
    "وأهداف التنمية المستدامة"
)
_CHINESE = (
    "秘书长关于区域合作与发展的报告，各会员国在本届会议上审议了有关可持续发展目标的执行情况，并通过了若干决议，"
    "秘书处将继续向各国提供技术援助和能力建设支持，以便推动各项具体目标的实现。"
)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (_FRENCH, "cp1252"),
        (_SPANISH, "latin-1"),
        (_RUSSIAN, "cp1251"),
        (_RUSSIAN, "koi8-r"),
        (_RUSSIAN, "iso8859-5"),
        (_ARABIC, "cp1256"),
        (_ARABIC, "iso8859-6"),
        (_CHINESE, "gb18030"),
        (_CHINESE, "gb2312"),
    ],
)
def test_an_old_encoding_is_guessed_from_the_words(words: str, encoding: str) -> None:
    assert text.read(words.encode(encoding), "a.txt") == words


@pytest.mark.parametrize(
    "data",
    [
        b"caf\xe9 \n",
        bytes(range(1, 256)) * 20,
        b"1\xb2 2\xb2 3\xb2 " * 300,
    ],
)
def test_few_words_and_noise_are_not_guessed_at(data: bytes) -> None:
    with pytest.raises(ReadError, match="is not UTF-8"):
        text.read(data, "a.txt")


def test_utf_8_is_never_taken_for_anything_else() -> None:
    assert text.read(_FRENCH.encode(), "a.txt") == _FRENCH
