from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from brink.themes.labels import forget, label, labels, name_choices
from brink.themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> Theme:
    return Theme.objects.create(code="export", label_nl="Uitvoer", label_en="Export")


@pytest.mark.usefixtures("theme")
def test_label_is_in_the_language_of_the_reader_or_the_one_asked_for() -> None:
    assert label("theme", "export") == "Uitvoer"
    assert label("theme", "export", "en") == "Export"
    with translation.override("en"):
        assert label("theme", "export") == "Export"


def test_unknown_code_is_its_own_label() -> None:
    assert label("theme", "niets") == "niets"
    assert label("nonsense", "niets") == "niets"


@pytest.mark.usefixtures("theme")
def test_warm_labels_ask_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        labels("theme")
    with django_assert_num_queries(0):
        assert list(labels("theme")) == ["export"]


@pytest.mark.django_db(transaction=True)
def test_saved_label_shows_at_once(theme: Theme) -> None:
    labels("theme")
    theme.label_nl = "Export naar buiten"
    theme.save()
    assert label("theme", "export") == "Export naar buiten"
    theme.delete()
    assert labels("theme") == {}


def test_other_process_is_seen_when_the_time_is_over(theme: Theme, monkeypatch: Any) -> None:
    labels("theme")
    Theme.objects.update(label_nl="Anders")
    assert label("theme", "export") == "Uitvoer"
    monkeypatch.setattr("brink.themes.labels.time.monotonic", lambda: 10.0**12)
    assert label("theme", "export") == "Anders"
    forget()


def test_choices_of_code_have_labels_too(monkeypatch: Any) -> None:
    monkeypatch.setattr("brink.themes.labels._choices", {})
    name_choices("presence", [("online", gettext_lazy("Yes"))])
    assert label("presence", "online", "nl") == "Ja"
    assert label("presence", "online", "en") == "Yes"
