import pytest

from search.language import make_plan
from search.language.forms import Form
from search.language.synonyms import Book, RuleError, Term, own_book, parse_rule
from search.language.ways import other_words


def others(words: str, lang: str = "nl", book: Book | None = None) -> list[str]:
    found = (book or own_book()).others(tuple(words.split()), lang)
    return [" ".join(term.words) for term in found]


def test_our_own_rules_are_all_read() -> None:
    groups = [rule for rule in own_book().rules if len(rule.left) + len(rule.right) > 1]
    assert len(groups) == 128


def test_each_term_of_a_group_finds_the_others_in_both_languages() -> None:
    own = ["startmeting", "beginmeting", "baseline", "baseline measurement"]
    assert [word for word in others("nulmeting") if word != "0meting"] == own
    assert "nulmeting" in others("baseline measurement", "en")


@pytest.mark.parametrize("words", ["subsidies", "grants", "funding schemes", "regelingen"])
def test_any_form_of_a_term_will_do(words: str) -> None:
    assert "subsidy" in others(words, "en")


def test_a_rule_of_one_way_does_not_lead_back() -> None:
    assert "lectoraat" in others("practoraat")
    assert "practoraat" not in others("lectoraat")


def test_a_word_of_one_language_has_its_others_there_only() -> None:
    assert "internship" in others("stage", "nl")
    assert others("stage", "en") == []
    assert Term(("stage",), "nl") in own_book().others(("internship",), "en")
    assert own_book().bound_to(("stage",)) == "nl"
    assert own_book().bound_to(("subsidie",)) == ""


def test_names_in_capitals_are_words_of_their_own() -> None:
    assert others("een0")[0] == "enterprise europe network"
    assert "buitenlandse markt" in others("een0")
    assert "een0" not in others("internationalisering")
    assert "ict" in others("it0")
    assert others("een") == others("it") == []


def test_rules_of_editors_are_added() -> None:
    book = own_book().merged(["brood, boterham", "subsidie, potje"])
    assert others("boterham", book=book) == ["brood"]
    assert {"grant", "potje"} <= set(others("subsidie", book=book))
    assert others("boterham") == [], "our own book stays as it was"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("brood", "“brood” stands alone: write at least two terms."),
        ("brood, brood", "“brood, brood” stands alone: write at least two terms."),
        ("brood,, kaas", "There is nothing between two commas, or at an end of the line."),
        ("brood > kaas > melk", "Use “>” once at most"),
        ("brood, !!", "There is no word in “!!”."),
        ("brood@de, kaas", "We do not know “@de”. Write @nl, @en or @capitals."),
        ("brood@capitals, kaas", "“brood@capitals”: only EEN, IT can be told apart by capitals."),
        ("brood, van het", "“van het” says too little: almost every text has it."),
        ("brood, a b c d e f g h i", "“a b c d e f g h i” is too long: write 8 words at most."),
        (", ".join(f"woord{n}" for n in range(31)), "too many terms for one group: 30 at most."),
    ],
)
def test_a_line_that_is_no_rule_is_refused_with_the_reason(line: str, reason: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_rule(line)
    assert reason in str(refused.value)
    assert refused.value.message % refused.value.values == str(refused.value)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_false_friend_in_a_form_of_one_language_is_read_as_of_that(lang: str) -> None:
    """*Kind* is English too, *kinderen* is not; it is translated, and no *kind* is found."""
    (concept,) = make_plan("kinderen", lang).concepts
    found = {(way.lang, way.terms) for way in concept.ways if way.form is Form.LEMMA}
    assert found == {("nl", ("kind",)), ("en", ("child",)), ("en", ("kid",))}


def test_a_group_of_one_language_keeps_no_word_from_its_translation() -> None:
    book = own_book().merged(["brood, mik"])
    terms = {way.terms for way in other_words(("brood",), "nl", book)}
    assert {("mik",), ("bread",)} <= terms
    book = book.merged(["brood, loaf"])
    assert ("bread",) not in {way.terms for way in other_words(("brood",), "nl", book)}
