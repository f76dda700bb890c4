"""Copy what is public of organisations and research groups to cards, as is done for pages.

Lock order: organisations, then research groups, each by number → cards by item and language →
content version. So the rows are locked before the first of them is written.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from brink.pages.addresses import follow_moves
from brink.pages.bodies.addresses import KINDS, path_of
from brink.pages.bodies.mentions import mentioning_keys
from brink.pages.bodies.words import bodies_of, own_words, say
from brink.pages.facts import write_facets
from brink.pages.languages import LANGUAGES
from brink.pages.models.card import Card, ItemFacet
from brink.pages.projection import WORDS, index_later, write_cards
from brink.pages.version import NEVER
from brink.people.models import Body, Organisation, ResearchGroup

Cards = dict[str, Card]


def body_saves(sender: type[Body], instance: Body, **kwargs: Any) -> None:
    """Runs before the row is written, in the transaction that `Body.save` opens."""
    if not kwargs["raw"]:
        lock_family(instance)


def body_saved(sender: type[Body], instance: Body, **kwargs: Any) -> None:
    """Project the body, and the groups whose cards name it; reads the database, not the object."""
    if not kwargs["raw"]:
        found = bodies_of(sender).filter(pk=instance.pk)
        project_all([*found, *bodies_of(ResearchGroup).filter(naming(instance)).order_by("pk")])


def body_gone(sender: type[Body], instance: Body, **kwargs: Any) -> None:
    """Runs in the transaction of the deletion. Whatever names it elsewhere keeps it from going."""
    if instance.key:
        withdraw(instance.key)


def naming(body: Body) -> Q:
    """The research groups that tell readers which body this is."""
    return Q(institution=body.pk) if isinstance(body, Organisation) else Q(parent=body.pk)


def lock_family(body: Body) -> None:
    """Lock the body with those that its card names and those whose card names it.

    Two saves at once would else each copy the name that the other is about to change.
    """
    organisation, groups = body.pk, naming(body) if body.pk else Q(pk=None)
    if isinstance(body, ResearchGroup):
        organisation, groups = body.institution_id, groups | Q(pk__in=[body.pk, body.parent_id])
    lock(Organisation.objects.filter(pk=organisation))
    lock(ResearchGroup.objects.filter(groups))


def lock(rows: QuerySet) -> None:
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def project_missing() -> int:
    """Give public bodies without a card theirs, such as after an update; returns how many."""
    shown = Card.objects.filter(key=OuterRef("key"))
    lacking = [
        body
        for model in KINDS
        for body in bodies_of(model).filter(~Exists(shown), is_public=True).order_by("pk")
    ]
    for body in lacking:
        project_body(body)
    return len(lacking)


@transaction.atomic
def project_body(body: Body) -> None:
    """Bring the cards of one body in line with its row."""
    lock_family(body)
    body.refresh_from_db()
    project_all([body])


def project_all(bodies: Sequence[Body]) -> None:
    """Bring the cards of bodies in line with their rows, which the caller has locked.

    Their names stand in the words of other items too: those are indexed anew as well.
    """
    before = lock_cards({body.key for body in bodies if body.key})
    changed: set[UUID] = set()
    for body in bodies:
        if body.key and write_body(body, before[body.key]):
            changed.add(body.key)
        changed |= mentioning_keys(body)
    if changed:
        index_later(changed)


def lock_cards(keys: set[UUID]) -> dict[UUID, Cards]:
    found: dict[UUID, Cards] = defaultdict(dict)
    rows = Card.objects.select_for_update().filter(key__in=keys)
    for card in rows.order_by("key", "lang"):
        found[card.key][card.lang] = card
    return found


def write_body(body: Body, before: Cards) -> bool:
    """Write the cards and codes of a body; tells whether it is or was published."""
    after, words = make_cards(body, before), own_words(body)
    if not (before or after):
        return False
    write_cards(after, before)
    write_facets(body.key, next(iter(words.values()), None), words)
    follow_moves(body.key, before, after)
    return True


def make_cards(body: Body, before: Cards) -> Cards:
    """The cards a body should have, by language; none for one that is not public."""
    words = own_words(body)
    cards = {lang: make_card(body, lang, [*words]) for lang in LANGUAGES if words}
    for lang, card in cards.items():
        if (old := before.get(lang)) and is_same(old, card):
            card.changed = old.changed
    return cards


def make_card(body: Body, lang: str, own: list[str]) -> Card:
    """The card for readers of `lang`. Its name is in every language, what is said of it in `own`.

    Its date is before all others: it did not appear on a day, and what did comes first in lists.
    """
    body_lang = lang if lang in own else own[0]
    return Card(
        key=body.key,
        lang=lang,
        kind=KINDS[type(body)],
        title=say(body, lang).title,
        title_lang=lang,
        summary=say(body, body_lang).summary,
        summary_lang=body_lang,
        path=path_of(body, lang),
        body_lang=body_lang,
        published=NEVER,
        changed=timezone.now(),
    )


def is_same(old: Card, new: Card) -> bool:
    return all(getattr(old, name) == getattr(new, name) for name in WORDS if name != "changed")


@transaction.atomic
def withdraw(key: UUID) -> None:
    """Take away all that was published of a body that is gone."""
    if lock_cards({key}):
        Card.objects.filter(key=key).delete()
        ItemFacet.objects.filter(key=key).delete()
        index_later({key})
