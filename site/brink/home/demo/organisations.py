"""Organisations and research groups of the data files."""

from datetime import date
from pathlib import Path

from brink.home.demo.register import Register
from brink.home.demo.source import Item, read_list
from brink.home.demo.studies import month_start, municipality
from brink.people.models import Organisation, ResearchGroup
from brink.themes.models import Sector


def load_organisations(folder: Path, register: Register) -> int:
    """Add the organisations that are not there yet; return how many there are."""
    items = list(read_list(folder / "organisations.yaml", "organisations"))
    for item in items:
        Organisation.objects.get_or_create(
            code=item.get("key"), defaults=organisation_values(item, register)
        )
    return len(items)


def organisation_values(item: Item, register: Register) -> dict:
    return {
        "name": item.get("name"),
        "kind": item.get("kind"),
        "kvk": item.get("kvk"),
        "sector": register.term(Sector, item.get("sector"), item, "sector"),
        "size_class": item.get("size_class"),
        "municipality": municipality(item.get("municipality"), item),
        "description_nl": item.text("description", "nl"),
        "description_en": item.text("description", "en"),
        "is_fictitious": item.get("fictitious"),
        "is_public": True,
    }


def load_research_groups(folder: Path, register: Register) -> int:
    items = list(read_list(folder / "researchgroups.yaml", "researchgroups"))
    for item in items:
        institution = register.term(Organisation, item.get("institution"), item, "institution")
        ResearchGroup.objects.get_or_create(
            code=item.get("key"),
            defaults={
                "name_nl": item.text("name", "nl"),
                "name_en": item.text("name", "en"),
                "aliases": item.get("aliases"),
                "parent": parent_group(item, institution),
                "institution": institution,
                "starts": month_start(item.get("from")),
                "ends": month_start(item.get("to")),
                "is_public": True,
            },
        )
    return len(items)


def parent_group(item: Item, institution: Organisation) -> ResearchGroup:
    """The centre of expertise a group belongs to."""
    name = item.text("parent", "nl")
    return ResearchGroup.objects.get_or_create(
        name_nl=name,
        defaults={
            "code": name.lower().replace(" ", "-")[:60],
            "name_en": item.text("parent", "en"),
            "institution": institution,
            "starts": date(2014, 1, 1),
            "is_public": True,
        },
    )[0]
