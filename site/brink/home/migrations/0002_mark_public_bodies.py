"""Make public what published cases and practices are about: firms, and research groups.

Left to an editor are a firm of one, which is a person, and firms that we know from a speaker or a
teacher only. The cards are written by `set_up`, a step of every update.
"""

from typing import Any

from django.db import migrations

STUDIES = (("casestudies", "CaseStudyPage"), ("casestudies", "BestPracticePage"))
ONE_PERSON = "1"


def mark(apps: Any, schema_editor: Any) -> None:
    organisations, groups = set(), set()
    for name in STUDIES:
        studies = apps.get_model(*name).objects.filter(live=True, alias_of=None)
        named = studies.filter(is_anonymous=False)
        organisations |= set(named.values_list("organisation", flat=True))
        groups |= set(studies.values_list("research_group", flat=True))
    mark_groups(apps, groups, organisations)


def mark_groups(apps: Any, groups: set[int | None], organisations: set[int | None]) -> None:
    """With each group what it is part of, and the institution."""
    found = apps.get_model("people", "ResearchGroup").objects
    while above := set(found.filter(pk__in=groups).values_list("parent", flat=True)) - groups:
        groups |= above
    marked = found.filter(pk__in=groups)
    organisations |= set(marked.values_list("institution", flat=True))
    marked.update(is_public=True)
    firms = apps.get_model("people", "Organisation").objects.exclude(size_class=ONE_PERSON)
    firms.filter(pk__in=organisations).update(is_public=True)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("people", "0003_public_bodies"),
        ("casestudies", "0002_initial"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
