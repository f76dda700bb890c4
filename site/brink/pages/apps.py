from importlib import import_module

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "brink.pages"
    label = "pages"

    def ready(self) -> None:
        from wagtail.models import Page

        from brink.documents.following import follow_documents
        from brink.pages import signals
        from brink.pages.models import BasePage
        from brink.pages.models.card import Kind
        from brink.pages.projection import index_later
        from brink.themes.labels import VOCABULARIES, name_choices

        follow_documents(index_later)
        name_choices("kind", Kind.choices)
        names = {"nl": _("Dutch"), "en": _("English")}
        name_choices("lang", [(code, names.get(code, name)) for code, name in settings.LANGUAGES])
        post_save.connect(signals.page_saved, sender=Page, dispatch_uid="page_saved")
        for facet, term in VOCABULARIES.items():
            for signal in (post_save, post_delete):
                signal.connect(signals.term_changed, sender=term, dispatch_uid=f"term-{facet}")
        for model in apps.get_models():
            if issubclass(model, BasePage):
                label = model._meta.label
                pre_delete.connect(signals.page_goes, sender=model, dispatch_uid=f"goes-{label}")
                post_delete.connect(signals.page_gone, sender=model, dispatch_uid=f"gone-{label}")
        self.follow_bodies()

    def follow_bodies(self) -> None:
        """Organisations and research groups are published in the transaction that saves them."""
        projection = import_module("brink.pages.bodies.projection")
        for model in import_module("brink.pages.bodies.addresses").KINDS:
            label = model._meta.label
            for signal, follow in (
                (pre_save, projection.body_saves),
                (post_save, projection.body_saved),
                (post_delete, projection.body_gone),
            ):
                signal.connect(follow, sender=model, dispatch_uid=f"{follow.__name__}-{label}")
