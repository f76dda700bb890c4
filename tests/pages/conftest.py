from typing import Any

import pytest

BARE = """{% load i18n %}{% get_current_language as ui %}ui={{ ui }} card={{ card.lang }}
body={{ card.body_lang }} title={{ page.title }} twins={{ request.twins|length }}"""

TEMPLATES_OF_PAGES = (
    "pages/plain_page.html",
    "home/home_page.html",
    "events/event_page.html",
    "events/event_index_page.html",
    "casestudies/study_index_page.html",
    "404.html",
)


@pytest.fixture
def bare_templates(settings: Any) -> None:
    """Templates that only say what they were given: what is counted is the front view's own."""
    engine = settings.TEMPLATES[0]
    loaders = [("django.template.loaders.locmem.Loader", dict.fromkeys(TEMPLATES_OF_PAGES, BARE))]
    loaders.append("django.template.loaders.app_directories.Loader")
    options = {
        **engine["OPTIONS"],
        "loaders": loaders,
        "context_processors": ["django.template.context_processors.request"],
    }
    settings.TEMPLATES = [{**engine, "APP_DIRS": False, "DIRS": [], "OPTIONS": options}]
