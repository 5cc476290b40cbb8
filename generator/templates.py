"""The Jinja2 environment: autoescape and StrictUndefined stay on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from generator.jinja import CompiledTemplates, QuickEnvironment
from generator.library import address_of, name_level
from generator.markup import render_markdown
from generator.program import can_write_avif
from generator.qr import draw_code
from generator.records.base import Record
from generator.records.brief import Brief
from generator.sections import SECTIONS
from generator.settings import Settings
from generator.sharing import list_ways
from generator.shell import ROOT
from generator.sources.pictures import Picture, variant
from generator.theme import Theme
from generator.vietnamese import count_words, format_day, format_number, reading_minutes

# So many pieces of each kind are remembered: enough for the pages that are made one after the other.
_REMEMBERED = 12_000


def make_templates(theme: Theme, settings: Settings, *, kept: Path, program: bytes) -> Environment:
    """The environment of a theme. Templates see what they are given and the settings, no other data.

    In the folder `kept` lie the templates that this `program` compiled before.
    """
    env = QuickEnvironment(
        loader=FileSystemLoader([str(folder) for folder in theme.all("templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=CompiledTemplates(kept, program),
    )
    # Safe: render_markdown sanitises.
    env.filters["markdown"] = lambda text: Markup(render_markdown(text))
    env.filters["day"] = format_day
    env.filters["number"] = format_number
    env.filters["words"] = count_words
    env.filters["minutes"] = reading_minutes
    env.filters["srcset"] = list_variants
    env.globals["avif"] = can_write_avif()
    env.globals.update(link=link, level_name=name_level, sections=SECTIONS, settings=settings, root=ROOT)
    base = settings.base
    env.globals["ways_to_share"] = lambda address, title: list_ways(base, address, title)
    env.filters["published"] = lambda address: base + address
    env.filters["code"] = draw_code
    env.filters["model_card"] = env.globals["model_card"] = _remember(env, "records", "model_card", _digest)
    env.filters["register_line"] = env.globals["register_line"] = _remember(env, "records", "register_line", _digest)
    env.filters["field_mark"] = _remember(env, "records", "field_mark", _digest)
    env.filters["contents"] = _remember(env, "ui", "contents", _itself)
    env.filters["date"] = _remember(env, "ui", "date", _itself)
    lists = _remember(env, "facets", "lists", _digest)
    env.filters["facet_lists"] = lambda facets, here: _mark_current(lists(facets), here)
    return env


def _remember(env: Environment, part: str, name: str, key: Callable[[Any], Hashable]) -> Callable[..., Markup]:
    """A macro of parts/ that draws the same thing many times, drawn once for each `key` of its first argument."""

    @cache
    def find_macro() -> Callable[..., Markup]:
        macro: Callable[..., Markup] = getattr(env.get_template(f"parts/{part}.html").module, name)
        return macro

    @lru_cache(maxsize=_REMEMBERED)
    def remembered(key: Hashable, **details: object) -> Markup:
        return find_macro()(waiting[0], **details)

    # What is to be drawn, remembered by its key alone, so that no card is kept for its picture's sake.
    waiting: list[Any] = [None]

    def draw(value: Any, **details: object) -> Markup:
        waiting[0] = value
        return remembered(key(value), **details)

    return draw


_digest = attrgetter("digest")


def _itself(value: Hashable) -> Hashable:
    return value


def _mark_current(lists: Markup, here: str) -> Markup:
    """The lists with the link that leads `here` marked as the page on which they stand."""
    way = f'href="{escape(link(here))}"'
    # Safe: both parts are escaped.
    return Markup(str(lists).replace(way, f'{way} aria-current="true"'))


def link(target: Record | Brief | str) -> str:
    """The way from any page to a record or an address; the shell puts in the page's own way to the root."""
    return f"{ROOT}/{target if isinstance(target, str) else address_of(target)}"


def list_variants(picture: Picture, ending: str) -> str:
    """A picture in one format, each width with the way to it, as `srcset` wants them."""
    return ", ".join(f"{ROOT}/{variant(picture.path, width, ending)} {width}w" for width in picture.widths)
