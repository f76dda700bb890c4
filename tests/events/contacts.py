"""The page of a group in the tests: where a contact goes, what they type and read there."""

from bs4 import BeautifulSoup
from django.http import HttpResponse

from events.groups import links as booking_links
from events.models import Booking, Registration


def path(booking: Booking, name: str = "group", **more: int) -> str:
    return booking_links.path(booking, name, **more)


def place(booking: Booking, row: Registration, name: str = "group-place") -> str:
    return path(booking, name, number=row.pk)


def named(row: Registration, given: str = "Jan", email: str = "") -> dict[str, str]:
    return {f"place-{row.pk}-given": given, f"place-{row.pk}-email": email}


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text(response: HttpResponse) -> str:
    return soup(response).select_one("main").get_text(" ", strip=True)
