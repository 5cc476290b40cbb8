"""Programs that measure: those of the system, those of npm, and a web server as portals are put behind."""

from __future__ import annotations

import hashlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# Kept from one audit to the next.
TOOLS = ROOT / ".audit"
LIGHTHOUSE = TOOLS / "node_modules/lighthouse/cli/index.js"
HTML_CHECKER = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"
# Shape: {program: Debian's package}.
PROGRAMS = {
    "chromium": "chromium",
    "java": "default-jre-headless",
    "nginx": "nginx-light",
    "node": "nodejs",
    "npm": "npm",
}
GIVE_UP_S = 20

# Pages are sent as most web servers send them; a page that is missing is the portal's own.
_NGINX = """daemon off;
user root;
pid {work}/pid;
error_log stderr crit;
events {{}}
http {{
  include /etc/nginx/mime.types;
  charset utf-8;
  access_log off;
  gzip on;
  gzip_comp_level 6;
  gzip_types text/css application/javascript text/javascript application/json application/ld+json image/svg+xml;
  client_body_temp_path {work}/body;
  proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi;
  scgi_temp_path {work}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {site};
    error_page 404 /404.html;
  }}
}}
"""


def find_missing() -> list[str]:
    """Debian packages whose programs are not on this machine."""
    return [package for program, package in PROGRAMS.items() if find_program(program) is None]


def find_program(name: str) -> str | None:
    """Where a program lies; web servers are where only root looks."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin")


def install_tools() -> None:
    """Lighthouse and the HTML checker as pinned beside this module; nothing is fetched when they are there."""
    lock = (HERE / "package-lock.json").read_bytes()
    stamp = TOOLS / "installed"
    wanted = hashlib.sha256(lock).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print("Đang cài Lighthouse và bộ kiểm HTML vào .audit…", file=sys.stderr)
    TOOLS.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, TOOLS / name)
    # No scripts of packages: one of them would fetch a Java of its own.
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=TOOLS, check=True, stdout=subprocess.DEVNULL)
    stamp.write_text(wanted, encoding="utf-8")


def find_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def serve_compressed(site: Path, work: Path, port: int) -> Iterator[str]:
    """The address at which nginx serves `site`, compressed; `work` is an empty folder of its own."""
    work.mkdir()
    settings = work / "nginx.conf"
    settings.write_text(_NGINX.format(work=work, port=port, site=site), encoding="utf-8")
    command = [find_program("nginx") or "nginx", "-e", "stderr", "-c", str(settings)]
    with (work / "said").open("wb") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + GIVE_UP_S
    while time.monotonic() < give_up and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("nginx did not start")
