"""Pictures among the words of a mail: beside the HTML that shows them, and no files to save."""

from pathlib import Path
from typing import Any

import pytest
from django.core import mail as sent

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.mail.message import Attachment, with_pictures
from brink.mail.outgoing import Mail, queue_mail

HTML = """{% extends "emails/base.html" %}{% block subject %}Je komt{% endblock %}
{% block intro %}<p>Kijk: <img src="cid:code.png@brink" alt="de code"></p>{% endblock %}
{% block why %}Je krijgt deze mail om te proberen.{% endblock %}"""
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _occasion(settings: Any, tmp_path: Path) -> None:
    folder = tmp_path / "emails" / "trial"
    folder.mkdir(parents=True)
    (folder / "letter.html").write_text(HTML)
    templates = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**templates, "DIRS": [*templates["DIRS"], tmp_path]}]


def letter(**fields: Any) -> Mail:
    known = {"key": "mail:trial:1", "to": "anna@voorbeeld.example", "language": "nl"}
    picture = Attachment("code.png", PNG, "image/png")
    return Mail(occasion="trial/letter", **{**known, "pictures": (picture,), **fields})


def message_of(mail: Mail) -> Any:
    queue_mail(mail)
    run_due()
    return sent.outbox[-1].message()


def test_picture_stands_beside_the_html_and_is_found_by_its_name() -> None:
    message = message_of(letter())

    related = next(p for p in message.walk() if p.get_content_type() == "multipart/related")
    html, picture = related.get_payload()
    assert related.get_param("type") == html.get_content_type() == "text/html"
    assert "cid:code.png@brink" in html.get_payload(decode=True).decode()
    assert picture["Content-ID"] == "<code.png@brink>"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_payload(decode=True) == PNG


def test_text_comes_first_and_the_calendar_stays_last() -> None:
    message = message_of(letter(invitation=ICS))

    kinds = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "image/png", "text/calendar", "application/ics"]


def test_message_is_the_same_bytes_each_time_and_seven_bits_wide() -> None:
    made = [message_of(letter(key=f"mail:trial:{n}")) for n in range(2)]
    again = sent.outbox[0].message()

    assert made[0].as_bytes() == again.as_bytes()
    assert again.as_bytes().isascii()


def test_picture_that_the_words_do_not_show_is_left_out() -> None:
    message = message_of(letter(pictures=(Attachment("other.png", PNG, "image/png"),)))

    assert not [part for part in message.walk() if part.get_content_maintype() == "image"]


def test_plain_text_has_the_words_of_the_picture() -> None:
    message_of(letter())

    assert "Kijk: de code\n" in sent.outbox[-1].body


def test_mail_that_was_stored_before_an_update_is_sent() -> None:
    queue_mail(letter())
    job = Job.objects.get()
    del job.payload["pictures"]
    job.save()

    run_due()

    assert len(sent.outbox) == 1


def test_page_of_ours_shows_the_picture_itself() -> None:
    message = message_of(letter())

    html = with_pictures('<img src="cid:code.png@brink">', message)

    assert html.startswith('<img src="data:image/png;base64,iVBOR')
    assert "cid:" not in html
