"""The program as it is, but for its search index and its cards for sharing, which Hugo does not make.

What they cost is counted apart; models of the bench's portals have no cards of their own.
"""

from __future__ import annotations

from generator import outputs
from generator.__main__ import run
from generator.outputs import search, sharing

if __name__ == "__main__":
    outputs.OUTPUTS = tuple(one for one in outputs.OUTPUTS if one[1] not in (search.declare, sharing.declare))
    run()
