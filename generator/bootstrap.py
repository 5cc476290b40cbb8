"""From a fresh checkout to a built portal with nothing but Python: `python3 -m generator.bootstrap site`.

Uses only the standard library: it runs before anything is installed. The Makefile calls it, and
Windows without make calls it directly.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
RUN_LOCK = ROOT / "requirements.txt"
TEST_LOCK = ROOT / "tests" / "requirements.txt"
BENCH_LOCK = ROOT / "tests" / "bench" / "requirements.txt"

USAGE = """Cách dùng: python3 -m generator.bootstrap VIỆC
  site   cài đặt rồi dựng cổng vào site/
  test   cài đặt rồi chạy mọi kiểm thử
  lint   cài đặt rồi soát cách viết mã (ruff, mypy)
  serve  cài đặt rồi xem thử cổng
  check  cài đặt rồi kiểm tra dữ liệu
  audit  cài đặt rồi đo tiếp cận, độ nặng, tốc độ của các trang
  bench  cài đặt rồi đo thời gian dựng bên cạnh Hugo và Pagefind"""


def main(arguments: list[str]) -> int:
    """Run one task; returns its exit code."""
    # Checked here since this module runs before anything that could refuse to be installed.
    if sys.version_info < (3, 11):  # noqa: UP036
        print(f"Cần Python 3.11 trở lên; máy này có {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    task = arguments[0] if arguments else ""
    if task not in ("site", "test", "lint", "serve", "check", "audit", "bench"):
        print(USAGE, file=sys.stderr)
        return 2
    if not install(_lock_for(task)):
        return 1
    if task == "site":
        return build_site()
    if task == "test":
        # File by file: what a file's tests share is made once. In our order (tests/conftest.py): xdist would begin with
        # the files of many small tests, and one process would wait for the other's long ones at the end.
        return run("-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", *arguments[1:])
    if task == "lint":
        return run("-m", "ruff", "check", ".") or run("-m", "ruff", "format", "--check", ".") or run("-m", "mypy")
    if task in ("audit", "bench"):
        return run("-m", f"tests.{task}", *arguments[1:])
    return run("-m", "generator", *arguments)


def _lock_for(task: str) -> Path:
    if task == "bench":
        return BENCH_LOCK
    return TEST_LOCK if task in ("test", "lint", "audit") else RUN_LOCK


def build_site() -> int:
    code = run("-m", "generator", "build")
    if code == 0:
        index = ROOT / "site" / "index.html"
        print(f"\nMở cổng vừa dựng: {index.as_uri()}")
        print(f"Xem thử và tự dựng lại mỗi khi lưu tệp: {_launcher()} serve")
    return code


def _launcher() -> str:
    return "py -m generator.bootstrap" if os.name == "nt" else "make"


def python() -> Path:
    """The virtual environment's own Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(*arguments: str) -> int:
    return subprocess.run([str(python()), *arguments], cwd=ROOT).returncode


def install(lock: Path) -> bool:
    """Make the virtual environment hold what `lock` names; does nothing when it already does."""
    stamp = VENV / f"installed-{lock.parent.name}"
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if python().exists() and stamp.exists() and stamp.read_text() == wanted:
        return True
    print("Đang cài đặt vào .venv (lần đầu mất vài phút)…", flush=True)
    if not python().exists() and not _make_venv():
        return False
    if run("-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", str(lock)):
        print("Chưa cài được thư viện: kiểm tra kết nối mạng rồi chạy lại.", file=sys.stderr)
        return False
    # The project itself, so that .venv holds the command dvk; its build back end is pinned in the lock too.
    if run("-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-e", "."):
        return False
    stamp.write_text(wanted)
    return True


def _make_venv() -> bool:
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, OSError):
        # Half an environment would be taken for a whole one the next time.
        shutil.rmtree(VENV, ignore_errors=True)
        print("Chưa tạo được môi trường ảo. Trên Debian, Ubuntu: sudo apt install python3-venv", file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
