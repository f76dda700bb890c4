"""A Redis of our own, in memory only."""

import os
from pathlib import Path

from redis import Redis, RedisError

from tests.services import processes
from tests.services.packages import program
from tests.services.service import MissingError, Service

IN_MEMORY = ("--save", "", "--appendonly", "no")


def provide(folder: Path) -> Service:
    if url := os.environ.get("REDIS_URL", ""):
        return Service("Redis", version(url), "already there, REDIS_URL", url)
    server = program("redis-server", package="redis-server")
    folder.mkdir()
    log, port = folder / "log", processes.free_port()
    process = processes.start(
        [server, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), *IN_MEMORY],
        log=log,
    )
    processes.wait_for(lambda: processes.accepts(port), process, log)
    url = f"redis://127.0.0.1:{port}/0"
    return Service("Redis", version(url), "started here", url, lambda: processes.stop(process))


def version(url: str) -> str:
    try:
        return str(Redis.from_url(url, socket_timeout=5).info("server")["redis_version"])
    except RedisError as error:
        raise MissingError(f"REDIS_URL does not answer: {error}") from error
