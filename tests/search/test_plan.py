import pytest

from search.language import make_plan


def forms(text: str) -> list:
    return [concept.forms for concept in make_plan(text).concepts]


def test_stop_words_are_left_out() -> None:
    assert forms("hoe vind ik een stage in het noorden") == [(("stage",),), (("noorden",),)]


def test_stop_words_count_when_there_is_nothing_else() -> None:
    assert forms("de het") == [(("de",),), (("het",),)]


def test_names_in_capitals_are_no_stop_words() -> None:
    assert forms("EEN subsidie") == [(("een",),), (("subsidie",),)]
    assert forms("een subsidie") == [(("subsidie",),)]


def test_capitals_name_nothing_where_all_is_in_capitals() -> None:
    assert make_plan("EEN SUBSIDIE VOOR HET BEDRIJF") == make_plan("een subsidie voor het bedrijf")
    assert make_plan("IT IN HET MKB") == make_plan("it in het mkb")
    assert forms("EEN") == [(("een",),)]


def test_words_in_quotes_stand_side_by_side_and_only_so() -> None:
    plan = make_plan('"van wens naar vraag" intake')
    assert plan.concepts[0].forms == (("van", "wens", "naar", "vraag"),)
    assert plan.concepts[0].lemmas == ()
    assert plan.concepts[1].lemmas


@pytest.mark.parametrize("quotes", ["“”", "„”", "„“", "””", "«»", "»«", '"”'])
def test_quotes_of_every_keyboard_make_a_phrase(quotes: str) -> None:
    assert make_plan(f"{quotes[0]}wens naar vraag{quotes[1]}") == make_plan('"wens naar vraag"')


@pytest.mark.parametrize("text", ["mkb'er", "mkb’er", "mkb-er", "mkber"])
def test_spellings_of_one_word_have_a_form_in_common(text: str) -> None:
    assert ("mkber",) in forms(text)[0]


@pytest.mark.parametrize(
    ("text", "minimum"), [("a1", 1), ("a1 b2", 2), ("a1 b2 c3", 2), ("a1 b2 c3 d4 e5 f6", 4)]
)
def test_of_many_words_two_thirds_must_be_there(text: str, minimum: int) -> None:
    assert make_plan(text).minimum == minimum


def test_a_word_twice_is_one_concept_and_endless_queries_are_cut() -> None:
    assert len(forms("brood brood")) == 1
    assert len(forms(" ".join(f"w{n}" for n in range(200)))) == 12


@pytest.mark.parametrize("text", ["", '"', '""', "(*", "\x00", "😀", "/(.+)+$/", "- - '"])
def test_a_text_without_words_is_an_empty_plan(text: str) -> None:
    assert not make_plan(text)
