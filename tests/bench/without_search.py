"""The program as it is, but for its search index, which Hugo does not make: what it costs is counted apart."""

from __future__ import annotations

from generator import outputs
from generator.__main__ import run
from generator.outputs import search

if __name__ == "__main__":
    outputs.OUTPUTS = tuple(one for one in outputs.OUTPUTS if one[1] is not search.declare)
    run()
