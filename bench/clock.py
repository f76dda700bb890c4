"""Times of each kind of work, with their spread: one number alone says little."""

import statistics
import time
from collections.abc import Callable

from tqdm import tqdm


def nothing() -> None:
    """What goes before work that needs no preparation."""


class Clock:
    """Milliseconds by the name of the work; under `<name> cpu` those that this process worked.

    They hardly change when the machine has other work too.
    """

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {}

    def run(
        self,
        name: str,
        work: Callable[[], object],
        *,
        rounds: int = 1,
        before: Callable[[], object] = nothing,
    ) -> None:
        for _round in tqdm(range(rounds), desc=f"  {name:<8}", leave=False, disable=None):
            before()
            start, worked = time.perf_counter(), time.process_time()
            work()
            self.note(name, time.perf_counter() - start)
            self.note(f"{name} cpu", time.process_time() - worked)

    def note(self, name: str, seconds: float) -> None:
        self.times.setdefault(name, []).append(seconds * 1000)

    def median(self, name: str) -> float:
        return statistics.median(self.times[name])

    def of_100(self, name: str, number: int) -> float:
        """What so many of a hundred took at most; 50 is the median."""
        times = sorted(self.times[name])
        return times[min(len(times) - 1, len(times) * number // 100)]

    def line(self, name: str, note: str) -> str:
        """`warm 0.71 ms [0.66–1.20] 1 query`: the median, the least and the most."""
        low, high = min(self.times[name]), max(self.times[name])
        return f"  {name:<8}{self.median(name):>10.2f} ms  [{low:.2f}–{high:.2f}]  {note}"
