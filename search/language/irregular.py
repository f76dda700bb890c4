"""Words that follow no rule, from lists that people write."""

from collections.abc import Mapping

from search.language.lexicon import DATA, once


def read_forms(text: str) -> dict[str, str]:
    """Lines like `stad: steden`; a lemma is a form of its own. After a # it is for people."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        root, _colon, forms = line.partition("#")[0].partition(":")
        for form in (root.strip(), *forms.split()):
            if form:
                found[form] = root.strip()
    return found


def read_rules(text: str) -> dict[str, frozenset[str]]:
    """Lines like `rule: word word …`; a rule may have several."""
    found: dict[str, frozenset[str]] = {}
    for line in text.splitlines():
        name, _colon, words = line.partition("#")[0].partition(":")
        found[name.strip()] = found.get(name.strip(), frozenset()) | frozenset(words.split())
    return found


@once
def verbs() -> Mapping[str, str]:
    return read_forms((DATA / "verbs.txt").read_text(encoding="utf-8"))


@once
def irregular() -> Mapping[str, str]:
    """A form → its lemma. Verbs have no forms here that are other words when they stand alone."""
    text = (DATA / "irregular.txt").read_text(encoding="utf-8")
    alone = {form: root for form, root in verbs().items() if not form.startswith("(")}
    return alone | read_forms(text)


@once
def english_forms() -> Mapping[str, str]:
    """A form that Snowball keeps apart → a word whose stem is that of all its forms."""
    return read_forms((DATA / "english_forms.txt").read_text(encoding="utf-8"))


@once
def english_apart() -> Mapping[str, str]:
    """A form that Snowball would put together with another word → its own lemma."""
    return read_forms((DATA / "english_apart.txt").read_text(encoding="utf-8"))


@once
def after_prefix() -> Mapping[str, str]:
    """What may follow a prefix, also without the *ge-* of its participle → the stem."""
    found = {form.strip("()"): root for form, root in verbs().items()}
    bare = {form.removeprefix("ge"): root for form, root in found.items()}
    return {form: root for form, root in (bare | found).items() if form != root}
