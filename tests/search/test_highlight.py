import pytest

from search.highlight import Marker
from search.language import make_plan


def marker(text: str) -> Marker:
    return Marker.of(make_plan(text, "nl"))


def test_each_form_of_a_word_is_marked() -> None:
    marked = marker("gesprekken").mark("Eén gesprek, twee Gesprekken.", "nl")
    assert marked == "Eén <mark>gesprek</mark>, twee <mark>Gesprekken</mark>."


def test_html_in_a_text_stays_text() -> None:
    marked = marker("brood").mark('<script>brood</script> & "brood"', "nl")
    assert "<script>" not in marked
    assert marked.startswith("&lt;script&gt;<mark>brood</mark>&lt;/script&gt; &amp; &quot;")


@pytest.mark.parametrize("query", ["amp", "lt", "mark", "quot"])
def test_a_query_never_marks_inside_an_escape(query: str) -> None:
    marked = marker(query).mark("a & b < c mark", "nl")
    assert "&amp;" in marked
    assert "&lt;" in marked
    assert "<<" not in marked


def test_words_in_quotes_are_marked_as_they_are_only() -> None:
    assert "<mark>" not in marker('"gesprekken"').mark("Een gesprek", "nl")


def test_a_phrase_is_marked_where_it_stands_side_by_side_only() -> None:
    wanted = marker('"wens naar vraag"')
    marked = wanted.mark("De wens: van wens naar vraag, naar de Wens-naar vraag.", "nl")
    assert marked == (
        "De wens: van <mark>wens naar vraag</mark>, naar de <mark>Wens-naar vraag</mark>."
    )
    assert not wanted.has_hit("De vraag naar een wens", "nl")


def test_a_passage_is_cut_around_the_phrase_not_around_its_words() -> None:
    text = "De vraag naar brood. " + "woord " * 50 + "van wens naar vraag " + "meer " * 50
    passage = marker('"wens naar vraag"').passage(text, "nl")
    assert passage is not None
    assert "van <mark>wens naar vraag</mark> meer" in passage
    assert "brood" not in passage


def test_a_phrase_and_a_word_in_it_are_one_mark() -> None:
    marked = marker('"wens naar vraag" wens vragen').mark("Van wens naar vraag en wens", "nl")
    assert marked == "Van <mark>wens naar vraag</mark> en <mark>wens</mark>"


def test_a_joined_word_is_marked_however_it_is_spelled() -> None:
    marked = marker("e-commerce").mark("E-commerce, e commerce, ecommerce en een e", "nl")
    assert marked == (
        "<mark>E-commerce</mark>, <mark>e commerce</mark>, <mark>ecommerce</mark> en een e"
    )


def test_a_passage_is_cut_around_the_first_hit() -> None:
    text = "woord " * 50 + "streekbrood uit de oven " + "meer " * 50
    passage = marker("streekbrood").passage(text, "nl")
    assert passage is not None
    assert passage.startswith("… woord")
    assert "<mark>streekbrood</mark> uit de oven" in passage
    assert passage.endswith(" …")
    assert len(passage) < 300


def test_a_text_without_hit_has_no_passage() -> None:
    assert marker("kaas").passage("Brood uit de oven", "nl") is None


def test_a_passage_reads_no_further_than_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    judge = Marker.wants_one_of
    monkeypatch.setattr(Marker, "wants_one_of", lambda *args: read.append(args[1]) or judge(*args))
    text = "woord " * 10 + "streekbrood " + " ".join(f"meer{n}" for n in range(3000))
    assert marker("streekbrood").has_hit(text, "nl")
    assert set(read) == {("woord",), ("streekbrood",)}
    assert len(read) == 10, "each word once, and the eight from where it begins to read"
    assert marker("streekbrood").passage(text, "nl") is not None
    assert len(read) < 150


def test_what_a_word_is_found_by_is_marked() -> None:
    assert "<mark>Subsidie</mark>" in marker("grants").mark("Subsidie voor het dorp", "nl")
    assert "<mark>Warmtepompen</mark>" in marker("warmtepomp").mark("Warmtepompen", "nl")
    assert "<mark>personeel</mark>" in marker("personeelsbeleid").mark("Ons personeel", "nl")
    assert "<mark>goede praktijken</mark>" in marker("best practice").mark(
        "Twee goede praktijken", "nl"
    )


def test_a_false_friend_is_not_marked_in_the_other_language() -> None:
    assert "<mark>" not in marker("stage").mark("The next stage", "en")
    assert "<mark>stage</mark>" in marker("stage").mark("Een stage", "nl")
