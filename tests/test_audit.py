"""What the audit makes of what it measures; the measuring itself is `make audit`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.audit import tools
from tests.audit.checks import Check, count_faults, format_checks
from tests.audit.links import check_links
from tests.browsing import serve_folder


def test_report_shows_what_was_found_beside_what_is_wanted_and_each_fault_below() -> None:
    checks = [
        Check("Nặng, mô hình", "≤ 60 KB", "57.0 KB", passed=True),
        count_faults("axe-core", ["/lich/: label (1)"], "26 trang"),
    ]
    assert format_checks(checks).splitlines() == [
        "Việc           Cần      Thấy                 Kết quả",
        "─────────────  ───────  ───────────────────  ────────",
        "Nặng, mô hình  ≤ 60 KB  57.0 KB              đạt",
        "axe-core       0 lỗi    1 lỗi trên 26 trang  CHƯA ĐẠT",
        "",
        "axe-core:",
        "  /lich/: label (1)",
    ]


def test_links_that_lead_nowhere_are_found_without_a_browser(tmp_path: Path) -> None:
    pages = {
        "index.html": '<a href="mot/#co">1</a> <a href="mot/#kh%C3%B4ng">2</a> <a href="https://x.example/">3</a>',
        "mot/index.html": '<h1 id="co">Một</h1> <a href="../hai/">4</a> <img src="../mat.webp">',
        "404.html": "<h1>Không có trang này</h1>",
    }
    for name, body in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"<!doctype html><meta charset=utf-8>{body}", encoding="utf-8")
    with serve_folder(tmp_path) as address:
        [check] = check_links(address)
    assert not check.passed
    assert sorted(check.faults) == [
        "/: không có mỏ neo #không ở /mot/",
        "/mot/: /hai/ trả lời 404",
        "/mot/: /mat.webp trả lời 404",
    ]


def test_programs_of_npm_are_pinned_without_an_address_of_a_registry() -> None:
    wanted = json.loads((tools.HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    pinned = json.loads((tools.HERE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: pinned[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in one and "resolved" not in one for name, one in pinned.items() if name)
