from pathlib import Path

import pytest

HTML = """{% extends "emails/base.html" %}{% block subject %}Je komt: {{ title }}{% endblock %}
{% block heading %}{{ title }}{% endblock %}
{% block intro %}<p>Dag {{ name }}, tot dan bij {{ title }}.</p>{% endblock %}
{% block why %}Je krijgt deze mail om te proberen.{% endblock %}"""


@pytest.fixture
def _occasion(settings, tmp_path: Path) -> None:
    """An occasion `trial/letter` beside the real ones."""
    folder = tmp_path / "emails" / "trial"
    folder.mkdir(parents=True)
    (folder / "letter.html").write_text(HTML)
    templates = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**templates, "DIRS": [*templates["DIRS"], tmp_path]}]
