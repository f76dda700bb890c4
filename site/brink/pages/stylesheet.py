"""One style sheet for the browser, joined from the files that `brink.css` names, in its order.

The address carries a hash of the content, so browsers keep it for ever; there is no build step and
an edit is seen at the next request of a development server.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

FOLDER = settings.BASE_DIR / "site" / "static" / "css"
IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>[\w-]+)\);\n?')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
FONT = re.compile(r'url\("\.\./(?P<file>[^"]+)"\)')


@dataclass(frozen=True)
class StyleSheet:
    text: str
    digest: str


def style_sheet() -> StyleSheet:
    """The present style sheet: read once, or again after each edit when DEBUG is on."""
    return join(newest_edit() if settings.DEBUG else 0)


def newest_edit() -> int:
    return max(path.stat().st_mtime_ns for path in FOLDER.rglob("*.css"))


@lru_cache(maxsize=1)
def join(edit: int) -> StyleSheet:
    """Join the files as they are since `edit`, which only keys the cache."""
    entry = COMMENT.sub("", (FOLDER / "brink.css").read_text())
    text = IMPORT.sub(lambda found: layer_of(found["file"], found["layer"]), entry)
    return StyleSheet(text, hashlib.sha256(text.encode()).hexdigest()[:12])


def layer_of(file: str, layer: str) -> str:
    text = COMMENT.sub("", Path(FOLDER, file).read_text())
    text = FONT.sub(lambda found: f'url("{static(found["file"])}")', text)
    return f"@layer {layer} {{\n{text}}}\n"


def style_address() -> str:
    return reverse("stylesheet", args=[style_sheet().digest])


@gzip_page
@require_safe
def serve_stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """The style sheet; an address of another release leads to the present one."""
    sheet = style_sheet()
    if digest != sheet.digest:
        return HttpResponseRedirect(style_address(), headers={"Cache-Control": "no-cache"})
    response = HttpResponse(sheet.text, content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response
