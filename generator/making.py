"""Batches of outputs made into files: only outputs whose key changed, in as many processes as are wanted."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from generator.digests import digest_bytes
from generator.ledger import Lot, Row
from generator.output import Batch, Output
from generator.outputs import declare_all
from generator.overrides import FAILURES, explain_failure
from generator.portal import Portal
from generator.problems import FileProblemError, Problem
from generator.publish import write_file
from generator.stopwatch import Stopwatch
from generator.verify import NOTHING_NEW, Notes, Sights

_ENCODER = msgspec.msgpack.Encoder()


@dataclass(frozen=True)
class Task:
    """What everyone who makes batches has to know: the portal, where to write, what became of the batches of the
    site that is there, and those of its files that are not as they were left."""

    portal: Portal
    staging: Path
    lots: Mapping[str, Lot]
    changed: Set[str]

    @cached_property
    def batches(self) -> list[tuple[str, Batch]]:
        """Every batch with the name of its kind; worked out once in each process."""
        return list(declare_all(self.portal))

    def needs_of(self, batch: Batch) -> bytes:
        """The batch's needs and what all outputs need; empty for a batch that is always declared."""
        return digest_bytes(self._common, batch.needs) if batch.needs is not None else b""

    @cached_property
    def _common(self) -> bytes:
        workshop = self.portal.workshop
        return digest_bytes(workshop.digest, *(shell.digest for shell in workshop.shells.values()))

    @cached_property
    def sights(self) -> Sights:
        """The links that this process has met."""
        return Sights()


class Result(msgspec.Struct, frozen=True):
    """What came of a batch: its lot, the files that were written, what is new in them to be judged.

    `lost` says that a file or an anchor is gone to which others may still lead; `twice` are the addresses
    that two of the outputs have; `problem` is the mistake that ended the batch.
    """

    name: str
    lot: Lot
    fresh: tuple[str, ...] = ()
    notes: Notes = NOTHING_NEW
    lost: bool = False
    twice: tuple[str, ...] = ()
    seconds: Mapping[str, float] = {}
    problem: Problem | None = None


def is_current(task: Task, batch: Batch) -> bool:
    """Whether nothing the batch is declared from changed, and all its files are as they were left."""
    lot = task.lots.get(batch.name)
    if lot is None or batch.needs is None or lot.needs != task.needs_of(batch):
        return False
    return task.changed.isdisjoint(lot.stamps)


def make_numbered(task: Task, number: int) -> Result:
    """Make the batch of this number among all: what a process is told to do."""
    return make_batch(task, *task.batches[number])


def make_batch(task: Task, kind: str, batch: Batch) -> Result:
    """Make every output of a batch that changed; a mistake in a portal's own template is a problem."""
    watch = Stopwatch()
    try:
        with watch.stage(kind):
            return _make_outputs(task, batch, watch)
    except FileProblemError as error:
        return _fail(batch, error.problem)
    except FAILURES as error:
        problem = explain_failure(error, task.portal.workshop.root)
        if problem is None:
            raise
        return _fail(batch, problem)


def _fail(batch: Batch, problem: Problem) -> Result:
    return Result(batch.name, Lot(b"", {}, (), (), msgspec.Raw()), problem=problem)


def _make_outputs(task: Task, batch: Batch, watch: Stopwatch) -> Result:
    old = task.lots.get(batch.name)
    work = _Work(task, old, old.rows if old is not None else {})
    for output in batch.declare():
        work.settle(output)
    pieces = set(task.portal.workshop.cache.take_used())
    if old is not None and len(work.fresh) < len(work.rows) and not batch.asks_all:
        pieces.update(old.pieces)
    lot = Lot(
        task.needs_of(batch), work.stamps, tuple(work.listed), tuple(pieces), msgspec.Raw(_ENCODER.encode(work.rows))
    )
    notes = task.sights.note((path, work.rows[path].sighting) for path in work.fresh)
    lost = work.lost or (old is not None and not old.stamps.keys() <= work.stamps.keys())
    return Result(batch.name, lot, tuple(work.fresh), notes, lost, tuple(work.twice), watch.seconds)


class _Work:
    """The outputs of one batch, one after the other: kept as they were, or made anew."""

    def __init__(self, task: Task, old: Lot | None, old_rows: Mapping[str, Row]) -> None:
        self._task = task
        self._workshop = task.portal.workshop
        self._old_stamps = old.stamps if old is not None else {}
        self._old_rows = old_rows
        self.rows: dict[str, Row] = {}
        self.stamps: dict[str, int] = {}
        self.listed: list[str] = []
        self.fresh: list[str] = []
        self.twice: list[str] = []
        self.lost = False

    def settle(self, output: Output) -> None:
        key, path = output.key(self._workshop), output.path
        if path in self.rows:
            self.twice.append(path)
        if output.listed:
            self.listed.append(path)
        old = self._old_rows.get(path)
        if old is not None and old.key == key and self._is_there(path):
            self.rows[path], self.stamps[path] = old, self._old_stamps[path]
            return
        made = output.make(self._workshop)
        self.stamps[path] = write_file(str(self._task.staging), path, made.content)
        self.rows[path] = Row(key, output.source, made.sighting)
        self.fresh.append(path)
        self.lost |= old is not None and not set(old.sighting.anchors) <= set(made.sighting.anchors)

    def _is_there(self, path: str) -> bool:
        return path in self._old_stamps and path not in self._task.changed
