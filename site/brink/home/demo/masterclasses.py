"""Masterclasses of the data files."""

from typing import Any

from wagtail.models import Page

from brink.home.demo.markup import plain_text, rich_text
from brink.home.demo.register import Register
from brink.home.demo.source import Item
from brink.people.models import Organisation
from brink.themes.models import Sector, Theme
from masterclasses.models import MasterclassPage, Module, Teacher


def fill_masterclass(page: MasterclassPage, item: Item, lang: str, register: Register) -> None:
    page.subtitle = item.text("subtitle", lang)
    page.level = item.get("level")
    page.duration = item.get("duration_minutes")
    page.audience = item.text("audience", lang)
    page.learning_goals = [("goal", goal) for goal in item.get("learning_goals")[lang]]
    page.prerequisites = plain_text(item.maybe("prerequisites", lang))
    page.bring = plain_text(item.maybe("bring", lang))
    page.themes = [register.term(Theme, code, item, "themes") for code in item.get("themes")]
    page.sectors = [register.term(Sector, code, item, "sectors") for code in item.get("sectors")]
    page.sittings = sittings(item, lang, register)
    page.modules = [module(page, row, item, lang, register) for row in item.get("modules")]
    page.teachers = [teacher(page, row, item, lang, register) for row in item.get("teachers")]


def sittings(item: Item, lang: str, register: Register) -> list[tuple[str, Page]]:
    resolve = register.resolver(item, lang)
    ids = [resolve(target) for target in item.get("sittings")]
    pages = Page.objects.in_bulk(ids)
    return [("event", pages[pk]) for pk in ids]


def module(
    page: MasterclassPage, row: dict[str, Any], item: Item, lang: str, register: Register
) -> Module:
    resolve = register.resolver(item, lang)
    text = rich_text(row["body"].get(lang, ""), resolve)
    if transcript := (row.get("transcript") or {}).get(lang):
        heading = "Uitgeschreven tekst" if lang == "nl" else "Transcript"
        text += f"<h3>{heading}</h3>{rich_text(transcript, resolve)}"
    return Module(
        title=row["title"][lang],
        kind=row["kind"],
        minutes=row["minutes"],
        text=text,
        locale=page.locale,
    )


def teacher(
    page: MasterclassPage, row: dict[str, Any], item: Item, lang: str, register: Register
) -> Teacher:
    return Teacher(
        name=row["name"],
        role=row["role"].get(lang, ""),
        organisation=register.term(Organisation, row["organisation"], item, "teachers"),
        locale=page.locale,
    )
