"""Make the packed data files anew: `python -m search.language.build dutch`.

`glossary` needs the extra `vectors` of the package.
"""

import argparse
import lzma
from importlib import import_module
from pathlib import Path

from search.language.build import english, glossary
from search.language.build.dutch import count_parts, pack_counts, read_words
from search.language.lexicon import DATA, pack, part_counts


def build_dutch(options: argparse.Namespace) -> None:
    words = read_words(options.dutch.read_text(encoding="utf-8").splitlines())
    (options.to / "lexicon.xz").write_bytes(pack(words))
    (options.to / "parts.xz").write_bytes(pack_counts(count_parts(words)))


def build_english(options: argparse.Namespace) -> None:
    lines = options.english.read_text(encoding="utf-8").splitlines()
    (options.to / "english.xz").write_bytes(packed("\n".join(english.stems(lines))))


def build_glossary(options: argparse.Namespace) -> None:
    """From the parts of Dutch compounds, which are its common words, and one word for each stem."""
    vectors = import_module("search.language.build.vectors")  # only here: it needs the model
    lines = options.english.read_text(encoding="utf-8").splitlines()
    found = vectors.nearest(sorted(part_counts()), english.heads(lines))
    struck, added = (
        glossary.read_pairs((HERE / name).read_text(encoding="utf-8"))
        for name in ("struck.txt", "added.txt")
    )
    text = glossary.as_text(glossary.pairs(found, struck, added))
    (options.to / "glossary.xz").write_bytes(packed(text))


def packed(text: str) -> bytes:
    return lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)


HERE = Path(__file__).parent
BUILDS = {"dutch": build_dutch, "english": build_english, "glossary": build_glossary}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m search.language.build", description=__doc__)
    parser.add_argument("part", choices=BUILDS, help="what to make")
    parser.add_argument("--to", type=Path, default=DATA, help="the folder of the files")
    parser.add_argument(
        "--dutch", type=Path, default=Path("/usr/share/dict/dutch"), help="Debian's wdutch"
    )
    parser.add_argument(
        "--english",
        type=Path,
        default=Path("/usr/share/dict/american-english-small"),
        help="Debian's wamerican-small",
    )
    options = parser.parse_args()
    BUILDS[options.part](options)


if __name__ == "__main__":
    main()
