from collections.abc import Callable
from dataclasses import dataclass


class MissingError(Exception):
    """A service is not there and cannot be started; the text is the reason."""


def nothing() -> None:
    """What stops a service that we did not start."""


@dataclass(frozen=True)
class Service:
    name: str
    version: str
    origin: str
    url: str = ""
    stop: Callable[[], None] = nothing

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.origin})"
