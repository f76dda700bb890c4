"""The login of somebody who is erased, and of somebody who has not been here for two years."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from brink.mail.outgoing import Mail, queue_mail
from brink.people.models import User

#: Keys of logins that an app still has to do with: their owner is expected somewhere.
EXPECTED: list[Callable[[], Iterable[int]]] = []


def remove_account(user: User) -> None:
    """With it go its addresses, second step, devices, rights and notes; its pages stay.

    Its sessions have to be ended before (`end_sessions`).
    """
    for upload in UploadedFile.objects.filter(uploaded_by_user=user):
        upload.file.delete(save=False)
        upload.delete()
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        profile.avatar.delete(save=False)
    user.delete()


def end_sessions(user: User) -> None:
    """Everywhere: a session holds the key of its login, and what its forms remember."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def unused(since: datetime) -> QuerySet[User]:
    """Logins nobody used since, but for who may do everything: a site keeps its administrators."""
    expected = {key for find in EXPECTED for key in find()}
    seen = User.objects.annotate(seen=Coalesce("last_login", "date_joined"))
    return seen.filter(seen__lt=since, is_superuser=False).exclude(pk__in=expected)


def to_tell(since: datetime) -> QuerySet[User]:
    """Those whose owner was not told yet, or came back after it and stayed away again."""
    rows = unused(since)
    return rows.filter(told_unused=None) | rows.filter(told_unused__lt=F("seen"))


def to_remove(told: datetime, since: datetime) -> QuerySet[User]:
    """Those whose owner was told so long ago and has not come."""
    return unused(since).filter(told_unused__lte=told, told_unused__gte=F("seen"))


@transaction.atomic
def tell_unused(user: User) -> None:
    """Write that the account goes; that it was told is stored with the mail, or neither is."""
    person = getattr(user, "person", None)
    language = person.language if person else "nl"
    with translation.override(language):
        login = settings.BASE_URL + reverse("account_login")
    queue_mail(
        Mail(
            key=f"mail:unused:{uuid.uuid4()}",
            occasion="people/unused",
            to=user.email,
            language=language,
            context={"login_url": login},
        )
    )
    User.objects.filter(pk=user.pk).update(told_unused=timezone.now())
