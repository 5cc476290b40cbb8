"""The sample set that every visitor sees first: complete, openly a sample, and true to its own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from generator.entries import read_whole
from generator.loading import Loaded, load_records
from generator.outline import split_parts
from generator.records.base import Record
from generator.records.brief import Brief
from generator.records.collection import Records
from generator.records.model import Model, Origin, RecognitionLevel, Subject
from generator.records.story import Story
from generator.records.unit import UnitKind
from generator.rules.models import check_evidence, check_launch, check_recognition, check_replication
from generator.rules.references import check_references
from generator.vietnamese import count_words, nfc

ROOT = Path(__file__).resolve().parents[1]
CAMPAIGN = "sen-hong-2024-2026"
FIELDS = {"kinh-te", "van-hoa-xa-hoi", "quoc-phong-an-ninh", "he-thong-chinh-tri", "linh-vuc-khac"}
YEARS = {2024, 2025, 2026}

# "118/126 hộ phân loại đúng (93,7%)" or "118/126 … đạt 93,7%": part, whole, percent.
_SHARE = re.compile(r"(\d[\d.]*)/(\d[\d.]*) [^/()%.;]{0,60}?(?:\(|đạt |tức )(\d+,\d)%")
_PHONE = re.compile(r"(?<![\d/])(?:\+84|0)(?:[ .]?\d){9}(?!\d)")
_PLACED_PHOTO = re.compile(r"^\[\[ảnh (\d)\]\]$", re.MULTILINE)


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load_records(ROOT)


@pytest.fixture(scope="module")
def records(loaded: Loaded) -> Records:
    return loaded.records


@pytest.fixture(scope="module")
def models(records: Records) -> Sequence[Model]:
    return [read_whole(ROOT, brief) for brief in records.models.values() if brief.campaign == CAMPAIGN]


@pytest.fixture(scope="module")
def recognised(models: Sequence[Model]) -> Sequence[Model]:
    return [model for model in models if model.is_recognised]


@pytest.fixture(scope="module")
def stories(records: Records) -> Sequence[Story]:
    return [story for story in records.stories.values() if story.campaign == CAMPAIGN]


def list_samples(records: Records) -> Iterator[Record]:
    for record in records.all():
        if getattr(record, "sample", False):
            yield read_whole(ROOT, record) if isinstance(record, Brief) else record


def read_figure(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def test_every_sample_file_is_read(loaded: Loaded) -> None:
    folders = ("data/models/", "data/units/", "data/exemplars/", "content/guong-dien-hinh/")
    ours = [one for one in loaded.problems if one.at.file.startswith(folders) or CAMPAIGN in one.at.file]
    assert ours == []


def test_every_record_of_the_fictional_ward_says_that_it_is_a_sample(records: Records) -> None:
    shipped = (records.units, records.models, records.exemplars, records.stories)
    assert [one.id for group in shipped for one in group.values() if not getattr(one, "sample", False)] == []
    assert records.campaigns[CAMPAIGN].sample
    assert "mẫu" in records.campaigns[CAMPAIGN].summary


def test_the_set_is_as_large_as_promised(records: Records, models: Sequence[Model], stories: Sequence[Story]) -> None:
    assert len(models) >= 28
    assert sum(model.is_recognised for model in models) >= 25
    assert sum(not model.is_recognised for model in models) >= 3
    assert len(records.units) >= 12
    assert len(records.exemplars) >= 6
    assert len(stories) == 4


def test_recognised_models_cover_every_field_origin_subject_year_and_level(recognised: Sequence[Model]) -> None:
    assert {model.field for model in recognised} == FIELDS
    assert {model.origin for model in recognised} == set(Origin)
    assert {model.subject for model in recognised} == set(Subject)
    assert {model.year for model in recognised} == YEARS
    levels = {model.recognition.level for model in recognised if model.recognition is not None}
    assert levels == set(RecognitionLevel)


def test_units_are_of_every_kind_and_one_still_has_no_model(records: Records, models: Sequence[Model]) -> None:
    assert {unit.kind for unit in records.units.values()} == set(UnitKind)
    assert len(set(records.units) - {model.unit for model in models}) == 1


def test_themes_are_those_of_the_plan(records: Records, models: Sequence[Model]) -> None:
    themes = {(field.field, theme.title) for field in records.campaigns[CAMPAIGN].fields for theme in field.themes}
    assert {(model.field, model.theme) for model in models} <= themes


def test_exemplars_are_people_and_a_collective(records: Records) -> None:
    subjects = {exemplar.subject for exemplar in records.exemplars.values()}
    assert subjects == set(Subject)


def test_references_resolve(records: Records) -> None:
    names = {record.file for record in list_samples(records)}
    assert [one for one in check_references(records, {}) if one.at.file in names] == []


def test_models_keep_the_rules_of_the_register(records: Records, models: Sequence[Model]) -> None:
    problems = [
        problem
        for model in models
        for rule in (check_launch, check_recognition, check_evidence)
        for problem in rule(model)
    ]
    problems += [problem for model in models for problem in check_replication(model)]
    assert problems == []


def test_dates_of_a_model_come_in_order(models: Sequence[Model]) -> None:
    for model in models:
        assert model.year == model.registered_on.year, model.id
        days = [model.registered_on, model.launched_on, model.recognition.date if model.recognition else None]
        given = [day for day in days if day is not None]
        assert given == sorted(set(given)), model.id
        assert all(result.date is None or result.date <= model.updated for result in model.results), model.id


def test_models_are_registered_before_the_plans_deadline(models: Sequence[Model]) -> None:
    assert [model.id for model in models if (model.registered_on.month, model.registered_on.day) >= (3, 1)] == []


def test_replication_runs_over_three_models(records: Records, models: Sequence[Model]) -> None:
    chains = [
        (records.models[first.replicated_from].replicated_from, first.replicated_from, first.id)
        for first in models
        if first.replicated_from is not None and records.models[first.replicated_from].replicated_from is not None
    ]
    assert len(chains) >= 2


def test_a_model_is_replicated_after_its_source_was_registered(records: Records, models: Sequence[Model]) -> None:
    for model in models:
        if model.replicated_from is not None:
            assert records.models[model.replicated_from].registered_on < model.registered_on, model.id


def test_recognised_models_have_evidence_for_all_eight_criteria(recognised: Sequence[Model]) -> None:
    for model in recognised:
        assert [evidence.criterion for evidence in model.evidence] == list(range(1, 9)), model.id
        assert model.outcome and model.lasting, model.id
        assert 3 <= len(model.results) <= 5, model.id


def test_no_evidence_is_used_twice(recognised: Sequence[Model]) -> None:
    texts = [evidence.text for model in recognised for evidence in model.evidence]
    assert len(set(texts)) == len(texts)


def test_models_only_registered_say_what_they_expect(models: Sequence[Model]) -> None:
    for model in models:
        if not model.is_recognised:
            assert model.expected and not model.outcome and not model.evidence, model.id


def test_sections_of_a_model_are_neither_thin_nor_long(models: Sequence[Model]) -> None:
    limits = {"situation": (80, 150), "approach": (120, 220), "outcome": (60, 150), "lasting": (40, 100)}
    wrong = [
        (model.id, name, len(text.split()))
        for model in models
        for name, (low, high) in limits.items()
        if (text := getattr(model, name)) is not None and not low <= len(text.split()) <= high
    ]
    assert wrong == []


def test_summaries_hold_a_figure(models: Sequence[Model]) -> None:
    assert [model.id for model in models if not re.search(r"\d", model.summary or "")] == []


@pytest.mark.parametrize(
    "text",
    ["118/126 hộ phân loại đúng (93,7%)", "Có 843/1.240 em (68,0%) đi bộ", "28/29 hộ hiến đất mở ngõ, đạt 96,6%"],
)
def test_a_share_and_its_percent_are_found(text: str) -> None:
    assert len(_SHARE.findall(text)) == 1


def test_shares_agree_with_their_percents(records: Records, models: Sequence[Model]) -> None:
    # A result's figure and its text belong together, so they are read as one sentence.
    sentences = [text for record in list_samples(records) for _, text in record.texts()]
    sentences += [f"{one.figure} {one.text}" for model in models for one in model.results]
    found = [match for text in sentences for match in _SHARE.findall(" ".join(text.split()))]
    wrong = [
        (part, whole, percent)
        for part, whole, percent in found
        if abs(100 * read_figure(part) / read_figure(whole) - read_figure(percent)) > 0.051
    ]
    assert len(found) > 20
    assert wrong == []


def test_stories_have_the_five_parts_in_order(stories: Sequence[Story]) -> None:
    for story in stories:
        parts = split_parts(story.body)
        assert parts.lead_in == "", story.id
        assert [section.number for section in parts.sections] == [1, 2, 3, 4, 5], story.id
        assert all(count_words(section.text) >= 100 for section in parts.sections), story.id


def test_stories_are_long_enough_and_not_too_long(stories: Sequence[Story]) -> None:
    assert [story.id for story in stories if not 900 <= count_words(story.body) <= 2500] == []


def test_stories_place_every_photo_but_the_first_in_the_body(stories: Sequence[Story]) -> None:
    for story in stories:
        assert 2 <= len(story.photos) <= 3, story.id
        placed = [int(number) for number in _PLACED_PHOTO.findall(story.body)]
        assert placed == list(range(2, len(story.photos) + 1)), story.id


def test_stories_tell_of_a_model_of_their_exemplar(records: Records, stories: Sequence[Story]) -> None:
    for story in stories:
        exemplar = records.exemplars[story.exemplar]
        assert story.model in exemplar.models, story.id
        # The body may give the rank or title otherwise; the last two syllables are the person's own.
        assert " ".join(exemplar.name.split()[-2:]) in story.body, story.id


def test_headline_shares_of_a_model_stand_in_its_story(models: Sequence[Model], stories: Sequence[Story]) -> None:
    """The story's figures are the register's: at least two of the model's shares and whole figures appear."""
    results = {model.id: model.results for model in models}
    for story in stories:
        assert story.model is not None
        figures = [result.figure for result in results[story.model]]
        told = [figure for figure in figures if figure in story.body or figure.split("/")[0] in story.body]
        assert len(told) >= 3, (story.id, figures)


def test_no_phone_number_and_only_composed_letters(records: Records) -> None:
    for record in list_samples(records):
        for _, text in record.texts():
            assert not _PHONE.search(text), record.file
            assert text == nfc(text), record.file
