"""The model, where it is switched on and works; what goes wrong in it costs the order only."""

import logging
from collections.abc import Callable
from importlib import import_module
from time import monotonic
from typing import Any, TypeVar

from django.conf import settings

logger = logging.getLogger(__name__)

#: So many seconds a process leaves a model alone that failed.
PAUSE = 60.0

Made = TypeVar("Made")

_rests_until = 0.0


def ask_model(question: Callable[[Any], Made]) -> Made | None:
    """What `search.vectors.encoder` makes of it; None when it is off, rests or fails.

    A failure is told once in a pause, whatever it is: the package may be missing, too.
    """
    global _rests_until
    if not settings.SEARCH_VECTORS or monotonic() < _rests_until:
        return None
    try:
        return question(import_module("search.vectors.encoder"))
    except Exception:
        _rests_until = monotonic() + PAUSE
        logger.warning("Sentence vectors failed; results are in the order of words.", exc_info=True)
        return None


def forget_failure() -> None:
    """As in a process that starts."""
    global _rests_until
    _rests_until = 0.0
