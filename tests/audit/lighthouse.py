"""Lighthouse on a phone: home, catalogue, a model, a story."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
from collections.abc import Iterator, Mapping
from typing import Any

from tests.audit.checks import Check
from tests.audit.tools import LIGHTHOUSE
from tests.browsing import FLAGS

PAGES = {
    "trang chủ": "/",
    "danh mục": "/mo-hinh/",
    "mô hình": "/mo-hinh/ngo-12-phan-loai-rac/",
    "bài viết": "/guong-dien-hinh/ba-lan-ngo-12/",
}
# Shape: {Lighthouse's category: (its name, the least score of 100)}.
CATEGORIES = {
    "performance": ("tốc độ", 95),
    "accessibility": ("tiếp cận", 100),
    "best-practices": ("thực hành tốt", 100),
    "seo": ("tìm thấy được", 100),
}
# Only speed varies from one run to the next.
RUNS = 3


def check_lighthouse(address: str) -> Iterator[Check]:
    """The four scores of each page; speed as the median of three runs."""
    for name, path in PAGES.items():
        report = _look_at(address + path, *CATEGORIES)
        again = [_look_at(address + path, "performance") for _ in range(RUNS - 1)]
        speeds = sorted(_score(one, "performance") for one in (report, *again))
        for category, (words, least) in CATEGORIES.items():
            score = statistics.median(speeds) if category == "performance" else _score(report, category)
            runs = f" ({', '.join(map(str, speeds))})" if category == "performance" else ""
            faults = tuple(_list_faults(report, category)) if score < least else ()
            yield Check(f"Lighthouse, {name}: {words}", f"≥ {least}", f"{score:g}{runs}", score >= least, faults)


def _look_at(url: str, *categories: str) -> Mapping[str, Any]:
    chromium = shutil.which("chromium") or ""
    command = ["node", str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--only-categories={','.join(categories)}"]
    flags = f"--chrome-flags=--headless {' '.join(FLAGS)}"
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run([*command, flags], env=environment, capture_output=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _score(report: Mapping[str, Any], category: str) -> int:
    """Of 100; none at all counts as nothing."""
    return round(100 * (report["categories"][category]["score"] or 0))


def _list_faults(report: Mapping[str, Any], category: str) -> Iterator[str]:
    for part in report["categories"][category]["auditRefs"]:
        audit = report["audits"][part["id"]]
        if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
            yield f"{audit['title']} {audit.get('displayValue', '')}".rstrip()
