from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Credit(models.Model):
    """Who made it and what others may do with it."""

    credit = models.CharField(_("maker"), max_length=120, blank=True)
    licence = models.CharField(_("licence"), max_length=60, blank=True)

    class Meta:
        abstract = True


class BrinkImage(Credit, AbstractImage):  # noqa: DJ008  (Wagtail's has it)
    alt_nl = models.CharField(_("alternative text (Dutch)"), max_length=200, blank=True)
    alt_en = models.CharField(_("alternative text (English)"), max_length=200, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "alt_nl", "alt_en", "credit", "licence")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def alt_in(self, lang: str | None) -> str:
        """What is to be seen, in `lang`; never the title, which is often the name of a file."""
        return self.alt_en if lang == "en" else self.alt_nl

    @property
    def default_alt_text(self) -> str:
        """What Wagtail falls back on: the alternative text for the reader."""
        return self.alt_in(get_language())


class BrinkRendition(AbstractRendition):
    image = models.ForeignKey(BrinkImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class BrinkDocument(Credit, AbstractDocument):  # noqa: DJ008  (Wagtail's has it)
    admin_form_fields = (*Document.admin_form_fields, "credit", "licence")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
