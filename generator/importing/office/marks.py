"""Words of a run with their bold and italic, as `inline.to_markdown` reads them; links added around."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from generator.importing.inline import to_markdown
from generator.importing.office.blocks import Paragraph
from generator.vietnamese import nfc

# Signs that no text has: they are cut out of what is read, and mark where a link begins and ends.
_OPEN, _CLOSE = "\ue000", "\ue001"
_FOREIGN = re.compile(r"[\ue000-\uf8ff\u00ad\u200b\ufeff\x00-\x08\x0e-\x1f]")
_SIGNS = {
    "sup": str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ"),
    "sub": str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋"),
}
_LINK = re.compile(f"{_OPEN}(.*?){_CLOSE}", re.DOTALL)


class Run(msgspec.Struct, frozen=True):
    """Words that look the same; `link` is the address behind them, `rise` "sup" or "sub" where they are shifted."""

    text: str
    bold: bool = False
    italic: bool = False
    size: int = 0
    link: str = ""
    rise: str = ""


def shift(text: str, rise: str) -> tuple[str, str]:
    """Raised ("sup") or lowered ("sub") words as letters that are so by themselves: m², H₂O; "" where all are.

    They stay right where only plain text may stand: in titles, captions, the search.
    """
    signs = _SIGNS.get(rise, {})
    done = bool(text) and all(ord(one) in signs for one in text)
    return (text.translate(signs), "") if done else (text, rise)


def clean_run(text: str) -> str:
    """A run's text in NFC, without signs that nobody sees; tabs and odd blanks are blanks."""
    return re.sub(r"[^\S\n]", " ", _FOREIGN.sub("", nfc(text).replace("\v", "\n")))


def join_runs(runs: Sequence[Run]) -> tuple[str, tuple[str, ...]]:
    """The marked text of a paragraph and the addresses of its links in order."""
    parts: list[str] = []
    links: list[str] = []
    for run in _merge(runs):
        words = run.text.strip()
        blank, rest = run.text.split(words, 1) if words else (run.text, "")
        marked = re.sub(r"[\\*<]", r"\\\g<0>", words)
        for name in ((run.rise,) if run.rise else ()) + ("em",) * run.italic + ("strong",) * run.bold:
            marked = f"<{name}>{marked}</{name}>" if marked else ""
        if run.link and marked:
            links.append(run.link)
            marked = f"{_OPEN}{marked}{_CLOSE}"
        parts.append(f"{blank}{marked}{rest}")
    text = re.sub(r" {2,}", " ", "".join(parts))
    return re.sub(r" ?\n ?", "\n", text).strip(), tuple(links)


def _merge(runs: Iterable[Run]) -> Iterable[Run]:
    """Neighbours that look the same as one; blanks look like what stands before them."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        alike = last is not None and (run.bold, run.italic, run.rise) == (last.bold, last.italic, last.rise)
        if last is not None and run.link == last.link and (alike or not run.text.strip()):
            merged[-1] = msgspec.structs.replace(last, text=last.text + run.text)
        elif run.text:
            merged.append(run)
    return merged


def write_markdown(paragraph: Paragraph, *, keep_bold: bool = True, at_line_start: bool = True) -> str:
    """Markdown that renders to exactly the paragraph's words."""
    written = to_markdown(paragraph.text, keep_bold=keep_bold, at_line_start=at_line_start)
    addresses = iter(paragraph.links)
    return _LINK.sub(lambda match: f"[{match[1]}](<{next(addresses, '')}>)", written)


def is_safe_link(address: str) -> bool:
    """Whether the portal shows such links, and Markdown can write them."""
    return re.fullmatch(r"(?:https?://|mailto:)[^\s<>]+", address) is not None
