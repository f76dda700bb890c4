from django.apps import AppConfig


class CaseStudiesConfig(AppConfig):
    name = "casestudies"
    label = "casestudies"

    def ready(self) -> None:
        from brink.pages.bodies.mentions import find_mentions
        from brink.pages.telling import tell_with
        from brink.themes.labels import name_choices
        from casestudies.mentions import naming_studies
        from casestudies.models import StudyPage
        from casestudies.telling import tell_cases, tell_practices

        name_choices("readiness", StudyPage.Readiness.choices)
        tell_with(["case", "failed"], tell_cases)
        tell_with(["practice"], tell_practices)
        find_mentions(naming_studies)
