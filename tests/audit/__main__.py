"""Measure what the portal promises of access, weight and speed: `python -m tests.audit`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from tests.audit.access import check_access
from tests.audit.checks import Check, format_checks
from tests.audit.lighthouse import check_lighthouse
from tests.audit.links import check_links
from tests.audit.markup import check_markup
from tests.audit.portals import build_own, build_without_marks
from tests.audit.tools import find_free_port, find_missing, install_tools, serve_compressed
from tests.audit.weight import check_shifts, check_weights
from tests.browsing import open_browser


def main() -> int:
    options = parse_options()
    if missing := find_missing():
        print(f"Thiếu chương trình: sudo apt install {' '.join(missing)}", file=sys.stderr)
        return 2
    install_tools()
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        checks = measure(Path(folder))
    if options.out:
        rows = [asdict(one) for one in checks]
        options.out.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(format_checks(checks))
    return 0 if all(one.passed for one in checks) else 1


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.audit", description=__doc__)
    parser.add_argument("--out", type=Path, help="a file for the report, as JSON")
    return parser.parse_args()


def measure(work: Path) -> list[Check]:
    """Everything, on two portals built and served for it."""
    ports = find_free_port(), find_free_port()
    own = work / "own"
    build_own(own, f"http://127.0.0.1:{ports[0]}/")
    open_to_search = build_without_marks(work / "open", f"http://127.0.0.1:{ports[1]}/")
    with ExitStack() as stack:
        address = stack.enter_context(serve_compressed(own, work / "nginx-own", ports[0]))
        open_address = stack.enter_context(serve_compressed(open_to_search, work / "nginx-open", ports[1]))
        with ThreadPoolExecutor(1) as beside:
            # Lighthouse mostly waits; the rest is done meanwhile.
            scores = beside.submit(lambda: list(check_lighthouse(open_address)))
            return [*_look_at_pages(address, own), *scores.result()]


def _look_at_pages(address: str, site: Path) -> Iterator[Check]:
    yield from check_markup(site)
    yield from check_links(address)
    with open_browser() as browser:
        yield from check_weights(browser, address)
        yield from check_shifts(browser, address)
        yield from check_access(browser, address)


if __name__ == "__main__":
    sys.exit(main())
