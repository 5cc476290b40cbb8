"""Each rule across records: what it reports, where, and what it lets pass."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.problems import Level, Problem
from generator.records.base import Record
from generator.records.campaign import Campaign
from generator.records.collection import Records, Unread
from generator.records.exemplar import Exemplar
from generator.records.field import Field
from generator.records.form import Form
from generator.records.model import Model
from generator.records.page import Page
from generator.records.reading import read_record
from generator.records.story import Story
from generator.records.unit import Unit
from generator.rules import check_one, check_records
from generator.rules.links import may_link
from generator.sources.pictures import Picture
from generator.sources.yaml import read_yaml
from tests.inline import gather, make, merge, read_inline

LARGE = Picture("", 1200, 900)


def portal(*records: Record) -> Records:
    """A portal without mistakes, with these records put in or in place of its own."""
    own: list[Record] = [
        make(Field, "", "doi-song"),
        make(Unit, "", "to-5"),
        make(Campaign, "", "ben-may"),
        make(Model, "", "ngo-sach"),
        make(Exemplar, "", "chi-sen"),
    ]
    return gather(*own, *records)


def check(*records: Record, pictures: Sequence[str] = (), unread: Unread | None = None) -> list[Problem]:
    known = dict.fromkeys(pictures, LARGE)
    found = [problem for record in records for problem in check_one(record, texts=True)]
    return [*found, *check_records(portal(*records), known, unread or {})]


def codes(problems: Sequence[Problem]) -> list[str]:
    return [one.code for one in problems]


def test_portal_without_mistakes_has_no_problem() -> None:
    assert check() == []


# References


@pytest.mark.parametrize(
    ("kind", "extra", "code", "fix"),
    [
        pytest.param(Model, "unit: to-05", "unknown-unit", "unit: to-5, hoặc tạo mới: dvk new unit to-05", id="near"),
        pytest.param(Model, "unit: xyz", "unknown-unit", "tạo mới: dvk new unit xyz", id="nothing near"),
        pytest.param(Model, "field: doi-songs", "unknown-field", "field: doi-song, hoặc tạo tệp", id="field"),
        pytest.param(Model, "campaign: ben-mai", "unknown-campaign", "campaign: ben-may", id="campaign"),
        pytest.param(
            Model,
            "origin: replicated\nreplicated_from: ngo-xach",
            "unknown-model",
            "replicated_from: ngo-sach",
            id="model",
        ),
        pytest.param(Exemplar, "models:\n  - ngo-xach", "unknown-model", "- ngo-sach", id="in a list"),
        pytest.param(Form, "campaign: ben-mai", "unknown-campaign", "campaign: ben-may", id="form"),
        pytest.param(Unit, "parent: to_5", "unknown-unit", "parent: to-5", id="unit"),
    ],
)
def test_unknown_reference_is_reported_with_the_nearest(kind: type[Record], extra: str, code: str, fix: str) -> None:
    record = make(kind, extra)
    (problem,) = check(record)
    assert problem.code == code
    assert problem.fix.startswith(fix)
    path = extra.split("\n")[-1].strip().removeprefix("- ").split(": ")[-1]
    assert f"“{path}”" in problem.wrong


def test_reference_deep_in_a_record_has_its_place() -> None:
    campaign = make(
        Campaign,
        """\
        deadlines:
          - id: a
            text: Gửi phiếu
            date: 2026-03-01
            printed: trước ngày 01/3/2026
            sender: Tổ
            recipient: Ban
            forms:
              - phieu-dang-ky
            task: register
            source: mục I
        """,
        "ben-may",
    )
    (problem,) = check(campaign)
    assert problem.code == "unknown-form"
    assert problem.at == campaign.at("deadlines", 0, "forms", 0)
    assert problem.at.column == 9


def test_reference_to_a_record_with_mistakes_is_not_reported_twice() -> None:
    assert check(make(Model, "unit: to-6"), unread={"units": {"to-6": None}}) == []


def unread(kind: type[Record], extra: str, record_id: str = "thu") -> Unread:
    """A file that could not become a record, as loading hands it on."""
    node, problems = read_yaml(merge(kind, extra), f"data/{kind.folder}/{record_id}.yml")
    assert node is not None, problems
    assert read_record(kind, node, record_id)[0] is None
    return {kind.folder: {record_id: node}}


def test_reference_in_a_record_with_mistakes_is_reported_with_them() -> None:
    (problem,) = check(unread=unread(Model, "unit: to-05\nyear: 1026"))
    assert (problem.code, str(problem.at)) == ("unknown-unit", "data/models/thu.yml:12:7")
    assert problem.fix.startswith("unit: to-5, hoặc tạo mới: dvk new unit to-05")


def test_reference_deep_in_a_record_with_mistakes_has_its_place() -> None:
    lines = "year: hai\nmodels:\n  - ngo-sach\n  - ngo-xach"
    (problem,) = check(unread=unread(Exemplar, lines))
    assert (problem.code, str(problem.at)) == ("unknown-model", "data/exemplars/thu.yml:11:5")
    lines = "period: một năm\nfields:\n  - field: doi-songs\n    name: Đời sống\n    source: mục I"
    (problem,) = check(unread=unread(Campaign, lines))
    assert (problem.code, problem.at.column) == ("unknown-field", 12)
    assert problem.fix.startswith("field: doi-song")


@pytest.mark.parametrize("value", ["to-5", "Tổ 05", "", "{ma: to-05}", "thu"])
def test_reference_in_a_record_with_mistakes_is_let_pass(value: str) -> None:
    """One that exists, one that is no id (its own mistake, or none yet), one to the file itself."""
    assert check(unread=unread(Unit, f"parent: {value}\nkind: nha")) == []


def test_record_with_mistakes_is_not_named_as_the_nearest_to_itself() -> None:
    (problem,) = check(unread=unread(Unit, "parent: to-77\nkind: nha", "to-7"))
    assert "gần nhất" not in problem.wrong


@pytest.mark.parametrize(("sample", "expected"), [("false", ["refers-to-sample"]), ("true", [])])
def test_only_a_sample_may_rest_on_a_sample(sample: str, expected: list[str]) -> None:
    unit = make(Unit, "sample: true", "to-6")
    assert codes(check(unit, make(Model, f"unit: to-6\nsample: {sample}"))) == expected


# Models


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        pytest.param("origin: new", [], id="not recognised yet"),
        pytest.param("origin: new\nlaunched_on: 2026-02-01", [], id="launched"),
        pytest.param("origin: new\n{recognised}", ["no-launch"], id="recognised, never launched"),
        pytest.param("origin: new\nlaunched_on: 2026-10-15\n{recognised}", [], id="on the same day"),
        pytest.param("origin: new\nlaunched_on: 2026-10-16\n{recognised}", ["launch-after-recognition"], id="after"),
        pytest.param("{recognised}", [], id="continued needs no launch"),
        pytest.param(
            "registered_on: 2026-10-16\n{recognised}", ["recognised-before-registered"], id="recognised too early"
        ),
    ],
)
def test_order_of_a_models_days(extra: str, expected: list[str]) -> None:
    recognised = (
        "recognition:\n  level: ward\n  authority: Đảng ủy\n  date: 2026-10-15\nresults:\n  - figure: '1'\n    text: x"
    )
    assert codes(check(make(Model, extra.format(recognised=recognised)))) == expected


@pytest.mark.parametrize(
    ("end", "year", "registered", "said"),
    [
        pytest.param("2026-12-31", 2026, 2026, None, id="the only year"),
        pytest.param("2028-06-30", 2028, 2026, None, id="the last year"),
        pytest.param("2026-12-31", 2025, 2026, ("(2026)", "year: 2026, "), id="too early"),
        pytest.param("2028-06-30", 2029, 2027, ("(2026–2028)", "year: 2027, "), id="the year of registration"),
        pytest.param("2028-06-30", 2029, 2029, ("(2026–2028)", "year: 2028, "), id="the nearest year"),
    ],
)
def test_year_of_a_model_lies_in_its_campaigns_period(
    end: str, year: int, registered: int, said: tuple[str, str] | None
) -> None:
    campaign = make(Campaign, f"period:\n  start: 2026-01-01\n  end: {end}\n", "ben-may")
    model = make(Model, f"year: {year}\nregistered_on: {registered}-01-20\n", "ngo-sach")
    problems = check(campaign, model)
    assert codes(problems) == (["year-outside-period"] if said else [])
    for one in problems:
        assert said is not None
        assert said[0] in one.wrong
        assert one.fix.startswith(said[1])
        assert one.at == model.at("year")


def test_recognised_model_without_figures_is_a_warning() -> None:
    (problem,) = check(make(Model, "recognition:\n  level: ward\n  authority: Đảng ủy\n  date: 2026-10-15"))
    assert (problem.code, problem.level) == ("no-results", Level.WARNING)


def test_source_of_a_model_that_is_not_replicated_is_reported() -> None:
    (problem,) = check(make(Model, "replicated_from: ngo-sach"))
    assert problem.code == "origin-mismatch"
    assert problem.fix.startswith("origin: replicated")


def replica(name: str, origin: str) -> Model:
    return make(Model, f"origin: replicated\nreplicated_from: {origin}", name)


@pytest.mark.parametrize(
    ("models", "reported"),
    [
        pytest.param([replica("a", "ngo-sach"), replica("b", "a")], [], id="a line"),
        pytest.param([replica("a", "a")], ["a"], id="itself"),
        pytest.param([replica("a", "b"), replica("b", "a")], ["a", "b"], id="two"),
        pytest.param([replica("a", "b"), replica("b", "c"), replica("c", "a")], ["a", "b", "c"], id="three"),
        pytest.param([replica("a", "b"), replica("b", "b")], ["b"], id="a line into a circle"),
    ],
)
def test_circle_of_replication_is_reported_at_each_model_in_it(models: list[Model], reported: list[str]) -> None:
    problems = check(*models)
    assert [one.at.file for one in problems] == [f"data/models/{name}.yml" for name in reported]
    assert set(codes(problems)) <= {"replication-circle"}


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((1, 8), []),
        ((0,), ["bad-criterion"]),
        ((9,), ["bad-criterion"]),
        ((3, 3), ["criterion-twice"]),
    ],
)
def test_evidence_names_each_criterion_once(numbers: tuple[int, ...], expected: list[str]) -> None:
    evidence = "evidence:\n" + "".join(f"  - criterion: {one}\n    text: x\n" for one in numbers)
    assert codes(check(make(Model, evidence))) == expected


@pytest.mark.parametrize(
    ("aliases", "expected"),
    [
        pytest.param(["ngo-xanh"], [], id="free"),
        pytest.param(["ngo-sach"], ["alias-in-use"], id="another record's id"),
        pytest.param(["thu"], ["alias-in-use"], id="its own id"),
        pytest.param(["cu"], ["alias-twice"], id="another record's alias"),
    ],
)
def test_old_id_leads_to_one_record_only(aliases: list[str], expected: list[str]) -> None:
    lines = "aliases:\n" + "".join(f"  - {one}\n" for one in aliases)
    assert codes(check(make(Model, "aliases:\n  - cu", "a"), make(Model, lines))) == expected


# Campaigns and forms


DEADLINE = """\
deadlines:
  - id: a
    text: Gửi phiếu
    printed: trước ngày 31/11/2026
    sender: Tổ
    recipient: Ban
    task: register
    source: mục I
"""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("    date: 2026-11-30\n", [], id="a day"),
        pytest.param("    yearly: 11-30\n", [], id="every year"),
        pytest.param("", ["no-date"], id="none"),
        pytest.param("    date: 2026-11-30\n    yearly: 11-30\n", ["two-dates"], id="both"),
        pytest.param("    warning: Tháng 11 chỉ có 30 ngày.\n", ["printed-date"], id="impossible day, said so"),
    ],
)
def test_deadline_has_a_day_or_says_why_not(lines: str, expected: list[str]) -> None:
    campaign = make(Campaign, DEADLINE + lines, "ben-may")
    problems = check(campaign)
    assert codes(problems) == expected
    assert all(one.level is Level.WARNING for one in problems if one.code == "printed-date")


def test_day_that_was_printed_but_not_entered_is_the_fix() -> None:
    (problem,) = check(make(Campaign, DEADLINE.replace("31/11/2026", "01/3/2026"), "ben-may"))
    assert (problem.code, problem.fix) == ("no-date", "date: 2026-03-01")


def test_day_that_depends_on_another_event_needs_no_warning_of_ours() -> None:
    lines = DEADLINE.replace("ngày 31/11/2026", "03 ngày tổ chức hội nghị") + "    warning: Hỏi ngày họp.\n"
    assert check(make(Campaign, lines, "ben-may")) == []


def test_impossible_printed_day_is_a_warning_that_quotes_it() -> None:
    (problem,) = check(make(Campaign, DEADLINE + "    warning: Tháng 11 chỉ có 30 ngày.\n", "ben-may"))
    assert "“trước ngày 31/11/2026”" in problem.wrong
    assert problem.level is Level.WARNING


@pytest.mark.parametrize(("day", "expected"), [("07-01", []), ("06-30", ["yearly-outside-period"])])
def test_yearly_day_comes_at_least_once_in_the_period(day: str, expected: list[str]) -> None:
    period = "period:\n  start: 2026-07-01\n  end: 2026-12-31\n"
    assert codes(check(make(Campaign, f"{period}{DEADLINE}    yearly: {day}\n", "ben-may"))) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("", [], id="neither"),
        pytest.param("    value: 6\n", [], id="only a figure"),
        pytest.param("    value: 6\n    measure: exemplars\n", [], id="both"),
        pytest.param("    measure: exemplars\n", ["measure-without-value"], id="nothing to compare with"),
    ],
)
def test_measured_target_has_a_figure(lines: str, expected: list[str]) -> None:
    target = "targets:\n  - id: a\n    text: x\n    scope: x\n    source: x\n"
    assert codes(check(make(Campaign, target + lines, "ben-may"))) == expected


def test_period_that_ends_before_it_starts_is_reported() -> None:
    (problem,) = check(make(Campaign, "period:\n  start: 2026-12-31\n  end: 2026-01-01\n", "ben-may"))
    assert problem.code == "period-reversed"


def test_id_used_twice_inside_a_campaign_is_reported_at_both() -> None:
    target = "  - id: a\n    text: x\n    scope: x\n    source: x\n"
    assert codes(check(make(Campaign, "targets:\n" + target * 2, "ben-may"))) == ["duplicate-id", "duplicate-id"]


@pytest.mark.parametrize(("deadline", "expected"), [("a", []), ("b", ["unknown-deadline"])])
def test_deadline_of_a_form_is_one_of_its_campaign(deadline: str, expected: list[str]) -> None:
    campaign = make(Campaign, DEADLINE + "    date: 2026-11-30\n", "ben-may")
    assert codes(check(campaign, make(Form, f"deadline: {deadline}"))) == expected


# Photos and texts


PHOTO = "  - file: {}\n    alt: x\n    caption: x\n    credit: x\n"


@pytest.mark.parametrize("there", ["ngo-sach.jpeg", "ngo-sach.png", "ngo_sach.jpg", "ngo-sac.jpg", "Ngõ sạch.JPG"])
def test_missing_photo_is_reported_with_the_nearest(there: str) -> None:
    model = make(Model, "photos:\n" + PHOTO.format("ngo-sach.jpg"))
    (problem,) = check(model, pictures=["anh/khac.jpg", f"anh/{there}"])
    assert (problem.code, problem.fix) == ("no-photo", f"file: {there}")
    assert problem.at == model.at("photos", 0, "file")


@pytest.mark.parametrize("there", ["thu-vien-ngo-nho.jpg", "ngo-12.jpg", "ngo-hoa.jpg"])
def test_another_photo_is_not_offered_for_a_missing_one(there: str) -> None:
    model = make(Model, "photos:\n" + PHOTO.format("ngo-13.jpg"))
    (problem,) = check(model, pictures=[f"anh/{there}"])
    assert problem.fix == "chép ảnh vào content/anh/, tên chữ thường không dấu, đuôi .jpg."


def test_photo_of_an_exemplar_lies_in_the_common_folder() -> None:
    exemplar = make(Exemplar, "photo:\n  file: chi-sen.jpg\n  alt: x\n  caption: x\n  credit: x\n")
    assert codes(check(exemplar)) == ["no-photo"]
    assert check(exemplar, pictures=["anh/chi-sen.jpg"]) == []


@pytest.mark.parametrize("file", ["../../../etc/passwd", "/anh/a.jpg", "..", "https://x.vn/a.jpg"])
def test_photo_outside_its_folder_is_missing(file: str) -> None:
    assert codes(check(make(Model, "photos:\n" + PHOTO.format(file)), pictures=["anh/a.jpg"])) == ["no-photo"]


RECOGNISED = "recognition:\n  level: ward\n  authority: Đảng ủy\n  date: 2026-09-01\n"


@pytest.mark.parametrize(
    ("kind", "lines", "level"),
    [
        pytest.param(Model, "summary: (điền một câu)\n", Level.WARNING, id="registered model"),
        pytest.param(Model, "name: (điền tên)\n", Level.ERROR, id="name of a registered model"),
        pytest.param(Model, f"summary: (điền một câu)\n{RECOGNISED}", Level.ERROR, id="recognised model"),
        pytest.param(Campaign, "summary: (điền một câu)\n", Level.ERROR, id="campaign"),
        pytest.param(Exemplar, "summary: (điền một câu)\n", Level.ERROR, id="exemplar"),
        pytest.param(Unit, "name: (điền tên)\n", Level.ERROR, id="unit"),
        pytest.param(Story, "lead: (điền sapô)\n", Level.WARNING, id="story"),
    ],
)
def test_place_left_to_fill_is_an_error_where_it_would_be_published(
    kind: type[Record], lines: str, level: Level
) -> None:
    assert [one.level for one in check(make(kind, lines)) if one.code == "placeholder"] == [level]


def test_place_left_to_fill_is_reported_on_its_own_line() -> None:
    model = make(Model, "summary: (điền nói gọn)\nsituation: |\n  Một.\n  (điền việc khó)\n")
    problems = check(model)
    assert codes(problems) == ["placeholder", "placeholder"]
    assert [one.at.line for one in problems] == [model.at("summary").line, model.at("situation").line + 2]


@pytest.mark.parametrize(
    "text",
    ["- " * 2000 + "x", "\n".join(" " * 4 * depth + "- x" for depth in range(200))],
    ids=["on a line", "on lines"],
)
def test_list_too_deep_to_be_shown_is_reported(text: str) -> None:
    body = "".join(f"  {line}\n" for line in text.splitlines())
    problems = check(make(Model, f"situation: |\n{body}"))
    assert codes(problems) == ["too-deep"]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("[a](b)", True),
        ("[a][b]\n\n[b]: c", True),
        ("<https://a.vn>", True),
        ("<a href='b'>", True),
        ("[[ảnh 1]]", False),
        ("[a] (b): c [d]", False),
        ("x > y: z", False),
    ],
)
def test_only_what_may_be_a_link_is_looked_at(text: str, may: bool) -> None:
    assert may_link(f"a: {text}\n") == may


# Stories


def story(extra: str = "", body: str | None = None, record_id: str = "bai") -> Story:
    if body is None:
        return make(Story, extra + "photos:\n" + PHOTO.format("a.jpg") + PHOTO.format("b.jpg"), record_id)
    head = make(Story)
    text = (
        f"---\ntitle: x\nlead: x\nbyline: x\nexemplar: chi-sen\ncampaign: ben-may\npublished: 2026-11-01\n---\n{body}"
    )
    record, problems = read_inline(Story, text, record_id)
    assert record is not None, problems
    assert record.title != head.title
    return record


PHOTOS = ("guong-dien-hinh/bai/a.jpg", "guong-dien-hinh/bai/b.jpg")
PARTS = "".join(f"## {number}. Phần\n\nChữ.\n\n" for number in range(1, 6))


def test_story_in_five_parts_with_two_photos_has_no_problem() -> None:
    assert check(story(), pictures=PHOTOS) == []


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        pytest.param(PARTS.replace("## 5. Phần\n\nChữ.", ""), "outline-parts", 9, id="four parts"),
        pytest.param(PARTS + "## 6. Thêm\n\nChữ.\n", "outline-parts", 9, id="six parts"),
        pytest.param("Không có phần nào.", "outline-parts", 9, id="no parts"),
        pytest.param(PARTS.replace("## 2.", "## 3.", 1), "outline-order", 13, id="wrong number"),
        pytest.param(PARTS.replace("## 2. Phần\n\nChữ.", "## 2. Phần"), "empty-part", 13, id="empty part"),
        pytest.param(
            PARTS.replace("## 2. Phần\n\nChữ.", "## 2. Phần\n\n(điền: việc khó)"), "missing-part", 13, id="starter"
        ),
        pytest.param(
            PARTS.replace("## 2. Phần\n\nChữ.", "## 2. Phần\n[[ảnh 1]]\n\n(điền: x)"), "missing-part", 13, id="photo"
        ),
        pytest.param("Mở đầu.\n\n" + PARTS, "text-before-parts", 9, id="text before"),
        pytest.param(PARTS + "[[ảnh 3]]\n", "unknown-photo-mark", 29, id="photo that is not there"),
        pytest.param(PARTS + "[[hình 1]]\n", "unknown-photo-mark", 29, id="other mark"),
    ],
)
def test_story_off_the_outline_is_reported_at_its_line(body: str, code: str, line: int) -> None:
    problems = [one for one in check(story(body=body)) if one.code != "photo-count"]
    assert {(one.code, one.at.line) for one in problems if one.code == code} == {(code, line)}


def test_headings_without_numbers_are_in_order() -> None:
    body = PARTS.replace("1. ", "").replace("2. ", "").replace("3. ", "").replace("4. ", "").replace("5. ", "")
    assert codes(check(story(body=body))) == ["photo-count"]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [("", []), ("  max_words: 5\n", ["story-too-long"]), ("  max_photos: 1\n  min_photos: 1\n", ["photo-count"])],
)
def test_limits_of_the_campaigns_own_outline_count(rules: str, expected: list[str]) -> None:
    campaign = make(Campaign, f"story_rules:\n  source: x\n  parts: []\n{rules}", "ben-may")
    assert codes(check(campaign, story(), pictures=PHOTOS)) == expected


def test_photo_below_a_megapixel_is_a_warning() -> None:
    small = Picture("", 1000, 999)
    problems = list(check_records(portal(story()), {PHOTOS[0]: LARGE, PHOTOS[1]: small}, {}))
    assert [(one.code, one.level) for one in problems] == [("photo-too-small", Level.WARNING)]
    assert "b.jpg" in problems[0].wrong


def test_photo_that_cannot_be_read_is_not_reported_again() -> None:
    unread = Picture("", 0, 0)
    assert list(check_records(portal(story()), {PHOTOS[0]: LARGE, PHOTOS[1]: unread}, {})) == []


def test_story_of_an_unknown_campaign_is_reported_once() -> None:
    assert codes(check(story("campaign: khong-co\n"), pictures=PHOTOS)) == ["unknown-campaign"]


def test_page_may_name_a_campaign_that_exists() -> None:
    page, problems = read_inline(Page, "title: a\ndescription: b\ncampaign: ben-mai\n", "ke-hoach/a")
    assert page is not None, problems
    assert codes(check(page)) == ["unknown-campaign"]


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        pytest.param("Gọi 0912.345.678 để hỏi.", True, id="with dots"),
        pytest.param("Gọi +84 912 345 678.", True, id="with the country"),
        pytest.param("Gọi (0225) 3 861 234 hoặc 1022.", False, id="office number"),
        pytest.param("Số 0312345678901 trong sổ.", False, id="longer number"),
    ],
)
def test_only_a_number_of_ones_own_is_warned_of(text: str, warned: bool) -> None:
    found = check(make(Unit, f'address: "{text}"', "to-6"))
    assert [(one.code, one.level) for one in found] == [("personal-phone", Level.WARNING)] * warned


@pytest.mark.parametrize("taken", ["don-vi", "nam", "linh-vuc", "trang-2"])
def test_model_cannot_take_the_address_of_a_listing(taken: str) -> None:
    assert [one.code for one in check(make(Model, "", taken))] == ["reserved-id"]
