"""The list of registrations in the tests, and its files as a spreadsheet reads them."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from brink.people.models import User


@pytest.fixture
def desk(client: Client) -> Client:
    """Somebody of the programme: may open the admin and see registrations, nothing more."""
    group = Group.objects.create(name="Programme")
    group.permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "view_registration"])
    )
    user = User.objects.create_user("staff@brink.example", "x")
    user.groups.add(group)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def body(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def read_csv(response: HttpResponse) -> list[list[str]]:
    text = body(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def address(**query: object) -> str:
    return reverse("registrations:index", query=query)


def rows_of(client: Client, **query: object) -> list[list[str]]:
    return read_csv(client.get(address(export="csv", **query)))[1:]
