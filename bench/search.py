"""How fast search is with many documents, beside what the engines themselves need in the same run.

    .venv/bin/python -m bench.search
    DATABASE_URL=postgres://… ELASTICSEARCH_URL=http://… .venv/bin/python -m bench.search

It makes databases of its own with documents that nobody wrote, always the same, and drops them:
SQLite always, PostgreSQL when DATABASE_URL names one, Elasticsearch beside SQLite when
ELASTICSEARCH_URL does, in indices of its own. For each it prints Markdown:

- documents a second: made of texts (lemmas, compounds), stored in the embedded index, and sent to
  the server as a rebuild sends them, beside the client's own `helpers.bulk`, whose actions are
  ready-made;
- the embedded engine alone, with facets and the best twenty: words that are rare, middling, common
  and in every document, and three things at once with six ways to say each or more;
- whole pages, through all middleware, beside the server's `took`: what is left is ours.

Aims: page within took + 15 ms; embedded p95 within 120 ms; 0.7 of raw bulk.
"""

from bench.databases import environments, run_module
from bench.printing import make_parser


def main() -> None:
    parser = make_parser(__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    arguments = ["--documents", str(asked.documents), "--rounds", str(asked.rounds)]
    for environ in environments():
        run_module("searched", *arguments, environ=environ)


if __name__ == "__main__":
    main()
