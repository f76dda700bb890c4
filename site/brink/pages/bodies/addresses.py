"""Where a public organisation or research group stands."""

from django.urls import reverse
from django.utils import translation

from brink.pages.models.card import Kind
from brink.people.models import Body, Organisation, ResearchGroup

KINDS: dict[type[Body], Kind] = {
    Organisation: Kind.ORGANISATION,
    ResearchGroup: Kind.RESEARCH_GROUP,
}
VIEWS = {Kind.ORGANISATION: "bodies:organisation", Kind.RESEARCH_GROUP: "bodies:research-group"}
LISTS = {Kind.ORGANISATION: "bodies:organisations", Kind.RESEARCH_GROUP: "bodies:research-groups"}


def path_of(body: Body, lang: str) -> str:
    with translation.override(lang):
        return reverse(VIEWS[KINDS[type(body)]], args=[body.code])


def address_of(body: Body | None) -> str:
    """Where a reader is sent for more about a body; empty for one that is not public."""
    if body is None or not body.is_public:
        return ""
    return path_of(body, translation.get_language() or "nl")
