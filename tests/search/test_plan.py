import pytest

from search.language import Form, Plan, Way, make_plan


def plan_of(text: str, lang: str = "nl") -> Plan:
    return make_plan(text, lang)


def exact(text: str, lang: str = "nl") -> list[list[tuple[str, ...]]]:
    """Of each concept, the words that count as they are."""
    return [
        [way.terms for way in concept.ways if way.form is Form.WORD]
        for concept in plan_of(text, lang).concepts
    ]


def ways(text: str, lang: str = "nl") -> dict[tuple[str, str, str], float]:
    """All ways of the only concept: form, words, language, and what it is worth."""
    (concept,) = plan_of(text, lang).concepts
    return {(way.form, " ".join(way.terms), way.lang): way.weight for way in concept.ways}


def test_stop_words_are_left_out() -> None:
    assert exact("hoe vind ik een stage in groningen") == [[("stage",)], [("groningen",)]]
    assert exact("where can I find a workshop about welding", "en") == [
        [("workshop",)],
        [("welding",)],
    ]


def test_stop_words_count_when_there_is_nothing_else() -> None:
    assert exact("de het") == [[("de",)], [("het",)]]


def test_names_in_capitals_are_words_of_their_own() -> None:
    assert exact("EEN subsidie") == [[("een0",)], [("subsidie",)]]
    assert exact("een subsidie") == [[("subsidie",)]]
    assert exact("IT") == [[("it0",)]]
    assert ("lemma", "enterpris europ network", "en") in ways("EEN")
    assert ("lemma", "ict", "nl") in ways("IT")


def test_capitals_name_nothing_where_all_is_in_capitals() -> None:
    for text in ("EEN SUBSIDIE VOOR HET BEDRIJF", "IT IN HET MKB"):
        assert plan_of(text).concepts == plan_of(text.lower()).concepts


def test_words_in_quotes_stand_side_by_side_and_only_so() -> None:
    quoted, other = plan_of('"van wens naar vraag" intake').concepts
    assert quoted.ways == (Way(Form.WORD, ("van", "wens", "naar", "vraag"), 1.0),)
    assert len(other.ways) > 1


@pytest.mark.parametrize("quotes", ["“”", "„”", "„“", "””", "«»", "»«", '"”'])
def test_quotes_of_every_keyboard_make_a_phrase(quotes: str) -> None:
    assert plan_of(f"{quotes[0]}wens naar vraag{quotes[1]}") == plan_of('"wens naar vraag"')


@pytest.mark.parametrize("text", ["mkb'er", "mkb’er", "mkb-er", "mkber"])
def test_spellings_of_one_word_have_a_form_in_common(text: str) -> None:
    assert ("mkber",) in exact(text)[0]


@pytest.mark.parametrize(
    ("text", "minimum"), [("a1", 1), ("a1 b2", 2), ("a1 b2 c3", 2), ("a1 b2 c3 d4 e5 f6", 4)]
)
def test_of_many_words_two_thirds_must_be_there(text: str, minimum: int) -> None:
    assert plan_of(text).minimum == minimum


def test_a_word_twice_is_one_concept_and_endless_queries_are_cut() -> None:
    assert len(exact("brood brood")) == 1
    assert len(exact(" ".join(f"w{n}" for n in range(200)))) == 12


@pytest.mark.parametrize("text", ["", '"', '""', "(*", "\x00", "😀", "/(.+)+$/", "- - '"])
def test_a_text_without_words_is_an_empty_plan(text: str) -> None:
    assert not plan_of(text)


def test_a_word_is_found_in_its_other_forms_for_less() -> None:
    found = ways("gesprekken")
    assert found["word", "gesprekken", ""] == 1.0
    assert found["lemma", "gesprek", "nl"] == 0.9
    assert found["loose", "gesprek", "nl"] == 0.5
    assert found["side", "gesprek", "nl"] == 0.45


@pytest.mark.parametrize(("text", "stem"), [("producten", "product"), ("radiatoren", "radiat")])
def test_a_form_of_a_word_that_english_has_too_finds_the_english_one(text: str, stem: str) -> None:
    assert ways(text)["lemma", stem, "en"] == 0.9


@pytest.mark.parametrize(
    ("text", "stem"),
    [("kinderen", "kind"), ("gelopen", "loop"), ("gemeten", "meet"), ("gestolen", "steel"),
     ("gesleept", "sleep"), ("listen", "list")],
)  # fmt: skip
def test_and_not_where_english_means_something_else(text: str, stem: str) -> None:
    assert ("lemma", stem, "en") not in ways(text)


def test_synonyms_are_found_in_both_languages_for_less() -> None:
    found = ways("subsidies")
    assert found["lemma", "grant", "en"] == 0.6
    assert found["lemma", "fund scheme", "en"] == 0.6
    assert found["lemma", "regeling", "nl"] == 0.6


def test_several_words_of_one_meaning_are_one_concept() -> None:
    assert exact("best practice in de zorg") == [[("best", "practice")], [("zorg",)]]
    assert ("lemma", "goed praktijk", "nl") in ways("best practices")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("personeels tekort", "personeelstekort"),
        ("innovatie scan", "innovatiescan"),
        ("zelf roosteren", "zelfroosteren"),
    ],
)
def test_neighbours_that_dutch_writes_as_one_are_one_concept(text: str, whole: str) -> None:
    words = tuple(text.split())
    assert exact(text) == [[(whole,), words]]
    (concept,) = plan_of(text).concepts
    assert any(way.apart and way.weight == 0.45 for way in concept.ways)


def test_a_telling_word_is_not_looked_for_as_one_that_says_nothing() -> None:
    assert ("lemma", "mine", "en") not in ways("mining")


@pytest.mark.parametrize("text", ["subsidie voor zorg", "export kaas", "met name"])
def test_neighbours_that_only_happen_to_make_a_word_stay_two(text: str) -> None:
    assert all(len(concept.words) == 1 for concept in plan_of(text).concepts)


def test_a_compound_is_found_by_its_parts_and_by_other_words_for_them() -> None:
    (concept,) = plan_of("personeelsbeleid").concepts
    apart = {way.terms: way.weight for way in concept.ways if way.apart}
    assert apart["personeel", "beleid"] == 0.4
    assert apart["medewerker", "beleid"] == 0.25


def test_a_false_friend_is_looked_for_in_its_own_language_only() -> None:
    dutch, english = ways("stage"), ways("stage", "en")
    assert dutch["word", "stage", "nl"] == 1.0
    assert ("lemma", "internship", "en") in dutch
    assert {place: english[place] for place in english if place[1] == "stage"} == {
        ("word", "stage", "en"): 1.0,
        ("lemma", "stage", "en"): 0.9,
    }
    assert ("lemma", "stage", "nl") in ways("internship", "en")
    assert ("lemma", "stage", "en") not in ways("internship", "en")


def test_all_words_side_by_side_are_a_bonus() -> None:
    assert plan_of("zorg in het dorp").phrase == ("zorg", "in", "het", "dorp")
    assert plan_of("zorg").phrase == ()


def test_the_language_of_a_query_is_that_of_its_words_before_that_of_the_page() -> None:
    for lang in ("nl", "en"):
        first, _other = plan_of("stage bij een bakkerij", lang).concepts
        assert Way(Form.WORD, ("stage",), 1.0, "nl") in first.ways
