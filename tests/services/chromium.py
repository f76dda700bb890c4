"""The browser of the machine; nothing is downloaded from a browser maker."""

import shutil
import subprocess
from pathlib import Path

from tests.services.packages import program
from tests.services.service import Service

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def provide(_folder: Path) -> Service:
    found = executable()
    origin = "already there" if found else "installed here"
    path = found or program("chromium", package="chromium")
    told = subprocess.run([path, "--version"], capture_output=True, text=True).stdout.split()
    version = next((word for word in told if word[:1].isdigit()), "of unknown version")
    return Service("Chromium", version, origin, path)


def executable() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
