"""How fast a calendar feed is, beside plain string building and bare Django in the same run.

    .venv/bin/python -m bench.feeds
    DATABASE_URL=postgres://… .venv/bin/python -m bench.feeds --sizes 1000 10000 --rounds 15

It makes a database of its own and drops it. For each number of events:

- render  every entry in both languages by icalendar, and the store, as a renewal does
- cold    the feed in a process that starts: the version, then one query
- warm    the feed that this process has read before
- 304     a reader who has it, by ETag
- plain   the same lines from values in memory, escaped and folded by hand; no database, no request
- bare    a Django view without middleware: SELECT, then the plain strings

The first four are whole requests, through all middleware. The lines of all are compared before
anything is timed.
"""

import sys

from django.db import connection
from django.http import HttpResponse

from bench import plain
from bench.clock import Clock
from bench.events import make_events, scratch_database
from bench.printing import make_parser, say
from bench.requests import bare_view, count_queries, get
from brink.pages.version import bump_version
from brink.themes.labels import forget
from events.calendar.memo import bodies
from events.calendar.renewal import render_stale

PATH = "/nl/agenda/feed.ics"


def measure(number: int, rounds: int) -> None:
    clock = Clock()
    make_events(number)
    clock.run("render", render_all)
    bump_version()
    feed = get(PATH)
    compare(feed)
    rows, etag = plain.select(), feed["ETag"]
    start_anew()
    counts = {
        "cold": count_queries(PATH),
        "warm": count_queries(PATH),
        "304": count_queries(PATH, etag),
    }
    clock.run("cold", lambda: get(PATH), rounds=rounds, before=start_anew)
    clock.run("warm", lambda: get(PATH), rounds=rounds * 10)
    clock.run("304", lambda: get(PATH, etag), rounds=rounds * 10)
    clock.run("plain", lambda: plain.build(rows), rounds=rounds)
    clock.run("bare", bare_view, rounds=rounds)
    say(f"\n{number:,} events on {connection.vendor}: {len(rows):,} in the feed, {size(feed)}")
    report(clock, counts, number)


def render_all() -> None:
    last: int | None = 0
    while last is not None:
        last = render_stale(after=last)


def start_anew() -> None:
    """As in a process that has served nothing yet."""
    bodies.clear()
    forget()


def compare(feed: HttpResponse) -> None:
    lines = plain.unfold(feed.content)
    for others in (plain.unfold(plain.build(plain.select())), plain.unfold(bare_view().content)):
        wrong = [pair for pair in zip(lines, others, strict=False) if pair[0] != pair[1]]
        if wrong or len(lines) != len(others):
            sys.exit(f"The three do not write the same lines, so nothing is timed: {wrong[:1]}")


def report(clock: Clock, counts: dict[str, int], number: int) -> None:
    ratios = {name: clock.median(name) / clock.median("plain") for name in clock.times}
    notes = {
        "render": f"{clock.median('render') / number:.2f} ms an event",
        "cold": f"queries: {counts['cold']}; {ratios['cold']:.3f} × plain, "
        f"{clock.median('cold') / clock.median('bare'):.3f} × bare",
        "warm": f"queries: {counts['warm']}; {ratios['warm']:.4f} × plain",
        "304": f"queries: {counts['304']}",
        "plain": "the same lines, from memory",
        "bare": f"{ratios['bare']:.2f} × plain",
    }
    for name, note in notes.items():
        say(clock.line(name, note))


def size(feed: HttpResponse) -> str:
    return f"{len(feed.content) / 1_000_000:.1f} MB"


def main() -> None:
    parser = make_parser(__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    with scratch_database():
        for number in asked.sizes:
            measure(number, asked.rounds)


if __name__ == "__main__":
    main()
