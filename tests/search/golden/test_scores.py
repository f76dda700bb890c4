import pytest

from tests.search.golden.queries import Golden
from tests.search.golden.scores import Score, ndcg, score, summarise

GRADES = {"best": 3, "good": 2, "some": 1}


def golden(grades: dict[str, int] = GRADES) -> Golden:
    return Golden("plain-01", "brood", "nl", grades)


@pytest.mark.parametrize(
    ("answers", "first"),
    [(["best"], 1), (["some", "other", "good", "best"], 3), (["some"], 0), ([], 0)],
)
def test_first_good_hit_is_of_grade_two_or_more(answers: list[str], first: int) -> None:
    assert score(golden(), answers).first == first


def test_ndcg_is_one_for_the_best_order_and_less_for_another() -> None:
    assert ndcg(GRADES, ["best", "good", "some", "other"]) == pytest.approx(1)
    assert 0.5 < ndcg(GRADES, ["good", "best", "some"]) < 1
    assert ndcg(GRADES, ["other"]) == 0


def test_ndcg_reads_ten_answers() -> None:
    assert ndcg(GRADES, [*"abcdefghij", "best"]) == 0


def test_summary_keeps_queries_for_nothing_apart() -> None:
    scores = [
        Score(golden(), first=1, ndcg=1.0, is_empty=False),
        Score(golden(), first=2, ndcg=0.5, is_empty=False),
        Score(golden({}), first=0, ndcg=0.0, is_empty=True),
        Score(golden({}), first=0, ndcg=0.0, is_empty=False),
    ]
    found = summarise(scores)
    assert (found.queries, found.top1, found.top3, found.mrr, found.ndcg) == (
        2,
        50,
        100,
        0.75,
        0.75,
    )
    assert (found.nothings, found.honest) == (2, 1)


def test_summary_of_nothing_is_zero() -> None:
    assert summarise([]).ndcg == 0
