import pytest
from django.core import mail as sent
from django.db import transaction
from django.utils import translation

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.mail.message import message_id
from brink.mail.outgoing import Attachment, Mail, queue_mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_occasion")]

ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def letter(**changes) -> Mail:
    fields = {
        "key": "mail:trial:1",
        "occasion": "trial/letter",
        "to": "anna@voorbeeld.example",
        "language": "nl",
        "context": {"title": "Excursie", "name": "Anna"},
    }
    return Mail(**{**fields, **changes})


def test_queued_mail_is_sent_by_the_runner_as_text_and_html():
    queue_mail(letter())
    assert sent.outbox == []

    assert run_due() == 1

    message = sent.outbox[0].message()
    assert message["Subject"] == "Je komt: Excursie"
    assert message["To"] == "anna@voorbeeld.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == message_id("mail:trial:1")
    text, html = (part for part in message.walk() if part.get_content_maintype() == "text")
    assert "Dag Anna, tot dan bij Excursie.\n" in text.get_payload(decode=True).decode()
    assert b"<h1" in html.get_payload(decode=True)


def test_sent_mail_leaves_no_personal_data_in_the_outbox():
    queue_mail(letter())
    run_due()

    assert Job.objects.get().payload == {}


def test_mail_with_the_same_key_is_sent_once():
    queue_mail(letter())
    run_due()
    queue_mail(letter())
    run_due()

    assert len(sent.outbox) == 1


def test_mail_of_a_rolled_back_cause_is_not_sent():
    with transaction.atomic():
        queue_mail(letter())
        transaction.set_rollback(True)
    run_due()

    assert sent.outbox == []


@pytest.mark.parametrize(("language", "words"), [("nl", "Naar Brink"), ("en", "To Brink")])
def test_mail_is_written_in_the_language_of_the_person(language, words):
    with translation.override("nl" if language == "en" else "en"):
        queue_mail(letter(language=language))
    run_due()

    html = sent.outbox[0].alternatives[0][0]
    assert words in html
    assert f'<html lang="{language}">' in html


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\r\n\r\n", "\n\n", "\x0b", "\u2028"])
def test_line_break_in_title_never_becomes_a_header(break_):
    queue_mail(letter(context={"title": f"Excursie{break_}Bcc: evil@evil.example", "name": "A"}))
    run_due()

    message = sent.outbox[0].message()
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Je komt: Excursie")
    assert sent.outbox[0].recipients() == ["anna@voorbeeld.example"]


@pytest.mark.parametrize("to", ["a@b.example\nBcc: evil@evil.example", "a@b.example\r\nX: y"])
def test_line_break_in_address_fails_for_good(to):
    queue_mail(letter(to=to))
    run_due()

    assert sent.outbox == []
    assert Job.objects.get().state == "failed"


def test_text_is_plain_and_html_is_escaped():
    queue_mail(letter(context={"title": "Kaas & <b>brood</b>", "name": "O'Neill"}))
    run_due()

    message = sent.outbox[0]
    assert message.subject == "Je komt: Kaas & <b>brood</b>"
    assert "Dag O'Neill" in message.body
    assert "Kaas &amp; &lt;b&gt;brood&lt;/b&gt;" in message.alternatives[0][0]


def test_calendar_part_names_the_method_of_its_body():
    queue_mail(letter(attachments=[Attachment("excursie.ics", ICS, "text/calendar")]))
    run_due()

    parts = sent.outbox[0].message().walk()
    calendar = next(part for part in parts if part.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_param("charset") == "utf-8"
    assert calendar.get_filename() == "excursie.ics"
    assert calendar.get_payload(decode=True) == ICS


def test_file_of_another_kind_arrives_byte_for_byte():
    content = bytes(range(256))
    queue_mail(letter(attachments=[Attachment("a.bin", content, "application/octet-stream")]))
    run_due()

    part = list(sent.outbox[0].message().walk())[-1]
    assert part.get_payload(decode=True) == content


def test_message_id_differs_per_key_and_hides_it():
    assert message_id("a") != message_id("b")
    assert "mail:trial" not in message_id("mail:trial:1")
