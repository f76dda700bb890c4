"""What the pages of Brink add to Wagtail."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from brink.pages.links import CardLinkHandler


@hooks.register("register_rich_text_features", order=100)
def register_card_links(features: FeatureRegistry) -> None:
    features.register_link_type(CardLinkHandler)
