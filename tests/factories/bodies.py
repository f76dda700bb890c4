"""Organisations and research groups that an editor made public."""

from typing import Any

from brink.people.models import Organisation, ResearchGroup
from brink.themes.models import Region, Sector
from tests.factories.people import organisation_factory


def town(code: str = "emmen", label: str = "Emmen") -> Region:
    """A municipality in Drenthe."""
    level = Region.Level
    province = region("drenthe", "Drenthe", level=level.PROVINCE)
    area = region("zuidoost-drenthe", "Zuidoost-Drenthe", level=level.AREA, parent=province)
    return region(code, label, level=level.MUNICIPALITY, parent=area)


def region(code: str, label: str, **fields: Any) -> Region:
    fields |= {"label_nl": label, "label_en": label}
    return Region.objects.get_or_create(code=code, defaults=fields)[0]


def sector() -> Sector:
    labels = {"label_nl": "kunststof", "label_en": "plastics"}
    return Sector.objects.get_or_create(code="kunststof", defaults=labels)[0]


def public_firm(**fields: Any) -> Organisation:
    defaults = {
        "code": "rondom",
        "name": "Kunststof Rondom",
        "description_nl": "Maakt korrels van gebruikt plastic.",
        "description_en": "Makes pellets of used plastic.",
        "sector": sector(),
        "municipality": town(),
        "kvk": "00012345",
        "is_public": True,
    }
    return organisation_factory(**{**defaults, **fields})


def public_group(**fields: Any) -> ResearchGroup:
    defaults = {
        "code": "ontwerpen",
        "name_nl": "Gebruikersgericht Ontwerpen",
        "name_en": "User-Centred Design",
        "aliases": ["Mensmaat"],
        "is_public": True,
    }
    return ResearchGroup.objects.create(**{**defaults, **fields})
