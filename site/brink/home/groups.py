"""The groups of the house and their rights, beside those that Wagtail's migrations give."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

NAMES = ("Editors", "Moderators", "Programme staff")

#: What editors may do beside pages, images and documents, which Wagtail gives them itself.
EDITED_MODELS = {
    "themes": ("theme", "sector", "region", "collaborationform", "eventtype", "barrier"),
    "people": ("organisation", "researchgroup"),
    "events": ("place", "series"),
    "search": ("synonymgroup", "struckpair", "protectedword", "promotedresult", "contentwish"),
}


def make_groups() -> list[str]:
    """Make the groups that are missing, give all of them their rights, return what was made.

    Rights are added and never taken away: what an administrator gave besides stays.
    """
    made = [name for name in NAMES if Group.objects.get_or_create(name=name)[1]]
    editors, moderators, staff = (Group.objects.get(name=name) for name in NAMES)
    for app, models in EDITED_MODELS.items():
        editors.permissions.add(*model_permissions(app, models))
    mails = model_permissions("mail", ("refusal",), ("view",))
    see = [*model_permissions("events", ("registration",), ("view",)), *mails, admin_door()]
    see += model_permissions("search", ("askedquery",), ("view",))
    for group in (editors, staff):
        group.permissions.add(*see)
    editors.permissions.add(*model_permissions("events", ("registration",), ("change",)))
    staff.permissions.add(*model_permissions("jobs", ("job",), ("view", "change")))
    for codename in ("publish_page", "change_page", "add_page"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.get_or_create(
            group=moderators, page=Page.get_first_root_node(), permission=permission
        )
    return made


def model_permissions(
    app: str,
    models: tuple[str, ...],
    actions: tuple[str, ...] = ("add", "change", "delete", "view"),
) -> list[Permission]:
    names = [f"{action}_{model}" for model in models for action in actions]
    return list(Permission.objects.filter(content_type__app_label=app, codename__in=names))


def admin_door() -> Permission:
    return Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
