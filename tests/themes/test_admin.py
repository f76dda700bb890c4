from typing import Any

import pytest
from django.urls import reverse

from brink.themes.models import Theme
from brink.themes.vocabularies import FILES, load_vocabularies
from tests.factories.editor import Editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(tree: Any) -> Editor:
    load_vocabularies()
    return Editor.log_in()


def url(model: Any, name: str, *args: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


@pytest.mark.parametrize("model", FILES.values())
def test_vocabulary_is_listed_and_can_be_searched(editor: Editor, model: Any) -> None:
    term = model.objects.order_by("order")[2]
    response = editor.client.get(url(model, "list"), {"q": term.label_nl})
    assert term.code in response.content.decode() or str(term) in response.content.decode()
    nothing = editor.client.get(url(model, "list"), {"q": "bestaatnietecht"}).content.decode()
    assert term.label_nl not in nothing


@pytest.mark.parametrize("model", FILES.values())
def test_term_opens_in_a_form(editor: Editor, model: Any) -> None:
    term = model.objects.first()
    response = editor.client.get(url(model, "edit", term.pk))
    assert response.status_code == 200


def test_reworded_label_is_stored(editor: Editor) -> None:
    theme = Theme.objects.get(code="communicatie")
    address = url(Theme, "edit", theme.pk)
    data = {
        "code": theme.code,
        "label_nl": "Communicatie en verhaal",
        "label_en": "Communication",
        "aliases": "[]",
        "order": "4",
    }
    assert editor.client.post(address, data).status_code == 302
    theme.refresh_from_db()
    assert theme.label_nl == "Communicatie en verhaal"


def test_code_that_is_taken_is_refused(editor: Editor) -> None:
    data = {"code": "communicatie", "label_nl": "A", "label_en": "A", "aliases": "[]", "order": "1"}
    response = editor.client.post(url(Theme, "add"), data)
    assert response.status_code == 200
    assert Theme.objects.filter(code="communicatie").count() == 1
