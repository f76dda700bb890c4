"""The report of jobs as its readers see it, and what its buttons send."""

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from brink.jobs.runner import MAX_ATTEMPTS, run_due

PAGE = "/admin/reports/jobs/"
TRY, DROP = f"{PAGE}try-again/", f"{PAGE}drop/"


def park(*keys: str, kind: str = "nobody") -> list[Job]:
    """Jobs that ended parked: nobody knows their kind, at their last attempt either."""
    for key in keys:
        enqueue(kind, key, {"to": "jikke@voorbeeld.example"})
    Job.objects.filter(key__in=keys).update(attempts=MAX_ATTEMPTS - 1)
    run_due()
    return list(Job.objects.filter(key__in=keys).order_by("key"))


def words(response: HttpResponse) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def listed(client: Client, **query: str) -> set[str]:
    soup = BeautifulSoup(client.get(PAGE, query).content, "html.parser")
    table = soup.select("table.listing")[-1]
    return {cell.contents[0].strip() for cell in table.select("tbody th") if cell.find("small")}


def of(job: Job, **more: str) -> dict[str, str]:
    """What the buttons beside a job send."""
    return {"job": str(job.pk), "seen": job.due.isoformat(), **more}


def of_kind(kind: str, **more: str) -> dict[str, str]:
    return {"kind": kind, "seen": timezone.now().isoformat(), **more}


def buttons(client: Client, path: str = PAGE) -> list[tuple[str, dict[str, str]]]:
    """The forms of the page as a browser would send them."""
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    forms = [form for form in soup.select("form[method=post]") if "/jobs/" in form["action"]]
    return [
        (form["action"], {field["name"]: field["value"] for field in form.select("input")})
        for form in forms
    ]
