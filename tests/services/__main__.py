"""`python -m tests.services elasticsearch`: start servers for trying out, until Ctrl-C."""

import signal
import sys
from types import FrameType

from tests.services.team import PROVIDERS, Team

VARIABLES = {
    "postgres": "DATABASE_URL",
    "redis": "REDIS_URL",
    "elasticsearch": "ELASTICSEARCH_URL",
}


def main(names: list[str]) -> None:
    if not names or not set(names) <= VARIABLES.keys():
        sys.exit(f"Name one or more of: {', '.join(VARIABLES)}.")
    signal.signal(signal.SIGTERM, leave)
    print(f"Starting {', '.join(names)} …", file=sys.stderr, flush=True)
    with Team(names) as team:
        for name in names:
            service = team.get(name)
            if not service:
                sys.exit(f"{name}: {team.missing[name]}")
            print(f"{VARIABLES[name]}={service.url}", flush=True)
        print("Ctrl-C stops it and forgets its data.", file=sys.stderr, flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("\nStopping …", file=sys.stderr, flush=True)


def leave(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


assert VARIABLES.keys() <= PROVIDERS.keys()
if __name__ == "__main__":
    main(sys.argv[1:])
