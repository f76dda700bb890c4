"""What a query finds now, for editors who try a rule."""

from django.urls import reverse
from django.utils import translation


def address_of(lang: str, query: str) -> str:
    """A search that is not counted, for its order stands in the address."""
    with translation.override(lang):
        return reverse("search:results", query={"q": query, "sort": "relevance"})
