"""What the golden set must reach, in one place.

The aims for unseen queries are a good hit in the first three for 95 % of them on Elasticsearch and
for 92 % on the embedded engine, in the first place for 80 % and 77 %. They are not reached in the
first three, nor are all 14 pages empty where there is nothing. The floors are what was measured
with lemmas, compounds, synonyms and glossary, less two queries: what is to come stands above what
has been, and that moves with the day. Whoever improves search raises them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Floor:
    """Shares in per cent of queries with a good hit in the first place and in the first three, and
    the number of honest empty pages."""

    top1: float
    top3: float
    honest: int


FLOORS = {
    "seen": {
        "sqlite": Floor(top1=83, top3=94, honest=10),
        "postgresql": Floor(top1=83, top3=96, honest=10),
        "elasticsearch": Floor(top1=81, top3=89, honest=7),
    },
    "unseen": {
        "sqlite": Floor(top1=79, top3=88, honest=8),
        "postgresql": Floor(top1=76, top3=85, honest=8),
        "elasticsearch": Floor(top1=78, top3=87, honest=6),
    },
}
