"""A real Elasticsearch of one node on a free port, with its data in a temporary folder."""

import json
import os
import shutil
import signal
import time
import urllib.request
from pathlib import Path

from tests.services import processes
from tests.services.distribution import distribution, wanted
from tests.services.java import java_home
from tests.services.service import MissingError, Service

START_WITHIN = 240  # seconds; 15 on an idle machine


def provide(folder: Path) -> Service:
    if urls := os.environ.get("ELASTICSEARCH_URL", ""):
        found = version(urls.split(",")[0])
        return Service("Elasticsearch", found, "already there, ELASTICSEARCH_URL", urls)
    release = wanted()
    return start(distribution(release), java_home(release.least_java), folder)


def start(home: Path, java: Path, folder: Path) -> Service:
    node = Node(home, java, folder)
    node.launch({"discovery.type": "single-node"}, heap=512)
    node.wait()
    return Service("Elasticsearch", version(node.url), "started here", node.url, stop=node.stop)


class Node:
    """One server, with its settings and data in `folder`."""

    def __init__(self, home: Path, java: Path, folder: Path) -> None:
        self.home, self.java, self.folder = home, java, folder
        self.port, self.transport = processes.free_port(), processes.free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def launch(self, settings: dict[str, str], *, heap: int) -> None:
        shutil.copytree(self.home / "config", self.folder / "config")
        user = processes.server_user("esuser", "elasticsearch")
        ports = {"http.port": str(self.port), "transport.port": str(self.transport)}
        write_configuration(self.folder, ports | settings)
        processes.give(self.folder, user)
        # `-d` returns when the node is up, and its code tells failure. The server reads ES_* and
        # JAVA_* of whoever starts it, hence an environment of its own.
        self.launched = processes.start(
            [str(self.home / "bin" / "elasticsearch"), "-d", "-p", str(self.folder / "pid")],
            log=self.folder / "log",
            user=user,
            env=environment(self.java, self.folder, heap),
        )

    def wait(self) -> None:
        if self.launched.wait(timeout=START_WITHIN):
            raise MissingError(f"did not start: {last_words(self.folder / 'log')}")
        get(f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=60s", timeout=70)

    @property
    def pid(self) -> int:
        return int((self.folder / "pid").read_text())

    def stop(self) -> None:
        stop(self.pid)


def last_words(log: Path) -> str:
    """The lines that tell an error, without the stack below them."""
    lines = log.read_text(errors="replace").splitlines()
    return " ".join(line for line in lines if "rror" in line or "xception" in line)[:400]


def write_configuration(folder: Path, own: dict[str, str]) -> None:
    for name in ("data", "logs", "tmp"):
        (folder / name).mkdir()
    settings = {
        "cluster.name": "brink-test",
        "path.data": folder / "data",
        "path.logs": folder / "logs",
        "network.host": "127.0.0.1",
        "xpack.security.enabled": "false",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        **own,
    }
    lines = [f"{name}: {value}\n" for name, value in settings.items()]
    (folder / "config" / "elasticsearch.yml").write_text("".join(lines))
    options = folder / "config" / "jvm.options"
    kept = [line for line in options.read_text().splitlines() if "gc" not in line]
    options.write_text("\n".join(kept) + "\n")  # its garbage log would land beside the programs


def environment(java: Path, folder: Path, heap: int) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "ES_JAVA_HOME": str(java),
        "ES_PATH_CONF": str(folder / "config"),
        "ES_TMPDIR": str(folder / "tmp"),
        "ES_JAVA_OPTS": f"-Xms{heap}m -Xmx{heap}m",
    }


def version(url: str) -> str:
    try:
        return str(get(url, timeout=10)["version"]["number"])
    except (OSError, ValueError, KeyError) as error:
        raise MissingError(f"ELASTICSEARCH_URL does not answer: {error}") from error


def get(url: str, *, timeout: int) -> dict:
    with urllib.request.urlopen(url, timeout=timeout) as answer:  # our own address
        return json.load(answer)


def stop(pid: int) -> None:
    """Ask, wait, insist: only the process whose number the server itself wrote."""
    for order, patience in ((signal.SIGTERM, 30), (signal.SIGKILL, 10)):
        try:
            os.kill(pid, order)
            wait_gone(pid, patience)
        except ProcessLookupError:
            return


def wait_gone(pid: int, seconds: int) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        os.kill(pid, 0)
        time.sleep(0.1)
