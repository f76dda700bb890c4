import pytest

from search.language import analyse, tokens, words
from search.language.words import normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eén brood, twee Bröden", ["een", "brood", "twee", "broden"]),
        ("Ĳsbrechtum", ["ijsbrechtum"]),
        ("klant’s", ["klant"]),
        ("auto's", ["auto"]),
        ("mkb'er", ["mkb", "mkber"]),
        ("e-commerce is", ["e", "commerce", "is", "ecommerce"]),
        ("cafe\u0301", ["cafe"]),
        ("a\x00b", ["a", "b"]),
        ("½ liter", ["12", "liter"]),
        ("\"(*^/-' _ 😀", []),
    ],
)
def test_words_of_any_text_are_letters_and_digits(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert all(word.isalnum() for word in words(text))


def test_a_token_stands_where_it_stood_in_the_text() -> None:
    text = "Vóór de mkb’er: één"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "Vóór",
        "de",
        "mkb’er",
        "één",
    ]


def test_a_word_without_end_is_cut() -> None:
    assert len(normalise("x" * 5000)) == 60


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("nl", "innovatie", "innovaties"),
        ("nl", "innovatie", "innoveren"),
        ("nl", "bedrijf", "bedrijven"),
        ("nl", "stage", "stages"),
        ("nl", "duurzame", "duurzaamheid"),
        ("nl", "lector", "lectoren"),
        ("nl", "begeleiding", "begeleiden"),
        ("nl", "gesprek", "gesprekken"),
        ("nl", "klant", "klanten"),
        ("en", "collaboration", "collaborations"),
        ("en", "innovative", "innovation"),
    ],
)
def test_forms_of_a_word_meet(lang: str, one: str, other: str) -> None:
    assert analyse(one, lang).lemma == analyse(other, lang).lemma


@pytest.mark.parametrize(
    ("one", "other"),
    [("begeleiding", "beleid"), ("gezond", "zon"), ("markt", "mark"), ("gemeente", "menen")],
)
def test_words_that_only_look_alike_do_not_meet(one: str, other: str) -> None:
    assert analyse(one, "nl").lemma != analyse(other, "nl").lemma
