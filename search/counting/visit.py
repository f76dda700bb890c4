"""Which visits are searches that count, and the sign by which a click comes back to one."""

import re

from django.core import signing
from django.http import HttpRequest

from brink.pages.tracking import is_tracking
from search.counting.tally import tally
from search.counting.wording import counted_as
from search.explaining import may_see
from search.language import Tier
from search.reading import Answer

#: Programs that say what they are. Others count; a few more searches change no list.
ROBOTS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|monitor|scan|fetch|headless|python|curl|wget|\bgo-http|"
    r"java/|okhttp|feed|facebookexternalhit|^$",
    re.IGNORECASE,
)
SALT = "search.counting.click"
#: A page of results that is older has been left open, not read.
SIGN_SECONDS = 24 * 60 * 60
DEEPEST_RANK = 200


def count_search(request: HttpRequest, text: str, lang: str, answer: Answer) -> str:
    """Count the first page of a plain search; gives the sign for clicks on it, or nothing.

    Not who asked, nor when on that day. Of a later page only clicks count. Who comes into the admin
    tries things out, so theirs are left out; of a visitor without a session nothing is asked.
    """
    query = counted_as(text)
    if not query or not is_plain(request) or is_machine(request) or may_see(request):
        return ""
    if not request.GET.get("page"):
        tally.note_search(query, lang, is_empty=is_empty(answer))
    return signing.dumps([query, lang], salt=SALT)


def is_plain(request: HttpRequest) -> bool:
    """Whether it only has words: who then chooses a facet or an order is still on that search."""
    names = {name for name, value in request.GET.items() if value and not is_tracking(name)}
    return names <= {"q", "page"}


def is_machine(request: HttpRequest) -> bool:
    """A robot, or a browser that fetches a page before anybody asked for it."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    is_robot = ROBOTS.search(request.headers.get("User-Agent", ""))
    return request.method != "GET" or "prefetch" in purpose or bool(is_robot)


def is_empty(answer: Answer) -> bool:
    """Nothing has the words, or only some of them; what editors put first changes nothing."""
    is_loose = answer.query.plan.tier is Tier.LOOSE
    return not answer.results.matched or (is_loose and not answer.exact)


def count_click(sign: str, rank: str) -> bool:
    """Whether this is a place on a page that we made today or yesterday; counts it if so."""
    if not re.fullmatch(r"[1-9][0-9]{0,2}", rank, re.ASCII) or int(rank) > DEEPEST_RANK:
        return False
    try:
        query, lang = signing.loads(sign, salt=SALT, max_age=SIGN_SECONDS)
    except signing.BadSignature:
        return False
    tally.note_click(query, lang, int(rank))
    return True
