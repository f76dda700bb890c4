"""The embedded index: always kept, so that it can answer when Elasticsearch does not."""

from django.db import models

from search.counting.models import AskedQuery, ContentWish
from search.query import CANCELLED
from search.rules.models import PromotedResult, ProtectedWord, StruckPair, SynonymGroup
from search.saved.model import SavedSearch

__all__ = [
    "AskedQuery",
    "ContentWish",
    "Entry",
    "PromotedResult",
    "ProtectedWord",
    "SavedSearch",
    "StruckPair",
    "SynonymGroup",
    "Word",
]


class Entry(models.Model):
    """One item. Its words stand beside it in a table of the database's own kind (migrations
    0002 and 0003).

    Written only by `search.engines.embedded`. `texts` are the words as people read them, for the
    passages on the page; `edition` is that of `search.documents` which wrote it.
    """

    key = models.UUIDField(unique=True)
    version = models.BigIntegerField()
    edition = models.PositiveSmallIntegerField(db_default=1)
    facets = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    published = models.DateTimeField()
    moment = models.DateTimeField()
    end = models.DateTimeField(null=True)
    #: what can be found by itself in the item, such as a page of a document, and the words of each
    parts = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    part_texts = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    #: what it means (`search.vectors.keeping`), and a sign of what that was made of
    vectors = models.BinaryField(null=True)
    vectors_sign = models.CharField(max_length=60, default="", db_default="")

    class Meta:
        indexes = [models.Index(fields=["-published"], name="search_entry_published")]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def is_cancelled(self) -> bool:
        return CANCELLED in self.facets.get("status", [])


class Word(models.Model):
    """A word of the index, or of what one is made of, with the number of items that have it.

    Written only by `search.vocabulary`. What no item has any more stays, with none.
    """

    word = models.CharField(max_length=60, primary_key=True)
    beginning = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()
    items = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["beginning", "length"], name="search_word_near")]

    def __str__(self) -> str:
        return self.word
