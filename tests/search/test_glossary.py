import pytest

from search.language.build.english import heads, stems
from search.language.build.glossary import Near, as_text, pairs, read_pairs
from search.language.glossary import is_near, translations


def test_words_without_a_group_are_known_in_the_other_language() -> None:
    assert "bread" in translations("brood", "nl")
    assert "schaap" in translations("sheep", "en")
    assert translations("xyzzy", "nl") == ()


def test_an_editor_can_strike_a_pair() -> None:
    assert "bread" not in translations("brood", "nl", struck={("brood", "bread")})
    assert "brood" not in translations("bread", "en", struck={("brood", "bread")})


FOUND = [
    Near("klant", "client", 0.85, 0.5),
    Near("klant", "slant", 0.68, 0.36),
    Near("klant", "shopper", 0.53, 0.0),
    Near("boeken", "book", 0.9, 0.6),
    Near("boeken", "novel", 0.7, 0.2),
    Near("boek", "book", 0.9, 0.55),
    Near("brood", "brood", 0.98, 0.9),
    Near("brood", "breed", 0.8, 0.5),
    Near("wolf", "cloudier", 0.8, 0.5),
]


def test_a_glossary_has_what_is_near_and_does_not_only_look_alike() -> None:
    assert pairs(FOUND) == [("boek", "book"), ("klant", "client")]


def test_what_is_struck_stays_out_and_what_is_added_comes_first() -> None:
    found = pairs(FOUND, struck=[("boek", "book")], added=[("brood", "bread")])
    assert found == [("brood", "bread"), ("klant", "client"), ("boek", "novel")]


def test_of_a_word_that_is_translated_by_hand_the_model_is_not_asked() -> None:
    found = pairs(FOUND, added=[("boeken", "volume")])
    assert found == [("boek", "volum"), ("klant", "client")]


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (("schaap", "sheep"), True),  # the first of both
        (("fout", "flaw"), True),  # of one the first
        (("koers", "cours"), False),
        (("xyzzy", "sheep"), False),
    ],
)
def test_a_translation_is_near_when_it_comes_early(pair: tuple[str, str], expected: bool) -> None:
    assert is_near(pair) == expected


def test_pairs_are_read_as_they_are_written() -> None:
    text = as_text([("brood", "bread"), ("kaas", "chees")])
    assert read_pairs(f"# Dutch, English\n\n{text}") == [("brood", "bread"), ("kaas", "chees")]


def test_english_words_are_kept_by_their_stem_in_both_spellings() -> None:
    lines = ["organize", "organizing", "labor", "rumor", "Paris", "it's", "build", "building"]
    assert {"organis", "labor", "rumor", "rumour", "build"} <= set(stems(lines))
    assert "pari" not in stems(lines)
    assert heads(lines) == ["build", "labor", "organize", "rumor"]
