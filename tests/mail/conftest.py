from pathlib import Path

import pytest

TEXT = """{% extends "emails/base.txt" %}{% block subject %}Je komt: {{ title }}{% endblock %}
{% block body %}Dag {{ name }}, tot dan bij {{ title }}.{% endblock %}"""
HTML = """{% extends "emails/base.html" %}{% block heading %}{{ title }}{% endblock %}"""


@pytest.fixture
def _occasion(settings, tmp_path: Path) -> None:
    """An occasion `trial/letter` beside the real ones."""
    folder = tmp_path / "emails" / "trial"
    folder.mkdir(parents=True)
    (folder / "letter.txt").write_text(TEXT)
    (folder / "letter.html").write_text(HTML)
    templates = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**templates, "DIRS": [*templates["DIRS"], tmp_path]}]
