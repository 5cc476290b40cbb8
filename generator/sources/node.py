"""A value read from a file, with the place it was read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import msgspec

from generator.problems import Location


class Node(msgspec.Struct, frozen=True):
    """A scalar, list or mapping that knows its file, line and column.

    Scalars stay text until the type of the record's field decides, so that `06` and `1:30`
    mean what the writer typed; an empty scalar is None.
    """

    value: str | list[Node] | dict[str, Node] | None
    at: Location
    key_places: dict[str, Location] = {}
    # The line on which a scalar's own text begins; 0 where it is the line of `at`.
    text_line: int = 0

    def plain(self) -> object:
        """The value without places: str, None, list or dict."""
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        return self.value

    def find(self, path: tuple[str | int, ...]) -> Location:
        """Where the value at `path` stands; as far along the path as the file goes."""
        node = self
        for step in path:
            child = node.child(step)
            if child is None:
                return node.key_places.get(str(step), node.at)
            node = child
        return node.at

    def child(self, step: str | int) -> Node | None:
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    def texts(self, *path: str | int) -> Iterator[tuple[Location, str]]:
        """Every scalar below this node, or below the one at `path`, with the place where its text begins."""
        if path:
            child = self.child(path[0])
            yield from child.texts(*path[1:]) if child is not None else ()
            return
        if isinstance(self.value, str):
            below = self.text_line > self.at.line
            yield Location(self.at.file, self.text_line) if below else self.at, self.value
            return
        children = self.value.values() if isinstance(self.value, dict) else self.value or ()
        for child in children:
            yield from child.texts()


@dataclass(frozen=True)
class Source:
    """A file that became a record: its path, the digest of its text, a way to its node.

    Places cost more than values, and only messages ask for them: the node is read when one does.
    """

    file: str
    digest: bytes
    read_node: Callable[[], Node]

    @cached_property
    def node(self) -> Node:
        return self.read_node()
