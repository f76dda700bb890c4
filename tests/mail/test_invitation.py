"""An invitation (RFC 6047) as a mail program finds it in the bytes that are sent."""

import email
from email.message import EmailMessage
from email.policy import default

import icalendar
import pytest

from brink.jobs.runner import run_due
from brink.mail.outgoing import Attachment, Mail, queue_mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_occasion")]


def calendar(method: str) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Brink//Test//NL",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        "UID:1@brink.example",
        "DTSTAMP:20261125T120000Z",
        "DTSTART:20261217T120000Z",
        "SEQUENCE:2",
        "SUMMARY:Kaas in Súdwest-Fryslân 🧀",
        "ORGANIZER;CN=Brink:mailto:brink@brink.example",
        "ATTENDEE;CN=Jikke;RSVP=FALSE:mailto:jikke@voorbeeld.example",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines).encode()


def sent(post, lang: str = "nl", **fields) -> EmailMessage:
    context = {"title": "Kaas", "name": "Jikke"}
    to = "jikke@voorbeeld.example"
    queue_mail(Mail("mail:trial:1", "trial/letter", to, lang, context, **fields))
    run_due()
    assert post.taken[0].isascii(), "8-bit safe: each part is 7 bits wide"
    return email.message_from_bytes(post.taken[0], policy=default)


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_invitation_is_one_alternative_and_one_file(post, method):
    message = sent(post, invitation=calendar(method))

    assert message.get_content_type() == "multipart/mixed"
    body, attached = message.iter_parts()
    assert body.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in body.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    part = list(body.iter_parts())[2]
    assert part["Content-Type"].params == {"method": method, "charset": "utf-8"}
    assert part["Content-Transfer-Encoding"] == "base64"
    assert part.get_content_disposition() is None
    assert attached.get_content_type() == "application/ics"
    assert attached.get_content_disposition() == "attachment"
    for content in (part.get_payload(decode=True), attached.get_payload(decode=True)):
        assert content == calendar(method)
        read = icalendar.Calendar.from_ical(content)
        assert read["METHOD"] == part["Content-Type"].params["method"]
        assert read.walk("VEVENT")[0]["SUMMARY"] == "Kaas in Súdwest-Fryslân 🧀"


@pytest.mark.parametrize(
    ("method", "lang", "name"),
    [
        ("REQUEST", "nl", "uitnodiging.ics"),
        ("REQUEST", "en", "invite.ics"),
        ("CANCEL", "nl", "afzegging.ics"),
        ("CANCEL", "en", "cancellation.ics"),
    ],
)
def test_file_is_named_as_what_it_is(post, method, lang, name):
    message = sent(post, lang=lang, invitation=calendar(method))

    assert [part.get_filename() for part in message.iter_attachments()] == [name]


def test_file_without_invitation_is_published(post):
    files = [Attachment("kaas.ics", calendar("PUBLISH"), "text/calendar; charset=utf-8")]
    message = sent(post, attachments=files)

    assert message.get_body(("plain",)) is not None
    (attached,) = message.iter_attachments()
    assert attached["Content-Type"].params["method"] == "PUBLISH"
    assert attached.get_filename() == "kaas.ics"
    assert attached.get_payload(decode=True) == calendar("PUBLISH")


def test_word_that_looks_like_a_method_is_none(post):
    """Only a line of its own says what a calendar is for, not a word in a folded title."""
    content = calendar("REQUEST").replace(b"Kaas in", b"METHOD:CANCEL in")
    message = sent(post, invitation=content)

    part = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert part["Content-Type"].params["method"] == "REQUEST"


@pytest.mark.parametrize("content", [calendar("PUBLISH"), b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"])
def test_what_is_no_invitation_is_refused(content):
    with pytest.raises(ValueError, match="METHOD:REQUEST or METHOD:CANCEL"):
        queue_mail(Mail("k", "trial/letter", "a@b.example", "nl", {}, invitation=content))
