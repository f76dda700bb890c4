from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class ThemesConfig(AppConfig):
    name = "brink.themes"
    label = "themes"

    def ready(self) -> None:
        from brink.themes.labels import VOCABULARIES
        from brink.themes.signals import forget_labels

        for facet, model in VOCABULARIES.items():
            for signal in (post_save, post_delete):
                signal.connect(forget_labels, sender=model, dispatch_uid=f"forget-{facet}")
