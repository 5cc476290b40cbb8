"""Preview on this machine only: rebuilds on save, reloads the browser, shows problems on the page."""

from __future__ import annotations

import json
import signal
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.ledger import Ledger
from generator.meter import Meter
from generator.pipeline import build
from generator.problems import Problem, format_json, format_text, summarise
from generator.settings import read_settings
from generator.site import Built
from generator.theme import OWN_THEME
from generator.vietnamese import format_number
from generator.workers import count_processors

# Editors save in several steps; the build starts when the folder has been quiet this long.
QUIET_S = 0.08
# A waiting browser is answered at least this often, so that a closed tab is noticed.
WAIT_S = 20.0

_SCRIPT = b'<script src="/__dvk/preview.js"></script>'


@dataclass
class Preview:
    """What the browser should show: counts every finished build; problems of the last one."""

    version: int = 0
    problems: tuple[Problem, ...] = ()
    ok: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)

    def finish(self, built: Built) -> None:
        with self.changed:
            self.version += 1
            self.problems, self.ok = built.problems, built.ok
            self.changed.notify_all()

    def wait_after(self, version: int) -> bytes:
        """The state as JSON, once it is newer than `version` or after a while."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != version, timeout=WAIT_S)
            # While something keeps the portal from being built, warnings would only stand in its way.
            shown = [one for one in self.problems if one.is_error] or self.problems
            state = {"version": self.version, "ok": self.ok, "problems": json.loads(format_json(shown))}
        return json.dumps(state, ensure_ascii=False).encode()


_FOLDERS = ("data", "content", "theme")


class _Watcher(FileSystemEventHandler):
    """Sets a flag when a file of the portal changes, also by another file taking its place."""

    def __init__(self, root: Path) -> None:
        self.saved = threading.Event()
        self._root = root
        self._observer = Observer()
        self._watched: set[str] = set()
        self._observer.schedule(self, str(root), recursive=False)
        self._observer.start()

    def watch_folders(self) -> None:
        """Watch the portal's folders, those too that came since the last time."""
        for name in _FOLDERS:
            if name not in self._watched and (self._root / name).is_dir():
                self._observer.schedule(self, str(self._root / name), recursive=True)
                self._watched.add(name)

    def stop(self) -> None:
        self._observer.stop()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed_no_write"):
            return
        # Some editors write beside the file and rename: then the name that counts is the second.
        paths = [Path(str(name)) for name in (event.src_path, event.dest_path) if name]
        if any(self._counts(path, is_folder=event.is_directory) for path in paths):
            self.saved.set()

    def _counts(self, path: Path, *, is_folder: bool) -> bool:
        if is_folder:
            return path.parent == self._root and path.name in _FOLDERS
        return not path.name.startswith(".") and not path.name.endswith(("~", ".swp"))


class _Handler(SimpleHTTPRequestHandler):
    """Serves the preview folder, with a script in each page that waits for the next build."""

    def __init__(self, *args: Any, preview: Preview, below: str, **kwargs: Any) -> None:
        self._preview = preview
        self._below = below
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        route, _, query = self.path.partition("?")
        if route == "/__dvk/state":
            version = int(query) if query.isdigit() else -1
            self._send(self._preview.wait_after(version), "application/json; charset=utf-8")
        elif route == "/__dvk/preview.js":
            self._send((OWN_THEME / "preview.js").read_bytes(), "text/javascript; charset=utf-8")
        else:
            self._send_file(route)

    def do_HEAD(self) -> None:
        # The parent's own would list folders.
        self.do_GET()

    def _send_file(self, route: str) -> None:
        path = Path(self.translate_path(route.removeprefix(self._below) or "/"))
        if path.is_dir() and not route.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{route}/")
            self.end_headers()
            return
        path = path / "index.html" if path.is_dir() else path
        status = HTTPStatus.OK
        if not path.is_file():
            path, status = Path(self.directory, "404.html"), HTTPStatus.NOT_FOUND
        content = path.read_bytes() if path.is_file() else _WAITING
        kind = self.guess_type(str(path))
        if kind == "text/html":
            content, kind = content.replace(b"</body>", _SCRIPT + b"</body>"), "text/html; charset=utf-8"
        self._send(content, kind, status)

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command == "HEAD":
            return
        try:
            self.wfile.write(content)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: staff look at problems, not at requests."""


_WAITING = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Đang chờ</title>'
    "<body><p>Cổng chưa dựng được. Lỗi hiện ở cuối trang này; sửa xong và lưu lại, trang sẽ tự mở.</p></body></html>"
).encode()


def serve(config: Path, port: int, *, today: date) -> int:
    """Serve until Ctrl+C or until the window is closed; returns 0, or 2 without a portal or when the port is taken."""
    _stop_like_ctrl_c()
    if not config.is_file():
        _, problems = read_settings(config)
        print(format_text(problems), file=sys.stderr)
        return 2
    preview = Preview()
    with tempfile.TemporaryDirectory(prefix="dvk-preview-") as folder:
        site = Path(folder, "site")
        below = _path_below(config)
        handler = partial(_Handler, directory=str(site), preview=preview, below=below)
        try:
            server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError:
            print(
                f"Lỗi: không dùng được cổng mạng {port}: có chương trình khác dùng, hoặc không có quyền.",
                file=sys.stderr,
            )
            print(f"    Cách sửa: dvk serve --port {port + 1 if port > 1024 else 8000}", file=sys.stderr)
            return 2
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{port}{below}/"
        print(f"Xem thử tại {base} – dừng bằng Ctrl+C.", flush=True)
        try:
            _rebuild_on_save(config, site, preview, base, today)
        except KeyboardInterrupt:
            # Nobody hears it when the window is gone.
            with suppress(OSError):
                print("\nĐã dừng xem thử.", flush=True)
        finally:
            server.shutdown()
            Ledger(config.parent, site).forget_site()
    return 0


def _stop_like_ctrl_c() -> None:
    """Closing the window must not leave the preview's folder behind, with all pages of the portal in it."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        # Each system has some of them.
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)


def _path_below(config: Path) -> str:
    """The path under which the portal will be published ("/dvk"), so that links which say it work here too."""
    settings, _ = read_settings(config)
    return settings.root_path if settings is not None else ""


def _rebuild_on_save(config: Path, site: Path, preview: Preview, base: str, today: date) -> None:
    watcher = _Watcher(config.parent)
    try:
        while True:
            watcher.watch_folders()
            watcher.saved.clear()
            meter = Meter()
            jobs = count_processors()
            built = build(config, site, today=today, base=base, private=True, jobs=jobs, tell=meter.tell)
            meter.clear()
            preview.finish(built)
            _print(built)
            watcher.saved.wait()
            while watcher.saved.is_set():
                watcher.saved.clear()
                watcher.saved.wait(QUIET_S)
    finally:
        watcher.stop()


def _print(built: Built) -> None:
    if built.problems:
        print(format_text(built.problems))
        print(summarise(built.problems))
    if built.ok:
        seconds = format_number(round(built.took, 1))
        print(f"Đã dựng {format_number(built.pages)} trang trong {seconds} giây.", flush=True)
    else:
        print("Chưa dựng lại; trang xem thử giữ bản trước.", flush=True)
