"""What is most like an item by the codes it shares with others, and the reason why it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from brink.pages.models.card import Card, Kind

MOST = 3
#: Near is not alike: a region only adds to a shared theme or sector. Its code and those of all it
#: lies in count, so each says less.
WORTH = {"theme": 1.0, "sector": 1.0, "region": 0.3}
TELLING = ("theme", "sector")
#: Pages that only lead to others are like nothing.
LEFT_OUT = (Kind.HOME, Kind.INDEX)

# A code that few items have says more about them: `worth` is the logarithm of how rare it is.
FIND = """
WITH own AS (
    SELECT facet, code, {worth} AS share FROM pages_itemfacet
    WHERE key = %s AND facet IN ({facets})
), worth AS (
    SELECT own.facet, own.code,
        own.share * LN(1 + (SELECT COUNT(*) FROM pages_card WHERE lang = %s) * 1.0 / COUNT(*)) AS w
    FROM own JOIN pages_itemfacet AS other ON other.facet = own.facet AND other.code = own.code
    GROUP BY own.facet, own.code, own.share
), kin AS (
    SELECT other.key, SUM(worth.w) AS score, {shares}
    FROM worth
    JOIN pages_itemfacet AS other ON other.facet = worth.facet AND other.code = worth.code
    WHERE other.key NOT IN ({keys})
    GROUP BY other.key
    HAVING SUM(CASE WHEN other.facet IN ({telling}) THEN 1 ELSE 0 END) > 0
)
SELECT card.*, {names} FROM kin
JOIN pages_card AS card ON card.key = kin.key AND card.lang = %s
JOIN wagtailcore_page AS page ON page.id = card.page_id AND page.live
WHERE card.kind NOT IN ({kinds})
ORDER BY kin.score DESC, card.published DESC, card.id LIMIT %s
"""


@dataclass(frozen=True)
class Kin:
    """A card, and why it stands there: "Same theme and sector"."""

    card: Card
    reason: str


def find_kin(card: Card, *, leave_out: Iterable[UUID] = ()) -> list[Kin]:
    """At most three published items in the language of the card, the most alike first; one query.

    They share a theme or a sector with it.
    """
    field = Card._meta.get_field("key")
    keys = [field.get_db_prep_value(key, connection) for key in (card.key, *leave_out)]
    values = [keys[0], *WORTH, card.lang, *keys, *TELLING, card.lang, *LEFT_OUT, MOST]
    found: Iterable[Any] = Card.objects.raw(statement(len(keys)), values)
    return [Kin(kin, reason([facet for facet in WORTH if getattr(kin, facet)])) for kin in found]


def statement(keys: int) -> str:
    """The numbers and names in it are those of this module."""
    cases = " ".join(f"WHEN facet = '{facet}' THEN {worth}" for facet, worth in WORTH.items())
    shares = (
        f"MAX(CASE WHEN other.facet = '{facet}' THEN 1 ELSE 0 END) AS {facet}" for facet in WORTH
    )
    return FIND.format(
        worth=f"CASE {cases} END",
        facets=marks(len(WORTH)),
        shares=", ".join(shares),
        keys=marks(keys),
        telling=marks(len(TELLING)),
        names=", ".join(f"kin.{facet}" for facet in WORTH),
        kinds=marks(len(LEFT_OUT)),
    )


def marks(number: int) -> str:
    return ", ".join(["%s"] * number)


def reason(shared: list[str]) -> str:
    """In words, by what is shared."""
    words = {
        ("theme",): _("Same theme"),
        ("sector",): _("Same sector"),
        ("theme", "sector"): _("Same theme and sector"),
        ("theme", "region"): _("Same theme and region"),
        ("sector", "region"): _("Same sector and region"),
        ("theme", "sector", "region"): _("Same theme, sector and region"),
    }
    return words[tuple(shared)]
