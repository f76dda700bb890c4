"""Start a server under the right user, wait until it answers, stop it by its number."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.services.packages import is_root
from tests.services.service import MissingError


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def server_user(*names: str) -> str | None:
    """Who a server runs as: servers that refuse root get the first of `names` that exists."""
    if not is_root():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in (*names, "nobody") if name in known)


def give(folder: Path, user: str | None) -> None:
    """Hand a folder and what is in it to the user of a server."""
    if user:
        owner = pwd.getpwnam(user)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)


def start(
    command: list[str], *, log: Path, user: str | None = None, env: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
            env=env,
            cwd="/",
            start_new_session=True,  # Ctrl-C is for the tests; we stop servers ourselves
        )


def wait_for(answers: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait up to a minute; a server that dies meanwhile is reported with its last words."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if answers():
            return
        time.sleep(0.1)
    stop(process)
    raise MissingError(f"did not start: {log.read_text(errors='replace')[-400:].strip()}")


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def forget(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
