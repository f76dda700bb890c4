"""Which studies stand on the page of an organisation or a research group."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from brink.people.models import Body, Organisation
from casestudies.models import BestPracticePage, CaseStudyPage


def naming_studies(body: Body) -> Iterator[QuerySet]:
    """The keys of those that name it. One that hides its firm is not found by way of it either."""
    if isinstance(body, Organisation):
        named = Q(organisation=body, is_anonymous=False)
    else:
        named = Q(research_group=body)
    for model in (CaseStudyPage, BestPracticePage):
        yield model.objects.filter(named, live=True, alias_of=None).values("translation_key")
