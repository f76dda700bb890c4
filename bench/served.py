"""Settings of a server under load: all middleware, and no limit on one address of the net."""

import os

from brink.settings.test import *  # noqa: F403  (settings are meant to be merged)
from brink.settings.test import DATABASES

DEBUG = False
DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
DATABASES["default"]["CONN_MAX_AGE"] = 60
# All requests of a benchmark come from one machine.
ACCOUNT_RATE_LIMITS = False
if os.environ.get("BENCH_BARE"):
    MIDDLEWARE: list[str] = []
    ROOT_URLCONF = "bench.bare"
