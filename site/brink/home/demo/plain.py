"""The fixed pages of the data files: home, about, privacy and the rest."""

from typing import Any

from wagtail.models import Page

from brink.home.demo.markup import Block, body_blocks, plain_text
from brink.home.demo.register import Register
from brink.home.demo.source import Item
from brink.home.models import HomePage
from brink.pages.languages import other_language
from brink.pages.models import PlainPage

#: Which menu a page stands in, and where.
MENUS = {
    "over": ("guide", 0),
    "zo-zoek-je": ("guide", 1),
    "contact": ("guide", 2),
    "deel-je-kennis": ("guide", 3),
    "agenda-in-je-telefoon": ("guide", 4),
    "woordenlijst": ("guide", 5),
    "toegankelijkheid": ("terms", 1),
    "privacy": ("terms", 2),
    "cookies": ("terms", 3),
}

#: The blocks of the home page, by their keys in the data file.
SECTIONS = {"agenda": "agenda", "nieuw": "new", "mislukt": "failed", "vraag": "question"}

STATEMENT_LABELS = {
    "scope": ("Waarvoor geldt dit", "Scope"),
    "norm": ("Norm", "Standard"),
    "status": ("Stand", "Status"),
    "date": ("Datum", "Date"),
    "report": ("Rapport", "Report"),
    "planned_examination": ("Gepland onderzoek", "Planned examination"),
    "method": ("Werkwijze", "Method"),
    "signature": ("Ondertekend door", "Signed by"),
}
FEEDBACK_LABELS = {
    "name": ("Meldpunt", "Contact"),
    "email": ("E-mail", "E-mail"),
    "phone": ("Telefoon", "Phone"),
    "reply_within": ("Antwoord", "Reply"),
}


def fill_plain(page: PlainPage, item: Item, lang: str, register: Register) -> None:
    page.menu, page.menu_order = MENUS.get(item.id, ("", 0))
    body = body_blocks(item.text("body", lang), register.resolver(item, lang))
    page.body = [*body, *extra_blocks(item, lang)]


def extra_blocks(item: Item, lang: str) -> list[Block]:
    """What a page has beside running text: terms, people and an address, or a statement."""
    if "terms" in item.data:
        return [("terms", {"rows": [term_row(row, lang) for row in item.get("terms")]})]
    if "people" in item.data:
        people = [person_row(row, lang) for row in item.get("people")]
        return [
            ("people", {"title": "", "rows": people}),
            ("address", address(item.get("address"))),
        ]
    if "statement" in item.data:
        return statement_blocks(item.get("statement"), lang)
    return []


def term_row(row: dict[str, Any], lang: str) -> dict[str, str]:
    other = other_language(lang)
    return {
        "anchor": row["key"],
        "term": row["term"][lang],
        "other": row["term"][other],
        "definition": plain_text(row["definition"][lang]),
    }


def person_row(row: dict[str, Any], lang: str) -> dict[str, str]:
    return {
        "name": row["name"],
        "role": row["role"][lang],
        "about": row["for"][lang],
        "email": row["email"],
        "phone": row["phone"],
    }


def address(row: dict[str, str]) -> dict[str, str]:
    parts = {name: row[name] for name in ("name", "street", "postcode")}
    return {**parts, "town": row["municipality"]}


def statement_blocks(statement: dict[str, Any], lang: str) -> list[Block]:
    deviations = statement["deviations"]
    table = {
        "caption": "Bekende afwijkingen" if lang == "nl" else "Known deviations",
        "columns": deviations["columns"][lang],
        "rows": [{"cells": row[lang]} for row in deviations["rows"]],
        "empty": deviations["empty"][lang],
    }
    feedback = fact_rows(FEEDBACK_LABELS, statement["feedback"], lang)
    title = "Een drempel melden" if lang == "nl" else "Report a barrier"
    return [
        ("facts", {"title": "", "rows": fact_rows(STATEMENT_LABELS, statement, lang)}),
        ("table", table),
        ("facts", {"title": title, "rows": feedback}),
    ]


def fact_rows(
    labels: dict[str, tuple[str, str]], values: dict[str, Any], lang: str
) -> list[dict[str, str]]:
    rows = []
    for name, (dutch, english) in labels.items():
        value = values[name]
        text = value[lang] if isinstance(value, dict) else str(value)
        rows.append({"label": dutch if lang == "nl" else english, "text": text})
    return rows


def fill_home(page: HomePage, item: Item, lang: str, register: Register) -> None:
    hero = item.get("hero")
    page.region_line = (
        "Groningen · Friesland · Drenthe" if lang == "nl" else "The Northern Netherlands"
    )
    page.hero_title = hero["line"][lang]
    page.hero_text = hero["sub"][lang]
    page.hero_links = [
        (
            "link",
            {
                "page": target(hero[name], item, lang, register),
                "label": hero[name]["label"][lang],
                "for_trainees": name == "primary",
            },
        )
        for name in ("primary", "secondary")
    ]
    page.entrances = [
        ("entrance", entrance(row, item, lang, register)) for row in item.get("entrances")
    ]
    page.sections = [("section", section(row, lang)) for row in item.get("blocks")]
    page.body = body_blocks(item.text("body", lang), register.resolver(item, lang))


def target(row: dict[str, Any], item: Item, lang: str, register: Register) -> Page:
    resolve = register.resolver(item, lang)
    return Page.objects.get(pk=resolve(row["target"].removeprefix("brink:")))


def entrance(row: dict[str, Any], item: Item, lang: str, register: Register) -> dict[str, Any]:
    words = {name: row[name][lang] for name in ("title", "text", "label")}
    return {**words, "page": target(row, item, lang, register)}


def section(row: dict[str, Any], lang: str) -> dict[str, str]:
    empty = (row.get("empty") or {}).get(lang, "")
    return {
        "key": SECTIONS[row["key"]],
        "title": row["title"][lang],
        "text": row["text"][lang],
        "empty": empty,
    }
