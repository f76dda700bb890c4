"""Whether search finds what people look for: the golden set on every engine, and on Wagtail's own.

    .venv/bin/python -m bench.relevance
    DATABASE_URL=postgres://… ELASTICSEARCH_URL=http://… .venv/bin/python -m bench.relevance

It makes databases of its own with the demo content, and drops them: SQLite always, PostgreSQL when
DATABASE_URL names one, Elasticsearch beside SQLite when ELASTICSEARCH_URL does. What it prints is
Markdown: a summary, each class, and the place of the first good hit of each query (– for none).

Of unseen queries only the summary is printed. `--unseen` prints all of them: then they are used up,
so it is for judging a release (tests/search/golden/README.md).
"""

import json
from collections.abc import Iterable
from itertools import groupby

from bench.answers import Answers
from bench.databases import environments, read_module
from bench.printing import make_parser, row, say
from tests.search.golden.queries import HALVES, Golden, read_half
from tests.search.golden.scores import Score, Summary, score, summarise

SUMMARY = ("top 1", "top 3", "MRR", "nDCG@10", "honest zeros")


def read_answers() -> Answers:
    """The answers of each engine, from a process for each database."""
    found: Answers = {}
    for environ in environments():
        found |= json.loads(read_module("answers", environ=environ))
    return found


def print_summary(answers: Answers, half: str) -> None:
    say(f"\n## {half.capitalize()} queries\n")
    say(row("engine", *SUMMARY))
    say(row("---", *["---:"] * len(SUMMARY)))
    for engine, found in answers.items():
        say(row(engine, *figures(summarise(judge(found, read_half(half))))))


def figures(found: Summary) -> list[str]:
    return [
        f"{found.top1:.1f}",
        f"{found.top3:.1f}",
        f"{found.mrr:.3f}",
        f"{found.ndcg:.3f}",
        f"{found.honest} of {found.nothings}",
    ]


def print_classes(answers: Answers, half: str) -> None:
    say(f"\n### {half.capitalize()}: MRR / nDCG@10 by class\n")
    say(row("class", *answers))
    say(row("---", *["---:"] * len(answers)))
    for group, queries in groupby(read_half(half), key=lambda golden: golden.group):
        asked = list(queries)
        found = [summarise(judge(answers[engine], asked)) for engine in answers]
        say(row(group, *(cell(each) for each in found)))


def cell(found: Summary) -> str:
    if not found.queries:
        return f"{found.honest} of {found.nothings} honest"
    return f"{found.mrr:.2f} / {found.ndcg:.2f}"


def print_places(answers: Answers, half: str) -> None:
    say(f"\n### {half.capitalize()}: place of the first good hit\n")
    say(row("query", "text", *answers))
    say(row("---", "---", *["---:"] * len(answers)))
    judged = [judge(found, read_half(half)) for found in answers.values()]
    for scores in zip(*judged, strict=True):
        golden = scores[0].golden
        say(row(golden.id, f"{golden.text} ({golden.lang})", *(place(each) for each in scores)))


def place(found: Score) -> str:
    if not found.golden.grades:
        return "empty" if found.is_empty else "something"
    return str(found.first or "–")


def judge(found: dict[str, list[str]], queries: Iterable[Golden]) -> list[Score]:
    return [score(golden, found[golden.id]) for golden in queries]


def main() -> None:
    parser = make_parser(__doc__)
    parser.add_argument("--unseen", action="store_true", help="the words of unseen queries too")
    asked = parser.parse_args()
    answers = read_answers()
    for half in HALVES:
        print_summary(answers, half)
    for half in HALVES if asked.unseen else HALVES[:1]:
        print_classes(answers, half)
        print_places(answers, half)


if __name__ == "__main__":
    main()
