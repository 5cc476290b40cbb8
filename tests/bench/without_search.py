"""The program as it is, but for its search and its cards for sharing, which Hugo does not make.

What they cost is counted apart; models of the bench's portals have no cards of their own.
"""

from __future__ import annotations

from generator import outputs
from generator.__main__ import run
from generator.outputs import search, sharing

if __name__ == "__main__":
    outputs.OUTPUTS = tuple(one for one in outputs.OUTPUTS if one[1] is not sharing.declare)
    outputs.BATCHES = tuple(one for one in outputs.BATCHES if one[1] is not search.declare_batches)
    run()
