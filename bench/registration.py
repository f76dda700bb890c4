"""How fast people sign up for one hot event, beside a bare view with the same lock.

    DATABASE_URL=postgres://… .venv/bin/python -m bench.registration

It makes a database of its own and drops it, and starts gunicorn with two workers, first with the
site and then with `bench.bare`. Each round is on a new event of 100 places:

- rush    400 guests send the form at the same moment; how long until the last has an answer
- 2, 16   so many clients that send one form after the other; registrations a second

A registration is all of the request: form, rules, the confirmation in the outbox. Writing and
sending the mail is another process's work, and not measured. The clients share the machine.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from django.db import connection
from tqdm import tqdm

from bench.crowd import Answer, all_at_once, in_turn
from bench.events import scratch_database
from bench.printing import make_parser, say
from events.messages import card_of
from events.models import Event
from tests.factories.events import event_factory
from tests.services.processes import free_port

ROOT = Path(__file__).resolve().parents[1]
PLACES, RUSH = 100, 400
NUMBERS = count(1)


@contextmanager
def served(*, is_bare: bool) -> Iterator[int]:
    """A gunicorn of two workers on the scratch database; gives its port."""
    port = free_port()
    environ = {
        **os.environ,
        "BENCH_DATABASE": str(connection.settings_dict["NAME"]),
        "BENCH_BARE": "1" if is_bare else "",
        "DJANGO_SETTINGS_MODULE": "bench.served",
        "PORT": str(port),
        "WEB_CONCURRENCY": "2",
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
    command += ["--access-logfile", "/dev/null", "--log-level", "error"]
    server = subprocess.Popen(command, cwd=ROOT, env=environ)  # noqa: S603  (our own words)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def wait_for(port: int) -> None:
    """Both workers have answered something, so that starting is not measured."""
    for _try in range(100):
        try:
            all_at_once(port, "/0/", [{}] * 8)
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise SystemExit("The server did not start; its words stand above.")


def forms(number: int) -> list[dict[str, str]]:
    return [
        {"given": "Roelf", "family": f"Kamminga {n}", "email": f"r{n}@b.example", "role": "staff"}
        for n in (next(NUMBERS) for _each in range(number))
    ]


def a_hot_event() -> Event:
    connection.close()  # a server may have closed it meanwhile
    return event_factory(capacity=PLACES, slug=f"heet-{next(NUMBERS)}")


def address(event: Event, *, is_bare: bool) -> str:
    card = card_of(event, "nl")
    return f"/{event.pk}/" if is_bare or card is None else f"/nl/agenda/{card.slug}/aanmelden/"


def rush(port: int, *, is_bare: bool) -> tuple[float, list[float]]:
    """Seconds until all were answered, and those of each; stops where a place was sold twice."""
    event = a_hot_event()
    answers, took = all_at_once(port, address(event, is_bare=is_bare), forms(RUSH))
    check(event, answers)
    return took, sorted(seconds for _status, seconds in answers)


def rate(port: int, clients: int, *, is_bare: bool) -> float:
    """Registrations a second."""
    event = a_hot_event()
    asked = forms(PLACES if clients == 2 else PLACES * 2)
    answers, took = in_turn(port, address(event, is_bare=is_bare), asked, clients)
    check(event, answers)
    return len(asked) / took


def check(event: Event, answers: list[Answer]) -> None:
    """Everybody has a good answer and a row of their own, and no place was given twice."""
    bad = [status for status, _seconds in answers if status not in (200, 302)]
    held = event.registrations.holding().count()
    rows = event.registrations.count()
    if bad or held != min(PLACES, len(answers)) or rows != len(answers):
        raise SystemExit(f"Wrong: {len(bad)} bad answers {bad[:3]}, {held} places, {rows} rows.")


def measure(rounds: int, *, is_bare: bool) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {"rush": [], "p95": [], "2": [], "16": []}
    with served(is_bare=is_bare) as port:
        for _round in tqdm(range(rounds), desc="  bare" if is_bare else "  site", disable=None):
            took, each = rush(port, is_bare=is_bare)
            found["rush"].append(took)
            found["p95"].append(each[int(len(each) * 0.95)])
            found["2"].append(rate(port, 2, is_bare=is_bare))
            found["16"].append(rate(port, 16, is_bare=is_bare))
    return found


def report(site: dict[str, list[float]], bare: dict[str, list[float]]) -> None:
    notes = {
        "rush": f"s until all {RUSH} were answered",
        "p95": f"s until 95 % of {RUSH} were",
        "2": "registrations a second, 2 clients",
        "16": "registrations a second, 16 clients",
    }
    for name, note in notes.items():
        ours, least = statistics.median(site[name]), statistics.median(bare[name])
        times = ours / least if name in ("rush", "p95") else least / ours
        both = f"{spread(site[name])}  bare {spread(bare[name])}"
        say(f"  {name:<5}{both}  {times:4.1f} times  {note}")


def spread(values: list[float]) -> str:
    """The median, the least and the most."""
    return f"{statistics.median(values):8.2f} [{min(values):.2f}–{max(values):.2f}]"


def main() -> None:
    parser = make_parser(__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with scratch_database():
        say(f"One event of {PLACES} places on {connection.vendor}, two workers, {rounds} rounds")
        bare, site = measure(rounds, is_bare=True), measure(rounds, is_bare=False)
        report(site, bare)
        connection.close()


if __name__ == "__main__":
    main()
