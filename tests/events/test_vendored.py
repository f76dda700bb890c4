"""What we serve of others is what they published, with its licence and where it came from."""

import hashlib
import re

from django.conf import settings

FOLDER = settings.BASE_DIR / "site" / "static" / "js" / "vendor"
ROW = re.compile(r"^\| (?P<name>[\w.-]+) \| `(?P<digest>[0-9a-f]{64})` \|$", re.MULTILINE)


def test_each_vendored_file_is_as_published() -> None:
    folders = [path for path in FOLDER.iterdir() if path.is_dir()]

    assert folders
    for folder in folders:
        known = dict(ROW.findall((folder / "ORIGIN.md").read_text()))
        files = {path.name: path.read_bytes() for path in folder.glob("*.js")}
        assert known == {name: hashlib.sha256(text).hexdigest() for name, text in files.items()}
        assert list(folder.glob("LICENSE*"))
