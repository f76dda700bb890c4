"""Who may open what: every address × nine people × what is their own and what is not.

`codes.txt` says what each gets (reliability.md, test 19). An address that is not in it fails; so
does a line of which the address is gone. `WRITE_CODES=1 pytest tests/access/test_matrix.py` writes
down what is, to be read line by line before it is kept.

Ours are asked by GET and by HEAD, what is one's own in Dutch and what is another's in English. What
either writes is listened to, statement by statement, which sees more than a count of rows.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from brink.people.models import User
from tests.access.addresses import Address, addresses
from tests.access.codes import read_codes, write_codes
from tests.access.people import PEOPLE, browser_of, cast, give_roles
from tests.access.things import Things, path_of, things_of
from tests.access.written import written

FILE = Path(__file__).with_name("codes.txt")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("tree"),
    # Of Wagtail's own pages: a report that is not sorted, and images that it leaves open.
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

#: What reading may write, and why.
MAY_WRITE = {
    "cache": "counters that bound how often somebody may ask, and cached answers",
    "django_session": "of an account: what Wagtail remembers of a list, and when they were here",
    "usersessions_usersession": "which browsers an account is logged in with",
    "events_personalfeed": "that a calendar address was read, once an hour (decision 12)",
    "wagtailusers_userprofile": "an editor who is there for the first time",
    "wagtailadmin_editingsession": "who has a page open in the editor, for who else opens it",
    "wagtailcore_pagesubscription": "whether an editor is mailed about a page: no, the first time",
    "pages_brinkrendition": "an image in the size that is shown",
}


@pytest.fixture
def users(tree: Any) -> dict[str, User]:
    return cast()


@pytest.fixture
def worlds(users: dict[str, User]) -> tuple[Things, Things]:
    mine, others = things_of(users["trainee-a"], "nl"), things_of(users["trainee-b"], "en")
    give_roles(users, mine)
    return mine, others


def test_every_address_is_in_the_table() -> None:
    if not os.environ.get("WRITE_CODES"):
        assert sorted(read_codes(FILE)) == sorted(each.key for each in addresses())


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_gets_what_the_table_says_and_looking_changes_nothing(
    users: dict[str, User], worlds: tuple[Things, Things], who: str
) -> None:
    client, mails = browser_of(users.get(who)), len(mail.outbox)
    found: dict[str, str] = {}
    changed: dict[str, set[str]] = {}
    cookies = client.cookies.copy()
    for address in addresses():
        client.cookies = cookies.copy()  # Wagtail's way out takes them away, also where it is 405
        with written() as tables:
            found[address.key] = ask(client, address, worlds)
        if odd := tables - MAY_WRITE.keys():
            changed[address.key] = odd
    if os.environ.get("WRITE_CODES"):
        write_codes(FILE, who, found)
    expected = {key: line[who] for key, line in read_codes(FILE).items()}
    if settings.ELASTICSEARCH_URL and found["readyz"] == "503":  # its index is not there yet
        expected["readyz"] = "503"
    assert {key: code for key, code in found.items() if expected.get(key) != code} == {}
    assert changed == {}
    assert len(mail.outbox) == mails


def ask(client: Client, address: Address, worlds: tuple[Things, Things]) -> str:
    """What comes back of one's own and of another's; a single code where it is the same.

    Wagtail's own addresses are asked once: they know no owners.
    """
    is_owned = address.is_ours and address.arguments
    codes = [one_of(client, address, things) for things in (worlds if is_owned else worlds[:1])]
    return codes[0] if len(set(codes)) == 1 else "/".join(codes)


def one_of(client: Client, address: Address, things: Things) -> str:
    """GET; and HEAD, which must say the same or refuse, of what is ours."""
    with translation.override(things.lang):
        path = path_of(address, things)
    code = code_of(client.get(path))
    assert not address.is_ours or code_of(client.head(path)) in (code, "405"), path
    return code


def code_of(response: HttpResponse) -> str:
    """`login` for who is sent to log in, `denied` for who is sent back to the start of the admin.

    What the admin does not find, Django looks for once more in the reader's language.
    """
    response.getvalue()  # a file is closed once it is read
    where = response.headers.get("Location", "")
    if response.status_code == 302 and ("/login/" in where or "/account/" in where):
        return "login"
    if where == reverse("wagtailadmin_home"):
        return "denied"
    return "404" if where.startswith(("/nl/admin/", "/en/admin/")) else str(response.status_code)
