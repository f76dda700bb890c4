"""What a Prometheus server reads: the outbox, and what it needs. No personal data is in it."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from brink.jobs import dependencies, report

Sample = tuple[str, float]
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For who shows METRICS_TOKEN (`Authorization: Bearer …`); without that setting there is none.

    Each read is a few queries, and what a site has to do is nobody else's business.
    """
    if not settings.METRICS_TOKEN:
        return HttpResponseForbidden("METRICS_TOKEN is not set.\n", content_type="text/plain")
    if not is_known(request.headers.get("Authorization", "")):
        challenge = {"WWW-Authenticate": "Bearer"}
        return HttpResponse(
            "Needs METRICS_TOKEN.\n", status=401, content_type="text/plain", headers=challenge
        )
    return HttpResponse("".join(lines()), content_type=CONTENT_TYPE)


def is_known(authorization: str) -> bool:
    scheme, _, token = authorization.partition(" ")
    return scheme.lower() == "bearer" and constant_time_compare(token, settings.METRICS_TOKEN)


def lines() -> Iterator[str]:
    states = [(f'{{state="{s.value}"}}', n) for s, n in report.number_per_state().items()]
    yield from gauge("brink_jobs", "Jobs in the outbox by state.", states)
    late = [("", round(report.seconds_late(), 3))]
    yield from gauge("brink_jobs_oldest_due_seconds", "How long the oldest job is due.", late)
    away = [
        (f'{{service="{s.code}"}}', round(s.seconds_away(), 3)) for s in dependencies.services()
    ]
    yield from gauge("brink_service_away_seconds", "How long a service does not answer.", away)


def gauge(name: str, text: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP {name} {text}\n# TYPE {name} gauge\n"
    yield from (f"{name}{labels} {value}\n" for labels, value in samples)
