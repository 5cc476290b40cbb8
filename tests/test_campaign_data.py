"""The five real campaigns: every number, day and list as the documents print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.records.campaign import AppliesTo, Campaign
from generator.records.field import Field
from generator.records.part import fields_of
from generator.records.reading import read_record
from generator.sources.markdown import read_markdown
from generator.sources.node import Node
from generator.sources.yaml import read_yaml
from generator.vietnamese import format_day, modern_tone

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
SEED_OF = {
    "do-son-2026": "000",
    "thuy-nguyen-2026": "001",
    "xa-hai-phong-2026": "002",
    "minh-xuan-2026-2030": "003",
    "viet-hung-2026": "004",
}
CAMPAIGNS = tuple(SEED_OF)
FIELDS = ("kinh-te", "van-hoa-xa-hoi", "quoc-phong-an-ninh", "he-thong-chinh-tri", "linh-vuc-khac")

# Counted by hand in each document; themes in the order of the fields.
COUNTS: dict[str, dict[str, object]] = {
    "do-son-2026": {
        "parents": 1, "purposes": 3, "implementers": 2, "targets": 6, "counting_rules": 2, "directions": 0,
        "deadlines": 9, "steps": 4, "principles": 2, "appraisal_steps": 6, "recognition": 2, "report_outline": 0,
        "initiatives": 0, "themes": [2, 3, 4, 3],
    },
    "thuy-nguyen-2026": {
        "parents": 3, "purposes": 3, "implementers": 3, "targets": 4, "counting_rules": 1, "directions": 3,
        "deadlines": 6, "steps": 7, "principles": 3, "appraisal_steps": 5, "recognition": 3, "report_outline": 0,
        "initiatives": 6, "themes": [6, 9, 4, 6, 0],
    },
    "xa-hai-phong-2026": {
        "parents": 1, "purposes": 3, "implementers": 3, "targets": 3, "counting_rules": 3, "directions": 0,
        "deadlines": 8, "steps": 4, "principles": 3, "appraisal_steps": 5, "recognition": 2, "report_outline": 0,
        "initiatives": 0, "themes": [3, 3, 4, 2],
    },
    "minh-xuan-2026-2030": {
        "parents": 3, "purposes": 7, "implementers": 2, "targets": 5, "counting_rules": 0, "directions": 13,
        "deadlines": 3, "steps": 4, "principles": 0, "appraisal_steps": 0, "recognition": 0, "report_outline": 6,
        "initiatives": 0, "themes": [3, 2, 4, 3],
    },
    "viet-hung-2026": {
        "parents": 1, "purposes": 0, "implementers": 2, "targets": 2, "counting_rules": 0, "directions": 14,
        "deadlines": 3, "steps": 3, "principles": 0, "appraisal_steps": 0, "recognition": 0, "report_outline": 0,
        "initiatives": 0, "themes": [0, 0, 0, 0],
    },
}  # fmt: skip

# Value, unit, "ít nhất"; a target without a printed number has neither.
TARGETS: dict[str, list[tuple[float | None, str | None, bool]]] = {
    "do-son-2026": [
        (6, "mô hình", True),
        (1, "tập thể hoặc cá nhân", False),
        (100, "%", False),
        (1, "mô hình", False),
        (1, "mô hình", False),
        (1, "mô hình", True),
    ],
    "thuy-nguyen-2026": [(100, "%", False), (None, None, False), (1, "mô hình", True), (1, "điển hình", False)],
    "xa-hai-phong-2026": [(5, "mô hình", True), (1, "mô hình", True), (1, "mô hình", True)],
    "minh-xuan-2026-2030": [
        (None, None, False),
        (100, "%", False),
        (1, "nội dung hoặc mô hình", True),
        (98, "%", True),
        (None, None, False),
    ],
    "viet-hung-2026": [(1, "tấm gương", False), (1, "tập thể hoặc cá nhân", False)],
}

APPRAISAL = "trước 03 ngày tổ chức hội nghị thẩm định"
# ISO day, or MM-DD every year, or None where no calendar day can be given; then the printed words.
DEADLINES: dict[str, set[tuple[str, str | None, str]]] = {
    "do-son-2026": {
        ("dang-ky", "2026-03-01", "trước ngày 01/3/2026"),
        ("tong-hop-dang-ky", "2026-03-10", "trước ngày 10/3/2026"),
        ("bao-cao-6-thang", "2026-06-20", "trước ngày 20/6/2026"),
        ("bao-cao-6-thang-thanh-pho", "2026-06-30", "trước ngày 30/6/2026"),
        ("ho-so-cong-nhan", "2026-08-30", "trước ngày 30/8/2026"),
        ("bao-cao-tham-dinh", None, APPRAISAL),
        ("de-nghi-thanh-pho", "2026-10-15", "trước ngày 15/10/2026"),
        ("bao-cao-nam", "2026-11-20", "trước ngày 20/11/2026"),
        ("bao-cao-nam-thanh-pho", None, "trước ngày 31/11/2026"),
    },
    "thuy-nguyen-2026": {
        ("ban-hanh-ke-hoach", "2026-01-25", "trước ngày 25/01/2026"),
        ("dang-ky", "2026-02-05", "trước ngày 05/02/2026"),
        ("bao-cao-6-thang", "2026-06-15", "trước ngày 15/6/2026"),
        ("bao-cao-tham-dinh", None, APPRAISAL),
        ("bao-cao-nam", "2026-11-20", "trước ngày 20/11/2026"),
        ("bao-cao-tong-hop", "2026-11-25", "trước 25/11/2026"),
    },
    "xa-hai-phong-2026": {
        ("dang-ky", "2026-03-05", "trước ngày 05/3/2026"),
        ("tong-hop-dang-ky", "2026-03-10", "trước ngày 10/3/2026"),
        ("bao-cao-6-thang", "2026-06-30", "trước ngày 30/6/2026"),
        ("bao-cao-tham-dinh", None, APPRAISAL),
        ("de-nghi-thanh-pho", "2026-10-15", "trước ngày 15/10/2026"),
        ("bao-cao-chi-tieu", "2026-11-25", "trước ngày 25/11/2026"),
        ("bao-cao-nam", "2026-11-30", "trước ngày 30/11/2026"),
        ("danh-sach-ra-soat", "2026-11-30", "trước ngày 30/11/2026"),
    },
    "minh-xuan-2026-2030": {
        ("dang-ky", "02-15", "trước ngày 15/02"),
        ("bao-cao-6-thang", "06-10", "trước ngày 10/6 hằng năm"),
        ("bao-cao-nam", "11-15", "trước ngày 15/11 hằng năm"),
    },
    "viet-hung-2026": {
        ("dang-ky", "2026-01-15", "trước ngày 15/01/2026"),
        ("bai-viet", "2026-06-15", "trước ngày 15/6/2026"),
        ("de-nghi-khen-thuong", "2026-10-01", "trước ngày 01/10/2026"),
    },
}
DOSSIERS: dict[str, tuple[int, int | None] | None] = {
    "do-son-2026": (5, 3),
    "thuy-nguyen-2026": (3, 2),
    "xa-hai-phong-2026": (5, 3),
    "minh-xuan-2026-2030": None,
    "viet-hung-2026": (1, None),
}
CRITERIA = {AppliesTo.MODEL: 8, AppliesTo.COLLECTIVE: 3, AppliesTo.INDIVIDUAL: 8, AppliesTo.LEADER: 2}
WITH_CRITERIA = {"do-son-2026", "thuy-nguyen-2026", "xa-hai-phong-2026"}

_CITED = re.compile(r"dòng ((?:\d+(?:–\d+)?)(?:(?:, | và )\d+(?:–\d+)?)*)")
# Nine or more digits after 0 or +84, however they are spaced.
_PHONE = re.compile(r"(?<![\d/])(?:\+84|0)(?:[ .]?\d){9}(?!\d)")

each_campaign = pytest.mark.parametrize("campaign_id", CAMPAIGNS)


def read_node(path: Path) -> Node:
    node, problems = read_yaml(path.read_text(encoding="utf-8"), path.name)
    assert node is not None and not problems
    return node


def read_campaign(campaign_id: str) -> Campaign:
    path = ROOT / "data" / "campaigns" / f"{campaign_id}.yml"
    record, problems = read_record(Campaign, read_node(path), campaign_id)
    assert record is not None, problems
    return record


def read_field(field_id: str) -> Field:
    record, problems = read_record(Field, read_node(ROOT / "data" / "fields" / f"{field_id}.yml"), field_id)
    assert record is not None, problems
    return record


def read_seed(campaign_id: str) -> list[str]:
    """The lines of the campaign's document; the test is skipped where the documents are not there."""
    found = sorted(SEEDS.glob(f"{SEED_OF[campaign_id]}_*.txt"))
    if not found:
        pytest.skip("các văn bản gốc không nằm cạnh kho này")
    return found[0].read_text(encoding="utf-8").split("\n")


def cited_lines(source: str) -> list[int]:
    lines: list[int] = []
    for match in _CITED.finditer(source):
        for first, last in re.findall(r"(\d+)(?:–(\d+))?", match.group(1)):
            lines += range(int(first), int(last or first) + 1)
    return lines


def sourced(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Every mapping with a source, with its path in the record."""
    if isinstance(value, dict):
        if "source" in value:
            yield path, value
        for key, child in value.items():
            yield from sourced(child, (*path, key))
    if isinstance(value, list):
        for index, child in enumerate(value):
            yield from sourced(child, (*path, index))


def plain_words(text: str) -> list[str]:
    return re.findall(r"\w+", modern_tone(re.sub(r"<[^>]*>|\*", "", text)).lower())


def unmarked(text: str) -> str:
    """Text without emphasis marks, in one line."""
    return " ".join(text.replace("*", "").split())


@each_campaign
def test_lists_are_as_long_as_in_the_document(campaign_id: str) -> None:
    campaign = read_campaign(campaign_id)
    expected = dict(COUNTS[campaign_id])
    assert [len(field.themes) for field in campaign.fields] == expected.pop("themes")
    assert {name: len(getattr(campaign, name)) for name in expected} == expected


@each_campaign
def test_targets_have_the_printed_numbers(campaign_id: str) -> None:
    targets = read_campaign(campaign_id).targets
    assert [(target.value, target.unit, target.at_least) for target in targets] == TARGETS[campaign_id]


@each_campaign
def test_deadlines_have_the_printed_days(campaign_id: str) -> None:
    found = {
        (one.id, one.date.isoformat() if one.date else one.yearly, one.printed)
        for one in read_campaign(campaign_id).deadlines
    }
    assert found == DEADLINES[campaign_id]


@each_campaign
def test_deadline_without_a_day_has_a_warning(campaign_id: str) -> None:
    undated = [one for one in read_campaign(campaign_id).deadlines if one.date is None and one.yearly is None]
    assert all(one.warning for one in undated)


@each_campaign
def test_deadline_before_means_printed_before_a_day(campaign_id: str) -> None:
    for one in read_campaign(campaign_id).deadlines:
        assert one.before == (re.match(r"trước (ngày )?\d+/", one.printed) is not None), one.id


@each_campaign
def test_criteria_are_complete_or_absent(campaign_id: str) -> None:
    found = {group.applies_to: len(group.items) for group in read_campaign(campaign_id).criteria}
    assert found == (CRITERIA if campaign_id in WITH_CRITERIA else {})


@each_campaign
def test_dossier_items_and_copies(campaign_id: str) -> None:
    dossier = read_campaign(campaign_id).dossier
    assert (None if dossier is None else (len(dossier.items), dossier.copies)) == DOSSIERS[campaign_id]


@each_campaign
def test_blank_number_and_day_stay_blank(campaign_id: str) -> None:
    document = read_campaign(campaign_id).document
    assert (document.number, document.date) == (None, None)


def test_five_year_plan_has_its_whole_period() -> None:
    period = read_campaign("minh-xuan-2026-2030").period
    assert (period.start.year, period.end.year) == (2026, 2030)


def test_commune_has_no_name() -> None:
    campaign = read_campaign("xa-hai-phong-2026")
    assert "không ghi tên" in campaign.locality
    assert campaign.city == "thành phố Hải Phòng"


def test_story_rules_of_the_outline() -> None:
    rules = read_campaign("viet-hung-2026").story_rules
    assert rules is not None
    assert (rules.max_words, rules.min_photos, rules.max_photos, rules.min_megapixels) == (3500, 2, 3, 1)
    assert [part.title.split(".")[0] for part in rules.parts if part.title] == ["1", "2", "3", "4", "5"]
    assert any("2023" in rule.text for rule in rules.rules)


def test_every_direction_of_viet_hung_is_there() -> None:
    titles = [one.title or "" for one in read_campaign("viet-hung-2026").directions]
    numbers = [title.split(" ")[0].rstrip(".") for title in titles[1:]]
    assert sorted(set(numbers)) == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"]


@each_campaign
def test_printed_field_names_belong_to_the_vocabulary(campaign_id: str) -> None:
    for one in read_campaign(campaign_id).fields:
        field = read_field(one.field)
        assert one.name in (field.name, *field.aliases)


def test_no_name_stands_for_two_fields() -> None:
    names = [name for field_id in FIELDS for name in (read_field(field_id).name, *read_field(field_id).aliases)]
    assert len(names) == len(set(names))


def test_fields_are_in_the_order_of_the_documents() -> None:
    assert [read_field(field_id).order for field_id in FIELDS] == [1, 2, 3, 4, 5]


@each_campaign
def test_keys_stand_in_declared_order(campaign_id: str) -> None:
    node = read_node(ROOT / "data" / "campaigns" / f"{campaign_id}.yml")
    assert isinstance(node.value, dict)
    declared = [name for name in fields_of(Campaign) if name in node.value]
    assert list(node.value) == declared


@each_campaign
def test_every_source_names_a_line(campaign_id: str) -> None:
    for path, part in sourced(read_node(ROOT / "data" / "campaigns" / f"{campaign_id}.yml").plain()):
        assert cited_lines(part["source"]), (path, part["source"])


@each_campaign
def test_cited_lines_exist_and_say_it(campaign_id: str) -> None:
    """Most words of a fact stand in the lines it cites; remarks speak about the lines in words of their own."""
    seed = read_seed(campaign_id)
    for path, part in sourced(read_node(ROOT / "data" / "campaigns" / f"{campaign_id}.yml").plain()):
        cited = cited_lines(part["source"])
        assert max(cited) <= len(seed), path
        assert any(seed[line - 1].strip() for line in cited), path
        words = plain_words(part.get("text") or part.get("name") or "")
        if path[0] == "remarks" or not words:
            continue
        printed = set(plain_words(" ".join(seed[line - 1] for line in cited)))
        shared = sum(word in printed for word in words) / len(words)
        assert shared >= 0.4, (path, part["source"], round(shared, 2))


@each_campaign
def test_printed_words_of_a_deadline_stand_in_its_lines(campaign_id: str) -> None:
    seed = read_seed(campaign_id)
    for one in read_campaign(campaign_id).deadlines:
        lines = cited_lines(one.source)
        around = [seed[line - 1] for line in range(min(lines), min(max(lines) + 1, len(seed)) + 1)]
        text = unmarked(" ".join(around))
        assert one.printed in text or unmarked(one.printed).replace(" hằng năm", "") in text, one.id


@each_campaign
def test_numbers_of_a_target_stand_in_its_lines(campaign_id: str) -> None:
    seed = read_seed(campaign_id)
    for one in read_campaign(campaign_id).targets:
        if one.value is not None:
            text = " ".join(seed[line - 1] for line in cited_lines(one.source))
            assert re.search(rf"(?<!\d)0?{one.value}(?!\d)", text), one.id


@each_campaign
def test_every_printed_date_is_a_deadline_or_of_another_document(campaign_id: str) -> None:
    campaign = read_campaign(campaign_id)
    seed = "\n".join(read_seed(campaign_id))
    deadlines = " ".join(one.printed for one in campaign.deadlines)
    known = {format_day(parent.date) for parent in campaign.parents if parent.date}
    # "33/CT" and "66/KH" have no second number, so only days match.
    printed = set(re.findall(r"(?<![\d/])\d{1,2}/\d{1,2}(?:/\d{4})?(?![\d/])", seed))
    assert printed, "văn bản nào cũng có ngày"
    assert {day for day in printed if day not in deadlines and day not in known} == set()


@each_campaign
def test_every_line_of_the_body_is_cited(campaign_id: str) -> None:
    """No bullet is left out: a line of the plan's body that no fact cites is a heading or a closing courtesy."""
    seed = read_seed(campaign_id)
    node = read_node(ROOT / "data" / "campaigns" / f"{campaign_id}.yml")
    cited = {line for _, part in sourced(node.plain()) for line in cited_lines(part["source"])}
    end = next(number for number, line in enumerate(seed, 1) if line.startswith("Nơi nhận"))
    left = [line.strip("#*\\- ") for number, line in enumerate(seed[: end - 1], 1) if number not in cited]
    assert [line for line in left if line and not is_heading(line)] == []


def is_heading(line: str) -> bool:
    """A short numbered title, a line that only introduces a list, or the closing sentence."""
    if re.match(r"Trên đây là Kế hoạch|Đề nghị các đơn vị quan tâm", line):
        return True
    numbered = re.match(r"[IVX]+\.|\d+(\.\d+)*\.? |\d+$|[a-z]\)", line)
    return len(line.split()) <= 25 and (numbered is not None or line.endswith(":"))


def published_files() -> list[Path]:
    return [*(ROOT / "data").rglob("*.yml"), *(ROOT / "content").rglob("*.md")]


def test_phone_pattern_finds_numbers_however_spaced() -> None:
    assert all(_PHONE.search(text) for text in ("số 0900000000", "0900.000.000", "0900 000 000", "+84900000000"))
    assert not _PHONE.search("trước ngày 01/3/2026, làm 03 bộ, 2026-2030")


def test_no_phone_number_is_published() -> None:
    found = [path.name for path in published_files() if _PHONE.search(path.read_text(encoding="utf-8"))]
    assert found == []


@each_campaign
def test_no_official_of_the_document_is_named(campaign_id: str) -> None:
    seed = "\n".join(read_seed(campaign_id))
    names = re.findall(r"(?:PHÓ BÍ THƯ(?: THƯỜNG TRỰC)?|CHỦ TỊCH|TRƯỞNG BAN)\**\s+\**([^\n*]+)", seed)
    names += re.findall(r"đồng chí ([^,–]+?) ?[,–] Chuyên viên", seed)
    assert names
    text = "".join(path.read_text(encoding="utf-8") for path in published_files())
    # Counted, not shown: a failing test must not print the name either.
    assert sum(name.strip() in text for name in names) == 0


def read_summary(campaign_id: str) -> dict[str, Any]:
    path = ROOT / "content" / "ke-hoach" / f"{campaign_id}.md"
    node, problems = read_markdown(path.read_text(encoding="utf-8"), path.name)
    assert node is not None and not problems
    page = node.plain()
    assert isinstance(page, dict)
    return page


@each_campaign
def test_plan_page_names_its_campaign(campaign_id: str) -> None:
    page = read_summary(campaign_id)
    assert page["campaign"] == campaign_id
    # The documents' own words are not kept here: they enter a portal on its owner's machine (dvk import plan).
    assert page["text"] == "summary"
    assert len(page["description"]) <= 160


@each_campaign
def test_summary_says_that_the_signed_document_prevails(campaign_id: str) -> None:
    page = read_summary(campaign_id)
    opening = page["body"].split("\n\n")[0]
    assert "bản tóm lược" in opening and "văn bản đã ký" in opening and "toàn văn" in opening
    assert 500 <= len(re.sub(r"^#.*$", "", page["body"], flags=re.MULTILINE).split()) <= 900


@each_campaign
def test_every_section_of_a_summary_can_be_linked(campaign_id: str) -> None:
    headings = re.findall(r"^#+ .*$", read_summary(campaign_id)["body"], flags=re.MULTILINE)
    anchors = [match.group(1) for heading in headings if (match := re.search(r"\{#([a-z0-9-]+)\}$", heading))]
    assert len(anchors) == len(headings) == len(set(anchors))
