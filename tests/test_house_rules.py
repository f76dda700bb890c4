"""The house rules that a tool of its own does not check: sizes, names, `site/`, migrations, pages.

CONTRIBUTING.md says why each rule is there. A rule that hinders is changed there and here, in one
commit that says why; no file is excused by name without a reason beside it.
"""

import ast
import re
import statistics
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
APPS = ("site/brink", "events", "casestudies", "masterclasses", "search")
FORBIDDEN_NAMES = {"utils", "helpers", "services", "managers", "common", "core", "misc", "tools"}
MAIL = "templates/emails/"


@cache
def files(pattern: str = "*") -> list[Path]:
    """What git knows and what it would add: the rules hold before the commit as well."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", pattern],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = sorted({ROOT / name for name in listed.stdout.split("\0") if name})
    return [path for path in paths if path.is_file()]


@cache
def modules() -> list[Path]:
    """Our own code, without tests and without what Django writes."""
    found = [path for app in APPS for path in files(f"{app}/*.py")]
    return [path for path in found if "migrations" not in path.parts]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def nodes(*kinds: type[ast.AST]) -> Iterator[tuple[Path, ast.AST]]:
    for path in modules():
        yield from ((path, node) for node in ast.walk(tree_of(path)) if isinstance(node, kinds))


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def functions() -> list[tuple[str, int]]:
    """Name and length of each function, in lines; a decorator counts for what it decorates."""
    found = nodes(ast.FunctionDef, ast.AsyncFunctionDef)
    return [(f"{name(path)}:{node.lineno} {node.name}", length(node)) for path, node in found]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def longer_than(limit: int, paths: list[Path]) -> list[str]:
    return [f"{name(path)}: {lines(path)}" for path in paths if lines(path) > limit]


def percentile(numbers: list[int], part: float) -> int:
    return sorted(numbers)[int(len(numbers) * part)]


# Sizes


def test_modules_are_short() -> None:
    """A test file as well: one that is too long tests two subjects."""
    assert longer_than(300, [*modules(), *files("tests/*.py")]) == []


def test_most_modules_are_shorter_still() -> None:
    sizes = [size for path in modules() if (size := lines(path))]

    assert statistics.median(sizes) <= 70
    assert percentile(sizes, 0.9) <= 160


def test_half_of_the_functions_fit_in_seven_lines() -> None:
    sizes = [size for _, size in functions()]

    assert statistics.median(sizes) <= 7
    assert percentile(sizes, 0.9) <= 20


def test_functions_do_few_things() -> None:
    """Statements by the syntax tree: ruff counts them another way, and leaves tests of size out."""
    found = [
        f"{name(path)}:{node.lineno} {node.name}: {count}"
        for path, node in nodes(ast.FunctionDef, ast.AsyncFunctionDef)
        if (count := sum(isinstance(inner, ast.stmt) for inner in ast.walk(node)) - 1) > 25
    ]

    assert found == []


def test_classes_are_short() -> None:
    found = [
        f"{name(path)}:{node.lineno} {node.name}: {length(node)}"
        for path, node in nodes(ast.ClassDef)
        if length(node) > 150
    ]

    assert found == []


def test_templates_are_short() -> None:
    assert longer_than(100, files("templates/*")) == []


def test_style_sheets_are_short() -> None:
    assert longer_than(150, files("site/static/css/*.css")) == []


# Names and imports


def test_modules_are_named_after_things() -> None:
    found = [
        name(path)
        for path in [*modules(), *files("tests/*.py")]
        if {path.stem, path.parent.name} & FORBIDDEN_NAMES
        and path.parent != ROOT / "tests/services"
    ]

    assert found == []


def test_imports_stand_at_the_top() -> None:
    """Only `AppConfig.ready` may import inside: before it, models are not there."""
    found = [
        f"{name(path)}:{inner.lineno} in {node.name}"
        for path, node in nodes(ast.FunctionDef, ast.AsyncFunctionDef)
        if not (node.name == "ready" and path.name == "apps.py")
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert found == []


def test_signals_are_those_of_django_and_wagtail() -> None:
    found = [
        f"{name(path)}:{node.lineno}"
        for path, node in nodes(ast.Call)
        if getattr(node.func, "attr", getattr(node.func, "id", "")) == "Signal"
    ]

    assert found == []


def test_each_component_has_the_name_of_its_class_and_style() -> None:
    """A style sheet of a component that no template draws is left over."""
    templates = "\n".join(path.read_text() for path in files("templates/*"))
    code = "\n".join(path.read_text() for path in modules())
    found = [
        name(path)
        for path in files("site/static/css/components/*.css")
        if not re.search(rf"\b{path.stem}\b", templates + code)
    ]

    assert found == []


# The name `site/`


def test_site_is_a_plain_folder_that_git_knows() -> None:
    """With an `__init__.py` some debuggers import it in place of the standard library's `site`."""
    assert not (ROOT / "site" / "__init__.py").exists()
    assert not (ROOT / "site" / "locale" / "__init__.py").exists()
    assert ROOT / "site/brink/settings/base.py" in files("site/*")


@pytest.mark.parametrize("ignoring", [".gitignore", ".dockerignore"])
def test_no_line_ignores_site(ignoring: str) -> None:
    """Templates of ignore files list it, for MkDocs; half of the code then goes missing."""
    patterns = (ROOT / ignoring).read_text().splitlines()

    assert [line for line in patterns if re.fullmatch(r"[*/]*site[*/]*", line.strip())] == []


# Migrations


def test_migrations_leave_bodies_alone() -> None:
    """In a migration a body reads as empty, and saving it wipes the text: use MigrateStreamData."""
    found = [
        name(path)
        for path in files("*/migrations/*.py")
        if re.search(r"\.body\b|\.definition\b|\.answer\b", path.read_text())
    ]

    assert found == []


def test_block_definitions_stay_out_of_migrations() -> None:
    found = [
        name(path)
        for path in files("*/migrations/*.py")
        if re.search(r"block_lookup|wagtail\.blocks|StreamBlock", path.read_text())
    ]

    assert found == []


def test_migrations_have_names_that_say_something() -> None:
    """They only grow, so that a database of an earlier version can follow; none is `auto`."""
    ours = [Path(config.path) for config in apps.get_app_configs() if is_ours(Path(config.path))]
    found = [
        name(path)
        for folder in ours
        for path in (folder / "migrations").glob("[0-9]*.py")
        if "_auto_" in path.name
    ]

    assert found == []


def is_ours(folder: Path) -> bool:
    return folder.is_relative_to(ROOT) and ".venv" not in folder.parts


# Pages


def pages_of_ours() -> list[Path]:
    return [path for path in files("templates/*.html") if not name(path).startswith(MAIL)]


def where(pattern: str, paths: list[Path]) -> list[str]:
    return [
        f"{name(path)}:{number}: {line.strip()[:80]}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(pattern, re.sub(r"{%.*?%}", "", line))
    ]


def test_pages_hold_no_inline_style_or_script() -> None:
    """The Content-Security-Policy forbids them; data in JSON is no script."""
    inline = r"\sstyle=|<style\b|\son[a-z]+=\"|<script(?![^>]*(\bsrc=|application/(ld\+)?json))"

    assert where(inline, pages_of_ours()) == []


def test_pages_fetch_nothing_from_another_host() -> None:
    elements = "script|img|source|iframe|video|audio|embed|object"
    fetched = rf"<({elements})\b[^>]*\b(src|srcset|data)=\"(https?:)?//"
    linked = r"<link\b(?![^>]*rel=\"(canonical|alternate))[^>]*href=\"(https?:)?//"

    assert where(f"{fetched}|{linked}", pages_of_ours()) == []


def test_style_sheets_fetch_nothing_from_another_host() -> None:
    assert where(r"(url\(|@import )[\"']?(https?:)?//", files("site/static/css/*.css")) == []


def test_unescaped_text_has_its_reason_beside_it() -> None:
    """`|safe` opens the door to somebody else's script; ruff asks the same of `mark_safe`."""
    opened = r"\|safe\b"
    in_pages = [line for line in where(opened, pages_of_ours()) if "{#" not in line]

    assert in_pages == []


def test_no_words_to_translate_stand_inside_an_f_string() -> None:
    """`makemessages` does not see them there, so they lose their Dutch without a word."""
    hidden = re.compile(r"""f["'].*\{n?p?gettext\(|f["'].*\{_\(""")
    folders = ("site/brink", "events", "casestudies", "masterclasses", "search")
    files = [path for folder in folders for path in Path(folder).rglob("*.py")]
    found = [str(path) for path in files if hidden.search(path.read_text())]

    assert files
    assert found == []
