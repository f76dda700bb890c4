from datetime import UTC, datetime

import pytest
from django.template import Context, Template, TemplateDoesNotExist
from django.utils import translation

from brink.themes.models import Theme

START = datetime(2026, 12, 17, 12, 0, tzinfo=UTC)
END = datetime(2026, 12, 17, 15, 30, tzinfo=UTC)


def draw(source: str, lang: str = "nl", **context: object) -> str:
    with translation.override(lang):
        return Template("{% load brink %}" + source).render(Context(context))


@pytest.mark.django_db
def test_facet_label_is_escaped() -> None:
    Theme.objects.create(code="export", label_nl="Uit & in", label_en="Out <in>")
    assert draw('{% facet_label "theme" "export" %}') == "Uit &amp; in"
    assert draw('{% facet_label "theme" "export" %}', "en") == "Out &lt;in&gt;"


def test_kind_and_language_are_said_in_words() -> None:
    assert draw('{{ "failed"|kind_label }}') == "mislukte poging"
    assert draw('{{ "failed"|kind_label }}', "en") == "failed attempt"
    assert draw('{{ "en"|language_label }}') == "in het Engels"
    assert draw('{{ "nl"|language_label }}', "en") == "in Dutch"


@pytest.mark.parametrize(("lang", "attribute"), [("nl", ' lang="nl"'), ("en", ""), ("", "")])
def test_lang_attr_is_there_only_where_the_language_differs(lang: str, attribute: str) -> None:
    assert draw("<b{% lang_attr x %}>", "en", x=lang) == f"<b{attribute}>"


def test_moments_follow_the_language() -> None:
    source = "{{ a|day_and_year }} {% hours a b %} {{ a|machine }}"
    expected = "Thursday 17 December 2026 13:00–16:30 2026-12-17T13:00+01:00"
    assert draw(source, "en", a=START, b=END) == expected
    assert draw(
        "{{ a|weekday }} {{ a|month }} {{ b|clock }} {{ a|short_day }}", a=START, b=END
    ) == ("donderdag december 2026 16.30 uur 17 december 2026")
    assert draw("{% span a b %}", a=START, b=END).endswith("17 december, 13.00–16.30 uur")


@pytest.mark.parametrize("name", ["day", "day_and_year", "short_day", "weekday", "month", "clock"])
def test_no_moment_is_no_words(name: str) -> None:
    assert draw("{{ nothing|" + name + " }}", nothing=None) == ""


def test_icon_has_the_size_asked_for() -> None:
    assert 'width="16"' in draw('{% icon "calendar" 16 %}')
    assert "aria-hidden" in draw('{% icon "calendar" %}')
    with pytest.raises(TemplateDoesNotExist):
        draw('{% icon "unicorn" %}')
