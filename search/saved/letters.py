"""The mails about saved searches, and a sample of each."""

from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from brink.jobs.outbox import instant
from brink.mail.occasions import add_sample
from brink.mail.outgoing import Mail
from brink.mail.topics import register_topic
from search.models import SavedSearch
from search.saved import links
from search.saved.model import Frequency
from search.saved.news import Item, News
from search.saved.wish import read_wish

TOPIC = register_topic("saved-searches", _("What is new for the searches you saved"))


def ask_to_confirm(saved: SavedSearch, frequency: str, moment: datetime) -> Mail:
    """About what its reader asked for, so it cannot be refused; how often is bounded."""
    return Mail(
        key=f"mail:search-asked:{saved.uid}:{instant(moment)}",
        occasion="search/confirm",
        to=saved.address,
        language=saved.language,
        context={
            **words_of(saved),
            "frequency": Frequency(frequency).label,
            "confirm_url": links.confirm_address(saved, frequency),
        },
    )


def tell_news(saved: SavedSearch, news: News, until: datetime) -> Mail:
    return Mail(
        key=f"mail:search-news:{saved.uid}:{instant(until)}",
        occasion="search/news",
        to=saved.address,
        language=saved.language,
        topic=TOPIC,
        context={
            **words_of(saved),
            "items": news.items,
            "number": len(news.keys),
            "left": len(news.keys) - len(news.items),
            "frequency": Frequency(saved.frequency).label,
            "stop_url": links.stop_address(saved),
            "list_url": links.list_address(saved),
        },
    )


def words_of(saved: SavedSearch) -> dict[str, Any]:
    wish = read_wish(saved.query, saved.language)
    return {"search": wish.label, "search_url": settings.BASE_URL + wish.path}


AT = datetime(2026, 12, 7, 7, 0, tzinfo=ZoneInfo(settings.TIME_ZONE))
SAMPLES = {
    "nl": {"Een warmtepomp voor de bakkerij": "Praktijkverhaal", "Langs het warmtenet": "Excursie"},
    "en": {"A heat pump for the bakery": "Case study", "Along the heat network": "Excursion"},
}


def sample_search(lang: str) -> SavedSearch:
    query = {"nl": "q=warmtepomp&when=upcoming", "en": "q=heat+pump&when=upcoming"}[lang]
    email = "jikke@voorbeeld.example"
    return SavedSearch(email=email, query=query, language=lang, frequency=Frequency.WEEKLY)


def confirm_sample(lang: str) -> Mail:
    return ask_to_confirm(sample_search(lang), Frequency.WEEKLY, AT)


def news_sample(lang: str) -> Mail:
    url = f"{settings.BASE_URL}/{lang}/"
    items = [Item(uuid4(), title, lang, kind, "", url) for title, kind in SAMPLES[lang].items()]
    return tell_news(sample_search(lang), News([item.key for item in items], items), AT)


add_sample("search/confirm", confirm_sample, label=_("Confirm that we mail what is new"))
add_sample("search/news", news_sample, label=_("What is new for a saved search"))
