"""My data in words: what a page says where the database holds a code."""

import pytest
from django.utils import translation

from brink.people.privacy.display import shown
from brink.people.privacy.holdings import held
from brink.people.privacy.subject import subject_at
from events.history import ANSWERS, write
from events.models import Answer, Question
from tests.factories.events import event_factory, registration_factory

pytestmark = pytest.mark.usefixtures("tree")
GUEST = "femke@zeevonk.example"


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
