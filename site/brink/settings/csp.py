"""What browsers allow a page to do. Public pages are strict; Wagtail's admin needs inline code."""

from brink.settings.env import media_origin

# Uploads may live in a bucket on a host of its own.
UPLOADS = [origin] if (origin := media_origin()) else []

PUBLIC_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", *UPLOADS],
        "media-src": ["'self'", *UPLOADS],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}

PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}
