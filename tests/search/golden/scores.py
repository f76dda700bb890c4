"""How good answers are: by their places, and by all grades of the first ten."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2

from tests.search.golden.queries import Golden

FIRST_TEN = 10


@dataclass(frozen=True)
class Score:
    """`first` is the place of the first good hit, counted from 1; 0 when there is none."""

    golden: Golden
    first: int
    ndcg: float
    is_empty: bool

    def is_within(self, places: int) -> bool:
        return 0 < self.first <= places


@dataclass(frozen=True)
class Summary:
    """Of queries that have an answer: shares in per cent, means from 0 to 1. Of the others: how
    many there are, and how many were answered with an honest empty page."""

    queries: int
    top1: float
    top3: float
    mrr: float
    ndcg: float
    nothings: int
    honest: int


def score(golden: Golden, answers: Sequence[str]) -> Score:
    places = [place for place, answer in enumerate(answers, 1) if golden.is_good(answer)]
    return Score(golden, places[0] if places else 0, ndcg(golden.grades, answers), not answers)


def ndcg(grades: dict[str, int], answers: Sequence[str]) -> float:
    """The gain of the first ten answers beside that of the best ten in the best order."""
    best = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(answer, 0) for answer in answers]) / best if best else 0.0


def gain(found: Sequence[int]) -> float:
    first_ten = enumerate(found[:FIRST_TEN], 2)
    return sum((2**grade - 1) / log2(place) for place, grade in first_ten)


def summarise(scores: Iterable[Score]) -> Summary:
    scores = list(scores)
    asked = [each for each in scores if each.golden.grades]
    nothings = [each for each in scores if not each.golden.grades]
    return Summary(
        queries=len(asked),
        top1=share(asked, 1),
        top3=share(asked, 3),
        mrr=mean(1 / each.first if each.first else 0.0 for each in asked),
        ndcg=mean(each.ndcg for each in asked),
        nothings=len(nothings),
        honest=sum(each.is_empty for each in nothings),
    )


def share(scores: Sequence[Score], places: int) -> float:
    return 100 * mean(float(each.is_within(places)) for each in scores)


def mean(numbers: Iterable[float]) -> float:
    found = list(numbers)
    return statistics.fmean(found) if found else 0.0
