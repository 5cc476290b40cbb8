"""Every page through the Nu HTML checker."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.audit.checks import Check, count_faults
from tests.audit.tools import HTML_CHECKER


def check_markup(site: Path) -> Iterator[Check]:
    """Errors of all pages; drawings are looked at too."""
    command = ["java", "-jar", str(HTML_CHECKER), "--format", "json", "--also-check-svg", "--skip-non-html", str(site)]
    done = subprocess.run(command, capture_output=True)
    messages = json.loads(done.stderr)["messages"]
    faults = [_describe(one, site) for one in messages if one["type"] != "info"]
    pages = sum(1 for _ in site.rglob("*.html"))
    yield count_faults("HTML (Nu HTML checker)", faults, f"{pages} trang")


def _describe(message: dict[str, Any], site: Path) -> str:
    place = message.get("url", "").removeprefix("file:").removeprefix(str(site))
    return f"{place}:{message.get('lastLine', 0)}: {message['message']}"
