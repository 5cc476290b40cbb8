"""What is loaded and read stays until the end, so nobody need look through it for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Python itself looks for garbage after 700 new objects.
_SELDOM = 100_000


@contextmanager
def undisturbed() -> Iterator[None]:
    """While much is taken in of which nothing is thrown away, looking for garbage costs a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def settled() -> Iterator[None]:
    """While pages are made of what was read: that stays to the end, and can be shared with other processes.

    A page leaves next to nothing that only a search would find, so it is looked for a hundred times less often.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
