"""A mistake in a record gives one problem: code, place, Vietnamese label, a fix that can be pasted."""

from __future__ import annotations

import re

import pytest

from generator.problems import Problem
from generator.records import explaining
from generator.records.base import Record
from generator.records.campaign import Campaign
from generator.records.collection import DATA_TYPES
from generator.records.exemplar import Exemplar
from generator.records.field import Field
from generator.records.form import Form
from generator.records.model import Model
from generator.records.page import Page
from generator.records.part import fields_of
from generator.records.story import Story
from generator.records.unit import Unit
from tests.inline import SHORTEST, make, merge, read_inline


def problems_of(kind: type[Record], extra: str, **options: tuple[str, ...]) -> list[Problem]:
    return read_inline(kind, merge(kind, extra, **options))[1]


@pytest.mark.parametrize("kind", SHORTEST, ids=lambda kind: kind.__name__)
def test_shortest_record_of_each_type_has_no_problem(kind: type[Record]) -> None:
    assert read_inline(kind, SHORTEST[kind])[1] == []


@pytest.mark.parametrize(
    ("kind", "extra", "code", "said", "fix"),
    [
        pytest.param(
            Model, "registered_on: 19/5/2026", "bad-date", "“Ngày đăng ký” là “19/5/2026”",
            "registered_on: 2026-05-19", id="day first",
        ),
        *[
            pytest.param(
                Model, f"registered_on: {day}", "bad-date", f"“{day}”, cần dạng", "registered_on: 2026-03-01", id=day,
            )
            for day in ("2026-3-1", "2026-3-01", "2026/03/01", "1-3-2026", "1.3.2026", "01/03/2026")
        ],
        pytest.param(Model, "registered_on: 2026-2-30", "bad-date", "“2026-2-30”", "xem lại ngày", id="nor then"),
        pytest.param(
            Model, "registered_on: 2026-11-31", "bad-date", "không có trong lịch", "xem lại ngày", id="no such day",
        ),
        pytest.param(Model, "registered_on: 31.11.2026", "bad-date", "“31.11.2026”", "xem lại ngày", id="neither"),
        pytest.param(Model, "registered_on: 0206-05-19", "bad-date", "1900", "xem lại năm", id="year mistyped"),
        pytest.param(Model, "registered_on: năm ngoái", "bad-date", "năm-tháng-ngày", "2026-05-19", id="words"),
        pytest.param(Model, "registered_on:", "empty-value", "“Ngày đăng ký” đang để trống", "2026", id="no date"),
        pytest.param(
            Model, "origin: replicate", "bad-choice", "“Nguồn gốc” là “replicate”", "origin: replicated", id="near",
        ),
        pytest.param(
            Model, "origin: cũ", "bad-choice", "“cũ”, không có lựa chọn này", "chọn một trong: new (Xây dựng mới)",
            id="choice",
        ),
        *[
            pytest.param(Model, f"{key}: {found}", "bad-choice", f"“{found}”, cần một trong", f"{key}: {fix}", id=found)
            for key, found, fix in (
                ("subject", "tap-the", "collective"), ("subject", "tập thể", "collective"),
                ("subject", "Cá nhan", "individual"), ("origin", "mới", "new"), ("origin", "duy trì", "continued"),
                ("origin", "nhân rộng", "replicated"), ("origin", "Nhân rộg", "replicated"),
            )
        ],
        pytest.param(
            Form, "tasks:\n  - Báo cáo", "bad-choice", "“Dùng để, mục thứ 1” là “Báo cáo”", "- report",
            id="choice in a list",
        ),
        pytest.param(Model, "year: 1026", "out-of-range", "“Năm” là “1026”, cần từ 1990", "xem lại", id="small year"),
        pytest.param(Model, "year: 20266", "out-of-range", "đến 2100", "xem lại", id="large year"),
        pytest.param(Model, "year: hai nghìn", "bad-number", "“Năm” là “hai nghìn”", "ghi như 1200", id="no number"),
        pytest.param(Model, "year: 2026.5", "bad-type", "“Năm” phải là một số nguyên", "year", id="half a year"),
        pytest.param(Model, "sample: có", "bad-yes-no", "“Dữ liệu mẫu” là “có”", "ghi true hoặc false", id="yes"),
        pytest.param(Model, "name: " + "a" * 161, "too-long", "dài quá 160 ký tự", "ngắn", id="too long"),
        pytest.param(Model, 'name: " "', "empty-text", "“Tên mô hình” là “”, không được để trống", "điền", id="blank"),
        pytest.param(Model, "name:\n  - a", "bad-type", "“Tên mô hình” phải là một đoạn chữ", "name", id="list"),
        pytest.param(Model, "photos: a.jpg", "bad-type", "“Ảnh” phải là một danh sách", "viết lại photos", id="text"),
        pytest.param(
            Model, "recognition: rồi", "bad-type", "“Công nhận” phải là các dòng", "viết lại", id="no group",
        ),
        pytest.param(
            Model, "aliases:\n  - Ngõ Xanh", "bad-id", "“Mã cũ, mục thứ 1” là “Ngõ Xanh”", "ghi là ngo-xanh.",
            id="id in a list",
        ),
        pytest.param(Model, "aliases:\n  - a\n  -", "empty-value", "mục thứ 2” đang để trống", "aliases", id="item"),
        pytest.param(Model, "lauched_on: 2026-01-01", "unknown-key", "“lauched_on”", "sửa thành launched_on", id="key"),
        pytest.param(Model, "xyz: 1", "unknown-key", "không có mục “xyz”", "xóa dòng này", id="strange key"),
        pytest.param(Model, "id: thu", "unknown-key", "“id”", "xóa dòng này; mã là tên tệp", id="id in the file"),
        pytest.param(
            Campaign, "targets:\n  - id: a\n    text: x\n    value: 3.500\n    scope: x\n    source: x",
            "bad-number", "“Con số” là “3.500”", "value: 3500", id="dot of thousands",
        ),
        pytest.param(
            Campaign, "targets:\n  - id: a\n    text: x\n    value: 92,5\n    scope: x\n    source: x",
            "bad-number", "“92,5”", "3.5", id="comma",
        ),
        pytest.param(
            Campaign, "targets:\n  - id: a\n    text: x\n    scope: x", "missing-key", "chưa có “Nguồn”",
            "thêm dòng source:", id="missing in a list",
        ),
        *[
            pytest.param(
                Campaign,
                f"deadlines:\n  - id: a\n    text: x\n    yearly: '{day}'\n    printed: x\n    sender: x\n"
                "    recipient: x\n    task: report\n    source: x",
                "bad-date", f"“{day}”, cần dạng tháng-ngày", fix, id=f"yearly {day}",
            )
            for day, fix in (
                ("15/02", "yearly: 02-15"), ("2-15", "ghi như 02-15."), ("02-30", "ghi như"), ("W01", "ghi như"),
                ("W01-1", "ghi như"), ("13-01", "yearly: 01-13"),
            )
        ],
        pytest.param(
            Form, "blocks:\n  - heading: a\n    paragraph: b\nstatus: official", "bad-block",
            "“Nội dung, mục thứ 1”: mỗi khối", "giữ lại đúng một", id="two kinds of block",
        ),
        pytest.param(Form, "status: official", "bad-form", "mẫu chỉ nêu tên không có nội dung", "blocks", id="paper"),
        *[
            pytest.param(
                Form,
                f"status: official\nblocks:\n  - fill: a\n    lines: {lines}", "out-of-range",
                f"“Số dòng để điền” là “{lines}”", "xem lại con số", id=f"{lines} lines",
            )
            for lines in (-1, 0, 100000)
        ],
        pytest.param(Form, "tasks: []", "too-short", "“Dùng để” cần ít nhất một mục", "tasks:", id="empty list"),
    ],
)  # fmt: skip
def test_mistake_gives_one_problem(kind: type[Record], extra: str, code: str, said: str, fix: str) -> None:
    problems = problems_of(kind, extra)
    assert [one.code for one in problems] == [code]
    assert said in problems[0].wrong
    assert fix in problems[0].fix


def test_problem_stands_where_the_value_stands() -> None:
    (problem,) = problems_of(Model, "recognition:\n  level: ward\n  authority: Đảng ủy\n  date: 19/5/2026\n")
    line = merge(Model, "recognition:\n  level: ward\n  authority: Đảng ủy\n  date: 19/5/2026\n").split("\n")
    assert line[problem.at.line - 1] == "  date: 19/5/2026"
    assert problem.at.column == 9


def test_missing_key_stands_at_the_group_that_lacks_it() -> None:
    (problem,) = problems_of(Model, "recognition:\n  level: ward\n  authority: Đảng ủy\n")
    assert (problem.at.line, problem.at.column) == (15, 3)
    assert problem.fix == "thêm dòng date: 2026-05-19"


@pytest.mark.parametrize("kind", [*DATA_TYPES, Story], ids=lambda kind: kind.__name__)
def test_fix_of_a_missing_key_can_be_pasted(kind: type[Record]) -> None:
    text = "---\n{}: 1\n---\n".format("khong-co") if kind is Story else "khong-co: 1\n"
    _, problems = read_inline(kind, text)
    missing = [one for one in problems if one.code == "missing-key"]
    needed = [name for name, one in fields_of(kind).items() if one.is_required and name not in ("id", "body")]
    assert len(missing) == len(needed)
    for one in missing:
        assert re.match(r"thêm dòng [a-z_]+: \S", one.fix)
        assert re.match(r"chưa có “[^“”a-z][^“”]*”\.$", one.wrong)


def test_all_mistakes_come_at_once() -> None:
    problems = problems_of(Model, "id: x\nregistered_on: x\norigin: x\nyear: x\nxyz: 1\n", without=("name",))
    codes = {"unknown-key", "bad-date", "bad-choice", "bad-number", "missing-key"}
    assert {one.code for one in problems} == codes
    assert len(problems) == 6


@pytest.mark.parametrize(
    ("mistyped", "key", "fix"),
    [
        ("sumary: Quét ngõ.", "summary", "sửa thành summary, hoặc xóa dòng này."),
        ("nam: 2026", "year", "sửa thành year, hoặc xóa dòng này."),
        ("don_vi: to-5", "unit", "sửa thành unit, hoặc xóa dòng này."),
        ("ngay_dang_ky: 2026-01-20", "registered_on", "sửa thành registered_on, hoặc xóa dòng này."),
    ],
)
def test_mistyped_key_is_not_called_missing_too(mistyped: str, key: str, fix: str) -> None:
    (problem,) = problems_of(Model, mistyped, without=(key,))
    assert (problem.code, problem.fix) == ("unknown-key", fix)


def test_key_mistyped_in_a_group_is_not_called_missing_too() -> None:
    (problem,) = problems_of(Model, "recognition:\n  level: ward\n  authority: Đảng ủy\n  dat: 2026-05-19\n")
    assert problem.fix == "sửa thành date, hoặc xóa dòng này."


def test_key_that_is_there_already_is_no_fix_of_an_unknown_one() -> None:
    (problem,) = problems_of(Model, "sumary: Quét ngõ.")
    assert problem.fix.startswith("xóa dòng này; mục còn dùng được: theme, ")


@pytest.mark.parametrize("extra", ["origin: cũ", "origin: mới"])
def test_choices_are_listed_once(extra: str) -> None:
    (problem,) = problems_of(Model, extra)
    assert (problem.wrong + problem.fix).count("continued (Duy trì từ trước, mục tiêu cao hơn)") == 1


def test_missing_reference_says_where_its_ids_are() -> None:
    (problem,) = problems_of(Model, "", without=("unit",))
    assert problem.fix == "thêm dòng unit: … (tên một tệp trong data/units/, không ghi .yml)"


@pytest.mark.parametrize(
    ("name", "fix"),
    [("Tổ_5", "đổi tên thành to-5."), ("to 5", "đổi tên thành to-5."), ("-", "đổi tên thành to-dan-pho-05.")],
)
def test_file_name_that_is_no_id_is_reported_with_one_that_is(name: str, fix: str) -> None:
    record, problems = read_inline(Unit, SHORTEST[Unit], name)
    assert record is None
    assert [(one.code, one.fix) for one in problems] == [("bad-id", fix)]


def test_page_address_may_have_several_parts() -> None:
    assert read_inline(Page, "title: a\ndescription: b\n", "huong-dan/a")[1] == []
    (problem,) = read_inline(Page, "title: a\ndescription: b\n", "Hướng dẫn/Bài 1")[1]
    assert problem.fix == "đổi tên thành huong-dan/bai-1."


@pytest.mark.parametrize("text", ["a\n", "- a\n", "5\n"])
def test_file_that_holds_no_mapping_is_reported(text: str) -> None:
    assert [one.code for one in read_inline(Unit, text)[1]] == ["bad-type"]


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 400 + ".5", "٣"])
def test_number_beyond_reason_is_no_crash(number: str) -> None:
    problems = problems_of(Field, f"order: {number}")
    assert all(one.code == "bad-number" for one in problems)


def test_text_is_stripped_and_kept_as_typed() -> None:
    assert make(Unit, 'name: "  Tổ 06/08  "').name == "Tổ 06/08"


def test_record_knows_where_its_values_stand() -> None:
    exemplar = make(Exemplar, "models:\n  - a\n  - b\n")
    assert exemplar.at("models", 1).line == 11
    assert exemplar.at("name").column == 7
    assert exemplar.file == "data/exemplars/thu.yml"


def test_problem_has_no_english_of_the_checker() -> None:
    mistakes = (
        "registered_on: x\norigin: x\nphotos: x\nrecognition: x\nyear: x\nresults:\n  - x\nsample: 1\nname:\n  a: b\n"
    )
    report = " ".join(one.wrong + one.fix for one in problems_of(Model, mistakes))
    assert not re.search(r"\b(input|should|valid|value|type|string|tuple|dict|None)\b", report)


def test_a_file_that_nobody_can_explain_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "find_mistakes", lambda kind, values: [])
    _, problems = read_inline(Field, "name: Đời sống\n")
    assert [one.code for one in problems] == ["bad-value"]
