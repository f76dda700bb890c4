"""What the page of the door says by itself, when there is no network to ask."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.door.check_in import Outcome


def door_words() -> dict[str, str]:
    """By name, as the scripts of `js/check-in/` know them; in the reader's language."""
    return {
        **{name: str(Outcome(name).label) for name in ("in", "again", "out")},
        "kept": _("No network. This code is not on this phone: it is looked up later."),
        "waits": ngettext("1 scan waits for the network.", "%(n)s scans wait for the network.", 1),
        "wait": ngettext("1 scan waits for the network.", "%(n)s scans wait for the network.", 2),
        "logged_out": _("You are logged out. Log in again: what you scanned is kept."),
        "no_right": _("You may not check people in here any more."),
        "not_now": _("The site takes no scans now. They are kept here, and sent again by itself."),
        "no_camera": _("This phone gives no camera to this page. Type the code, or use the name."),
        "stay": _("There is no network. Stay on this page: you cannot open it again now."),
        "nobody": _("Nobody on the list has that name."),
        "check_in": _("Check in"),
        "undo": _("Undo"),
        "error": _("Error") + ": ",
    }
