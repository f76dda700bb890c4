from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "search"

    def ready(self) -> None:
        import_module("search.counting.retention")
        from brink.jobs.dependencies import Service, register_service
        from brink.pages.finding import find_with
        from brink.themes.labels import name_choices
        from search import breaker, indexing  # noqa: F401  (registers the handler of its jobs)
        from search.counting.frequent import suggest_queries
        from search.engines import server
        from search.finder import find_items, is_versioned
        from search.rules.memo import follow_changes
        from search.suggestions import suggest_with

        words = _("The search server does not answer. The database answers in its place.")
        register_service(Service("search", words, breaker.since))
        find_with(find_items, is_versioned)
        suggest_with(suggest_queries)
        follow_changes()
        times = [("upcoming", _("To come")), ("cancelled", _("Cancelled")), ("past", _("Has been"))]
        name_choices("when", times)
        name_choices("year", [(str(year), str(year)) for year in range(2100, 2000, -1)])
        for name in ("letters", "telling", "privacy"):
            import_module(f"search.saved.{name}")
        import_module("search.nightly")
        import_module("search.vectors.checking")
        server()  # asks nothing yet, but an address that makes no sense is told at the start
