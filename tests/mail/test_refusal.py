"""No more mail of a kind: the header, the click of a mail program, and the page."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail as sent
from django.test import Client
from django.utils import translation

from brink.discretion import conceal
from brink.jobs.models import Job
from brink.jobs.runner import run_due
from brink.mail import refusal, topics
from brink.mail.models import Refusal
from brink.mail.outgoing import Mail, queue_mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_occasion", "_topics")]

NGINX = (settings.BASE_DIR / "deploy/nginx.conf").read_text()
READER = refusal.Reader("jikke@voorbeeld.example", "trial")
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def _topics(monkeypatch) -> None:
    monkeypatch.setattr(topics, "_topics", {})
    topics.register_topic("trial", "Proeven")
    topics.register_topic("other", "Iets anders")


@pytest.fixture
def stranger() -> Client:
    """No cookies, and CSRF is checked as for a browser."""
    return Client(enforce_csrf_checks=True)


def write(topic: str = "trial", key: str = "mail:1", to: str = READER.email) -> None:
    queue_mail(Mail(key, "trial/letter", to, "nl", {"title": "T", "name": "N"}, topic=topic))


def path(reader: refusal.Reader = READER, lang: str = "nl") -> str:
    return refusal.address(reader, lang).removeprefix("http://testserver")


def test_mail_of_a_topic_names_the_way_out(settings):
    settings.BASE_URL = "https://brink.example"
    settings.MAIL_REFUSAL_ADDRESS = "stop@brink.example"
    write()
    run_due()

    message = sent.outbox[0].message()
    url, mailbox = re.fullmatch(r"<(\S+)>, <mailto:(\S+)>", message["List-Unsubscribe"]).groups()
    assert url.startswith("https://brink.example/nl/mail/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mailbox.startswith("stop@brink.example?subject=")
    assert "jikke" not in url + mailbox, "an address does not stand in logs"
    assert f"Kies welke mail je krijgt: {url}\n" in sent.outbox[0].body
    assert refusal.read(url.rstrip("/").rpartition("/")[2]) == READER


def test_mail_without_a_topic_names_none():
    write(topic="")
    run_due()

    assert not [name for name in sent.outbox[0].message() if name.startswith("List-")]
    assert "/nl/mail/" not in sent.outbox[0].body


def test_one_click_is_offered_over_https_only():
    write()
    run_due()

    message = sent.outbox[0].message()
    assert message["List-Unsubscribe"].startswith("<http://testserver/nl/mail/")
    assert message["List-Unsubscribe-Post"] is None


def test_one_click_of_a_mail_program_refuses_at_once(stranger):
    response = stranger.post(path(), ONE_CLICK)

    assert response.status_code == 200, "a redirect would not be followed"
    assert topics.refused(READER.email) == {"trial"}
    assert stranger.post(path(), ONE_CLICK).status_code == 200
    assert Refusal.objects.count() == 1


def test_one_click_as_a_form_with_parts_counts_too(stranger):
    body = (
        '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--'
    )
    stranger.post(path(), body, content_type="multipart/form-data; boundary=x")

    assert topics.refused(READER.email) == {"trial"}


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_changes_nothing(stranger, method):
    """Mail scanners open every link."""
    response = getattr(stranger, method)(path())

    assert response.status_code in (200, 405)
    assert not Refusal.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_wrong_method_is_refused(stranger, method):
    assert getattr(stranger, method)(path()).status_code == 405


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", ("Dit krijg je.", "Dit krijg je niet.")),
        ("en", ("You get this.", "You do not get this.")),
    ],
)
def test_page_refuses_and_takes_back_each_topic(stranger, lang, words):
    address = path(lang=lang)
    assert states(stranger, address) == {"Proeven": words[0], "Iets anders": words[0]}

    response = stranger.post(address, {"topic": "other"})
    assert response.status_code == 302
    assert states(stranger, response["Location"]) == {"Proeven": words[0], "Iets anders": words[1]}

    stranger.post(address, {"topic": "other", "wanted": "yes"})
    assert states(stranger, address) == {"Proeven": words[0], "Iets anders": words[0]}


def states(client: Client, address: str) -> dict[str, str]:
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    rows = soup.select(".summary-list > div")
    return {row.dt.get_text(): row.dd.get_text() for row in rows}


def test_page_is_private(stranger):
    response = stranger.get(path())

    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert b'content="noindex"' in response.content


def test_unknown_topic_is_not_found(stranger):
    assert stranger.post(path(), {"topic": "nonsense"}).status_code == 404
    assert stranger.post(path()).status_code == 404
    assert not Refusal.objects.exists()


def test_topic_that_is_gone_can_still_be_refused(stranger):
    gone = refusal.Reader(READER.email, "gone")
    stranger.post(path(gone), ONE_CLICK)

    assert topics.refused(READER.email) == {"gone"}
    assert stranger.get(path(gone)).status_code == 200


def forgeries() -> list[str]:
    token = refusal.token(READER)
    flipped = token[:40] + ("A" if token[40] != "A" else "B") + token[41:]
    return ["x", token[:-4], token + "AAAA", flipped, token.swapcase(), "é", "gAAAAA", "a" * 5000]


@pytest.mark.parametrize("number", range(8))
def test_forged_link_is_not_found(stranger, number):
    for method in (stranger.get, stranger.post):
        assert method(f"/nl/mail/{forgeries()[number]}/").status_code == 404
    assert not Refusal.objects.exists()


def test_link_holds_after_the_secret_of_the_site_changed(settings):
    token = refusal.token(READER)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    assert refusal.read(token) == READER

    settings.SECRET_KEY_FALLBACKS = []
    assert refusal.read(token) is None


def test_refused_topic_is_not_mailed_and_others_are():
    topics.refuse("Jikke@Voorbeeld.example", "trial")
    write()
    write(to="JIKKE@voorbeeld.example", key="mail:2")
    write(topic="other", key="mail:3")
    write(topic="", key="mail:4")
    write(to="anna@voorbeeld.example", key="mail:5")
    run_due()

    assert set(Job.objects.values_list("key", flat=True)) == {"mail:3", "mail:4", "mail:5"}
    assert len(sent.outbox) == 3


def test_refusal_holds_for_mail_that_waits_already():
    write()
    topics.refuse(READER.email, "trial")
    run_due()

    assert sent.outbox == []
    assert Job.objects.get(key="mail:1").state == "done"
    topics.take_back(READER.email, "trial")
    write(key="mail:2")
    run_due()
    assert len(sent.outbox) == 1


def test_two_topics_of_one_code_are_refused():
    assert topics.register_topic("trial", "Proeven") == "trial"
    with pytest.raises(ValueError, match="Two topics"):
        topics.register_topic("trial", "Anders")


def test_address_of_the_page_is_in_the_language_of_the_mail():
    with translation.override("en"):
        assert path(lang="nl").startswith("/nl/mail/")


def test_no_log_tells_the_link():
    """Who has it may choose for the address; `deploy/nginx.conf` masks it as we do."""
    address = path()
    start = address.rsplit("/", 2)[0]

    assert conceal(f"GET {address} HTTP/1.1") == f"GET {start}/…/ HTTP/1.1"
    pattern = re.search(r'"~(\S*gAAAAA\S*)" "\$1…";', NGINX)[1]
    assert re.match(pattern, address)[1] == f"{start}/"
