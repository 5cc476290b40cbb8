"""`python -m generator` is the same program as `dvk`."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from generator.garbage import undisturbed


def run() -> NoReturn:
    """Run one command and leave at once: to free ten thousand records one by one takes as long as to read them."""
    with undisturbed():
        from generator.cli import main  # noqa: PLC0415 - loading is what is to be undisturbed
    gc.freeze()
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
