"""What is claimed of speed, measured: each module is one command that can be run again.

Importing this sets Django up with a folder and a database of its own, so import it first. The
database is that of `DATABASE_URL`, else SQLite; nothing of a site is read or written.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import django

FOLDER = tempfile.mkdtemp(prefix="brink-bench-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "site"))
os.environ["VAR_DIR"] = FOLDER
os.environ["BRINK_TEST_DB"] = f"bench_{os.getpid()}"
os.environ["DJANGO_SETTINGS_MODULE"] = "brink.settings.test"
django.setup()
