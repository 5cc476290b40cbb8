"""`dvk import plan` of plans as offices set them: tasks in tables over pages, two plans in one file, notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK

from generator.importing.facts import FactKind, find_facts
from generator.importing.plan import ImportReport, import_plan, read_plan
from tests.libreoffice import convert
from tests.pdfs import add_columns, add_page_number, add_table, add_text, new_letter
from tests.portals import TODAY

BODY = (
    "Các chi bộ, đơn vị mẫu tổ chức quán triệt nội dung phong trào đến cán bộ, đảng viên và Nhân dân, gắn với nhiệm vụ "
    "chính trị của từng đơn vị; chọn việc thiết thực, vừa sức, có địa chỉ cụ thể, có người chịu trách nhiệm."
)


def begin(document: WordDocument, number: str, subject: str) -> None:
    left = ["ĐẢNG BỘ THÀNH PHỐ MẪU", "ĐẢNG ỦY PHƯỜNG MẪU SƠN", "*", number]
    add_columns(document, left, ["ĐẢNG CỘNG SẢN VIỆT NAM", "", "Mẫu Sơn, ngày 05 tháng 01 năm 2027"])
    for line in ("KẾ HOẠCH", subject):
        add_text(document, f"**{line}**", centred=True)
    add_text(document, "Thực hiện hướng dẫn mẫu, Đảng ủy phường Mẫu Sơn xây dựng kế hoạch năm 2027 như sau:")


def sign(document: WordDocument) -> None:
    left = ["Nơi nhận:", "- Các chi bộ,", "- Lưu Văn phòng."]
    add_columns(document, left, ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "", "Trần Văn Mẫu"])


def tasks() -> WordDocument:
    """A table of tasks over several pages, its heading repeated."""
    document = new_letter()
    add_page_number(document)
    begin(document, "Số 12-KH/ĐU", "thực hiện phong trào “Dân vận khéo” năm 2027")
    add_text(document, "**I. NHIỆM VỤ**")
    rows = [["TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian hoàn thành"]]
    for number in range(1, 21):
        day = {4: "Trước 31/11/2027", 5: "20/4/2027", 6: "Thường xuyên"}.get(number, f"Trước ngày {number:02}/3/2027")
        rows.append([f"{number}.", f"Việc mẫu thứ {number}: {BODY}", "Ban Xây dựng Đảng", day])
    add_table(document, rows)
    add_text(document, "**II. TỔ CHỨC THỰC HIỆN**")
    add_text(document, "1. Các chi bộ đăng ký trước ngày 15/02/2027, gửi Ban Xây dựng Đảng.")
    sign(document)
    return document


def two_plans() -> WordDocument:
    document = new_letter()
    for number, subject in (("Số 12-KH/ĐU", "thi đua năm 2027"), ("Số 13-KH/ĐU", "tuyên truyền năm 2027")):
        begin(document, number, subject)
        add_text(document, "**I. MỤC ĐÍCH**")
        add_text(document, BODY)
        sign(document)
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    return document


def broken_title() -> WordDocument:
    """The title below the letterhead in the same table, and its lines parted within a paragraph."""
    document = new_letter()
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "ĐẢNG ỦY PHƯỜNG MẪU SƠN\n*\nSố 12-KH/ĐU"
    table.cell(0, 1).text = "ĐẢNG CỘNG SẢN VIỆT NAM\nMẫu Sơn, ngày 05 tháng 01 năm 2027"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "KẾ HOẠCH\nthi đua “Dân vận khéo” năm 2027"
    add_text(document, "Thực hiện hướng dẫn mẫu, Đảng ủy phường Mẫu Sơn xây dựng kế hoạch như sau:")
    add_text(document, "**I. MỤC ĐÍCH**")
    add_text(document, BODY)
    return document


MAKERS: dict[str, Callable[[], WordDocument]] = {"tasks": tasks, "two_plans": two_plans, "broken_title": broken_title}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Shape: {"tasks.docx": path, "tasks.pdf": path …}."""
    folder = tmp_path_factory.mktemp("shapes")
    words = [folder / f"{name}.docx" for name in MAKERS]
    for path, make in zip(words, MAKERS.values(), strict=True):
        make().save(str(path))
    return {path.name: path for path in [*words, *convert(words, folder, "pdf")]}


@pytest.fixture(params=["docx", "pdf"])
def suffix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def imported(path: Path, root: Path) -> ImportReport:
    report = import_plan(path, root=root, today=TODAY, dry_run=True)
    assert not any(one.is_error for one in report.problems), report.problems
    return report


@pytest.mark.office
def test_days_in_a_table_of_tasks_are_found_with_their_tasks(
    files: dict[str, Path], suffix: str, tmp_path: Path
) -> None:
    report = imported(files[f"tasks.{suffix}"], tmp_path)
    found = [fact for fact in report.facts if fact.kind is FactKind.DEADLINE]
    # All tasks but the one without a day, and the registration below the table.
    assert [fact.value for fact in found][:5] == ["2027-03-01", "2027-03-02", "2027-03-03", "", "2027-04-20"]
    assert len(found) == 20
    assert found[4].context.startswith("Việc mẫu thứ 5: ")
    assert found[4].context.endswith("; Ban Xây dựng Đảng; 20/4/2027")
    drafted = yaml.safe_load(report.draft)["deadlines"]
    assert (drafted[4]["printed"], str(drafted[4]["date"])) == ("20/4/2027", "2027-04-20")
    assert drafted[4]["source"].startswith("mục I")
    assert drafted[4]["sender"] == "Ban Xây dựng Đảng"


@pytest.mark.office
def test_an_impossible_day_in_a_table_is_reported_at_its_row(
    files: dict[str, Path], suffix: str, tmp_path: Path
) -> None:
    report = imported(files[f"tasks.{suffix}"], tmp_path)
    (fault,) = (one for one in report.problems if one.code == "no-such-date")
    row = report.text.split("\n")[fault.at.line - 1]
    assert row.startswith("<tr><td>4.</td>") and "31/11/2027" in row


@pytest.mark.office
def test_a_day_in_a_table_over_pages_has_the_page_of_its_row(files: dict[str, Path], tmp_path: Path) -> None:
    report = imported(files["tasks.pdf"], tmp_path)
    assert report.places is not None
    said = [report.places.say_line(fact.line) for fact in report.facts if fact.kind is FactKind.DEADLINE]
    pages = [int(one.split(",")[0].removeprefix("trang ")) for one in said]
    assert pages == sorted(pages)
    assert set(pages) == set(range(1, max(pages) + 1)) and max(pages) >= 4


@pytest.mark.office
def test_a_second_plan_in_the_file_is_told(files: dict[str, Path], suffix: str, tmp_path: Path) -> None:
    report = imported(files[f"two_plans.{suffix}"], tmp_path)
    (told,) = (one for one in report.problems if one.code == "second-document")
    assert "“KẾ HOẠCH”" in told.wrong
    assert "KẾ HOẠCH" in report.text.split("\n")[told.at.line - 1]
    assert "tách mỗi văn bản thành một tệp" in told.fix


@pytest.mark.office
def test_a_title_of_lines_within_one_paragraph_is_one(files: dict[str, Path], suffix: str, tmp_path: Path) -> None:
    report = imported(files[f"broken_title.{suffix}"], tmp_path)
    lines = [line.removesuffix("<br>") for line in report.text.split("\n")]
    assert 'title: "Kế hoạch thi đua “Dân vận khéo” năm 2027, phường Mẫu Sơn"' in lines
    head = [line for line in lines[8 : lines.index("{: .plan-title }")] if line and not line.startswith("{")]
    assert " ".join(head) == (
        "ĐẢNG ỦY PHƯỜNG MẪU SƠN \\* Số 12-KH/ĐU ĐẢNG CỘNG SẢN VIỆT NAM Mẫu Sơn, ngày 05 tháng 01 năm 2027 "
        "KẾ HOẠCH thi đua “Dân vận khéo” năm 2027"
    )


@pytest.mark.parametrize(
    ("head", "kind", "subject"),
    [
        ("KẾ HOẠCH THI ĐUA NĂM 2027", "Kế hoạch", "THI ĐUA NĂM 2027"),
        ("Số 5-KH/ĐU\nKẾ HOẠCH\nthi đua năm 2027", "Kế hoạch", "Thi đua năm 2027"),
    ],
    ids=["in-one-line", "close-below-the-number"],
)
def test_a_title_is_known_wherever_the_kind_stands(head: str, kind: str, subject: str, tmp_path: Path) -> None:
    path = tmp_path / "van-ban.txt"
    path.write_text(f"{head}\n\nThực hiện việc của phường Mẫu Sơn như sau:\n\nI. MỤC ĐÍCH\n\n{BODY}\n", "utf-8")
    document = yaml.safe_load(imported(path, tmp_path).draft)["document"]
    assert (document["kind"], document["subject"]) == (kind, subject)


def test_a_footnotes_number_behind_a_target_hides_it_not() -> None:
    plan = read_plan("KẾ HOẠCH\nmẫu\n\nI. CHỈ TIÊU\n\n1. Có ít nhất 12 mô hình<sup>2</sup> được công nhận.\n")
    assert [(fact.kind, fact.value) for fact in find_facts(plan)] == [(FactKind.TARGET, "12")]
