import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from brink.jobs import report
from brink.jobs.models import Job
from brink.jobs.outbox import enqueue
from brink.jobs.runner import run_due
from tests.factories.people import editor, staff

pytestmark = pytest.mark.django_db


def test_report_shows_counts_and_errors_to_staff(client):
    client.force_login(staff())
    Job.objects.all().delete()
    enqueue("nobody", "mail:<b>lost</b>", {})
    run_due()

    response = client.get("/admin/reports/jobs/")

    text = BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)
    assert response.status_code == 200
    assert "mail:<b>lost</b>" in text
    assert "No handler for jobs of kind 'nobody'." in text
    assert dict(report.counts())["geparkeerd"] == 1


@pytest.mark.parametrize("number", [1, 3])
def test_report_asks_as_much_for_many_jobs_as_for_one(client, number, django_assert_num_queries):
    client.force_login(staff())
    for n in range(number):
        enqueue("nobody", f"n{n}", {})
    run_due()
    client.get("/admin/reports/jobs/")

    with django_assert_num_queries(QUERIES):
        client.get("/admin/reports/jobs/")


QUERIES = 9


def test_report_is_not_for_editors(client):
    client.force_login(editor())

    assert client.get("/admin/reports/jobs/").status_code in (302, 403)


def test_oldest_due_counts_only_what_is_due():
    Job.objects.all().delete()
    now = timezone.now()
    enqueue("x", "later", {}, due=now + dt.timedelta(hours=1))
    assert report.oldest_due() is None
    enqueue("x", "old", {}, due=now - dt.timedelta(hours=2))

    assert report.oldest_due() == now - dt.timedelta(hours=2)
