"""Lists whose signs were typed: lines that begin with "-" or "+", as offices write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from generator.importing.office.blocks import Block, Paragraph
from generator.importing.office.numbering import BULLET

_SIGN = re.compile(r"([-–+•*])[ \t]+(?=\S)")
# Speech begins with a dash, too; its lines end as sentences.
_DASHES = frozenset("-–")
_SPEECH_ENDS = (".", "!", "?", "…", "”", '"')


def gather_lists(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with two or more lines of a typed list in a row as its items; "+" lies deeper than "-"."""
    for is_item, run in groupby(blocks, key=_is_item):
        lines = list(run)
        items = [one for one in lines if is_item and isinstance(one, Paragraph)]
        signs = {one.plain[0] for one in items}
        # The last item may close the list as a sentence.
        may_be_speech = signs <= _DASHES and any(one.plain.endswith(_SPEECH_ENDS) for one in items[:-1])
        if len(items) < 2 or may_be_speech:
            yield from lines
        else:
            yield from (_as_item(one, int(one.plain[0] == "+" and len(signs) > 1)) for one in items)


def _is_item(block: Block) -> bool:
    if not isinstance(block, Paragraph) or block.label or block.look.level:
        return False
    return _SIGN.match(block.text) is not None and "\n" not in block.text


def _as_item(line: Paragraph, depth: int) -> Paragraph:
    text = _SIGN.sub("", line.text, count=1)
    return msgspec.structs.replace(line, text=text, plain=_SIGN.sub("", line.plain, count=1), label=BULLET, depth=depth)
