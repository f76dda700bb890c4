from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from brink.jobs.runner import run_due
from brink.mail.outgoing import Attachment, Mail, queue_mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_occasion")]

ICS = b"BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nSUMMARY:S\xc3\xbadwest\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def mailbox(settings, tmp_path: Path) -> Path:
    settings.DEBUG = True
    settings.EMAIL_BACKEND = "brink.mail.backends.MailboxBackend"
    settings.DEV_MAILBOX = tmp_path / "mail"
    return tmp_path / "mail"


def send(key: str, title: str = "Excursie") -> None:
    context = {"title": title, "name": "Anna", "url": "http://testserver/nl/"}
    attachments = [Attachment("excursie.ics", ICS, "text/calendar")]
    queue_mail(Mail(key, "trial/letter", "anna@voorbeeld.example", "nl", context, attachments))
    run_due()


def test_mailbox_is_empty_at_first(client, mailbox):
    response = client.get("/dev/mail/")

    assert response.status_code == 200
    assert not BeautifulSoup(response.content, "html.parser").select("tbody tr")


def test_mailbox_lists_letters_and_shows_one(client, mailbox):
    send("one", title="Súdwest-Fryslân & <b>kaas</b>")
    send("two", title="Tweede")

    soup = BeautifulSoup(client.get("/dev/mail/").content, "html.parser")
    subjects = [link.get_text() for link in soup.select("tbody a")]
    assert subjects[0] == "Je komt: Tweede"
    assert subjects[1] == "Je komt: Súdwest-Fryslân & <b>kaas</b>"

    page = BeautifulSoup(client.get(soup.select("tbody a")[1]["href"]).content, "html.parser")
    assert "Dag Anna, tot dan bij Súdwest-Fryslân & <b>kaas</b>" in page.get_text()
    frame = page.find("iframe")
    assert "allow-scripts" not in frame["sandbox"]
    assert "allow-same-origin" not in frame["sandbox"]
    html = client.get(frame["src"])
    assert b"Dag Anna" in html.content
    assert b"S\xc3\xbadwest-Frysl\xc3\xa2n &amp; &lt;b&gt;" in html.content
    assert "'unsafe-inline'" in html["Content-Security-Policy"]
    assert "script-src" not in html["Content-Security-Policy"]


def test_attachment_is_downloaded_with_its_own_type(client, mailbox):
    send("one")
    soup = BeautifulSoup(client.get("/dev/mail/").content, "html.parser")
    address = soup.select_one("tbody a")["href"]

    page = client.get(address).content.decode()
    response = client.get(f"{address}0/")

    assert ">excursie.ics</a>" in page
    assert {type(value) for value in response.headers.values()} == {str}, "as WSGI asks"
    assert response["Content-Type"].startswith("text/calendar")
    assert 'method="PUBLISH"' in response["Content-Type"].replace(
        "method=PUBLISH", 'method="PUBLISH"'
    )
    assert response["Content-Disposition"] == 'attachment; filename="excursie.ics"'
    assert response.content.replace(b"\r\n", b"\n") == ICS.replace(b"\r\n", b"\n")
    assert client.get(f"{address}1/", follow=True).status_code == 404


def test_many_letters_at_once_are_all_there(client, mailbox):
    for n in range(30):
        send(f"mail:{n}")

    page = BeautifulSoup(client.get("/dev/mail/").content, "html.parser")
    assert len(page.select("tbody tr")) == 30


@pytest.mark.parametrize("path", ["", "x/", "x/html/", "x/0/", "..%2F..%2Fmanage/"])
def test_unknown_letter_is_not_found(client, mailbox, path):
    assert client.get(f"/dev/mail/{path or 'nothing/'}", follow=True).status_code == 404


@pytest.mark.parametrize("path", ["", "{name}/", "{name}/html/", "{name}/0/"])
def test_mailbox_does_not_exist_outside_development(client, mailbox, settings, path):
    send("one")
    (file,) = mailbox.glob("*.eml")
    settings.DEBUG = False

    assert client.get("/dev/mail/" + path.format(name=file.stem), follow=True).status_code == 404


def test_mailbox_with_wrong_method_is_refused(client, mailbox):
    assert client.post("/dev/mail/").status_code == 405
