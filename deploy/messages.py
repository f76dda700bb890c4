#!/usr/bin/env python3
"""The words of the site in Dutch: collect them from the code, compile them for it.

`compile` uses polib, so that serving a checkout needs no gettext on the machine; `collect` is
Django's `makemessages` and does need it.
"""

import os
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ROOT / "site" / "locale"
NOT_OURS = (".venv", ".cache", "var", "tests", "bench", "content", "deploy")


def main() -> None:
    match sys.argv[1:]:
        case ["compile"]:
            compile_all(LOCALES)
        case ["collect"]:
            subprocess.run(collect_command(), cwd=ROOT, check=True)
        case _:
            sys.exit("Say `compile` or `collect`.")


def compile_all(folder: Path) -> list[Path]:
    """Write a `.mo` beside each `.po` that is newer, and return what was written."""
    return [compile_one(po) for po in sorted(folder.rglob("*.po")) if is_stale(po)]


def is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def compile_one(po: Path) -> Path:
    """Replace the `.mo` in one step: a server that starts meanwhile reads the old or the new."""
    mo = po.with_suffix(".mo")
    draft = mo.with_suffix(f".{os.getpid()}.tmp")
    polib.pofile(str(po)).save_as_mofile(str(draft))
    draft.replace(mo)
    return mo


def collect_command(*more: str) -> list[str]:
    ignored = [f"--ignore={name}" for name in NOT_OURS]
    options = ["--locale=nl", "--no-location", "--no-wrap", "--no-obsolete", *ignored, *more]
    return [sys.executable, "manage.py", "makemessages", *options]


if __name__ == "__main__":
    main()
