"""Every mail of the site, looked at as the admin shows it: none is left out or half translated."""

import re
from pathlib import Path

import icalendar
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Permission

from brink.jobs.models import Job
from brink.mail import occasions
from search.rules.memo import current_book
from tests.factories.people import editor, staff, user_factory

pytestmark = pytest.mark.django_db

EMAILS = Path(settings.BASE_DIR) / "templates" / "emails"
NAMES = [occasion.name for occasion in occasions.occasions()]
LANGUAGES = ["nl", "en"]
#: Words that are the same in both languages: names, times, addresses.
SAME = re.compile(r"https?://\S+|\d+|[A-Z]\w+|\W+")


def templates() -> set[str]:
    """What a mail can be made of: the layouts and parts do not say what they are about."""
    found = (path.relative_to(EMAILS).with_suffix("") for path in EMAILS.rglob("*.html"))
    return {str(name) for name in found if name.name != "base" and name.parts[0] != "parts"}


def text_of(name: str, lang: str) -> str:
    return occasions.preview(occasions.find(name), lang).body


def test_each_template_has_a_sample_and_each_sample_a_template():
    used = {occasion.make("nl").occasion for occasion in occasions.occasions()}

    assert used == templates()


def test_no_template_repeats_another_as_text():
    assert not list(EMAILS.rglob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_sample_is_a_whole_mail(name, lang):
    message = occasions.preview(occasions.find(name), lang)
    html = BeautifulSoup(message.alternatives[0][0], "html.parser")

    assert html.html["lang"] == lang
    assert message.subject == html.title.get_text()
    assert 0 < len(message.subject.splitlines()[0]) < 120
    assert "\n-- \n" in message.body
    assert html.h1.get_text(strip=True) in message.body
    assert not re.search(r"[{%<]|&(amp|lt|#x27);|\bNone\b", message.body)
    for link in html.select("a[href]"):
        assert f"{link['href']}\n" in message.body, "an address stands whole at the end of a line"
        assert link["href"].startswith("http")


@pytest.mark.parametrize("name", NAMES)
def test_sample_has_no_english_in_dutch(name):
    dutch, english = (occasions.preview(occasions.find(name), lang) for lang in LANGUAGES)
    lines = [
        {line for line in message.body.splitlines() if SAME.sub("", line)}
        for message in (dutch, english)
    ]

    assert dutch.subject != english.subject
    assert lines[0] & lines[1] == set()


@pytest.mark.parametrize("name", NAMES)
def test_sample_asks_nothing_of_the_database(name, django_assert_num_queries):
    current_book()  # how a process reads a search, which it keeps
    with django_assert_num_queries(3):  # the savepoint, taken back
        occasions.preview(occasions.find(name), "nl")


def test_calendar_of_a_sample_is_one():
    parts = [
        part
        for name in NAMES
        for part in occasions.preview(occasions.find(name), "nl").message().walk()
        if part.get_content_type() == "text/calendar"
    ]

    assert parts
    for part in parts:
        calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
        assert part.get_param("method") == calendar["METHOD"]


def test_two_samples_of_one_name_are_refused():
    with pytest.raises(ValueError, match="Two samples"):
        occasions.add_sample(NAMES[0], lambda lang: None, label="again")


def test_admin_lists_the_mails_and_shows_each_in_both_languages(client):
    client.force_login(staff())
    Job.objects.all().delete()

    soup = BeautifulSoup(client.get("/admin/reports/mail/").content, "html.parser")
    links = [link["href"] for link in soup.select("main table a")]
    assert len(links) == len(NAMES)

    page = client.get(next(link for link in links if link.endswith("events/confirmed/")))
    soup = BeautifulSoup(page.content, "html.parser")
    frames = soup.select("iframe")
    assert all(frame.has_attr("sandbox") and not frame["sandbox"] for frame in frames)
    mails = [BeautifulSoup(frame["srcdoc"], "html.parser") for frame in frames]
    assert [mail.html["lang"] for mail in mails] == LANGUAGES
    text = soup.select_one("main").get_text()
    assert "BEGIN:VCALENDAR" in text
    assert "Auto-Submitted" in text
    assert 'method="REQUEST"' in text
    assert not Job.objects.exists(), "looking sends nothing"


def test_admin_shows_the_mails_to_who_may_see_them(client):
    user = editor()
    client.force_login(user)
    user.groups.first().permissions.remove(Permission.objects.get(codename="view_refusal"))
    assert client.get("/admin/reports/mail/").status_code == 302
    assert client.get("/admin/reports/mail/events/confirmed/").status_code == 302

    user.user_permissions.add(Permission.objects.get(codename="view_refusal"))

    assert client.get("/admin/reports/mail/").status_code == 200
    assert client.get("/admin/reports/mail/events/confirmed/").status_code == 200
    assert client.post("/admin/reports/mail/").status_code == 405


def test_admin_shows_no_mail_to_a_visitor(client):
    client.force_login(user_factory())

    assert client.get("/admin/reports/mail/events/confirmed/").status_code in (302, 403)


def test_mail_that_does_not_exist_is_not_found(client):
    client.force_login(staff())

    assert client.get("/admin/reports/mail/nothing/", follow=True).status_code == 404
