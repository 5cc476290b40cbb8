"""dvk stats: what the portal holds, what is missing, where the time goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.stats import describe_portal
from tests.portals import STORY, TODAY, copy_small, edit, files_of


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return copy_small(tmp_path)


def lines_of(config: Path) -> list[str]:
    return [" ".join(line.split()) for line in describe_portal(config, today=TODAY).lines]


def test_records_are_counted(config: Path) -> None:
    lines = lines_of(config)
    for line in (
        "1 kế hoạch", "2 biểu mẫu", "2 đơn vị", "3 mô hình đăng ký", "2 mô hình được công nhận", "1 điển hình",
        "1 bài viết", "(trong đó 4 bản ghi là dữ liệu mẫu)",
    ):  # fmt: skip
        assert line in lines


def test_what_is_missing_is_named(config: Path) -> None:
    lines = lines_of(config)
    assert "1 mô hình được công nhận chưa có ảnh: ngo-sach" in lines
    assert "2 mô hình được công nhận chưa đủ 8 minh chứng: ngo-sach, vuon-rau" in lines
    assert not any("điển hình chưa có bài viết" in line for line in lines)
    assert not any("kế hoạch chưa nhập toàn văn" in line for line in lines)
    assert not any("đơn vị chưa có mô hình nào" in line for line in lines)


def test_a_story_that_waits_for_words_is_named(config: Path) -> None:
    edit(config.parent, {f"{STORY}/index.md": ("Mười hai luống rau.", "(điền kết quả)")})
    assert "1 bài viết chờ điền cho đủ: chi-sen-vuon-rau" in lines_of(config)


def test_names_beyond_five_are_left_off(config: Path) -> None:
    for number in range(7):
        text = f"name: Tổ {number}\nkind: residential\nsummary: Tổ.\n"
        (config.parent / f"data/units/to-moi-{number}.yml").write_text(text, encoding="utf-8")
    (line,) = [one for one in lines_of(config) if "đơn vị chưa có mô hình nào" in one]
    assert line.startswith("7 ")
    assert line.endswith("…")
    assert line.count("to-moi-") == 5


def test_times_add_up_to_the_whole(config: Path) -> None:
    lines = lines_of(config)
    start = next(index for index, line in enumerate(lines) if line.startswith("Thời gian dựng: "))
    shares = [int(line.split("%")[0].split()[-1]) for line in lines[start + 1 :]]
    assert len(shares) >= 3
    assert 95 <= sum(shares) <= 105
    assert shares == sorted(shares, reverse=True)


def test_portal_with_mistakes_is_counted_without_times(config: Path) -> None:
    edit(config.parent, {"data/units/to-5.yml": ("kind: residential", "kind: nha")})
    stats = describe_portal(config, today=TODAY)
    assert any("1  đơn vị" in line for line in stats.lines)
    assert stats.lines[-1] == "Chưa đo được thời gian dựng: dữ liệu còn lỗi."
    assert [one.code for one in stats.problems if one.is_error] == ["bad-choice"]


def test_portal_that_cannot_be_built_is_counted_without_times(config: Path) -> None:
    edit(config.parent, {"content/tiep-can.md": ("Dùng được", "[Dùng](../lich/#khong-co) được")})
    stats = describe_portal(config, today=TODAY)
    assert stats.lines[-1] == "Chưa đo được thời gian dựng: cổng chưa dựng được."
    assert [one.code for one in stats.problems if one.is_error] == ["dead-link"]


def test_nothing_but_the_cache_is_written_into_the_portal(config: Path) -> None:
    before = files_of(config.parent)
    describe_portal(config, today=TODAY)
    after = files_of(config.parent)
    folders = (".dvk/cache/", ".dvk/models/", ".dvk/templates/")
    kept = [path for path in after if path.startswith(folders) or path == ".dvk/reading"]
    assert {path: raw for path, raw in after.items() if path not in kept} == {
        path: raw for path, raw in before.items() if not path.startswith(".dvk/")
    }
