"""What an editor is told about a file in which nobody can search, and what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.documents.models import Reading

Reason = Reading.Reason
AGAIN = gettext_lazy("Then choose the file here again.")
NOTICES = {
    Reason.ENCRYPTED: gettext_lazy(
        "This file has a password, so its text cannot be searched. Save it without a password."
    ),
    Reason.NO_TEXT: gettext_lazy(
        "This file has no text that can be read, perhaps because it was scanned. "
        "Have its text recognised (OCR)."
    ),
    Reason.BROKEN: gettext_lazy(
        "This file cannot be opened, so its text cannot be searched. It is damaged, or of another "
        "kind than its name says. Save it anew from the program it was made with."
    ),
    Reason.TOO_LARGE: gettext_lazy(
        "This file is too large to search its text. Make the images in it smaller, or split it up."
    ),
    Reason.TOO_SLOW: gettext_lazy(
        "Reading this file takes too long, so its text cannot be searched. Save it anew, or split "
        "it up."
    ),
    Reason.MISSING: gettext_lazy("The file itself is gone, so nobody can open it. Find it back."),
    Reason.TOO_LONG: gettext_lazy(
        "This file is so long that only its beginning can be searched. Split it up."
    ),
}


def notice(reading: Reading) -> str:
    """Two or three sentences; empty for a file with which nothing is wrong."""
    words = NOTICES.get(Reason(reading.reason)) if reading.reason else None
    return f"{words} {AGAIN}" if words else ""


def notice_on_page(reading: Reading) -> str:
    """The same among other things of a page, so with the title of the document."""
    words = NOTICES.get(Reason(reading.reason)) if reading.reason else None
    values = {"title": reading.document.title, "notice": words}
    return _("“%(title)s”: %(notice)s") % values if words else ""
