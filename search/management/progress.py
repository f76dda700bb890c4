"""How far a long command is, with its rate."""

from collections.abc import Iterable, Iterator
from functools import partial
from uuid import UUID

from tqdm import tqdm

from search.verifying import Progress


def show(batches: Iterable[list[UUID]], total: int, *, is_quiet: bool) -> Iterator[list[UUID]]:
    with tqdm(total=total, desc="Items", unit="item", disable=is_quiet, ascii=True) as bar:
        for batch in batches:
            yield batch
            bar.update(len(batch))


def progress_bar(*, is_quiet: bool) -> Progress:
    return partial(show, is_quiet=is_quiet)
