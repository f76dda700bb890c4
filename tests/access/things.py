"""What addresses are about: a meeting, who comes to it, and what that leaves behind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Site, Task, Workflow

from brink.mail import refusal
from brink.pages.models import BrinkDocument, BrinkImage
from brink.people.models import Organisation, ResearchGroup, User
from brink.people.privacy import link as privacy_link
from events import links
from events.certificates import links as certificate_links
from events.door.codes import spell_code
from events.door.room import code_at
from events.groups import links as booking_links
from events.groups.booking import GroupRequest, Guest, book_group
from events.messages import card_of
from events.models import Booking, Certificate, Event, EventPage, PersonalFeed, Registration, Series
from events.personal_feeds import Owner, make_feed
from masterclasses.models import MasterclassPage
from search.models import SavedSearch
from search.saved import links as search_links
from tests.access.addresses import Address
from tests.events.applicants import guest
from tests.factories.bodies import public_firm, public_group
from tests.factories.events import event_factory, event_page, registration_factory
from tests.factories.masterclasses import masterclass_page


@dataclass(frozen=True)
class Things:
    """Of one person: their registration, and all that belongs to its event."""

    owner: User
    lang: str
    page: EventPage
    event: Event
    registration: Registration
    booking: Booking
    place: Registration
    certificate: Certificate
    feed: PersonalFeed
    feed_token: str
    guest: Registration
    masterclass: MasterclassPage
    search: SavedSearch
    firm: Organisation
    research_group: ResearchGroup
    document: BrinkDocument
    image: BrinkImage


def things_of(owner: User, lang: str) -> Things:
    """An event that is about to begin, with a group, somebody's place and their certificate."""
    series = Series.objects.create(title_nl="Avonden", title_en="Evenings")
    soon = timezone.now() + timedelta(minutes=10)
    facts = {"presence": "hybrid", "online_url": "https://video.example/x", "series": series}
    page = event_page(lang, start=soon, **facts)
    event = Event.objects.get(key=page.translation_key)
    mine = {"person": owner.person, "email": owner.email}
    contact = guest(f"contact-{lang}@b.example", is_verified=True, given="Femke")
    booking = book_group(event.pk, GroupRequest(contact, [Guest("Jan", "", "Boer")]))
    token = make_feed(Owner(user=owner), name="telefoon", alarm=None, language=lang)
    return Things(
        owner=owner,
        lang=lang,
        page=page,
        event=event,
        registration=registration_factory(event, **mine),
        booking=booking,
        place=booking.registrations.order_by("-position")[0],
        certificate=certificate_of(owner, event),
        feed=PersonalFeed.objects.get(user=owner),
        feed_token=token,
        guest=registration_factory(event_factory(lang), email=owner.email),
        masterclass=masterclass_page(lang),
        search=SavedSearch.objects.create(
            user=owner, query="q=brood", language=lang, confirmed=timezone.now()
        ),
        firm=public_firm(code=f"firm-{lang}"),
        research_group=public_group(code=f"group-{lang}"),
        document=uploaded(BrinkDocument(title="Verslag", file=get_test_image_file("a.png"))),
        image=uploaded(BrinkImage(title="Es", file=get_test_image_file(f"{lang}.png"))),
    )


def uploaded(file: Any) -> Any:
    """With its size and its hash, as the form leaves it; else looking at it would write them."""
    file.save()
    file.get_file_size()
    file.get_file_hash()
    return file


def certificate_of(owner: User, event: Event) -> Certificate:
    facts = {"name": "Roelf", "title": "Excursie", "hours": "3", "days": ["2026-11-01"],
             "organiser": "Lectoraat", "signatory": "", "meetings": None}  # fmt: skip
    return Certificate.objects.create(
        person=owner.person, event=event, language="nl", facts=facts, pdf=b"%PDF-1.7"
    )


def token_of(action: str) -> Callable[[Things], str]:
    return lambda things: links.token(action, things.registration)


def last_part(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def proof_of(place: Registration) -> str:
    return last_part(booking_links.proof_address(place, "jan@b.example"))


def below_home(page: EventPage) -> str:
    return str(page.url).removeprefix(f"/{page.locale.language_code}/")


def slug_of(things: Things) -> str:
    card = card_of(things.event, things.lang)
    assert card is not None
    return card.slug


#: By the name of an address and of its argument; what is not here is found by `BY_ARGUMENT`.
BY_NAME: dict[tuple[str, str], Callable[[Things], Any]] = {
    **{(name, "token"): token_of(action) for action, name in links.URL_NAMES.items()},
    ("events:claim", "token"): lambda t: last_part(booking_links.claim_address(t.place)),
    ("events:claim-place", "token"): lambda t: proof_of(t.place),
    ("events:claim-decline", "token"): lambda t: proof_of(t.place),
    ("events:certificate-file", "token"): lambda t: last_part(
        certificate_links.file_path(t.certificate)
    ),
    ("events:certificate", "code"): lambda t: spell_code(t.certificate.code),
    ("events:look", "code"): lambda t: code_at(t.event, timezone.now()),
    ("events:enrol", "uid"): lambda t: t.event.series.uid,
    ("events:enrolled", "uid"): lambda t: t.event.series.uid,
    ("calendar-addresses", "token"): token_of("my-agenda"),
    ("withdraw-calendar-address", "token"): token_of("my-agenda"),
    ("withdraw-calendar-address", "number"): lambda t: t.feed.pk,
    ("personal-feed", "token"): lambda t: t.feed_token,
    ("mail-refusal", "token"): lambda t: refusal.token(refusal.Reader(t.owner.email, "series")),
    ("search:saved", "token"): lambda t: search_links.list_token(t.owner.email),
    ("search:confirm-saved", "token"): lambda t: last_part(
        search_links.confirm_address(t.search, "daily")
    ),
    ("search:stop-saved", "token"): lambda t: search_links.stop_token(t.search),
    ("bodies:organisation", "code"): lambda t: t.firm.code,
    ("bodies:research-group", "code"): lambda t: t.research_group.code,
    ("masterclasses:feed", "slug"): lambda t: t.masterclass.slug,
    ("event_certificate_revoke", "number"): lambda t: t.certificate.pk,
    ("event_certificate_paper", "number"): lambda t: t.certificate.pk,
    ("mail_preview", "name"): lambda _t: "events/confirmed",
    ("searches_file", "code"): lambda _t: "all",
    ("stylesheet", "digest"): lambda _t: "0123456789ab",
    ("covers", "land"): lambda _t: "verdienmodel",
    ("covers", "kind"): lambda _t: "case",
    ("covers", "seed"): lambda _t: "0123abcd",
    ("plan", "light"): lambda _t: "night",
    ("page", "0"): lambda t: below_home(t.page),
    ("wagtail_serve", "0"): lambda t: below_home(t.page),
    ("wagtaildocs_serve", "0"): lambda t: t.document.pk,
    ("wagtaildocs_serve", "1"): lambda t: t.document.filename,
    ("account_claim", "uid"): lambda t: t.guest.uid,
    ("wagtailadmin_pages:choose_parent", "model_name"): lambda _t: "eventpage",
}
BY_ARGUMENT: dict[str, Callable[[Things], Any]] = {
    "action": lambda _t: "delete",
    "action_name": lambda _t: "delete",
    "app_label": lambda _t: "wagtailcore",
    "app_name": lambda _t: "brinkpages",
    "collection_id": lambda _t: Collection.objects.get(depth=1).pk,
    "content_type_app_name": lambda _t: "events",
    "content_type_model_name": lambda _t: "eventpage",
    "destination_id": lambda t: t.page.get_parent().pk,
    "doc_id": lambda t: t.document.pk,
    "document_id": lambda t: t.document.pk,
    "event_id": lambda t: t.event.pk,
    "filter_spec": lambda _t: "max-165x165",
    "image_id": lambda t: t.image.pk,
    "key": lambda t: t.event.key,
    "mode": lambda _t: "default",
    "model_name": lambda _t: "page",
    "name": lambda _t: "confirmed",
    "number": lambda t: t.place.pk,
    "object_id": lambda t: t.page.pk,
    "page_id": lambda t: t.page.pk,
    "page_pk": lambda t: t.page.pk,
    "page_to_move_id": lambda t: t.page.pk,
    "parent_page_id": lambda t: t.page.get_parent().pk,
    "revision_id": lambda t: t.page.latest_revision_id or 1,
    "revision_id_a": lambda _t: "earliest",
    "revision_id_b": lambda _t: "latest",
    "slug": slug_of,
    "token": lambda t: booking_links.token(t.booking),
    "uid": lambda t: t.registration.uid,
    "workflow_pk": lambda _t: Workflow.objects.first().pk,
    "registration_id": lambda t: t.registration.pk,
}
#: What `pk` is, by the beginning of the name.
KEYS: dict[str, Callable[[Things], Any]] = {
    "wagtailadmin_api:pages": lambda t: t.page.pk,
    "wagtailadmin_pages:": lambda t: t.page.pk,
    "wagtailadmin_api:documents": lambda t: t.document.pk,
    "wagtaildocs_chooser": lambda t: t.document.pk,
    "wagtailadmin_api:images": lambda t: t.image.pk,
    "wagtailimages_chooser": lambda t: t.image.pk,
    "wagtaillocales": lambda _t: Locale.objects.order_by("pk")[0].pk,
    "wagtailsites": lambda _t: Site.objects.get().pk,
    "wagtailusers_users": lambda t: t.owner.pk,
    "wagtailusers_groups": lambda _t: Group.objects.get(name="Editors").pk,
    "wagtailadmin_collections": lambda _t: Collection.objects.get(depth=1).pk,
    "wagtailadmin_workflows:edit_task": lambda _t: Task.objects.order_by("pk")[0].pk,
    "wagtailadmin_workflows:disable_task": lambda _t: Task.objects.order_by("pk")[0].pk,
    "wagtailadmin_workflows:enable_task": lambda _t: Task.objects.order_by("pk")[0].pk,
    "wagtailadmin_workflows": lambda _t: Workflow.objects.order_by("pk")[0].pk,
}


def path_of(address: Address, things: Things) -> str:
    return address.path(lambda argument: str(value_of(address.name, argument, things)))


def value_of(name: str, argument: str, things: Things) -> Any:
    """What stands in an address; 1 for what there is none of, as of a translation."""
    if name.startswith("my-data") and argument == "token":
        return privacy_link.token(things.owner.email)
    if argument == "uid" and name == "my-data-correct":
        return things.owner.person.uid
    if argument == "pk":
        return key_of(name, things)
    find = BY_NAME.get((name, argument)) or BY_ARGUMENT.get(argument)
    return find(things) if find else 1


def key_of(name: str, things: Things) -> Any:
    """A row of the model that a snippet is of; else what the beginning of the name says."""
    space = name.partition(":")[0]
    if space.startswith(("wagtailsnippets_", "wagtailsnippetchoosers_")):
        _word, app, model = space.split("_")
        row = apps.get_model(app, model).objects.order_by("pk").first()
        return row.pk if row else 1
    return next((find(things) for start, find in KEYS.items() if name.startswith(start)), 1)
