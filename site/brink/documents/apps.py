from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete


class DocumentsConfig(AppConfig):
    name = "brink.documents"
    label = "documents"

    def ready(self) -> None:
        from wagtail.documents import get_document_model
        from wagtail.models import Collection, CollectionViewRestriction

        from brink.documents import signals

        import_module("brink.documents.jobs")  # registers the handler
        document = get_document_model()
        post_save.connect(signals.document_saved, sender=document, dispatch_uid="document_saved")
        pre_delete.connect(signals.document_goes, sender=document, dispatch_uid="document_goes")
        post_save.connect(
            signals.collection_saved, sender=Collection, dispatch_uid="collection_saved"
        )
        for signal in (post_save, post_delete):
            signal.connect(
                signals.restriction_changed,
                sender=CollectionViewRestriction,
                dispatch_uid="restriction_changed",
            )
