from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.images.tests.utils import get_test_image_file

from brink.pages.blocks.body import ImageBlock
from brink.pages.models import BrinkDocument, BrinkImage
from tests.factories.editor import Editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(settings: Any, tmp_path: Any) -> BrinkImage:
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES["default"]["OPTIONS"]["location"] = tmp_path
    return BrinkImage.objects.create(
        title="IMG_0042.jpg", file=get_test_image_file(), alt_nl="Een es", alt_en="An ash"
    )


def alt_of(image: BrinkImage, alt: str, body_lang: str) -> str:
    block = ImageBlock()
    value = block.to_python({"image": image.pk, "alt": alt, "caption": ""})
    return block.get_context(value, {"card": SimpleNamespace(body_lang=body_lang)})["alt"]


@pytest.mark.parametrize(("lang", "alt"), [("nl", "Een es"), ("en", "An ash")])
def test_image_speaks_the_language_of_the_body(image: BrinkImage, lang: str, alt: str) -> None:
    with translation.override("nl"):
        assert alt_of(image, "", lang) == alt
        assert alt_of(image, "De oude es", lang) == "De oude es"
    with translation.override(lang):
        assert image.default_alt_text == alt


@pytest.mark.parametrize(
    ("address", "model"),
    [("wagtailimages:add", BrinkImage), ("wagtaildocs:add", BrinkDocument)],
)
def test_admin_asks_for_maker_licence_and_words(tree: Any, address: str, model: Any) -> None:
    html = Editor.log_in().client.get(reverse(address)).content.decode()
    names = [name for name in model.admin_form_fields if name.startswith(("alt", "credit", "lic"))]
    assert len(names) >= 2
    assert all(f'name="{name}"' in html for name in names)
