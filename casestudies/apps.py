from django.apps import AppConfig


class CaseStudiesConfig(AppConfig):
    name = "casestudies"
    label = "casestudies"

    def ready(self) -> None:
        from brink.themes.labels import name_choices
        from casestudies.models import StudyPage

        name_choices("readiness", StudyPage.Readiness.choices)
