"""A step from one page to the next."""

from playwright.sync_api import Locator, Page


def follow(part: Locator) -> None:
    """Click on what leads to another page, and wait until that page stands.

    What does not wait by itself (axe, a count, the address, a look in the database) would else meet
    the page before, or one that is still empty.
    """
    with part.page.expect_navigation():
        part.click()


def follow_enter(page: Page) -> None:
    """The same with the keyboard, on what has the focus."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
