import pytest

from search.language import Tier, make_plan
from search.language.guess import guess, is_known
from search.language.spelling import Speller, distance_between, offer_edits, search_edits
from search.language.tiers import loosened, put_right, unknown_words

SPELLER = Speller(
    [("innovatie", 9), ("kunststof", 2), ("intervisie", 3), ("mening", 1), ("subsidie", 5)]
)


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("brood", "brood", 0),
        ("inovatie", "innovatie", 1),
        ("innovaite", "innovatie", 1),
        ("kunstof", "kunststof", 2),
        ("brood", "kaas", 3),
        ("", "ab", 2),
    ],
)
def test_two_letters_that_changed_places_are_one_edit(one: str, other: str, edits: int) -> None:
    assert distance_between(one, other, 2) == edits


@pytest.mark.parametrize("word", ["inovatie", "innovatei", "innvatie", "innovattie"])
def test_the_nearest_word_is_found(word: str) -> None:
    assert SPELLER.nearest(word, 1) == ["innovatie"]


def test_the_most_common_of_equally_near_words_comes_first() -> None:
    speller = Speller([("kast", 1), ("kost", 7), ("kist", 3)])
    assert speller.nearest("kest", 1) == ["kost", "kist", "kast"]


def test_more_is_offered_than_is_looked_for_without_asking() -> None:
    assert [search_edits("x" * n) for n in (4, 5, 8, 9)] == [0, 1, 1, 2]
    assert [offer_edits("x" * n) for n in (3, 4, 6, 7)] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("inovatie scan", "innovatie scan"),
        ("Wat is inovatie?", "Wat is innovatie?"),
        ("innovatie scan", ""),
        ('"inovatie"', ""),
        ("inovatie van kunstof", "innovatie van kunstof"),
    ],
)
def test_a_query_is_put_right_where_no_language_knows_a_word(text: str, right: str) -> None:
    assert put_right(make_plan(text, "nl"), SPELLER, search_edits) == right


def test_a_word_of_either_language_is_no_typo() -> None:
    assert unknown_words(make_plan("bitcoin mining meningen", "nl")) in ([], ["bitcoin"])
    assert put_right(make_plan("mining", "nl"), SPELLER, offer_edits) == ""
    assert is_known("mining")
    assert is_known("meningen")


def test_of_a_query_put_right_all_words_must_be_there() -> None:
    text = "innovatie kaas zorg"
    assert make_plan(text, "nl", tier=Tier.TYPOS).minimum == 3
    assert make_plan(text, "nl").minimum == 2


def test_a_looser_query_asks_for_fewer_words() -> None:
    looser = loosened(make_plan("kaas schimmel", "nl"), {})
    assert looser
    assert (looser.minimum, looser.tier) == (1, Tier.LOOSE)
    assert loosened(make_plan("kaas", "nl"), {}) is None


def test_only_the_rarest_word_of_a_looser_query_may_be_merely_mentioned() -> None:
    plan = make_plan("kaas schimmel", "nl")
    for items, may_be_mentioned in [
        ({"kaas": 5, "schimmel": 2}, [False, True]),
        ({"kaas": 5}, [False, True]),
        ({"kaas": 2, "schimmel": 2}, [True, True]),
    ]:
        looser = loosened(plan, items)
        assert looser
        found = [not any(way.about for way in concept.ways) for concept in looser.concepts]
        assert found == may_be_mentioned, items


def test_a_weak_word_is_not_enough_by_itself() -> None:
    looser = loosened(make_plan("project raketmotor", "nl"), {})
    assert looser
    assert [concept.words for concept in looser.concepts] == [("raketmotor",)]


def test_of_a_compound_one_telling_part_will_do() -> None:
    looser = loosened(make_plan("afvalstroom", "nl"), {})
    assert looser
    single = {way.terms: way.weight for way in looser.concepts[0].ways if way.about}
    assert single["stroom",] == 0.25
    assert single["afval",] == 0.2


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("hoe vind ik een stage", "nl"),
        ("personeelstekort in de bouw", "nl"),
        ("staff shortage", "en"),
        ("how to find a grant", "en"),
        ("workshop", None),
        ("", None),
        ("xyzzy", None),
    ],
)
def test_the_language_of_a_text_is_guessed_by_its_words(text: str, lang: str | None) -> None:
    assert guess(text) == lang
