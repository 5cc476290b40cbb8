"""A Word story into the portal: read, sorted into the outline, checked, written all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from generator.digests import digest_of
from generator.importing.office.blocks import Manuscript, list_paragraphs
from generator.importing.register.matching import can_be_read
from generator.importing.story.album import find_strangers, list_leftovers
from generator.importing.story.draft import Draft, draft_story
from generator.importing.story.exemplars import find_exemplar
from generator.importing.story.guidance import take_guidance, tell_guidance
from generator.importing.story.kept import find_kept, tell_kept
from generator.importing.story.page import render_story
from generator.importing.story.photos import StoryPhoto, take_photos
from generator.importing.story.proof import find_lost_words
from generator.importing.story.reading import StoryFile, read_story
from generator.importing.story.twins import Twin, find_page, find_twin, name_page, report_twin
from generator.importing.writing import write_all
from generator.library import address_of
from generator.loading import load_records
from generator.problems import Location, Problem, has_errors
from generator.records.campaign import Task
from generator.records.collection import Records
from generator.records.exemplar import Exemplar
from generator.records.form import Form
from generator.records.model import Photo
from generator.records.reading import read_record
from generator.records.story import Story
from generator.rules import check_one
from generator.rules.stories import check_story_photos, check_words
from generator.sources.markdown import read_markdown
from generator.sources.node import Source
from generator.sources.picture_files import measure
from generator.sources.pictures import Picture


class StoryReport(msgspec.Struct, frozen=True):
    """What an import found and did; `page` is the story's file, `files` what was or would be written,
    `removed` the photos of an earlier import that were or would be removed.

    `notes` are sentences for the person who called.
    """

    problems: tuple[Problem, ...]
    page: str = ""
    exemplar: str = ""
    found: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    written: bool = False


def import_story(
    path: Path,
    *,
    root: Path,
    today: date,
    exemplar: str | None = None,
    story_id: str | None = None,
    dry_run: bool = False,
    replace: bool = False,
) -> StoryReport:
    """Make content/guong-dien-hinh/<id>/index.md and the photos beside it; with an error nothing is written.

    `exemplar` is the id of whom the story tells, where its text does not name one of the portal's; `story_id` the
    page's own, where it shall not come from the title or be that of the page which says the same.
    """
    read = read_story(path)
    if isinstance(read, Problem):
        return StoryReport((read,))
    records = load_records(root).records
    form = records.forms.get(read.form)
    if form and Task.STORY not in form.tasks:
        return StoryReport((_other_form(form, path.name),))
    words = "\n".join(one.plain for one in list_paragraphs(read.manuscript.blocks))
    subject, problem = find_exemplar(words, records.exemplars, exemplar, path.name)
    if subject is None:
        return StoryReport((problem,) if problem else ())
    source = _Source(path.name, path.stem, read)
    filing = _Filing(root, records, subject, today, story_id)
    return _file_story(source, filing, dry_run=dry_run, replace=replace)


def _other_form(form: Form, file: str) -> Problem:
    wrong = f"đây là {form.full_title}, không phải bài viết."
    fix = "phiếu đăng ký thì nhập bằng dvk import register." if can_be_read(form) else "chọn đúng tệp bài viết."
    return Problem(Location(file), "not-a-story", wrong, fix)


class _Source(msgspec.Struct, frozen=True):
    """The Word file; its name with and without ending."""

    file: str
    stem: str
    read: StoryFile


class _Filing(msgspec.Struct, frozen=True):
    """What a story is filed under."""

    root: Path
    records: Records
    exemplar: Exemplar
    today: date
    story_id: str | None


def _file_story(source: _Source, filing: _Filing, *, dry_run: bool, replace: bool) -> StoryReport:
    guided = take_guidance(source.read.manuscript, filing.records.forms.values())
    manuscript = guided.manuscript
    draft = draft_story(manuscript)
    story_id, bad_id = name_page(draft.title or source.stem, filing.story_id, source.file)
    known, twin = _find_known(story_id, manuscript, filing)
    page = f"content/{Story.folder}/{known.id if known else story_id}/index.md"
    photos, problems = take_photos(source.read.photos, draft.shots, source.file)
    problems += [bad_id] if bad_id else []
    kept = find_kept(known, filing.root / page, photos, filing.exemplar)
    text = render_story(draft, manuscript, photos, exemplar=filing.exemplar, kept=kept, today=filing.today)
    pictures = _pictures_of((filing.root / page).parent, photos, kept.own)
    problems += _check(text, page, page.split("/")[-2], filing.records, pictures)
    left_out = (*guided.printed, *draft.labels, *draft.left_out)
    problems += find_lost_words(source.read.manuscript, text, page, left_out=left_out)
    found = tuple(part.number for part in draft.parts if part.title)
    notes = [
        *manuscript.asides,
        *tell_guidance(guided),
        *_tell_left_out(draft),
        *_tell_guesses(photos),
        *_tell_capitals(draft),
    ]
    notes += [*tell_kept(kept, draft), *_ask_consent(filing.exemplar)]
    if known is not None and known.id != story_id:
        notes.append(f"Bài giữ địa chỉ cũ: {address_of(known)}.")
    there = report_twin(twin, story_id) if twin else _changed(page)
    report = StoryReport(tuple(problems), page, filing.exemplar.id, found, tuple(notes))
    contents = {one.name: one.content for one in photos if one is not None}
    return _write(report, text, contents, filing.root, dry_run=dry_run, there=None if replace else there)


def _find_known(story_id: str, manuscript: Manuscript, filing: _Filing) -> tuple[Story | None, Twin | None]:
    """The page that is there already: of the same id, else one that says the same, which is told as twin."""
    stories = filing.records.stories
    known = find_page(story_id, stories)
    if known is not None or filing.story_id is not None:
        return known, None
    texts = [one.plain for one in list_paragraphs(manuscript.blocks)]
    twin = find_twin(texts, filing.exemplar.id, stories.values())
    return (twin.story, twin) if twin else (None, None)


def _tell_left_out(draft: Draft) -> Iterator[str]:
    if draft.left_out:
        yield f"Không đưa vào bài: {', '.join(f'“{one}”' for one in draft.left_out)}."


def _tell_capitals(draft: Draft) -> Iterator[str]:
    """Which letters of a name are capitals only people know."""
    if draft.title.isupper() and len(draft.title.split()) > 1:
        yield "Tên bài viết toàn chữ hoa: nên sửa dòng title, chỉ viết hoa chữ đầu và tên riêng."


def _tell_guesses(photos: Sequence[StoryPhoto | None]) -> Iterator[str]:
    taken = [one for one in photos if one is not None]
    for number, photo in enumerate(taken, start=1):
        if photo.shot.is_guess:
            yield f"Câu “{photo.shot.caption}” dưới ảnh {number} đã lấy làm chú thích; xem lại."


def _ask_consent(exemplar: Exemplar) -> Iterator[str]:
    """What the portal keeps no record of: whether people agree is kept by their unit (guides, viet-bai)."""
    if not exemplar.sample:
        yield "Trước khi đăng: nhân vật và người rõ mặt trong ảnh đã đồng ý chưa? Ghi lại ở đơn vị, không ghi vào bài."


def _write(
    report: StoryReport, text: str, photos: Mapping[str, bytes], root: Path, *, dry_run: bool, there: Problem | None
) -> StoryReport:
    """The report of what is written, or would be, and what of an earlier import is removed.

    `there` is what is wrong where a page is there already and says something else; None to replace it.
    """
    page, folder = root / report.page, report.page.rsplit("/", 1)[0]
    contents: dict[str, str | bytes] = {report.page: text}
    contents |= {f"{folder}/{name}": content for name, content in photos.items()}
    changed = [name for name, content in contents.items() if _differs(root / name, content)]
    if report.page in changed and _says_the_same(page, text):
        changed.remove(report.page)
    problems = list(report.problems)
    if changed and page.exists() and there:
        problems.append(there)
    else:
        problems += find_strangers(page, photos, folder)
    leftovers = list_leftovers(page, photos) if changed else []
    write = bool(changed) and not dry_run and not has_errors(problems)
    if write and (failed := write_all(root, contents)):
        problems.append(failed)
        write = False
    if write:
        for name in leftovers:
            (page.parent / name).unlink(missing_ok=True)
    return msgspec.structs.replace(
        report,
        problems=tuple(problems),
        files=tuple(changed),
        removed=tuple(f"{folder}/{name}" for name in leftovers),
        written=write,
    )


def _differs(path: Path, content: str | bytes) -> bool:
    wanted = content.encode() if isinstance(content, str) else content
    return not path.is_file() or path.read_bytes() != wanted


def _says_the_same(page: Path, text: str) -> bool:
    """Whether a page differs in its spelling alone, as when a gap between quotes was filled in without them."""
    if not page.is_file():
        return False
    there, said = (read_markdown(one, page.name)[0] for one in (page.read_bytes().decode("utf-8", "replace"), text))
    return there is not None and said is not None and there.plain() == said.plain()


def _changed(page: str) -> Problem:
    wrong = f"{page} đã có và khác với tệp Word: trang đã sửa tay, hoặc tệp Word đã đổi."
    fix = "giữ trang như cũ, hoặc thêm --replace để thay bằng tệp Word; là bài khác trùng tên thì thêm --id MÃ-KHÁC."
    return Problem(Location(page), "page-edited", wrong, fix)


def _check(text: str, page: str, story_id: str, records: Records, pictures: Mapping[str, Picture]) -> Iterator[Problem]:
    """What `dvk check` would say of the story."""
    node, problems = read_markdown(text, page)
    yield from problems
    if node is None:
        return
    story, wrong = read_record(Story, node, story_id)
    yield from wrong
    if story is None:
        return
    story.placed(Source(page, digest_of(text), lambda: node))
    yield from check_one(story, texts=True)
    yield from check_words(story, records)
    yield from check_story_photos(story, records, pictures)


def _pictures_of(folder: Path, photos: Sequence[StoryPhoto | None], own: Sequence[Photo]) -> Mapping[str, Picture]:
    """The photos that will lie beside the page: those of the file, and `own` that lie there already."""
    sizes = {one.file: measure((folder / one.file).read_bytes()) for one in own if (folder / one.file).is_file()}
    found = {name: (width, height) for name, (width, height, wrong) in sizes.items() if not wrong}
    found |= {one.name: (one.width, one.height) for one in photos if one is not None}
    paths = {f"{Story.folder}/{folder.name}/{name}": size for name, size in found.items()}
    return {path: Picture(path, *size) for path, size in paths.items()}
