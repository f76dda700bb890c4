"""Persons, organisations and research groups in the Wagtail admin."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from brink.people.models import Membership, Organisation, Person, ResearchGroup


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    list_display: ClassVar = ["full_name", "email", "organisation", "language"]
    list_filter: ClassVar = ["language", "organisation"]
    search_fields: ClassVar = ["given", "family", "email"]
    search_backend_name = None
    ordering = ("family", "given")
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("given"), FieldPanel("infix"), FieldPanel("family")]),
        FieldPanel("email"),
        FieldPanel("language"),
        FieldPanel("organisation"),
        FieldPanel("organisation_name", heading=_("Organisation, as typed")),
    ]


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "home"
    list_display: ClassVar = ["name", "kind", "sector", "municipality", "is_public"]
    list_filter: ClassVar = ["kind", "size_class", "is_fictitious", "is_public"]
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("size_class"), FieldPanel("kvk")]),
        FieldRowPanel([FieldPanel("sector"), FieldPanel("municipality")]),
        FieldPanel("description_nl"),
        FieldPanel("description_en"),
        FieldPanel("is_fictitious"),
        FieldPanel("is_public"),
    ]


class MembershipViewSet(SnippetViewSet):
    model = Membership
    icon = "group"
    list_display: ClassVar = ["person", "role", "organisation", "starts", "ends"]
    list_filter: ClassVar = ["role", "organisation"]
    search_fields: ClassVar = ["person__given", "person__family", "organisation__name"]
    search_backend_name = None
    panels: ClassVar = [
        FieldPanel("person"),
        FieldPanel("organisation"),
        FieldPanel("role"),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
    ]


class ResearchGroupViewSet(SnippetViewSet):
    model = ResearchGroup
    icon = "group"
    list_display: ClassVar = ["name_nl", "name_en", "institution", "is_public"]
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name_nl"), FieldPanel("name_en"), FieldPanel("code")]),
        MultiFieldPanel([FieldPanel("institution"), FieldPanel("parent")], heading=_("Place")),
        FieldPanel("aliases"),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
        FieldPanel("is_public"),
    ]


class PeopleGroup(SnippetViewSetGroup):
    menu_label = _("People")
    menu_icon = "user"
    menu_order = 250
    items = (PersonViewSet, OrganisationViewSet, MembershipViewSet, ResearchGroupViewSet)
