"""How to have the agenda, or a choice from it, in one's own calendar."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.agenda import Agenda
from events.clients import CLIENTS
from events.qr import qr_code


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """The page takes the filters of the agenda.

    The code to scan leads to this page, with its choices. That of the feed itself would do nothing
    on most phones with Android, or save the events once, and they would never change.
    """
    agenda = Agenda(request)
    agenda.is_past = False  # the counts are of what is to come, whichever list somebody came from
    context = {
        "agenda": agenda,
        "selection": agenda.selection,
        "clients": CLIENTS,
        "qr": qr_code(settings.BASE_URL + agenda.selection.page_path),
    }
    return render(request, "events/subscribe_page.html", context)
