"""What is public of a body is on its cards, in the transaction that saves it."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from brink.home.set_up import set_up
from brink.jobs.models import Job
from brink.pages.models import Card, ItemFacet
from brink.pages.offer import offer
from brink.pages.version import content_version
from brink.people.models import Organisation, ResearchGroup
from tests.factories.bodies import public_firm, public_group
from tests.factories.casestudies import case_page
from tests.factories.people import organisation_factory

pytestmark = pytest.mark.django_db


def cards_of(body: Any) -> dict[str, Card]:
    return {card.lang: card for card in Card.objects.filter(key=body.key)}


def test_public_organisation_has_a_card_in_each_language() -> None:
    cards = cards_of(public_firm(is_fictitious=True))
    assert {lang: (card.title, card.path) for lang, card in cards.items()} == {
        "nl": ("Kunststof Rondom (fictief)", "/nl/organisaties/rondom/"),
        "en": ("Kunststof Rondom (fictitious)", "/en/organisations/rondom/"),
    }
    assert {card.kind for card in cards.values()} == {"organisation"}
    assert cards["en"].summary == "Makes pellets of used plastic."
    assert all(card.is_translated and card.page is None for card in cards.values())


def test_codes_of_an_organisation_are_its_sector_and_all_it_lies_in() -> None:
    firm = public_firm()
    codes = set(ItemFacet.objects.filter(key=firm.key).values_list("facet", "code"))
    regions = {("region", code) for code in ("emmen", "zuidoost-drenthe", "drenthe")}
    assert codes == {("sector", "kunststof"), *regions}


def test_what_is_said_in_one_language_is_marked_in_the_other() -> None:
    card = cards_of(public_firm(description_en=""))["en"]
    assert (card.body_lang, card.summary_lang) == ("nl", "nl")
    assert card.summary == "Maakt korrels van gebruikt plastic."


def test_long_description_is_cut_off_on_the_card() -> None:
    card = cards_of(public_firm(description_nl="Korrels en nog eens korrels. " * 40))["nl"]
    assert len(card.summary) <= 300
    assert card.summary.endswith("…")


def test_organisation_is_not_public_unless_somebody_says_so() -> None:
    version = content_version()
    firm = organisation_factory(description_nl="Geheim")
    assert not cards_of(firm)
    assert offer(firm.key) is None
    assert content_version() == version
    assert not Job.objects.filter(kind="index").exists()


def test_group_tells_of_other_bodies_only_what_is_public() -> None:
    hidden = organisation_factory(name="Verborgen Hogeschool")
    group = public_group(institution=hidden)
    assert cards_of(group)["nl"].summary == ""

    hidden.is_public = True
    hidden.save()

    assert cards_of(group)["nl"].summary == "Lectoraat van Verborgen Hogeschool."
    assert cards_of(group)["en"].summary == "Research group of Verborgen Hogeschool."


def test_group_follows_the_names_it_stands_under() -> None:
    centre = public_group(code="centrum", name_nl="Centrum Ondernemen", name_en="Centre")
    school = public_firm(code="school", name="Hogeschool Noord")
    group = public_group(institution=school, parent=centre)
    assert cards_of(group)["nl"].summary == (
        "Lectoraat van Hogeschool Noord, onderdeel van Centrum Ondernemen."
    )
    for body, name in ((school, "name"), (centre, "name_nl")):
        setattr(body, name, "Nieuwe Naam")
        body.save()
        assert "Nieuwe Naam" in cards_of(group)["nl"].summary


def test_withdrawn_and_deleted_bodies_leave_nothing() -> None:
    firm, group = public_firm(), public_group()
    firm.is_public = False
    firm.save()
    group.delete()
    assert not Card.objects.filter(key__in=[firm.key, group.key]).exists()
    assert not ItemFacet.objects.filter(key__in=[firm.key, group.key]).exists()


def test_save_that_is_rolled_back_publishes_nothing() -> None:
    with transaction.atomic():
        firm = public_firm()
        transaction.set_rollback(True)
    assert not cards_of(firm)
    assert not Job.objects.filter(kind="index", payload={"key": str(firm.key)}).exists()


def test_save_without_a_change_keeps_the_date_of_the_last() -> None:
    firm = public_firm()
    before = cards_of(firm)["nl"].changed
    firm.save()
    assert cards_of(firm)["nl"].changed == before
    firm.name = "Rondom & Co"
    firm.save()
    assert cards_of(firm)["nl"].changed > before


@pytest.mark.usefixtures("tree")
def test_items_that_name_a_renamed_firm_are_indexed_anew() -> None:
    firm = organisation_factory()
    page, hidden = case_page(organisation=firm), case_page(organisation=firm, is_anonymous=True)
    Job.objects.all().delete()
    firm.name = "Andere Naam"
    firm.save()
    keys = {job.payload["key"] for job in Job.objects.filter(kind="index")}
    assert keys == {str(page.translation_key)}
    assert str(hidden.translation_key) not in keys


def test_offer_of_a_body_has_its_words_and_never_its_number() -> None:
    found = offer(public_firm().key)
    assert found is not None
    assert found.texts["nl"] == "Maakt korrels van gebruikt plastic."
    assert {"organisatie", "kunststof", "Emmen", "Drenthe"} <= {*found.tags["nl"]}
    assert "00012345" not in str(found)


def test_offer_of_a_body_takes_five_queries(django_assert_num_queries: Any) -> None:
    key = public_firm().key
    offer(key)  # the labels of codes are kept
    with django_assert_num_queries(5):
        offer(key)


def rebuild(**options: Any) -> str:
    out = StringIO()
    call_command("rebuild_cards", stdout=out, **options)
    return out.getvalue()


@pytest.mark.usefixtures("tree")
def test_wrong_copies_of_bodies_are_made_right() -> None:
    firm, group = public_firm(), public_group()
    assert ", 0 were made right" in rebuild()
    Card.objects.filter(key=firm.key, lang="nl").update(title="x")
    Card.objects.filter(key=group.key).delete()
    ItemFacet.objects.filter(key=firm.key, facet="sector").delete()
    told = rebuild()
    assert f"{firm.key}: facet sector=kunststof, nl: changed, nl: title" in told
    assert f"{group.key}: en: card missing, nl: card missing" in told
    assert ", 0 differ" in rebuild(check=True)


@pytest.mark.usefixtures("tree")
def test_hidden_behind_our_back_is_an_orphan() -> None:
    firm = public_firm()
    Organisation.objects.update(is_public=False)
    assert f"{firm.key}: " in rebuild()
    assert not cards_of(firm)


@pytest.mark.usefixtures("tree")
def test_update_gives_public_bodies_their_cards() -> None:
    firm, group = organisation_factory(), public_group(is_public=False)
    for model in (Organisation, ResearchGroup):
        model.objects.update(is_public=True)
    assert not cards_of(firm)
    assert set_up().bodies == 2
    assert cards_of(firm)
    assert cards_of(group)
    assert set_up().bodies == 0
