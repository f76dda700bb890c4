"""Claiming a place as a colleague does it: by the mail, or by a link that was passed on."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation

from brink.jobs.models import Job
from brink.jobs.runner import run_due
from events import places
from events.groups import links as booking_links
from events.groups.booking import Guest
from events.groups.claim_mail import tell_claimant
from events.groups.claiming import claim
from events.groups.inviting import PROOFS_AN_HOUR
from events.models import Event, Question, Registration
from events.places import BusyError
from events.registration import cancel
from tests.events.groups import group, last
from tests.events.signing_up import account, link_in
from tests.events.test_claiming import jan
from tests.factories.events import event_factory, registration_factory

State = Registration.State
JAN = "jan@zeevonk.example"
FILLED = {"given": "Jan", "family": "Boer", "role": "staff", "alarm": "15"}

pytestmark = pytest.mark.usefixtures("tree")


@pytest.fixture
def event() -> Event:
    return event_factory()


@pytest.fixture
def place(event: Event) -> Registration:
    return last(group(event))


def local(address: str) -> str:
    return address.removeprefix("http://testserver")


def passed_on(row: Registration) -> str:
    return local(booking_links.claim_address(row))


def proven(row: Registration, email: str = JAN) -> str:
    return local(booking_links.proof_address(row, email))


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_walk_by_the_mail(client: Client, lang: str) -> None:
    event = event_factory(lang)
    group(event, guests=[Guest("Jan", "", "Boer", JAN)], language=lang)
    run_due()
    letter = next(each for each in mail.outbox if each.to == [JAN])
    link = next(local(part) for part in str(letter.body).split() if "gAAAAA" in part)
    for method in (client.head, client.get, client.get):
        assert method(link).status_code == 200
    row = event.registrations.get(invited_email=JAN)
    assert row.claimed is None
    assert soup(client.get(link)).select_one("#id_given")["value"] == "Jan"
    response = client.post(link, FILLED, follow=True)
    assert response.status_code == 200
    row.refresh_from_db()
    assert (row.email, row.role, row.alarm) == (JAN, "staff", 15)
    run_due()
    assert mail.outbox[-1].to == [JAN]
    assert mail.outbox[-1].attachments


def test_walk_by_a_link_that_was_passed_on(client: Client, place: Registration) -> None:
    link = passed_on(place)
    for method in (client.head, client.get):
        assert method(link).status_code == 200
    response = client.post(link, {"email": JAN.upper()}, follow=True)
    assert response.status_code == 200
    place.refresh_from_db()
    assert (place.email, place.claimed) == ("", None)
    run_due()
    (letter,) = [each for each in mail.outbox if each.to == [JAN]]
    client.post(link_in(str(letter.body), "gAAAAA"), FILLED)
    place.refresh_from_db()
    assert (place.email, place.person.full_name) == (JAN, "Jan Boer")


def test_double_click_leads_to_the_same_place(client: Client, place: Registration) -> None:
    link = proven(place)
    answers = [client.post(link, FILLED) for _n in range(3)]
    place.refresh_from_db()
    assert {place.uid.hex in answer["Location"] for answer in answers} == {True}
    assert Job.objects.filter(key__startswith=f"tell:confirmed:{place.uid}").count() == 1


def test_mail_is_sent_once_for_two_clicks(client: Client, place: Registration) -> None:
    for _n in range(3):
        client.post(passed_on(place), {"email": JAN})
    assert Job.objects.filter(kind="mail", key__startswith="mail:claim-confirm").count() == 1


def test_nobody_is_bombed_by_links_that_were_passed_on(client: Client, event: Event) -> None:
    rows = list(group(event, PROOFS_AN_HOUR + 2, comes=False).registrations.all())
    codes = [client.post(passed_on(row), {"email": JAN}).status_code for row in rows]
    assert codes == [302] * PROOFS_AN_HOUR + [422] * 2
    assert Job.objects.filter(key__startswith="mail:claim-confirm").count() == PROOFS_AN_HOUR


def test_one_network_does_not_mail_everybody(
    client: Client, place: Registration, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"event_registration": "1/h/ip"}
    codes = [client.post(passed_on(place), {"email": f"a{n}@b.example"}) for n in range(2)]
    assert [answer.status_code for answer in codes] == [302, 429]


def test_mail_to_an_unproven_address_says_nothing_that_was_typed(place: Registration) -> None:
    tell_claimant(place, JAN, "nl")
    letter = Job.objects.get(key__startswith="mail:claim-confirm")
    assert "Femke" not in letter.payload["html"]
    assert "Zeevonk" not in letter.payload["html"]
    assert JAN not in letter.key


def test_link_to_take_part_online_is_not_for_who_has_no_place_yet() -> None:
    url = "https://video.example/kaas"
    event = event_factory(presence="online", online_url=url)
    tell_claimant(last(group(event, guests=[Guest("Jan", "", "Boer", JAN)])), JAN, "nl")
    run_due()
    mine = [str(letter.body) for letter in mail.outbox if letter.to == [JAN]]
    assert len(mine) == 2
    assert not [text for text in mine if url in text]


@pytest.mark.parametrize("email", ["", "jan", "jan@b.example\nBcc: x@b.example"])
def test_bad_address_is_said_at_the_field(client: Client, place: Registration, email: str) -> None:
    response = client.post(passed_on(place), {"email": email})
    assert response.status_code == 422
    assert soup(response).select_one("#id_email_error")
    assert not Job.objects.filter(key__startswith="mail:claim-confirm").exists()


@pytest.mark.parametrize("given", ["", "http://evil.example"])
def test_bad_name_is_said_at_the_field(client: Client, place: Registration, given: str) -> None:
    response = client.post(proven(place), {**FILLED, "given": given})
    assert response.status_code == 422
    assert soup(response).select_one("#id_given_error")
    place.refresh_from_db()
    assert place.claimed is None


def test_required_question_is_asked_at_the_claim(client: Client, event: Event) -> None:
    words = {"label_nl": "Waarom?", "label_en": "Why?"}
    Question.objects.create(event=event, code="q", is_required=True, **words)
    place = last(group(event))
    assert client.post(proven(place), FILLED).status_code == 422
    assert client.post(proven(place), {**FILLED, "question-q": "Daarom"}).status_code == 302
    assert place.answers.get().value == "Daarom"


def test_diet_is_kept_with_consent(client: Client) -> None:
    place = last(group(event_factory(asks_diet=True)))
    assert client.post(proven(place), {**FILLED, "diet": "vegan"}).status_code == 422
    client.post(proven(place), {**FILLED, "diet": "vegan", "diet_consent": "on"})
    place.refresh_from_db()
    assert place.needs.diet == "vegan"


def test_who_has_a_place_is_told_whom_to_tell(
    client: Client, event: Event, place: Registration
) -> None:
    registration_factory(event, email=JAN)
    response = client.post(proven(place), FILLED)
    assert response.status_code == 409
    assert "Femke Zee" in soup(response).select_one(".error-summary").text


def test_dead_links_say_so(client: Client, place: Registration) -> None:
    links = [passed_on(place), proven(place)]
    claim(place, jan(email="piet@b.example"))
    for link in links:
        assert client.get(link).status_code == 410
        assert client.post(link, FILLED).status_code == 410


def test_links_of_a_place_that_was_given_up_say_so(client: Client, place: Registration) -> None:
    cancel(place)
    assert client.get(passed_on(place)).status_code == 410
    assert client.get(proven(place)).status_code == 410


@pytest.mark.parametrize("token", ["x", "gAAAAAxxxx", "0" * 32 + ":1.a:b"])
def test_forged_links_lead_nowhere(client: Client, place: Registration, token: str) -> None:
    for link in (passed_on(place), proven(place)):
        forged = "/".join([*link.split("/")[:-2], token, ""])
        assert client.get(forged).status_code == 404
        assert client.post(forged, FILLED).status_code == 404


def test_link_that_was_passed_on_proves_no_address(client: Client, place: Registration) -> None:
    """The contact has it too."""
    client.post(passed_on(place), {**FILLED, "email": JAN})
    place.refresh_from_db()
    assert place.claimed is None


def test_account_with_that_address_types_no_name(client: Client, place: Registration) -> None:
    user = account(client, given="Silke", family="Haan")
    link = proven(place, user.email)
    assert "id_given" not in client.get(link).content.decode()
    client.post(link, {"role": "staff"})
    place.refresh_from_db()
    assert place.person.user == user


def test_other_account_claims_for_the_address_in_the_mail(
    client: Client, place: Registration
) -> None:
    account(client, given="Silke")
    client.post(proven(place), FILLED)
    place.refresh_from_db()
    assert (place.email, place.person.user) == (JAN, None)


def test_wrong_method_is_refused(client: Client, place: Registration) -> None:
    assert client.put(passed_on(place)).status_code == 405
    assert client.delete(proven(place)).status_code == 405


ENDED = {
    "over": ({"days": -3}, {"nl": "is voorbij", "en": "is over"}),
    "cancelled": ({"status": "cancelled"}, {"nl": "gaat niet door", "en": "is cancelled"}),
}


def end(event: Event, how: str) -> None:
    facts: dict[str, Any] = {**ENDED[how][0]}
    if days := facts.pop("days", 0):
        start = timezone.now() + timedelta(days=days)
        facts |= {"start": start, "end": start + timedelta(hours=2)}
    Event.objects.filter(pk=event.pk).update(**facts)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("how", ENDED)
def test_too_late_is_said_instead_of_a_form(client: Client, how: str, lang: str) -> None:
    event = event_factory(lang)
    row = last(group(event, language=lang))
    links = [passed_on(row), proven(row)]
    end(event, how)
    for link in links:
        with translation.override(lang):
            asked, sent = client.get(link), client.post(link, {**FILLED, "email": JAN})
            wrong = client.post(link, {"email": "x"})
        for response, status in ((asked, 200), (sent, 409), (wrong, 409)):
            main = soup(response).main
            assert response.status_code == status
            assert ENDED[how][1][lang] in main.text
            assert not main.select("form")
            assert not soup(response).title.text.strip().startswith(("Fout", "Error"))
        assert soup(sent).select_one("main [role=alert]")
    row.refresh_from_db()
    assert row.claimed is None
    assert not Job.objects.filter(key__startswith="mail:claim-confirm").exists()


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", "Er wordt net iets anders bewaard"), ("en", "Something else is being stored")],
)
def test_busy_says_what_is_the_matter_and_keeps_what_was_typed(
    client: Client, lang: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = last(group(event_factory(lang), language=lang))
    link = proven(row)

    def never_free(_event_id: int) -> None:
        raise BusyError

    monkeypatch.setattr(places, "lock", never_free)
    response = client.post(link, FILLED)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    alert = soup(response).select_one("main [role=alert]").text
    assert words in alert
    assert "at once" not in alert
    assert soup(response).select_one("#id_given")["value"] == "Jan"
