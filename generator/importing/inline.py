"""Emphasis and tags inside a line: read once, written as Markdown, as HTML or as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

PAGE_NUMBER_OPEN = '<span class="page-number">'
PAGE_NUMBER_CLOSE = "</span>"

_TOKEN = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|<>&])"
    r"|(?P<stars>\*{1,3})"
    rf"|(?P<tag></?(?:i|b|u|em|strong|sup|sub)>|{PAGE_NUMBER_OPEN}|{PAGE_NUMBER_CLOSE})"
    r"|(?P<break>\n|<br ?/?>)",
)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is text, open, close or break; `value` the text or the element; `start` its offset in the source."""

    kind: str
    value: str
    start: int


def read_inline(text: str) -> tuple[Token, ...]:
    """The tokens of a text; every `open` has its `close`, stars without a partner are text."""
    tokens: list[Token] = []
    opened: list[int] = []
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() > position:
            tokens.append(Token("text", text[position : match.start()], position))
        for token in _read_token(match, text, _innermost(tokens, opened)):
            _place(token, tokens, opened)
        position = match.end()
    if position < len(text):
        tokens.append(Token("text", text[position:], position))
    return tuple(_unpair(tokens, opened))


def _innermost(tokens: list[Token], opened: list[int]) -> str:
    return tokens[opened[-1]].value if opened else ""


def _read_token(match: re.Match[str], text: str, innermost: str) -> Iterator[Token]:
    at = match.start()
    if match["escaped"] is not None:
        yield Token("text", match["escaped"], at)
    elif match["break"] is not None:
        yield Token("break", "", at)
    elif match["tag"] is not None:
        name = "span" if "span" in match["tag"] else match["tag"].strip("</>")
        yield Token("close" if match["tag"].startswith("</") else "open", name, at)
    else:
        yield from _read_stars(match, text, innermost)


def _read_stars(match: re.Match[str], text: str, innermost: str) -> Iterator[Token]:
    """Stars as openers before a letter, closers after one; both at once only where nothing is open."""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    sizes = {1: (1,), 2: (2,), 3: (1, 2) if innermost == "em" else (2, 1)}[len(match["stars"])]
    at = match.start()
    for size in sizes:
        name = "em" if size == 1 else "strong"
        kind = "star"
        if not before.isspace():
            kind = "closer" if after.isspace() else "either"
        elif not after.isspace():
            kind = "open"
        yield Token(kind, name, at)
        at += size


def _place(token: Token, tokens: list[Token], opened: list[int]) -> None:
    """Append a token, pairing closers with the nearest opener of the same name."""
    stars = "*" if token.value == "em" else "**"
    if token.kind in ("close", "closer", "either"):
        partner = next((at for at in reversed(opened) if tokens[at].value == token.value), None)
        if partner is not None:
            _forget_inside(partner, tokens, opened)
            opened.remove(partner)
            tokens.append(Token("close", token.value, token.start))
            return
        if token.kind == "close":
            return
    if token.kind in ("open", "either"):
        opened.append(len(tokens))
        tokens.append(Token("open", token.value, token.start))
    elif token.kind in ("star", "closer"):
        tokens.append(Token("text", stars, token.start))
    else:
        tokens.append(token)


def _forget_inside(partner: int, tokens: list[Token], opened: list[int]) -> None:
    """Openers left unclosed inside a pair become text, so that elements nest."""
    for at in [at for at in opened if at > partner]:
        tokens[at] = _as_text(tokens[at])
        opened.remove(at)


def _unpair(tokens: list[Token], opened: list[int]) -> Iterator[Token]:
    unclosed = set(opened)
    for at, token in enumerate(tokens):
        yield _as_text(token) if at in unclosed else token


def _as_text(token: Token) -> Token:
    """An opener without a partner: stars are printed, a lone tag is no word."""
    stars = {"em": "*", "strong": "**"}.get(token.value, "")
    return Token("text", stars, token.start)


def plain_text(text: str) -> str:
    """The words alone, blanks between them single."""
    return " ".join(strip_marks(text)[0].split())


def strip_marks(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without marks, and the offset in the source of each character that is left."""
    chars: list[str] = []
    offsets: list[int] = []
    for token in read_inline(text):
        if token.kind not in ("text", "break"):
            continue
        value = "\n" if token.kind == "break" else token.value
        chars.append(value)
        offsets.extend(range(token.start, token.start + len(value)))
    return "".join(chars), tuple(offsets)


def is_wholly_bold(text: str) -> bool:
    """Whether one pair of double stars holds the whole text."""
    tokens = [token for token in read_inline(text.strip()) if token.kind != "break"]
    if len(tokens) < 3 or tokens[0].kind != "open" or tokens[0].value != "strong":
        return False
    depth = 0
    for at, token in enumerate(tokens):
        if token.value == "strong" and token.kind != "text":
            depth += 1 if token.kind == "open" else -1
        if depth == 0:
            return at == len(tokens) - 1
    return False


def to_html(text: str) -> str:
    """HTML of the text, a break for each kept line end."""
    return "".join(_html_tokens(read_inline(text)))


def _html_tokens(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.kind == "text":
            yield escape(token.value, quote=False)
        elif token.kind == "break":
            yield "<br>\n"
        else:
            yield _tag(token)


def _tag(token: Token) -> str:
    if token.value == "span":
        return PAGE_NUMBER_OPEN if token.kind == "open" else PAGE_NUMBER_CLOSE
    return f"<{token.value}>" if token.kind == "open" else f"</{token.value}>"


# What Markdown takes for marks wherever it stands.
MARKS = re.compile(r"[\\`*_{}\[\]#|]")
_LINE_START = re.compile(r"^(\s*)(?:(\d+)([.)])(?=\s|$)|([-+])|(=))", re.MULTILINE)


def _escape_markdown(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return MARKS.sub(lambda match: "\\" + match.group(), text)


def to_markdown(text: str, *, keep_bold: bool = True, at_line_start: bool = True) -> str:
    """Markdown that renders to exactly these words: nothing is renumbered or taken for markup."""
    tokens = [t for t in read_inline(text) if keep_bold or t.kind not in ("open", "close") or t.value != "strong"]
    # Stars inside stars, or three in a row, are ambiguous to Markdown; tags are not.
    marks = {"strong": "**"} if _has_nesting(tokens) else {"strong": "**", "em": "*"}
    written = "".join(_markdown_tokens(tokens, marks))
    if "***" in written:
        written = "".join(_markdown_tokens(tokens, {}))
    written = written.strip()
    return _LINE_START.sub(_escape_start, written) if at_line_start else written


def _has_nesting(tokens: Iterable[Token]) -> bool:
    depth = 0
    for token in tokens:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth > 1:
            return True
    return False


def _markdown_tokens(tokens: Iterable[Token], marks: dict[str, str]) -> Iterator[str]:
    for token in tokens:
        if token.kind == "text":
            yield _escape_markdown(token.value)
        elif token.kind == "break":
            yield "<br>\n"
        else:
            yield marks.get(token.value) or _tag(token)


def _escape_start(match: re.Match[str]) -> str:
    blank, number, dot, sign, equals = match.groups()
    if number is not None:
        return f"{blank}{number}\\{dot}"
    if equals is not None:
        return f"{blank}&#61;"
    return f"{blank}\\{sign}"
