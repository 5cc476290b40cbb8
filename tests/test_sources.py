"""Files as people save them: YAML and Markdown with all their traps, folders with strays, pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from generator.problems import Location
from generator.sources.folder import find_stray_folders, list_data_folder, list_pages, list_pictures, list_stories
from generator.sources.markdown import read_markdown
from generator.sources.node import Node
from generator.sources.pictures import read_pictures
from generator.sources.text import read_text
from generator.sources.yaml import read_yaml
from tests.portals import draw_picture, write

FILE = "data/units/x.yml"


def read(text: str) -> Node:
    node, problems = read_yaml(text, FILE)
    assert node is not None
    assert problems == []
    return node


@pytest.mark.parametrize(
    "typed", ["3.500", "06/08", "1:30", "08", "06", "2026-11-31", "2026-05-19", "yes", "no", "on", "0x1F", "1e3", "="]
)
def test_scalar_stays_what_was_typed(typed: str) -> None:
    assert read(f"a: {typed}\n").plain() == {"a": typed}


@pytest.mark.parametrize("typed", ["", "~", "null", "Null", "NULL", "# chú thích"])
def test_empty_scalar_is_none(typed: str) -> None:
    assert read(f"a: {typed}\nb: 1\n").plain() == {"a": None, "b": "1"}


@pytest.mark.parametrize("typed", ['"null"', "'~'", '""', "''"])
def test_quoted_scalar_is_text(typed: str) -> None:
    assert read(f"a: {typed}\n").plain() == {"a": typed[1:-1]}


def test_text_is_composed() -> None:
    assert read("te\u0302n: Đo\u0302\u0300 So\u031bn\n").plain() == {"tên": "Đồ Sơn"}


def test_place_of_a_value_counts_letters_not_bytes() -> None:
    node = read("tên: Ngõ\ndanh sách:\n  - một\n  - tên: Đồ Sơn\n")
    assert node.find(("tên",)) == Location(FILE, 1, 6)
    assert node.find(("danh sách", 1, "tên")) == Location(FILE, 4, 10)


def test_place_of_what_is_not_there_is_as_far_as_the_file_goes() -> None:
    node = read("a:\n  b: 1\n")
    assert node.find(("a", "c")) == Location(FILE, 2, 3)
    assert node.find(("a", "b", 3)) == Location(FILE, 2, 6)


LEVELS = 3000
ALIAS_BOMB = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n"


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        pytest.param("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1, id="duplicate key"),
        pytest.param("a:\n  b: 1\n  b: 2\n", "duplicate-key", 3, 3, id="duplicate key inside"),
        pytest.param(ALIAS_BOMB, "yaml-alias", 1, 4, id="alias bomb"),
        pytest.param("a: *x\n", "yaml-alias", 1, 4, id="alias to nothing"),
        pytest.param("a: 1\nb: !Quan trọng\n", "yaml-tag", 2, 4, id="tag swallows a word"),
        pytest.param("a: 1\nb: !Tổ 5\n", "bad-yaml", 2, 4, id="tag in Vietnamese"),
        pytest.param("a: !!python/object:os.system x\n", "yaml-tag", 1, 4, id="python tag"),
        pytest.param("[" * LEVELS + "]" * LEVELS, "too-deep", 1, 25, id="3,000 lists"),
        pytest.param("".join(" " * n + "a:\n" for n in range(LEVELS)), "too-deep", 25, 25, id="3,000 mappings"),
        pytest.param("a:\n\tb: 1\n", "bad-yaml", 2, 1, id="tab"),
        pytest.param("a: 1\n---\nb: 2\n", "two-documents", 2, 1, id="two documents"),
        pytest.param("tên: Đồ Sơn\nb: ế\x07\n", "bad-character", 2, 5, id="control character"),
        pytest.param("a: 1\u20282\nb: 1\n", "bad-character", 1, 5, id="line separator"),
        pytest.param("a: 1\nb: \ufeff2\n", "bad-character", 2, 4, id="mark in the middle"),
        pytest.param('a: 1\nb: "Tổ \\x07 5"\n', "bad-character", 2, 4, id="control character, escaped"),
        pytest.param('a: "\\ud800"\n', "bad-yaml", 1, 7, id="half a character, escaped"),
        pytest.param("a: \x00\n", "bad-character", 1, 4, id="null character"),
        pytest.param("name: Ngõ 5: sạch\n", "bad-yaml", 1, 12, id="second colon"),
        pytest.param('a: 1\nb: "chưa đóng\nc: 2\n', "bad-yaml", 2, 4, id="open quote, where it opens"),
        pytest.param('a: "\nb: "c"\nd: 1\n', "bad-yaml", 1, 4, id="open quote before another quoted value"),
        pytest.param('a: 1\nb: "c\nd: 2\ne: "f: g"\n', "bad-yaml", 2, 4, id="open quote, lines before another"),
        pytest.param('a: "Ngõ "Xanh" sạch"\n', "bad-yaml", 1, 10, id="quotes inside quotes"),
        pytest.param("a: Tổ\n b: 1\n", "bad-yaml", 2, 3, id="stray space before a key"),
        pytest.param("a: [1, 2\nb: 3\n", "bad-yaml", 1, 4, id="open bracket, where it opens"),
        pytest.param("a: 1\nb\nc: 2\n", "bad-yaml", 2, 1, id="no colon, on its own line"),
        pytest.param("a: @ban\n", "bad-yaml", 1, 4, id="at sign"),
        pytest.param("{", "bad-yaml", 2, 1, id="end of the text"),
        pytest.param("- a\nb: 1\n", "bad-yaml", 2, 1, id="list then mapping"),
        pytest.param("? [a]\n: 1\n", "bad-key", 1, 3, id="key that is a list"),
        pytest.param("", "empty-file", 1, 1, id="empty"),
        pytest.param("# chỉ có chú thích\n", "empty-file", 1, 1, id="comments only"),
    ],
)
def test_yaml_mistake_has_its_place(text: str, code: str, line: int, column: int) -> None:
    _, problems = read_yaml(text, FILE)
    assert [(one.code, one.at) for one in problems] == [(code, Location(FILE, line, column))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:\n\tb: 1\n", "phím Tab"),
        ("a: b: c\n", "hai chấm"),
        ("a: `x`\n", "“`”"),
        ('a: "x\n', "thiếu dấu ngoặc kép đóng"),
        ('a: "\nb: "c"\n', "thiếu dấu ngoặc kép đóng"),
        ("a: '\nb: 'c'\n", "thiếu dấu ngoặc kép đóng"),
        ('a: "Ngõ "Xanh" sạch"\n', "còn chữ sau dấu ngoặc kép"),
        ("a: Tổ\n b: 1\n", "thụt vào khác các dòng trên"),
        ("a:\n  - b: Tổ\n     c: 1\n", "thụt vào khác các dòng trên"),
        ('a: "Tổ"\n b: 1\n', "thụt vào không đều"),
        ("a: [x\n", "ngoặc đóng"),
        ("a: !Tổ 5\n", "“!”"),
        ("a:\n    b: 1\n  c: 1\n", "thụt vào"),
    ],
)
def test_yaml_mistake_is_explained(text: str, said: str) -> None:
    _, problems = read_yaml(text, FILE)
    assert said in problems[0].wrong
    assert "expected" not in problems[0].wrong


def test_all_mistakes_of_the_tree_come_at_once() -> None:
    _, problems = read_yaml("a: 1\na: 2\nb: 1\nb: 2\n", FILE)
    assert [one.at.line for one in problems] == [2, 4]


def test_text_of_a_block_begins_below_its_mark() -> None:
    node = read("a: |\n  một\n  hai\nb: ba\n")
    assert [(at.line, text) for at, text in node.texts()] == [(2, "một\nhai\n"), (4, "ba")]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param(b"\xef\xbb\xbfa: 1\n", "a: 1\n", id="mark of UTF-8"),
        pytest.param(b"a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n", id="Windows line ends"),
        pytest.param(b"a: 1\rb: 2\r", "a: 1\nb: 2\n", id="old Mac line ends"),
        pytest.param("e\u0302\u0301".encode(), "ế", id="decomposed"),
        pytest.param(b"", "", id="empty"),
        pytest.param(b"\xef\xbb\xbf", "", id="mark alone"),
        pytest.param(b"\xef\xbb\xbf\xef\xbb\xbfa", "\ufeffa", id="two marks, of which one is text"),
        pytest.param("ế".encode() * 100_000, "ế" * 100_000, id="long"),
    ],
)
def test_text_is_read_however_it_was_saved(tmp_path: Path, raw: bytes, text: str) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(raw)
    assert read_text(path, "a.yml") == (text, [])
    assert read_text(str(path), "a.yml") == (text, [])


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        pytest.param("a: ế".encode("utf-16"), 1, id="UTF-16"),
        pytest.param(b"\xef\xbb\xbfa: 1\nb: \xe9\n", 2, id="mark of UTF-8, then latin-1"),
        pytest.param(b"a" * 100_000 + b"\n\xe9\n", 2, id="latin-1 far down"),
        pytest.param("a: ế".encode("utf-16-be"), 1, id="UTF-16 without mark"),
        pytest.param("a: 1\nb: é\n".encode("latin-1"), 2, id="latin-1"),
        pytest.param("a: 1\nb: Đồ Sơn\n".encode("cp1258", errors="replace"), 2, id="Windows Vietnamese"),
    ],
)
def test_other_encodings_are_refused_with_the_line(tmp_path: Path, raw: bytes, line: int) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(raw)
    text, problems = read_text(path, "a.yml")
    assert text is None
    assert [(one.code, one.at.line) for one in problems] == [("not-utf8", line)]
    assert "UTF-8" in problems[0].fix


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_told_by_its_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes("\ufeffa: ế\n".encode(encoding))
    (problem,) = read_text(path, "a.yml")[1]
    assert "UTF-16" in problem.wrong


def test_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.yml").mkdir()
    for name in ("a.yml", "b.yml"):
        assert [one.code for one in read_text(tmp_path / name, name)[1]] == ["unreadable-file"]


def test_front_matter_and_body_know_their_lines() -> None:
    node, problems = read_markdown("---\ntitle: Một\nlead: Hai\n---\n\n \nDòng đầu.\n\nDòng sau.\n\n", "a.md")
    assert node is not None
    assert problems == []
    assert node.plain() == {"title": "Một", "lead": "Hai", "body": "Dòng đầu.\n\nDòng sau."}
    assert node.find(("lead",)) == Location("a.md", 3, 7)
    assert node.find(("body",)) == Location("a.md", 7, 1)


def test_body_may_hold_lines_of_dashes() -> None:
    node, _ = read_markdown("---\na: 1\n---\nTrên\n\n---\n\nDưới\n", "a.md")
    assert node is not None
    assert node.plain() == {"a": "1", "body": "Trên\n\n---\n\nDưới"}


def test_empty_body_is_none() -> None:
    node, _ = read_markdown("---\na: 1\n---", "a.md")
    assert node is not None
    assert node.plain() == {"a": "1", "body": None}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        pytest.param("# Tiêu đề\n", "no-front-matter", 1, id="none"),
        pytest.param("---\na: 1\n", "no-front-matter", 1, id="never closed"),
        pytest.param("", "no-front-matter", 1, id="empty file"),
        pytest.param("---\n---\nThân\n", "empty-file", 1, id="empty front matter"),
        pytest.param("---\n- a\n---\n", "bad-front-matter", 2, id="a list"),
        pytest.param("---\na: 1\na: 2\n---\n", "duplicate-key", 3, id="line counted from the file"),
        pytest.param("---\na: b: c\n---\n", "bad-yaml", 2, id="bad YAML"),
        pytest.param('---\na: "\nb: "c"\nd: 1\n---\n', "bad-yaml", 2, id="open quote, where it opens"),
        pytest.param("---\nbody: mất\n---\nThân\n", "duplicate-key", 2, id="body in the front matter"),
    ],
)
def test_front_matter_mistake_has_its_line(text: str, code: str, line: int) -> None:
    _, problems = read_markdown(text, "a.md")
    assert [(one.code, one.at.line) for one in problems] == [(code, line)]


def test_data_folder_is_read_by_name_without_hidden_and_backup_files(tmp_path: Path) -> None:
    for name in ("b.yml", "a.yml", ".b.yml.swp", "a.yml~", ".DS_Store"):
        write(tmp_path, f"data/units/{name}", "name: x\n")
    assert [one.file for one in list_data_folder(tmp_path, "units")] == ["data/units/a.yml", "data/units/b.yml"]


@pytest.mark.parametrize("name", ["a.yaml", "a.YML", "ghi-chu.txt", "anh.jpg", "cu/a.yml"])
def test_file_that_would_not_be_read_is_reported(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"data/units/{name}", "name: x\n")
    problems = [one.problem for one in list_data_folder(tmp_path, "units") if one.problem]
    assert [one.code for one in problems] == ["stray-file"]
    assert problems[0].at.file == f"data/units/{name.split('/')[0]}"


def test_folder_that_no_record_lies_in_is_reported_with_the_nearest(tmp_path: Path) -> None:
    for name in ("unit/a.yml", "models/a.yml", ".git/x", "le.yml"):
        write(tmp_path, f"data/{name}", "")
    found = list(find_stray_folders(tmp_path, ["models", "units"]))
    assert [(one.at.file, one.code) for one in found] == [("data/le.yml", "stray-file"), ("data/unit", "stray-file")]
    assert found[1].fix == "đổi tên thành data/units/."


def test_missing_folders_hold_nothing(tmp_path: Path) -> None:
    assert list(list_data_folder(tmp_path, "units")) == []
    assert [*list_pages(tmp_path), *list_stories(tmp_path), *list_pictures(tmp_path)] == []


def test_pages_and_stories_get_their_ids_from_their_places(tmp_path: Path) -> None:
    for name in ("index.md", "gioi-thieu.md", "huong-dan/index.md", "huong-dan/a.md", ".nhap/b.md"):
        write(tmp_path, f"content/{name}", "---\ntitle: x\n---\n")
    for name in ("index.md", "bai-mot/index.md", ".nhap/index.md"):
        write(tmp_path, f"content/guong-dien-hinh/{name}", "---\ntitle: x\n---\n")
    assert sorted(one.id for one in list_pages(tmp_path)) == [
        "", "gioi-thieu", "guong-dien-hinh", "huong-dan", "huong-dan/a",
    ]  # fmt: skip
    assert [one.id for one in list_stories(tmp_path)] == ["bai-mot"]


@pytest.mark.parametrize("name", ["moi/bai.md", "moi/cu/index.md"])
def test_markdown_file_beside_a_story_is_reported(tmp_path: Path, name: str) -> None:
    write(tmp_path, "content/guong-dien-hinh/moi/index.md", "---\ntitle: x\n---\n")
    write(tmp_path, f"content/guong-dien-hinh/{name}", "---\ntitle: x\n---\n")
    found = [(one.problem.at.file, one.problem.code) for one in list_stories(tmp_path) if one.problem]
    assert found == [(f"content/guong-dien-hinh/{name}", "stray-file")]
    assert list(list_pages(tmp_path)) == []


def test_file_in_the_place_of_a_data_folder_is_reported(tmp_path: Path) -> None:
    write(tmp_path, "data/models", "")
    (problem,) = find_stray_folders(tmp_path, ["models", "units"])
    assert (problem.code, problem.fix) == ("stray-file", "đây là một tệp; bỏ nó đi và lập thư mục cùng tên.")


def test_linked_folders_are_read_but_never_in_a_circle(tmp_path: Path) -> None:
    write(tmp_path, "chung/huong-dan/a.md", "---\ntitle: x\n---\n")
    write(tmp_path, "chung/bai-mot/index.md", "---\ntitle: x\n---\n")
    write(tmp_path, "chung/bai-mot/anh.jpg", "")
    root = tmp_path / "cong"
    (root / "content/guong-dien-hinh").mkdir(parents=True)
    links = {
        "content/huong-dan": "chung/huong-dan",
        "content/guong-dien-hinh/bai-mot": "chung/bai-mot",
        "content/vong": "cong/content",
    }
    for name, target in links.items():
        (root / name).symlink_to(tmp_path / target, target_is_directory=True)
    (tmp_path / "chung/huong-dan/lai").symlink_to(tmp_path / "chung/huong-dan", target_is_directory=True)
    assert [one.id for one in list_pages(root)] == ["huong-dan/a"]
    assert [one.id for one in list_stories(root)] == ["bai-mot"]
    assert [path.name for path in list_pictures(root)] == ["anh.jpg"]


def test_picture_is_measured_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (tmp_path / "content").mkdir()
    Image.new("RGB", (40, 30)).save(tmp_path / "content/a.jpg", exif=exif)
    pictures, problems, _ = read_pictures(tmp_path)
    assert problems == []
    assert (pictures["a.jpg"].width, pictures["a.jpg"].height) == (30, 40)


def test_picture_cut_off_while_it_was_copied_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "content/anh/a.jpg"
    draw_picture(path)
    path.write_bytes(path.read_bytes()[:2000])
    pictures, problems, _ = read_pictures(tmp_path)
    assert pictures["anh/a.jpg"].megapixels == 0
    assert [(one.code, one.at.file) for one in problems] == [("bad-picture", "content/anh/a.jpg")]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        pytest.param("a.jpg", b"", id="empty"),
        pytest.param("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg in disguise"),
        pytest.param("a.png", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", id="gif in disguise"),
        pytest.param("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x01IHDR\x00", id="broken png"),
        pytest.param("a.webp", b"RIFF\xff\xff\xff\xffWEBPVP8 ", id="broken webp"),
    ],
)
def test_file_that_is_no_picture_is_reported(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / name).write_bytes(raw)
    assert [one.code for one in read_pictures(tmp_path)[1]] == ["bad-picture"]


@pytest.mark.parametrize("size", [(1000, 16_001), (20_000, 10)])
def test_picture_longer_than_browsers_show_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "content").mkdir()
    Image.new("RGB", size).save(tmp_path / "content/a.jpg")
    (problem,) = read_pictures(tmp_path)[1]
    assert "ảnh quá lớn" in problem.wrong


def test_enormous_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    Image.new("1", (8000, 8000)).save(tmp_path / "content/a.png")
    (problem,) = read_pictures(tmp_path)[1]
    assert problem.code == "bad-picture"
    assert "8000 × 8000" in problem.wrong
