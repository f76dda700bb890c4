"""`make test`: every check and every test, on both sets of services, with one verdict at the end.

A missing service is a failure where CI is set, and elsewhere a loud line in the verdict. Servers
start while the checks run; what was started here is stopped here, whatever happens.
"""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from xml.etree import ElementTree

from deploy.messages import LOCALES, compile_all
from tests.services.distribution import RELEASES
from tests.services.service import Service
from tests.services.team import Team

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
#: More would push the verdict out of the end of a log.
MOST_FAILURES = 40
OUTSIDE = (
    "DATABASE_URL",
    "REDIS_URL",
    "CELERY_BROKER_URL",
    "ELASTICSEARCH_URL",
    "EMAIL_URL",
    "MEDIA_URL_S3",
)
CHECKS = {
    "types": ["mypy"],  # takes longest
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "import layers": ["lint-imports", "--no-cache"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "templates": ["djlint", "templates", "--lint", "--quiet"],
}
# Files in the order of `longest_first`, not by the number of their tests.
PYTEST = ["python", "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
# The inner loop leaves out, by one rule (`is_quick` in tests/conftest.py), what drives a browser or
# a server, really commits, fills in forms of the admin or is marked `slow`; `make test` has it all.
# The second `--dist` counts: each worker takes a test when it has none.
QUICK = ["--quick", "--dist", "worksteal"]
SEARCH = ["tests/search", "tests/events/test_selection_search.py"]
COVERED = ("site/brink", "events", "casestudies", "masterclasses", "search")


@dataclass
class Verdict:
    """What was run, what failed, and who helped."""

    lines: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)

    def note(self, name: str, code: int, seconds: float, causes: Iterable[str] = ()) -> None:
        self.lines.append(f"  {'FAILED' if code else 'ok':<7} {name} ({seconds:.0f} s)")
        self.lines += (f"          {cause}" for cause in causes)
        if code:
            self.failed.append(name)

    def tell(self) -> int:
        print("\n" + "\n".join(self.lines))
        for service in self.services:
            print(f"  used    {service}")
        for name, reason in self.missing.items():
            print(f"  !!!!    NOT TESTED with {name}: {reason}")
        if self.missing and is_ci():
            self.failed.append("a service is missing")
        print(f"FAILED: {', '.join(self.failed)}." if self.failed else "All is well.")
        return 1 if self.failed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the checks and tests of Brink.")
    parser.add_argument("--quick", action="store_true", help="SQLite, without what is slow")
    parser.add_argument("--lint", action="store_true", help="the checks without tests")
    parser.add_argument("--coverage", action="store_true", help="SQLite, with the lines reached")
    parser.add_argument(
        "--elasticsearch", choices=RELEASES, help="only the tests of search, on that major version"
    )
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, leave)
    os.chdir(ROOT)
    compile_all(LOCALES)
    verdict = Verdict()
    if options.lint:
        run_checks(verdict)
    elif options.quick:
        run(verdict, "tests on SQLite, quick", [*PYTEST, *QUICK], alone())
    elif options.coverage:
        run(verdict, "tests on SQLite", [*PYTEST, *coverage()], alone())
    elif options.elasticsearch:
        run_search(verdict, options.elasticsearch)
    else:
        run_all(verdict)
    return verdict.tell()


def run_all(verdict: Verdict) -> None:
    with Team(["chromium", "gettext", "postgres", "redis", "elasticsearch"]) as team:
        run_checks(verdict)
        members = {name: team.get(name) for name in ("chromium", "gettext")}
        run(verdict, "tests on SQLite, embedded search", PYTEST, alone())
        members |= {name: team.get(name) for name in ("postgres", "redis", "elasticsearch")}
        verdict.missing = team.missing
        verdict.services = [service for service in members.values() if service]
        if members["postgres"]:
            with together(members) as environ:
                name = "tests on PostgreSQL, Redis, Elasticsearch"
                run(verdict, name, [*PYTEST, "--again"], environ)


def run_search(verdict: Verdict, major: str) -> None:
    """On a server of that version, whatever others there are."""
    os.environ.pop("ELASTICSEARCH_URL", None)
    os.environ["BRINK_ELASTICSEARCH"] = major
    with Team(["elasticsearch"]) as team:
        found = team.get("elasticsearch")
        verdict.missing = team.missing
        if not found:
            verdict.failed.append("no server")
        else:
            verdict.services = [found]
            with together({"elasticsearch": found}) as environ:
                name = f"tests of search on Elasticsearch {found.version}"
                run(verdict, name, [*PYTEST, *SEARCH], environ)


def run_checks(verdict: Verdict) -> None:
    """Two at a time, each on a core; what they say is printed one after the other."""
    with ThreadPoolExecutor(2) as pool:
        for name, (code, seconds, words) in zip(CHECKS, pool.map(check, CHECKS), strict=True):
            print(f"\n== {name}\n{words}", end="", flush=True)
            verdict.note(name, code, seconds)


def check(name: str) -> tuple[int, float, str]:
    """How it ended, after how many seconds, and what it said."""
    began = time.monotonic()
    done = subprocess.run(
        command_line(CHECKS[name]),
        env=alone(),
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, time.monotonic() - began, done.stdout


def run(verdict: Verdict, name: str, command: list[str], environ: dict[str, str]) -> None:
    print(f"\n== {name}", flush=True)
    with TemporaryDirectory() as folder:
        report = Path(folder) / "tests.xml"
        began = time.monotonic()
        command = [*command_line(command), f"--junitxml={report}"]
        done = subprocess.run(command, env=environ, check=False)
        verdict.note(name, done.returncode, time.monotonic() - began, read_failures(report))


def read_failures(report: Path) -> Iterator[str]:
    """Which tests failed and why, a line each: of a long log only the end is sure to be kept."""
    try:
        cases = ElementTree.parse(report).iter("testcase")
    except (FileNotFoundError, ElementTree.ParseError):
        return  # it ended before it could tell
    failed = [(case, why) for case in cases for why in case if why.tag in ("failure", "error")]
    for case, found in failed[:MOST_FAILURES]:
        why = found.get("message", "").partition("\n")[0]
        yield f"{case.get('classname')}::{case.get('name')}: {why}"[:300]
    if len(failed) > MOST_FAILURES:
        yield f"and {len(failed) - MOST_FAILURES} more"


def command_line(command: list[str]) -> list[str]:
    return [str(BIN / command[0]), *command[1:]]


def alone() -> dict[str, str]:
    """The environment of a checkout without any outside service."""
    return {name: value for name, value in base().items() if name not in OUTSIDE}


@contextmanager
def together(members: Mapping[str, Service | None]) -> Iterator[dict[str, str]]:
    """The environment with all services, under names that no other run uses."""
    run_id = secrets.token_hex(3)
    environ = {**alone(), "BRINK_TEST_DB": f"brink_{run_id}"}
    environ["ELASTICSEARCH_PREFIX"] = f"brink-test-{run_id}"
    variables = {"postgres": "DATABASE_URL", "redis": "REDIS_URL"}
    variables["elasticsearch"] = "ELASTICSEARCH_URL"
    for name, variable in variables.items():
        if service := members.get(name):
            environ[variable] = service.url
    yield environ


def base() -> dict[str, str]:
    """Compiled files are kept, whatever our caller says: a run starts Python a hundred times, and
    compiling Django, Wagtail and the tests each time takes it longer than all else they do then.
    """
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{ROOT / '.cache' / 'bytecode'}"}
    required = {"BRINK_SERVICES": "required"} if is_ci() else {}
    settings = {"DJANGO_SETTINGS_MODULE": "brink.settings.test", "PYTHONPATH": "site"}
    return {**os.environ, **kept, **required, **settings}


def is_ci() -> bool:
    return os.environ.get("CI", "").lower() not in {"", "0", "false", "no"}


def coverage() -> list[str]:
    return [
        *(f"--cov={name}" for name in COVERED),
        "--cov-branch",
        "--cov-report=term:skip-covered",
    ]


def leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit("Stopped.")


if __name__ == "__main__":
    sys.exit(main())
