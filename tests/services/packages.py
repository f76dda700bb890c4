"""Programs of the machine: found on the PATH, else installed from Debian by root."""

import os
import shutil
import subprocess
import threading

from tests.services.service import MissingError

_apt = threading.Lock()  # apt itself refuses to run twice at once


def is_root() -> bool:
    return os.geteuid() == 0


def program(name: str, *, package: str, path: str | None = None) -> str:
    """The full path of a program; installs `package` when it is not there and we may."""
    found = shutil.which(name, path=path)
    if not found:
        install(package)
        found = shutil.which(name, path=path)
    if not found:
        raise MissingError(f"{name} is not on the PATH, nor in the Debian package {package}")
    return found


def install(package: str) -> None:
    if not (is_root() and shutil.which("apt-get")):
        raise MissingError(f"not installed; on Debian: sudo apt-get install {package}")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with _apt:
        for command in (["update"], ["install", "-y", "--no-install-recommends", package]):
            done = subprocess.run(
                ["apt-get", "-qq", *command], env=environ, capture_output=True, text=True
            )
        if done.returncode:
            raise MissingError(f"apt-get install {package} failed: {done.stderr.strip()[-300:]}")
