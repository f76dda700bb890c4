"""Three servers that are one Elasticsearch: tests of what happens when one of them dies."""

import os
import signal
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.services import processes
from tests.services.distribution import distribution, wanted
from tests.services.elasticsearch import Node, get
from tests.services.java import java_home

HEAP = 256  # megabytes for each


class Cluster:
    def __init__(self, folder: Path) -> None:
        release = wanted()
        home, java = distribution(release), java_home(release.least_java)
        self.nodes = {name: Node(home, java, folder / name) for name in ("n1", "n2", "n3")}

    @property
    def urls(self) -> list[str]:
        return [node.url for node in self.nodes.values()]

    def start(self) -> None:
        """All at once: none is up before it has found another."""
        shared = {
            "discovery.seed_hosts": listed(f"127.0.0.1:{n.transport}" for n in self.nodes.values()),
            "cluster.initial_master_nodes": listed(self.nodes),
        }
        for name, node in self.nodes.items():
            node.folder.mkdir()
            node.launch({**shared, "node.name": name}, heap=HEAP)
        for node in self.nodes.values():
            node.wait()
        get(f"{self.urls[0]}/_cluster/health?wait_for_nodes=3&timeout=120s", timeout=130)

    def kill_master(self) -> str:
        """End the elected one at once, as a power cut does; gives its name."""
        state = get(f"{self.urls[0]}/_cluster/state/master_node,nodes", timeout=10)
        name = state["nodes"][state["master_node"]]["name"]
        os.kill(self.nodes.pop(name).pid, signal.SIGKILL)  # its number may soon be another's
        return name

    def stop(self) -> None:
        for node in self.nodes.values():
            with suppress(FileNotFoundError):  # it did not come so far
                node.stop()


def listed(values: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


@contextmanager
def running() -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="brink-", dir="/var/tmp"))
    folder.chmod(0o755)  # the servers run as another user
    cluster = Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        processes.forget(folder)
