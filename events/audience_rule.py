"""What an editor must have said of whom an event admits."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from events.models.rules import Admits

#: Words with a dot between: school.example.
END = re.compile(r"[\w-]+(\.[\w-]+)+")


def missing_audience(data: dict[str, Any]) -> dict[str, str]:
    """What is not chosen, by field: nobody at all could sign up."""
    admits = data.get("admits")
    if admits == Admits.ROLES and not data.get("admits_roles"):
        return {"admits_roles": _("Choose at least one role.")}
    if admits == Admits.DOMAINS and not data.get("admits_domains"):
        return {"admits_domains": _("Give at least one, such as: school.example")}
    return {}


def plain_ends(lines: Iterable[str]) -> list[str]:
    """As they are compared: people write @School.example too."""
    return [line.strip().lstrip("@.").lower() for line in lines]


def first_wrong(ends: Iterable[str]) -> str | None:
    """One that no address can end in."""
    return next((end for end in ends if not END.fullmatch(end)), None)
