"""What mail one may refuse: what nobody must know, such as a reminder or news of what one follows.

An app registers its topics in `AppConfig.ready`. A mail without a topic is always sent.
"""

from django.db.models import QuerySet
from django.utils.functional import Promise

from brink.mail.models import Refusal
from brink.mail.readers import hash_of, names_of

_topics: dict[str, str | Promise] = {}


def register_topic(code: str, label: str | Promise) -> str:
    """Name a topic; gives the code, to be said in each `Mail` of it. The code is kept for ever."""
    if _topics.get(code, label) != label:
        raise ValueError(f"Two topics are called {code!r}.")
    _topics[code] = label
    return code


def topics() -> dict[str, str | Promise]:
    """Codes and labels, in the order of registration."""
    return dict(_topics)


def is_refused(email: str, topic: str) -> bool:
    return refusals_of(email).filter(topic=topic).exists()


def refused(email: str) -> set[str]:
    """The topics that this address refused."""
    return set(refusals_of(email).values_list("topic", flat=True))


def refuse(email: str, topic: str) -> None:
    """Send this address no more mail of the topic; a second time changes nothing."""
    if not is_refused(email, topic):
        Refusal.objects.get_or_create(reader=hash_of(email), topic=topic)


def take_back(email: str, topic: str) -> None:
    refusals_of(email).filter(topic=topic).delete()


def refusals_of(email: str) -> QuerySet[Refusal]:
    return Refusal.objects.filter(reader__in=names_of(email))
