"""`python -m generator` is the same program as `dvk`."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from generator.cli import main


def run() -> NoReturn:
    """Run one command and leave at once: to free ten thousand records one by one takes as long as to read them."""
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
