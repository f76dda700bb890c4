"""Publishing that does not pass through `BasePage.save`.

Expiry, `Page.unpublish()` and a move save the plain `Page` row; deletion saves nothing.
"""

from typing import Any

from wagtail.models import Page

from brink.pages.models.base import BasePage, is_published_by
from brink.pages.models.card import Card
from brink.pages.projection import project
from brink.pages.version import bump_version
from brink.themes.models import Vocabulary


def page_saved(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Project the item of a page that was saved as plain `Page`; runs in its transaction."""
    if kwargs["raw"] or not is_published_by(kwargs["update_fields"]):
        return
    model = instance.specific_class
    if model is not None and issubclass(model, BasePage):
        project(instance.translation_key, model)


def page_goes(sender: type[BasePage], instance: BasePage, **kwargs: Any) -> None:
    """Keep the cards of a page in mind before they vanish with it."""
    instance.lost_cards = list(Card.objects.filter(page_id=instance.pk))


def page_gone(sender: type[BasePage], instance: BasePage, **kwargs: Any) -> None:
    project(instance.translation_key, sender, gone=instance.lost_cards)


def term_changed(sender: type[Vocabulary], **kwargs: Any) -> None:
    """A label stands on what is published, in calendars too; a new one stands nowhere yet."""
    if not kwargs.get("created") and not kwargs.get("raw"):
        bump_version()
