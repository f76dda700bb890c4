from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

#: What registers jobs, and mails with their samples.
MODULES = (
    "jobs", "agenda_mail", "announcement", "reminding", "link_mail", "minimum_mail",
    "organiser_mail", "samples", "certificates.making", "feedback.mail", "groups.samples",
    "desk.mailing", "desk.taking_in", "filling",
)  # fmt: skip


class EventsConfig(AppConfig):
    name = "events"
    label = "events"

    def ready(self) -> None:
        for name in MODULES:
            import_module(f"events.{name}")
        for privacy in ("erasing", "correcting", "holdings", "persons", "retention"):
            import_module(f"events.{privacy}")
        take_overs = import_module("brink.people.guests").TAKE_OVERS
        take_overs.append(import_module("events.takeover").take_over)
        place = import_module("events.models.event").Place
        relocation = import_module("events.relocation")
        pre_save.connect(relocation.before_save, sender=place)
        post_save.connect(relocation.after_save, sender=place)
        follow_series = import_module("events.certificates.plans").series_saved
        post_save.connect(follow_series, sender="events.Series")
        user = import_module("brink.people.models").User
        pre_delete.connect(import_module("events.personal_feeds").account_goes, sender=user)
        member_goes = import_module("events.desk.team").member_goes
        post_delete.connect(member_goes, sender="events.TeamMember")
        self.keep_calendars()
        vocabulary = import_module("brink.themes.labels")
        facts = import_module("events.models.event")
        vocabulary.name_choices("presence", facts.Presence.choices)
        vocabulary.name_choices("status", facts.Status.choices)
        vocabulary.read_choices("organiser", facts.Event.objects.organisers)
        self.speak_to_search()

    def speak_to_search(self) -> None:
        """Where a search among events is followed, and what a result tells of one."""
        follow_search = import_module("events.selection").follow_search
        import_module("brink.pages.finding").follow_with("event", follow_search)
        tell_events = import_module("events.telling").tell_events
        import_module("brink.pages.telling").tell_with(["event"], tell_events)
        self.tell_of_bodies()

    def tell_of_bodies(self) -> None:
        """Events stand on the pages of the organisations whose people speak there."""
        naming_events = import_module("events.mentions").naming_events
        import_module("brink.pages.bodies.mentions").find_mentions(naming_events)

    def keep_calendars(self) -> None:
        """Calendar entries follow what is published, and the labels that stand in them."""
        renewal = import_module("events.calendar.renewal")
        import_module("brink.pages.projection").follow_projection(renewal.follow)
        post_save.connect(renewal.series_changed, sender="events.Series")
        terms = import_module("brink.themes.models")
        for term in (terms.EventType, terms.Theme, terms.Region):
            for signal in (post_save, post_delete):
                signal.connect(renewal.term_changed, sender=term)
