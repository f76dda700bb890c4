"""Make the packed data files anew: `python -m search.language.build dutch`."""

import argparse
from pathlib import Path

from search.language.build.dutch import count_parts, pack_counts, read_words
from search.language.lexicon import DATA, pack


def build_dutch(options: argparse.Namespace) -> None:
    words = read_words(options.dutch.read_text(encoding="utf-8").splitlines())
    (options.to / "lexicon.xz").write_bytes(pack(words))
    (options.to / "parts.xz").write_bytes(pack_counts(count_parts(words)))


BUILDS = {"dutch": build_dutch}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m search.language.build", description=__doc__)
    parser.add_argument("part", choices=BUILDS, help="what to make")
    parser.add_argument("--to", type=Path, default=DATA, help="the folder of the files")
    parser.add_argument(
        "--dutch", type=Path, default=Path("/usr/share/dict/dutch"), help="Debian's wdutch"
    )
    options = parser.parse_args()
    BUILDS[options.part](options)


if __name__ == "__main__":
    main()
