"""What jobs need of others, and since when one of those is away: for the report and a monitor.

An app names its services in `AppConfig.ready`. The jobs that wait for one stand among the others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise


@dataclass(frozen=True)
class Service:
    code: str
    #: a sentence that says what is away, and what happens meanwhile
    words: str | Promise
    #: since when it is away; None when it is not
    since: Callable[[], datetime | None]

    def seconds_away(self) -> float:
        since = self.since()
        return max(0.0, (timezone.now() - since).total_seconds()) if since else 0.0


_services: dict[str, Service] = {}


def register_service(service: Service) -> None:
    _services[service.code] = service


def services() -> list[Service]:
    return list(_services.values())


def away() -> list[tuple[Service, datetime]]:
    """Those that do not answer, each since when."""
    found = ((service, service.since()) for service in services())
    return [(service, since) for service, since in found if since]
