"""`?page=`: numbered pages, each an address of its own."""

import re
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

PAGE_SIZE = 20
NUMBER = re.compile(r"[1-9][0-9]{0,5}")


def page_of(items: Any, number: str | int | None, size: int = PAGE_SIZE) -> Page:
    """A page of `items` (an ordered queryset or a list); none asked for is the first.

    A page that does not exist is a 404, also when the number is nonsense: the address is wrong.
    """
    wanted = "1" if number in (None, "") else str(number)
    if not NUMBER.fullmatch(wanted):
        raise Http404(_("There is no page with that number."))
    try:
        return Paginator(items, size).page(int(wanted))
    except EmptyPage as error:
        raise Http404(_("There is no page with that number.")) from error
