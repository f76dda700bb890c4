"""Give the events of a site that is there already what publishing them anew would.

That is the code of who organises it, by which it can be filtered, and the facet that says that it
was moved or cancelled, which search is told by a job.
"""

from typing import Any

from django.db import migrations
from django.utils.text import slugify

CHANGED = ("moved", "cancelled")


def fill_codes(apps: Any, schema_editor: Any) -> None:
    """One statement for each name: many events share one."""
    without = apps.get_model("events", "Event").objects.filter(organiser_code="")
    named = without.exclude(organiser_name="").order_by("organiser_name")
    for name in list(named.values_list("organiser_name", flat=True).distinct()):
        without.filter(organiser_name=name).update(organiser_code=slugify(name)[:60])


def fill_statuses(apps: Any, schema_editor: Any) -> None:
    facet, job = apps.get_model("pages", "ItemFacet"), apps.get_model("jobs", "Job")
    off = apps.get_model("events", "Event").objects.filter(visible=True, status__in=CHANGED)
    found = list(off.order_by("pk").values_list("key", "status"))
    facets = [facet(key=key, facet="status", code=status) for key, status in found]
    facet.objects.bulk_create(facets, batch_size=500, ignore_conflicts=True)
    jobs = [
        job(kind="index", key=f"index:{key}:status", payload={"key": str(key)}) for key, _ in found
    ]
    job.objects.bulk_create(jobs, batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0005_materials_told"),
        ("jobs", "0001_initial"),
        ("pages", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(fill_codes, migrations.RunPython.noop),
        migrations.RunPython(fill_statuses, migrations.RunPython.noop),
    ]
