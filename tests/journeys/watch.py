from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

# A browser logs each answer of 400 and up; a test that wants a 404 or 422 asserts it itself. It
# logs each request without network too, and only a test takes that away.
EXPECTED = (
    "Failed to load resource: the server responded with a status of 4",
    "Failed to load resource: net::ERR_INTERNET_DISCONNECTED",
)


class Watch:
    """Listens to one page and keeps what should not have happened."""

    def __init__(self, page: Page, *, host: str) -> None:
        self.page = page
        self.host = host
        self.told: list[str] = []
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.told.append(f"script error: {error}"))
        page.on("request", self.see)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            self.told.append(f"{self.page.url}: {message.text}")

    def see(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        if host and host != self.host:
            self.told.append(f"{self.page.url} asked another host: {request.url}")
