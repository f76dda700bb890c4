"""My data in words: what a page says where the database holds a code."""

import pytest
from django.utils import translation

from brink.pages.models import Card
from brink.people.privacy.display import shown
from brink.people.privacy.holdings import held
from brink.people.privacy.subject import subject_at
from events.history import ANSWERS, write
from events.models import Answer, Event, Question
from tests.factories.events import event_factory, event_page, registration_factory

pytestmark = pytest.mark.usefixtures("tree")
GUEST = "femke@zeevonk.example"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_page_names_events_and_questions_in_the_language_of_its_reader(lang: str) -> None:
    page = event_page("nl", title="Kaas maken")
    registration = registration_factory(Event.objects.get(key=page.translation_key), email=GUEST)
    Card.objects.filter(key=page.translation_key, lang="en").update(title="Making cheese")
    labels = {"label_nl": "Hoe kom je?", "label_en": "How do you come?"}
    question = Question.objects.create(event=registration.event, kind="text", **labels)
    Answer.objects.create(registration=registration, question=question, value="x")
    told = {"nl": {"Kaas maken", "Hoe kom je?"}, "en": {"Making cheese", "How do you come?"}}
    other = {"nl": "en", "en": "nl"}[lang]
    with translation.override(lang):
        words = {text for section in shown(subject_at(GUEST)) for row in section.rows
                 for _label, text in row}  # fmt: skip
    assert told[lang] <= words
    assert not told[other] & words


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("nl", ["Kreeg een plek", "Gaf andere antwoorden", "Met de bus, Te voet"]),
        ("en", ["Got a place", "Gave other answers", "By bus, On foot"]),
    ],
)
def test_page_has_words_for_codes_and_the_file_the_codes(lang: str, told: list[str]) -> None:
    registration = registration_factory(event_factory(), email=GUEST)
    event = registration.event
    options = ["Met de bus | By bus", "Te voet | On foot"]
    labels = {"label_nl": "Hoe kom je?", "label_en": "How do you come?"}
    question = Question.objects.create(event=event, kind="several", options=options, **labels)
    Answer.objects.create(
        registration=registration, question=question, value=["met-de-bus", "te-voet"]
    )
    write(registration, registration.state)
    write(registration, ANSWERS)
    with translation.override(lang):
        words = [text for section in shown(subject_at(GUEST)) for row in section.rows
                 for _label, text in row]  # fmt: skip
    assert set(told) <= set(words)
    assert not {"answers", "met-de-bus, te-voet"} & set(words)
    assert held(subject_at(GUEST))["answers"][0]["answer"] == ["met-de-bus", "te-voet"]
