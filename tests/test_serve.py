"""dvk serve: on this machine only, rebuilds after a save, shows problems, keeps the last good page."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from generator.pipeline import build
from generator.serve import serve
from tests.portals import TODAY, copy_small, edit

ROOT = Path(__file__).resolve().parents[1]
# Only a hanging test waits this long; the state is answered as soon as a build ends.
PATIENCE_S = 60


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@dataclass(frozen=True)
class Preview:
    root: Path
    port: int

    def ask(self, path: str, method: str = "GET") -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        connection.request(method, path)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body

    def state_after(self, version: int) -> dict[str, Any]:
        """The state, as soon as it is newer than `version`."""
        state: dict[str, Any] = json.loads(self.ask(f"/__dvk/state?{version}")[1])
        return state if state["version"] != version else self.state_after(version)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    config = copy_small(tmp_path_factory.mktemp("serve"))
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", "--config", str(config), "--port", str(port)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert process.stdout is not None
    assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
    found = Preview(config.parent, port)
    found.state_after(0)
    yield found
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert said.endswith("Đã dừng xem thử.\n")
    assert "Traceback" not in said


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP], ids=lambda one: str(one.name))
def test_preview_that_is_closed_leaves_no_folder_behind(tmp_path: Path, ending: signal.Signals) -> None:
    config = copy_small(tmp_path)
    work = tmp_path / "work"
    work.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", "--config", str(config), "--port", str(port := free_port())],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        env={**os.environ, "TMPDIR": str(work)},
    )  # fmt: skip
    assert process.stdout is not None
    assert f":{port}/" in process.stdout.readline()
    Preview(config.parent, port).state_after(0)
    assert list(work.iterdir())
    process.send_signal(ending)
    said, _ = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, list(work.iterdir())) == (0, [])
    assert said.endswith("Đã dừng xem thử.\n")


def test_pages_are_served_with_the_script_that_waits(preview: Preview) -> None:
    response, body = preview.ask("/mo-hinh/ngo-sach/")
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Ngõ sạch mỗi tối" in body.decode()
    assert body.count(b'src="/__dvk/preview.js"') == 1
    assert preview.ask("/__dvk/preview.js")[0].headers["Content-Type"].startswith("text/javascript")


def test_query_does_not_change_the_page(preview: Preview) -> None:
    assert preview.ask("/tim-kiem/?q=a%20b")[0].status == 200


def test_folder_without_its_slash_is_redirected(preview: Preview) -> None:
    response, _ = preview.ask("/mo-hinh")
    assert (response.status, response.headers["Location"]) == (301, "/mo-hinh/")


@pytest.mark.parametrize("path", ["/khong-co/", "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/anh/"])
def test_missing_page_is_our_own(preview: Preview, path: str) -> None:
    response, body = preview.ask(path)
    assert response.status == 404
    assert "Không thấy trang này" in body.decode()


def test_folder_is_never_listed(preview: Preview) -> None:
    for method in ("GET", "HEAD"):
        response, body = preview.ask("/assets/css/", method)
        assert response.status == 404
        assert b"tokens.css</a>" not in body


def test_published_site_is_not_touched(preview: Preview) -> None:
    assert not (preview.root / "site").exists()


def test_only_this_machine_is_answered(preview: Preview) -> None:
    listening = Path("/proc/net/tcp")
    if not listening.exists():
        pytest.skip("needs /proc")
    wanted = f":{preview.port:04X}"
    rows = [line.split() for line in listening.read_text(encoding="ascii").splitlines()[1:]]
    assert {row[1] for row in rows if row[1].endswith(wanted) and row[3] == "0A"} == {f"0100007F{wanted}"}


def test_saved_file_is_shown_and_a_mistake_keeps_the_last_good_page(preview: Preview) -> None:
    page = "/mo-hinh/ngo-sach/"
    version = preview.state_after(0)["version"]

    edit(preview.root, {"data/models/ngo-sach.yml": ("name: Ngõ sạch mỗi tối", "name: Ngõ sạch quanh năm")})
    state = preview.state_after(version)
    assert state["ok"]
    assert "Ngõ sạch quanh năm" in preview.ask(page)[1].decode()

    edit(preview.root, {"data/models/ngo-sach.yml": ("unit: to-5", "unit: to-55")})
    broken = preview.state_after(state["version"])
    assert not broken["ok"]
    assert [one["code"] for one in broken["problems"]] == ["unknown-unit"]
    assert "Ngõ sạch quanh năm" in preview.ask(page)[1].decode()

    edit(preview.root, {"data/models/ngo-sach.yml": ("unit: to-55", "unit: to-5")})
    assert preview.state_after(broken["version"])["ok"]


def test_port_in_use_is_a_wrong_call_with_another_to_try(preview: Preview, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve(preview.root / "site_config.yml", preview.port, today=TODAY) == 2
    assert f"dvk serve --port {preview.port + 1}" in capsys.readouterr().err


def test_only_a_private_site_is_not_asked_what_became_of_it(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    site, page = tmp_path / "preview", "lich/index.html"
    assert build(config, site, today=TODAY, private=True).ok
    (site / page).unlink()
    assert build(config, site, today=TODAY, private=True).fresh == 0
    assert build(config, site, today=TODAY).fresh == 1
    assert (site / page).is_file()
