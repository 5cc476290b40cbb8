"""Filled registration forms become the models that were meant, through Word, Excel and LibreOffice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.outputs.forms import Filling, draw
from tests.filling import (
    DAY,
    RECORDS,
    Entry,
    answer,
    fill,
    fill_labels,
    make_entries,
    make_real,
    models_of,
    register,
    told,
)
from tests.libreoffice import convert


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_a_thousand_registrations_come_back_as_they_were(blank_portal: Path, tmp_path: Path, suffix: str) -> None:
    wanted = make_entries(1000, seed=5)
    plain = [Entry(one.name, one.implementer, one.subject, "new", one.field, "") for one in wanted[800:]]
    plain = [one for one in plain if one.field != "linh-vuc-khac"]
    files = [
        fill("thuy-nguyen-mau-1", suffix, wanted[start : start + 200], tmp_path / f"tn-{start}.{suffix}")
        for start in range(0, 800, 200)
    ]
    files.append(fill("viet-hung-mau-01", suffix, plain, tmp_path / f"vh.{suffix}"))
    for file in convert(files, tmp_path / "saved", suffix):
        register(blank_portal, file)
    found = {one.name: told(one) for one in models_of(blank_portal)}
    assert found == {one.name: one for one in [*wanted[:800], *plain]}
    assert {one.unit for one in models_of(blank_portal)} == {"hoi-nong-dan"}


ANSWERS = {
    "Tên mô hình": "Bến cá không rác nhựa",
    "Chủ thể": "Cá nhân",
    "Tên tập thể, hoặc họ và tên, chức vụ của cá nhân": "Bà Nguyễn Thị Mẫu, tổ trưởng tổ dân phố số 3",
    "Địa chỉ, nơi công tác": "Tổ dân phố số 3",
    "Lĩnh vực": "Văn hóa - xã hội",
    "Loại hình": "Có từ trước, nay đăng ký với mục tiêu, chỉ tiêu cao hơn",
    "Địa bàn thực hiện": "Bến cá Ngọc Hải",
    "Thực trạng": "Mỗi ngày 200 kg rác nhựa trôi vào bến: lưới cũ, chai, phao xốp.",
    "Mục tiêu (nêu con số)": "Còn 50 kg/ngày",
    "Giải pháp": "Đổi rác lấy đá lạnh; mỗi thuyền một bao.",
    "Ngày ra mắt (với mô hình xây dựng mới)": "19/5/2026",
}


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_workbooks_are_read_alike(blank_portal: Path, tmp_path: Path, suffix: str) -> None:
    wanted = make_entries(30, seed=8)
    path = fill("thuy-nguyen-mau-1", "xlsx", wanted, tmp_path / "tn.xlsx")
    convert([path], tmp_path / "saved", suffix)
    register(blank_portal, tmp_path / f"saved/tn.{suffix}")
    assert {one.name: told(one) for one in models_of(blank_portal)} == {one.name: one for one in wanted}


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_a_form_of_labels_becomes_one_model(blank_portal: Path, tmp_path: Path, suffix: str) -> None:
    form = RECORDS.forms["do-son-mau-3"]
    path = tmp_path / f"phieu.{suffix}"
    path.write_bytes(fill_labels(form, RECORDS.campaigns[form.campaign], suffix, ANSWERS))
    [saved] = convert([path], tmp_path / "saved", suffix)
    register(blank_portal, saved)
    [model] = models_of(blank_portal)
    assert told(model) == Entry(
        "Bến cá không rác nhựa",
        "Bà Nguyễn Thị Mẫu, tổ trưởng tổ dân phố số 3, Tổ dân phố số 3",
        "individual",
        "continued",
        "van-hoa-xa-hoi",
        "Còn 50 kg/ngày",
    )
    assert (
        model.situation == f"Địa bàn thực hiện: {ANSWERS['Địa bàn thực hiện']}\n\nThực trạng: {ANSWERS['Thực trạng']}"
    )
    assert (model.approach, model.launched_on) == (ANSWERS["Giải pháp"], date(2026, 5, 19))
    assert (model.campaign, model.year, model.registered_on) == ("do-son-2026", 2026, DAY)


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_a_form_made_for_a_unit_comes_back_under_it_whatever_its_head_says(
    blank_portal: Path, tmp_path: Path, suffix: str
) -> None:
    form, unit = RECORDS.forms["do-son-mau-3"], RECORDS.units["to-dan-pho-9"]
    blank = draw(form, suffix, campaign=RECORDS.campaigns[form.campaign], filling=Filling(unit, 2026))
    path = tmp_path / f"phieu.{suffix}"
    path.write_bytes(answer(blank, suffix, ANSWERS))
    make_real(blank_portal / unit.file)
    register(blank_portal, path)
    assert [one.unit for one in models_of(blank_portal)] == [unit.id]
