"""What others often ask, offered to who begins to type the same."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from search.counting.models import AskedQuery
from search.counting.wording import counted_as
from search.language.guess import is_known
from search.language.words import tokens
from search.models import Word
from search.suggestions import MOST_OF_A_SOURCE, Suggestion

#: Asked so often, on so many days, a query may be shown to others.
OFTEN, SEVERAL_DAYS = 5, 2
#: What was asked longer ago says little about what is looked for now.
COUNTED_DAYS = 90
LOOKED_AT = 50


def suggest_queries(text: str, lang: str) -> Iterator[Suggestion]:
    """Queries that begin with what was typed, each by a search for it."""
    for query in frequent_queries(text, lang, MOST_OF_A_SOURCE):
        href = f"{reverse('search:results')}?{urlencode({'q': query})}"
        yield Suggestion(query, href, _("Often searched for"))


def frequent_queries(prefix: str, lang: str, number: int = 5) -> list[str]:
    """What others often asked that begins so and goes on; the most asked first.

    Asked on several days, by which one visitor is not enough; found each time; and with no word
    that neither language nor the index knows, which may be a name. The beginning is a text, not
    words: queries are counted with their accents.
    """
    begin = counted_as(prefix.replace("\x00", " "))
    if not begin:
        return []
    since = timezone.localdate() - timedelta(days=COUNTED_DAYS)
    rows = AskedQuery.objects.filter(query__startswith=begin, lang=lang, day__gt=since)
    found = rows.exclude(query=begin).order_by().values("query")
    summed = found.annotate(
        asked=Sum("searches"), lost=Sum("empty"), days=Count("day", distinct=True)
    )
    often = summed.filter(asked__gte=OFTEN, days__gte=SEVERAL_DAYS, lost=0)
    queries = often.order_by("-asked", "query").values_list("query", flat=True)
    return without_names(list(queries[:LOOKED_AT]))[:number]


def without_names(queries: list[str]) -> list[str]:
    """Without those that have a word that nobody knows, or a number."""
    words = {query: [part for token in tokens(query) for part in token.parts] for query in queries}
    strange = {word for found in words.values() for word in found if not is_known(word)}
    ours = set(Word.objects.filter(Q(word__in=strange, items__gt=0)).values_list("word", flat=True))
    unknown = strange - ours
    return [query for query in queries if unknown.isdisjoint(words[query])]
