"""The programs that collect words to translate."""

import shutil
import subprocess
from pathlib import Path

from tests.services.packages import program
from tests.services.service import Service


def provide(_folder: Path) -> Service:
    origin = "already there" if shutil.which("xgettext") else "installed here"
    path = program("xgettext", package="gettext")
    told = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
    return Service("gettext", told.splitlines()[0].split()[-1], origin, path)
