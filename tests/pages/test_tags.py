from datetime import UTC, datetime, time

import pytest
from django.template import Context, Template, TemplateDoesNotExist
from django.utils import translation

START = datetime(2026, 12, 17, 12, 0, tzinfo=UTC)
END = datetime(2026, 12, 17, 15, 30, tzinfo=UTC)


def draw(source: str, lang: str = "nl", **context: object) -> str:
    with translation.override(lang):
        return Template("{% load brink %}" + source).render(Context(context))


def test_kind_and_language_are_said_in_words() -> None:
    assert draw('{{ "failed"|kind_label }}') == "mislukte poging"
    assert draw('{{ "failed"|kind_label }}', "en") == "failed attempt"
    assert draw('{{ "en"|language_label }}') == "in het Engels"
    assert draw('{{ "nl"|language_label }}', "en") == "in Dutch"


@pytest.mark.parametrize(("lang", "attribute"), [("nl", ' lang="nl"'), ("en", ""), ("", "")])
def test_lang_attr_is_there_only_where_the_language_differs(lang: str, attribute: str) -> None:
    assert draw("<b{% lang_attr x %}>", "en", x=lang) == f"<b{attribute}>"


def test_hreflang_attr_is_there_only_where_the_language_differs() -> None:
    assert draw("<a{% hreflang_attr x %}>", "en", x="nl") == '<a hreflang="nl">'
    assert draw("<a{% hreflang_attr x %}>", "nl", x="nl") == "<a>"


def test_other_language_is_that_beside_the_one_named_or_the_reader_s() -> None:
    assert draw("{% other_language %} {% other_language x %}", "en", x="nl") == "nl en"


def test_moments_follow_the_language() -> None:
    source = "{% hours a b %} {{ a|machine }} {{ a|figures }}"
    expected = "13:00–16:30 2026-12-17T13:00+01:00 13:00"
    assert draw(source, "en", a=START, b=END) == expected
    assert draw("{{ a|weekday }} {{ b|clock }} {{ b|figures }}", a=START, b=END) == (
        "donderdag 16.30 uur 16.30"
    )
    assert draw("{{ at|figures }}", at=time(9, 5)) == "09.05"
    assert draw("{% span a b %}", a=START, b=END).endswith("17 december, 13.00–16.30 uur")


@pytest.mark.parametrize("name", ["day", "weekday", "clock", "figures"])
def test_no_moment_is_no_words(name: str) -> None:
    assert draw("{{ nothing|" + name + " }}", nothing=None) == ""


def test_icon_has_the_size_asked_for() -> None:
    assert 'width="16"' in draw('{% icon "calendar" 16 %}')
    assert "aria-hidden" in draw('{% icon "calendar" %}')
    with pytest.raises(TemplateDoesNotExist):
        draw('{% icon "unicorn" %}')
