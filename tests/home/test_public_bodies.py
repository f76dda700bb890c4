"""What an update makes public: what published cases are about, and nothing else."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from brink.people.models import Organisation, ResearchGroup
from events.models import EventSpeaker
from tests.factories.bodies import public_group
from tests.factories.casestudies import case_page
from tests.factories.events import event_page
from tests.factories.people import organisation_factory, person_factory

MARK = import_module("brink.home.migrations.0002_mark_public_bodies").mark

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


def public(model: Any) -> set[str]:
    return set(model.objects.filter(is_public=True).values_list("code", flat=True))


def test_update_makes_public_what_published_cases_are_about() -> None:
    case_page(organisation=organisation_factory(code="firm"))
    school = organisation_factory(code="school")
    centre = public_group(code="centre", is_public=False, institution=school)
    group = public_group(code="group", is_public=False, parent=centre)
    case_page(research_group=group)

    MARK(apps, None)

    assert public(Organisation) == {"firm", "school"}
    assert public(ResearchGroup) == {"centre", "group"}


def test_update_leaves_the_rest_as_it_is() -> None:
    case_page(organisation=organisation_factory(), is_anonymous=True)
    case_page(organisation=organisation_factory(), live=False)
    case_page(organisation=organisation_factory(size_class=Organisation.SizeClass.ONE))
    speaks = organisation_factory()
    EventSpeaker.objects.create(page=event_page(), name="Jan", organisation=speaks, locale_id=1)
    person_factory(organisation=organisation_factory())
    public_group(is_public=False)

    MARK(apps, None)

    assert public(Organisation) | public(ResearchGroup) == set()
