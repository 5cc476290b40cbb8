"""dvk forms: a unit's forms with its name, the year, the place and the addressee written in, and nothing else."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

from generator.outputs.forms import Filling, draw
from generator.outputs.forms.filling import lay_out_for
from generator.outputs.forms.layout import FillLayout, Paper, TableLayout
from generator.outputs.forms.marks import UNIT, YEAR
from generator.outputs.forms.text import plain
from generator.records.asking import names_unit
from generator.records.campaign import IssuerKind
from generator.records.form import Form
from generator.records.unit import Unit
from generator.records.values import take_values
from generator.vietnamese import fold
from tests.portals import copy_small, edit, files_of
from tests.test_cli import call
from tests.test_form_marks import hidden_rows, properties_of
from tests.test_forms import FORMS, OWN, make_campaign, read_form, squeeze, text_of

FORM = "data/forms/phieu-dang-ky.yml"


def make_unit() -> Unit:
    values = {"id": "to-5", "name": "Tổ dân phố số 5", "kind": "residential", "summary": "Để thử."}
    unit = take_values(Unit, values)
    assert unit is not None
    return unit


def own_form(**changes: str) -> Form:
    """The form of test_forms.py with some of its lines changed: its first fill, body, place, and an addressee."""
    wanted = {
        "fill": "Tên đơn vị",
        "body": "ĐƠN VỊ…......",
        "place": "....., ngày.... tháng....năm 2026",
        "addressee": '"Kính gửi: …………"',
        **changes,
    }
    text = OWN.replace("TỔ DÂN PHỐ SỐ 5", wanted["body"]).replace("fill: Tên mô hình", f"fill: {wanted['fill']}")
    text = text.replace("Sen Hồng, ngày     tháng    năm 2026", wanted["place"])
    form, problems = read_form(text + f"addressee: {wanted['addressee']}\n")
    assert form is not None, problems
    return form


def lay_out_own(**changes: str) -> Paper:
    return lay_out_for(Filling(make_unit(), 2026), own_form(**changes), make_campaign())


def head_of(paper: Paper) -> tuple[str, str]:
    """The name of the body and the line of place and day."""
    assert paper.letterhead is not None
    return plain(paper.letterhead.left[-1]), plain(paper.letterhead.place)


# What is written in


def test_head_gets_the_unit_and_the_place_but_no_day() -> None:
    assert head_of(lay_out_own()) == ("TỔ DÂN PHỐ SỐ 5", "Sen Hồng, ngày.... tháng....năm 2026")


def test_printed_name_and_place_stay() -> None:
    paper = lay_out_own(body="CHI BỘ 7", place="Bến Mây, ngày    tháng    năm 2026")
    assert head_of(paper)[0] == "CHI BỘ 7"
    assert head_of(paper)[1].startswith("Bến Mây, ngày")


def test_year_of_the_place_line_is_the_one_asked_for() -> None:
    paper = lay_out_for(Filling(make_unit(), 2027), own_form(), make_campaign())
    assert head_of(paper)[1].endswith("năm 2027")
    assert (paper.marks[UNIT], paper.marks[YEAR]) == ("to-5", "2027")


@pytest.mark.parametrize(
    ("addressee", "filled"),
    [
        ('"*Kính gửi:* ………"', "Kính gửi: Phường Sen Hồng"),
        ('"Kính gửi: Đảng ủy phường"', "Kính gửi: Đảng ủy phường"),
    ],
    ids=["dots", "printed"],
)
def test_addressee_is_filled_in_where_there_are_dots(addressee: str, filled: str) -> None:
    assert plain(lay_out_own(addressee=addressee).addressee) == filled


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        ("Tên đơn vị", "Tổ dân phố số 5"),
        ('"**1. Tên cơ quan, đơn vị**"', "Tổ dân phố số 5"),
        ("Đơn vị đăng ký", "Tổ dân phố số 5"),
        ("Đơn vị phối hợp", ""),
        ("Tên mô hình", ""),
    ],
    ids=["name", "numbered", "registering", "partner", "model"],
)
def test_line_for_the_unit_is_filled_in_and_no_other(label: str, answer: str) -> None:
    fill = next(block for block in lay_out_own(fill=label).blocks if isinstance(block, FillLayout))
    assert plain(fill.answer) == answer


@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx"])
def test_every_format_shows_what_was_filled_in(suffix: str) -> None:
    content = draw(own_form(), suffix, campaign=make_campaign(), filling=Filling(make_unit(), 2026))
    held = squeeze(text_of(content, suffix))
    for text in ("TỔ DÂN PHỐ SỐ 5", "Tổ dân phố số 5", "Kính gửi: Phường Sen Hồng", "Sen Hồng, ngày"):
        assert squeeze(text) in held
    assert "ĐƠNVỊ…" not in held


@pytest.mark.parametrize("form", [form for form in FORMS.values() if form.letterhead], ids=lambda form: form.id)
def test_forms_of_the_documents_name_the_unit(form: Form) -> None:
    assert head_of(lay_out_for(Filling(make_unit(), 2026), form, make_campaign()))[0] == "TỔ DÂN PHỐ SỐ 5"


@pytest.mark.parametrize("form", [form for form in FORMS.values() if form.has_paper], ids=lambda form: form.id)
def test_form_is_offered_filled_in_if_the_unit_has_a_place_on_it(form: Form) -> None:
    paper = lay_out_for(Filling(make_unit(), 2026), form, make_campaign())
    assert names_unit(form) is ("to dan pho so 5" in fold(repr(paper)))


def test_report_of_units_begins_with_this_one() -> None:
    paper = lay_out_for(Filling(make_unit(), 2026), FORMS["thuy-nguyen-mau-2"], make_campaign())
    [table] = [block for block in paper.blocks if isinstance(block, TableLayout)]
    assert [plain(row.cells[1]) for row in table.rows if row.kind == "blank"] == ["Tổ dân phố số 5", "", ""]


@pytest.mark.parametrize(
    ("subject", "filled"),
    [
        ("Kết quả năm ....", "Kết quả năm 2027"),
        ("KẾT QUẢ NĂM 20…", "KẾT QUẢ NĂM 2027"),
        ("Kết quả năm 2026", "Kết quả năm 2026"),
        ("Kết quả từ … năm trước", "Kết quả từ … năm trước"),
    ],
    ids=["dots", "century", "printed", "other dots"],
)
def test_year_of_a_title_is_filled_in_where_there_are_dots(subject: str, filled: str) -> None:
    form = msgspec.structs.replace(own_form(), subject=(subject,))
    paper = lay_out_for(Filling(make_unit(), 2027), form, make_campaign())
    assert plain(paper.subject[0]) == filled


@pytest.mark.parametrize("form_id", ["thuy-nguyen-mau-2", "viet-hung-mau-01", "viet-hung-mau-02", "viet-hung-mau-03"])
def test_long_name_sends_no_signature_to_a_page_of_its_own(form_id: str) -> None:
    unit = msgspec.structs.replace(make_unit(), name="Trung tâm Phục vụ hành chính công phường")
    content = draw(FORMS[form_id], "pdf", campaign=make_campaign(), filling=Filling(unit, 2026))
    assert len(pypdfium2.PdfDocument(content)) == 1


@pytest.mark.parametrize("name", ["Tổ dân phố số 5", "Trung tâm Phục vụ hành chính công phường Sen Hồng mở rộng"])
def test_rule_below_the_name_is_no_longer_than_its_column(name: str) -> None:
    campaign = make_campaign(IssuerKind.STATE)
    filling = Filling(msgspec.structs.replace(make_unit(), name=name), 2026)
    page = pypdfium2.PdfDocument(draw(own_form(), "pdf", campaign=campaign, filling=filling))[0]
    point = 72 / 25.4
    # The left column of a state paper: from 30 mm on, 40% of 165 mm; the letterhead takes the first 80 mm.
    begin, end, top = 30 * point, (30 + 66) * point, page.get_height() - 80 * point
    bounds = [one.get_bounds() for one in page.get_objects(filter=[FPDF_PAGEOBJ_PATH])]
    [(left, _, right, _)] = [one for one in bounds if one[1] > top and one[0] < end]
    assert begin < left < right < end
    # Nghị định 30/2020/NĐ-CP, phụ lục I: a third to a half of the line.
    assert 20 * point / 2 < right - left <= 33 * point


# The command


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return copy_small(tmp_path)


def test_command_writes_the_forms_beside_the_settings_and_lists_them(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("forms", "--config", config, "--unit", "to-5", "--year", 2028) == 0
    folder = config.parent / "bieu-mau-to-5"
    names = ["phieu-dang-ky.docx", "phieu-dang-ky.pdf", "phieu-dang-ky.xlsx"]
    assert sorted(path.name for path in folder.iterdir()) == names
    said = capsys.readouterr().out
    assert all(name in said for name in names)
    assert "năm 2028" in said
    assert properties_of((folder / "phieu-dang-ky.docx").read_bytes())[UNIT] == "to-5"
    assert hidden_rows((folder / "phieu-dang-ky.xlsx").read_bytes())[YEAR] == "2028"


def test_same_call_again_changes_nothing(config: Path) -> None:
    wanted = ("forms", "--config", config, "--unit", "to-5", "--year", 2028)
    assert call(*wanted) == 0
    before = files_of(config.parent / "bieu-mau-to-5")
    assert call(*wanted) == 0
    assert files_of(config.parent / "bieu-mau-to-5") == before


def test_filled_copy_is_not_overwritten_unless_asked(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = config.parent / "ra"
    folder.mkdir()
    (folder / "phieu-dang-ky.xlsx").write_bytes(b"filled in")
    assert call("forms", "--config", config, "--unit", "to-5", "--out", folder) == 2
    assert [path.name for path in folder.iterdir()] == ["phieu-dang-ky.xlsx"]
    said = capsys.readouterr().err
    assert "phieu-dang-ky.xlsx" in said
    assert "--replace" in said
    assert call("forms", "--config", config, "--unit", "to-5", "--out", folder, "--replace") == 0
    assert "Đã thay 1 tệp cũ: phieu-dang-ky.xlsx" in capsys.readouterr().out
    assert (folder / "phieu-dang-ky.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--unit", "to-05"], "dùng mã “to-5”"),
        (["--unit", "chi-bo-9"], "cổng chưa có đơn vị “chi-bo-9”"),
        (["--unit", "to-5", "--campaign", "ben-may-2027"], "cổng chưa có kế hoạch “ben-may-2027”"),
        (["--unit", "to-5", "--year", "2031"], "không có biểu mẫu nào tải được cho năm 2031"),
    ],
    ids=["near unit", "unknown unit", "unknown campaign", "other year"],
)
def test_wrong_call_says_what_to_write_instead(
    config: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert call("forms", "--config", config, *arguments) == 2
    assert said in capsys.readouterr().err
    assert not (config.parent / "bieu-mau-to-5").exists()


def test_mistake_in_the_data_is_reported_and_nothing_is_written(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(config.parent, {FORM: ("status: official", "status: oficial")})
    assert call("forms", "--config", config, "--unit", "to-5") == 1
    assert FORM in capsys.readouterr().err
    assert not (config.parent / "bieu-mau-to-5").exists()
