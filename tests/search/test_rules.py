"""Rules of editors, as queries are read by them in each process."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from brink.home.models import HomePage
from brink.pages.version import found_stamp
from search.engines import Engine
from search.language import Form, make_plan
from search.models import ProtectedWord, StruckPair, SynonymGroup
from search.rules import memo
from search.rules.memo import current_book
from tests.factories.pages import add_page
from tests.search.test_page import get, settle, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def bread(engine: Engine, tree: dict[str, HomePage]) -> Any:
    page = add_page(tree["nl"], title="Streekbrood", summary="De bakker rijdt rond.")
    settle(engine)
    return page


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_synonym_works_at_once_and_is_gone_with_its_group(
    client: Client, bread: Any, committed: Any
) -> None:
    assert titles(get(client, q="plofkoek")) == []
    with committed():
        group = SynonymGroup.objects.create(line="plofkoek, streekbrood")
    assert titles(get(client, q="plofkoek")) == ["Streekbrood"]
    assert titles(get(client, "en", q="plofkoek")) == ["Streekbrood"]
    with committed():
        SynonymGroup.objects.filter(pk=group.pk).delete()
    assert titles(get(client, q="plofkoek")) == []


def test_another_process_hears_of_a_synonym_within_a_minute(
    client: Client, bread: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No commit is told to this process here, as none is to another that serves pages."""
    clock = [1000.0]
    monkeypatch.setattr(memo, "monotonic", lambda: clock[0])
    assert titles(get(client, q="plofkoek")) == []
    SynonymGroup.objects.create(line="plofkoek, streekbrood")
    assert titles(get(client, q="plofkoek")) == [], "control: it keeps what it has for a while"
    clock[0] += memo.KEEP_SECONDS
    assert titles(get(client, q="plofkoek")) == ["Streekbrood"]
    assert memo.KEEP_SECONDS <= 60


def test_rules_are_read_again_only_when_one_changed(
    django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with django_assert_num_queries(1):
        current_book()
    SynonymGroup.objects.create(line="plofkoek, streekbrood")
    memo.look_again()
    with django_assert_num_queries(5):
        book = current_book()
    with django_assert_num_queries(0):
        assert current_book() is book
    with django_assert_num_queries(1):
        assert current_book(is_fresh=True) is book


def test_who_follows_a_search_is_told_that_a_rule_changed() -> None:
    before = found_stamp()
    group = SynonymGroup.objects.create(line="plofkoek, streekbrood")
    made = found_stamp()
    group.delete()
    assert before < made < found_stamp()


def test_a_group_that_is_no_rule_any_more_leaves_the_others(caplog: Any) -> None:
    SynonymGroup.objects.create(line="alleen@xx, streekbrood")
    SynonymGroup.objects.create(line="plofkoek, streekbrood")
    assert current_book().has(("plofkoek",), "nl")
    assert "alleen@xx" in caplog.text


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("brood", "“brood” staat alleen. Schrijf minstens twee termen."),
        ("brood, , stoet", "Tussen twee komma’s of aan een einde van de regel staat niets."),
        ("brood, !!!", "In “!!!” staat geen woord."),
        ("a > b > c", "Gebruik"),
        ("brood@de, stoet", "“@de”"),
        ("stage@, internship", "We kennen “@” niet"),
        ("brood, stoet\nkaas, tsiis", "Schrijf hier één groep, op één regel."),
    ],
)
def test_a_bad_group_is_refused_with_the_reason(line: str, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        SynonymGroup(line=line).full_clean()
    assert reason in " ".join(refused.value.message_dict["line"])


def english_terms(text: str, book: Any) -> set[tuple[str, ...]]:
    (concept,) = make_plan(text, "nl", book=book).concepts
    return {way.terms for way in concept.ways if way.lang == "en"}


def test_a_struck_pair_no_longer_translates_in_either_direction() -> None:
    assert ("bread",) in english_terms("brood", current_book())
    StruckPair.objects.create(dutch="Broden", english="Bread")
    book = current_book(is_fresh=True)
    assert ("bread",) in english_terms("brood", None), "control: the product's own has it"
    assert ("bread",) not in english_terms("brood", book)
    (bread,) = make_plan("bread", "en", book=book).concepts
    assert ("brood",) not in {way.terms for way in bread.ways}


@pytest.mark.parametrize(
    ("dutch", "english", "field", "reason"),
    [
        ("brood", "horse", "english", "Wel: "),
        ("qxzv", "bread", "english", "kent geen vertaling van “qxzv”"),
        ("twee woorden", "bread", "dutch", "Schrijf hier één woord"),
        ("brood", "!", "english", "Schrijf hier één woord"),
    ],
)
def test_a_pair_that_the_glossary_has_not_is_refused(
    dutch: str, english: str, field: str, reason: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        StruckPair(dutch=dutch, english=english).full_clean()
    assert list(refused.value.message_dict) == [field]
    assert reason in refused.value.message_dict[field][0]


def test_a_protected_word_is_found_by_itself_alone(
    client: Client, engine: Engine, tree: dict[str, HomePage], committed: Any
) -> None:
    """With columns that were written before it was protected."""
    add_page(tree["nl"], title="Afvalstroom")
    add_page(tree["nl"], title="De stroom van het afval")
    add_page(tree["nl"], title="Afvalstromen")
    settle(engine)
    assert len(titles(get(client, q="afvalstroom"))) == 3
    with committed():
        ProtectedWord.objects.create(word="Afvalstroom")
    assert titles(get(client, q="afvalstroom")) == ["Afvalstroom"]
    assert titles(get(client, q="stroom")), "its parts find what they found"


@pytest.mark.parametrize("word", ["e-commerce", "mkb'er", "Ĳsbrechtum"])
def test_a_protected_word_may_have_a_hyphen(word: str) -> None:
    protected = ProtectedWord(word=word)
    protected.full_clean()
    protected.save()
    (concept,) = make_plan(word, "nl", book=current_book(is_fresh=True)).concepts
    exact = [way for way in concept.ways if len(way.terms) == 1]
    assert {way.terms for way in exact if way.form is not Form.WORD} <= {
        way.terms for way in concept.ways if way.weight == 0.6
    }


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("twee woorden", "Schrijf hier één woord"),
        ("!!", "Schrijf hier één woord"),
        ("", ""),
        ("<b>", "Schrijf alleen het woord"),
        ("<b>brood</b>", "Schrijf"),
        ("de", "“de” zegt te weinig"),
        ("With", "“With” zegt te weinig"),
    ],
)
def test_what_is_no_telling_word_is_not_protected(word: str, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        ProtectedWord(word=word).full_clean()
    assert list(refused.value.message_dict) == ["word"]
    assert reason in refused.value.message_dict["word"][0]


def test_a_name_that_only_capitals_tell_from_a_stop_word_is_protected() -> None:
    ProtectedWord(word="IT").full_clean()
