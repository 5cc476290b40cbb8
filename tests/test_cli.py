"""The command dvk: Vietnamese throughout, exit codes as promised, never a traceback."""

from __future__ import annotations

import errno
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import cli
from generator.cli import main
from generator.pipeline import check
from tests.portals import SITES, built_ok, copy_small

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ("build", "check", "serve", "new", "import", "forms", "stats")
ENGLISH = re.compile(
    r"\b(usage|options?|positional|arguments?|show|exit|error|invalid|choose|expected|required|unrecognized"
    r"|default|optional|message|version number)\b",
    re.IGNORECASE,
)


def call(*arguments: object) -> int:
    """The exit code of one call, also where argparse leaves by itself."""
    try:
        return main([str(one) for one in arguments])
    except SystemExit as left:
        return int(left.code or 0)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return copy_small(tmp_path)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    shutil.copytree(SITES / "broken", tmp_path / "broken")
    return tmp_path / "broken/site_config.yml"


# Help and wrong calls


@pytest.mark.parametrize("command", [(), *((one,) for one in COMMANDS)], ids=lambda command: " ".join(command) or "dvk")
def test_help_is_in_vietnamese(command: Sequence[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*command, "--help") == 0
    said = capsys.readouterr().out
    assert said.startswith("Cách dùng: dvk")
    assert "Tùy chọn" in said
    assert ENGLISH.findall(said) == []


def test_call_without_a_command_shows_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert call() == 2
    said = capsys.readouterr().out
    assert all(f"  {command} " in said for command in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["biuld"], "không có “biuld”", id="unknown command"),
        pytest.param(["build", "--sit", "x"], "không hiểu phần", id="unknown option"),
        pytest.param(["build", "--site"], "cần một giá trị", id="option without value"),
        pytest.param(["build", "--jobs", "không"], "không dùng được", id="jobs no number"),
        pytest.param(["build", "--jobs", "0"], "không dùng được", id="no jobs"),
        pytest.param(["check", "--format", "xml"], "không có “xml”", id="unknown format"),
        pytest.param(["serve", "--port", "99999"], "không dùng được", id="port too large"),
        pytest.param(["serve", "--port", "tám"], "không dùng được", id="port no number"),
        pytest.param(["report", "a", "--date", "31/6/2026"], "ngày “31/6/2026” không có trong", id="no such day"),
        pytest.param(["report", "a", "--date", "quý 2"], "ghi như 15/6/2026 hoặc 2026-06-15", id="no day"),
        pytest.param(["new"], "còn thiếu: LOẠI, TÊN", id="nothing to make"),
        pytest.param(["new", "người", "a"], "không có “người”", id="unknown type"),
        pytest.param(["import", "plan"], "còn thiếu: TỆP", id="nothing to import"),
        pytest.param(["import", "plan", "a.txt", "--dry-run=x"], "không nhận giá trị", id="flag with value"),
    ],
)
def test_wrong_call_ends_with_2_in_vietnamese(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*arguments) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Lỗi: " in told
    assert ENGLISH.findall(told) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Tổ 7", "Lỗi: mã “Tổ 7” chưa đúng: chỉ dùng chữ thường không dấu, chữ số và gạch nối.\n"
                 "    Cách sửa: dvk new unit to-7\n"),
        ("to-5", "Lỗi: data/units/to-5.yml đã có; lệnh này không ghi đè.\n"
                 "    Cách sửa: chọn mã khác, hoặc mở tệp ra sửa.\n"),
    ],
)  # fmt: skip
def test_wrong_call_of_new_stands_in_no_file(
    name: str, said: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("new", "unit", name, "--config", config) == 2
    assert capsys.readouterr().err == said


def test_new_record_without_a_portal_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("new", "unit", "to-1", "--config", tmp_path / "khong-co/site_config.yml") == 2
    assert capsys.readouterr().err.startswith("Lỗi: không thấy tệp cấu hình site_config.yml.\n    Cách sửa: đứng trong")
    assert list(tmp_path.iterdir()) == []


def test_import_without_a_portal_is_a_wrong_call_that_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "ke-hoach.txt"
    plan.write_text("KẾ HOẠCH\n", encoding="utf-8")
    assert call("import", "plan", plan, "--config", tmp_path / "site_config.yml") == 2
    assert "không thấy tệp cấu hình site_config.yml" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [plan]


def test_new_record_goes_by_the_config_that_is_named(config: Path) -> None:
    other = config.rename(config.with_name("cong.yml"))
    assert call("new", "unit", "to-99", "--config", other) == 0
    assert (config.parent / "data/units/to-99.yml").is_file()


@pytest.mark.parametrize("command", ["build", "check", "stats", "serve"])
def test_missing_portal_is_a_wrong_call(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(command, "--config", tmp_path / "khong-co/site_config.yml") == 2
    streams = capsys.readouterr()
    assert "[no-config]" in streams.out + streams.err
    assert list(tmp_path.iterdir()) == []


# Commands


def test_check_of_a_clean_portal(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", "--config", config) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("data/campaigns/ben-may-2028.yml:62:14: cảnh báo [printed-date]: ")
    assert lines[1].startswith("    Cách sửa: ")
    assert lines[-1] == "0 lỗi, 1 cảnh báo."


def test_check_of_a_broken_portal(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", "--config", broken) == 1
    assert re.fullmatch(r"\d+ lỗi, \d+ cảnh báo\.", capsys.readouterr().out.splitlines()[-1])


def test_check_as_json_is_json_alone(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("check", "--format", "json", "--config", broken) == 1
    rows = json.loads(capsys.readouterr().out)
    assert {row["file"] for row in rows} >= {"site_config.yml", "data/units/Tổ 18.yml"}


def test_config_may_be_the_portals_folder(config: Path) -> None:
    assert call("check", "--config", config.parent) == 0


def test_build_puts_the_site_beside_the_config(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("build", "--config", config) == 0
    assert (config.parent / "site/index.html").is_file()
    assert re.match(r"Đã dựng \d+ trang \(\d+ tệp\) trong [\d,]+ giây\.", capsys.readouterr().out)


def test_build_of_a_broken_portal_says_that_nothing_was_written(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("build", "--config", broken) == 1
    assert "Chưa ghi gì" in capsys.readouterr().err
    assert not (broken.parent / "site").exists()


def test_build_into_a_folder_that_is_not_ours_is_a_wrong_call(config: Path) -> None:
    assert call("build", "--config", config, "--site", config.parent / "data") == 2


def test_import_of_a_missing_file_is_a_problem(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("import", "plan", config.parent / "khong-co.txt", "--config", config) == 1
    assert "khong-co.txt" in capsys.readouterr().out


def test_module_and_console_script_are_the_same_program(config: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check", "--config", str(config)],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("0 lỗi, 1 cảnh báo.\n")


def test_terminal_that_knows_no_vietnamese_is_no_crash(broken: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check", "--config", str(broken)],
        cwd=ROOT, capture_output=True, check=False, env={"PYTHONIOENCODING": "ascii", "PATH": "", "LC_ALL": "C"},
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == b""


def test_reader_that_leaves_early_is_no_crash(broken: Path) -> None:
    command = [sys.executable, "-u", "-m", "generator", "check", "--config", str(broken)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


# What the system refuses


LONG = "a" * 300


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["check", "--config", LONG], 1, "tên quá dài", id="config"),
        pytest.param(["build", "--config", "portal", "--site", LONG], 1, "tên quá dài", id="site"),
        pytest.param(["new", "unit", LONG, "--config", "portal"], 2, "tên quá dài", id="record"),
        pytest.param(["new", "portal", LONG], 2, "tên quá dài", id="portal"),
        pytest.param(["new", "portal", "portal/site_config.yml/x"], 2, "đi qua một tệp", id="below a file"),
        pytest.param(["new", "unit", "to-99", "--config", "no-folder"], 2, "trùng tên", id="file for a folder"),
    ],
)
def test_refusal_of_the_system_is_told_in_vietnamese(
    arguments: list[str], code: int, said: str, config: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(config.parent.parent)
    (config.parent.parent / "no-folder/data").mkdir(parents=True)
    shutil.copyfile(config, "no-folder/site_config.yml")
    Path("no-folder/data/units").write_text("", encoding="utf-8")
    assert call(*arguments) == code
    told = capsys.readouterr().err
    assert re.match(r"Lỗi: không đọc hoặc ghi được “.+”: .+\.\n    Cách sửa: kiểm tra tên, quyền", told)
    assert said in told
    assert ENGLISH.findall(told) == []


def test_refusal_of_the_system_is_json_for_programs(
    config: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied", str(config.parent / "data/models"))

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert call("check", "--format", "json", "--config", config) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["file"], row["line"], row["column"], row["level"], row["code"]) == (
        "data/models", 1, 1, "error", "unreadable-file",
    )  # fmt: skip
    assert row["message"] == "không đọc hoặc ghi được “models”: không có quyền."


def test_day_is_the_one_in_vietnam(monkeypatch: pytest.MonkeyPatch) -> None:
    class Evening(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Evening:
            return cls(2026, 1, 31, 18, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(cli, "datetime", Evening)
    assert cli._today() == date(2026, 2, 1)


# Whatever lies in the files, check ends with problems or without, never with an exception


RAW = st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
PIECES = st.lists(
    st.sampled_from(
        ["name: ", "- ", "  ", "\n", "---\n", "{", "}", "[", "]", "'", '"', "&a ", "*a", "!", "|\n", ">", "#", ": ",
         "\t", "null", "ế", "2026-11-31", "photos:", "deadlines:", "title:", "id:", "## 1. ", "[[ảnh 9]]", "\ufeff",
         "\x00"]
    ),
    max_size=40,
).map(lambda pieces: "".join(pieces).encode())  # fmt: skip
PLACES = (
    "site_config.yml", "data/units/to-5.yml", "data/models/ngo-sach.yml", "data/campaigns/ben-may-2028.yml",
    "data/forms/phieu-dang-ky.yml", "content/index.md", "content/guong-dien-hinh/chi-sen-vuon-rau/index.md",
    "content/anh/vuon-rau.jpg",
)  # fmt: skip


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_small(tmp_path_factory.mktemp("fuzz"))


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=RAW | PIECES)
def test_any_bytes_in_a_file_are_a_problem_or_fine(fuzzed: Path, place: str, raw: bytes) -> None:
    path = fuzzed.parent / place
    kept = path.read_bytes()
    try:
        path.write_bytes(raw)
        problems = check(fuzzed).problems
        assert all(one.wrong and one.fix and one.at.line >= 1 for one in problems)
    finally:
        path.write_bytes(kept)


@pytest.mark.parametrize("place", PLACES[1:5])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_line_of_a_record_may_be_lost_or_replaced(fuzzed: Path, place: str, data: st.DataObject) -> None:
    path = fuzzed.parent / place
    kept = path.read_text(encoding="utf-8")
    lines = kept.splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    value = data.draw(
        st.sampled_from(["", "[]", "{}", "- a", "0", "-1", "9" * 400, "0001-01-01", "9999-12-31", "''", "x: y"])
    )
    lines[number] = f"{lines[number].split(':')[0]}: {value}" if value else ""
    try:
        path.write_text("\n".join(lines), encoding="utf-8")
        assert all(one.wrong and one.fix for one in check(fuzzed).problems)
    finally:
        path.write_text(kept, encoding="utf-8")


NASTY = (
    "{{ settings }} {% for x in y %}", "@@dvk:title@@ ../../../../../../x", "<div>" * 60, "```\nkhông đóng",
    "[[[[((((", "![](", "[TOC]", "[^1]\n\n[^1]:", "&nbsp;&#0;&#x110000;", "| a |\n|---|---|\n| b", "a\n{: #x .y }",
    "# \n## \n###### ", "\\", "<b><i></b></i>", "***" * 40, "> " * 18 + "x", "<p title='", "&lt;script&gt;",
    "{#a} {.b}", "$$ x $$", "--8<-- 'a'", "---\ntitle: mất\n---", "Key: value", "\U0001f33f" * 50, "a" * 20_000,
    "[x](<../../lich/>)", "[x]( 'y')", "[TỔ]: http://x",
)  # fmt: skip


def test_nasty_text_builds_and_loses_nothing_after_it(config: Path) -> None:
    pages = config.parent / "content/huong-dan"
    for number, nasty in enumerate(NASTY):
        text = f"---\ntitle: Trang {number}\ndescription: Thử.\n---\n\n{nasty}\n\nĐoạn cuối {number}.\n"
        (pages / f"thu-{number}.md").write_text(text, encoding="utf-8")
    built_ok(config, config.parent / "site")
    for number, nasty in enumerate(NASTY):
        page = (config.parent / f"site/huong-dan/thu-{number}/index.html").read_text(encoding="utf-8")
        assert f"Đoạn cuối {number}." in page, nasty
