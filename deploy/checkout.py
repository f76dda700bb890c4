#!/usr/bin/env python3
"""From a bare checkout to a running site, with nothing but Python's own library.

`environment [--dev]` makes `.venv` and installs the pinned packages when their list changed.
`run` does that, prepares the database and serves the site. The network is used by a changed list
only, and neither asks a question nor needs root.
"""

import argparse
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
INSTALLED = VENV / "brink-installed.json"
HOST = "127.0.0.1"


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a checkout ready, or serve it.")
    parser.add_argument("verb", choices=["environment", "run"])
    parser.add_argument("--dev", action="store_true", help="with what tests and linters need")
    options = parser.parse_args()
    os.chdir(ROOT)
    try:
        if options.verb == "run":
            run(port_of(os.environ.get("PORT", "8000")))
        else:
            prepare_environment("requirements-dev.txt" if options.dev else "requirements.txt")
    except subprocess.CalledProcessError as error:
        sys.exit(f"Stopped: `{' '.join(map(str, error.cmd))}` failed; its words stand above.")
    except KeyboardInterrupt:
        sys.exit(130)


def run(port: int) -> None:
    """Prepare everything, then become the server: Ctrl-C reaches it directly."""
    refuse_taken(port)
    prepare_environment("requirements.txt")
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "brink.settings.dev", "PORT": str(port)}
    subprocess.run([PYTHON, "deploy/messages.py", "compile"], check=True, env=environ)
    subprocess.run([PYTHON, "manage.py", "prepare"], check=True, env=environ)
    command = [str(PYTHON), "manage.py", "runserver", "--skip-checks", f"{HOST}:{port}"]
    os.execve(command[0], command, environ)


def port_of(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    sys.exit(f"PORT must be a number between 1 and 65535, not {text!r}.")


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            sys.exit(f"Port {port} is for root only; take one above 1024: make run PORT=8001")
        except OSError:
            sys.exit(
                f"Port {port} is taken, perhaps by Brink itself. "
                f"Stop what runs there, or take another port: make run PORT={port + 1}"
            )


def prepare_environment(requirements: str) -> None:
    """Make `.venv` and install `requirements`, unless that very list is in it already."""
    if not is_usable():
        print("Making .venv …", flush=True)
        make_environment()
    wanted = fingerprint(requirements)
    installed = json.loads(INSTALLED.read_text()) if INSTALLED.exists() else {}
    if installed.get(requirements) == wanted:
        return
    print(f"Installing the packages of {requirements}, once; this takes a minute …", flush=True)
    install(requirements)
    if requirements == "requirements-dev.txt":  # it holds all of requirements.txt, same versions
        installed["requirements.txt"] = fingerprint("requirements.txt")
    INSTALLED.write_text(json.dumps({**installed, requirements: wanted}))


def install(requirements: str) -> None:
    """By uv where it is at hand, which takes seconds, else by the pip of every Python."""
    hashed = ["--quiet", "--require-hashes", "-r", requirements]
    if uv := shutil.which("uv"):
        command = [uv, "pip", "install", "--python", PYTHON, *hashed]
        environ = {**os.environ, "UV_NATIVE_TLS": "true", "UV_SYSTEM_CERTS": "true"}  # as pip does
        if not subprocess.run(command, env=environ, capture_output=True).returncode:
            return
    if subprocess.run([PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL).returncode:
        subprocess.run([PYTHON, "-m", "ensurepip"], check=True, stdout=subprocess.DEVNULL)
    # Python compiles what it imports; compiling all the rest now would take half of the time.
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--no-compile"]
    subprocess.run([*pip, *hashed], check=True)


def is_usable() -> bool:
    """A moved or half-made environment, or one whose Python is gone, is made anew."""
    probe = [str(PYTHON), "-c", "import sys; print(sys.prefix)"]
    try:
        answer = subprocess.run(probe, capture_output=True, text=True)
    except OSError:
        return False
    return answer.returncode == 0 and Path(answer.stdout.strip()) == VENV


def make_environment() -> None:
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=True).create(VENV)
    except subprocess.CalledProcessError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            "This Python cannot make virtual environments: its `ensurepip` is missing.\n"
            f"On Debian or Ubuntu: sudo apt install python{version}-venv. Or name another Python: "
            "make run PYTHON=/path/to/python3"
        )


def fingerprint(requirements: str) -> str:
    return hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
