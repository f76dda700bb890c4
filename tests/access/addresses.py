"""Every address that the site has, as its resolver knows them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Address:
    """One pattern; `key` names it in `codes.txt`, with its arguments where a name has several."""

    key: str
    name: str
    route: str
    arguments: tuple[str, ...]
    module: str

    @property
    def is_ours(self) -> bool:
        return not self.module.startswith(("wagtail", "allauth", "django"))

    def path(self, value: Any) -> str:
        """The address with arguments filled in: `value` gives one by its name or number."""
        if not self.name:
            return "/" + re.sub(r"\^\.\*/\$", "nothing/", self.route)
        found = {each: value(each) for each in self.arguments}
        if all(each.isdigit() for each in found):
            return reverse(self.name, args=list(found.values()))
        return reverse(self.name, kwargs=found)


def addresses() -> list[Address]:
    """In the order of the resolver; each name once, or once for each set of arguments it takes."""
    found = list(walk(get_resolver()))
    names = [pattern.key for pattern in found]
    several = {name for name in names if names.count(name) > 1}
    keyed = [
        Address(key_of(each, several), *(each.name, each.route, each.arguments, each.module))
        for each in found
    ]
    return list({each.key: each for each in reversed(keyed)}.values())[::-1]


def key_of(address: Address, several: set[str]) -> str:
    if not address.name:
        return address.route
    return (
        f"{address.name}({','.join(address.arguments)})" if address.key in several else address.name
    )


def walk(resolver: URLResolver, route: str = "", namespace: str = "") -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        path = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield read(pattern, path, namespace)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern, path, inner)


def read(pattern: URLPattern, route: str, namespace: str) -> Address:
    name = f"{namespace}{pattern.name}" if pattern.name else ""
    return Address(name, name, route, arguments_of(pattern, route), pattern.callback.__module__)


def arguments_of(pattern: URLPattern, route: str) -> tuple[str, ...]:
    """Their names, or their numbers where they have none."""
    named = re.findall(r"<(?:\w+:)?(\w+)>", route)
    groups = getattr(pattern.pattern, "regex", re.compile("")).groups
    return tuple(named or map(str, range(groups)))
