"""What the pages of Brink add to Wagtail."""

from wagtail import hooks
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.rich_text.feature_registry import FeatureRegistry

from brink.pages.admin_api import ReadingPagesViewSet
from brink.pages.links import CardLinkHandler


@hooks.register("register_rich_text_features", order=100)
def register_card_links(features: FeatureRegistry) -> None:
    features.register_link_type(CardLinkHandler)


@hooks.register("construct_admin_api")
def only_read_pages(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", ReadingPagesViewSet)
