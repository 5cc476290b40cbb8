"""Files made to harm, or that are not what they are called: told in words, nothing written but what an import names."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from generator.cli import main
from tests.hostile import (
    OLE,
    OTHERS,
    PICTURES,
    SHEETS,
    SVG,
    WORDS,
    excel,
    parts_of,
    refer,
    say,
    story_with,
    word,
    zipped,
)
from tests.pdfs import make_pdf

ROOT = Path(__file__).parents[1]
PAGE = "content/guong-dien-hinh/lop-hoc-buoi-toi-cua-co-ha/index.md"
KINDS = ("story", "register", "plan")
# What an import writes of tep.docx: a plan is drafted too.
WRITTEN = {"story": {PAGE}, "plan": {"content/ke-hoach/tep.md", "data/campaigns/tep.yml"}}


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """The repository's own portal without stories and models; the folder."""
    folder = tmp_path / "a/portal"
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("models"))
    for path in (folder / "data/exemplars").glob("*.yml"):
        text = re.sub(r"^models:\n(?:  - .*\n)+|^photo:\n(?:  .*\n)+", "", path.read_text("utf-8"), flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "site_config.yml", folder)
    return folder


def snap(folder: Path) -> dict[str, bytes]:
    """Every file below a folder and what it holds, but for what a portal remembers of its own files."""
    files = (one for one in folder.rglob("*") if one.is_file() and ".dvk" not in one.parts)
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}


class Import:
    """What the command says of a file, and which files are there after it that were not, or were others."""

    def __init__(self, portal: Path, kind: str, name: str, raw: bytes, capfd: pytest.CaptureFixture[str]) -> None:
        file = portal.parent / name
        file.write_bytes(raw)
        above = portal.parents[1]
        before = snap(above)
        self.code = main(["import", kind, str(file), "--config", str(portal / "site_config.yml")])
        self.said = capfd.readouterr().out
        after = snap(above)
        assert before.keys() <= after.keys()
        self.written = {name.removeprefix("a/portal/") for name in after if after[name] != before.get(name)}

    def assert_refused(self, codes: str) -> None:
        [(found, wrong, fix)] = re.findall(r"lỗi \[([a-z-]+)\]: (.+)\n    Cách sửa: (.+)", self.said)
        assert re.fullmatch(codes, found), self.said
        assert wrong and fix
        assert "Chưa ghi gì." in self.said
        assert (self.code, self.written) == (1, set())


@cache
def word_file(case: str) -> bytes:
    """Made once for all kinds of import: some take half a second."""
    make, _ = WORDS[case]
    return make()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", WORDS)
def test_what_is_no_sound_word_file_is_refused_in_words(
    portal: Path, kind: str, case: str, capfd: pytest.CaptureFixture[str]
) -> None:
    _, codes = WORDS[case]
    Import(portal, kind, "tep.docx", word_file(case), capfd).assert_refused(codes)


@pytest.mark.parametrize("case", OTHERS)
def test_what_is_no_word_file_is_refused_in_words(portal: Path, case: str, capfd: pytest.CaptureFixture[str]) -> None:
    make, codes = OTHERS[case]
    Import(portal, "story", "tep.docx", make(), capfd).assert_refused(codes)


@pytest.mark.parametrize("case", SHEETS)
def test_what_is_no_sound_workbook_is_refused_in_words(
    portal: Path, case: str, capfd: pytest.CaptureFixture[str]
) -> None:
    make, codes = SHEETS[case]
    Import(portal, "register", "tep.xlsx", make(), capfd).assert_refused(codes)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "dạng .docx rồi"),
        (b"%PDF-1.7", "dạng .docx rồi"),
        (rb"{\rtf1 Phieu}", "dạng .docx rồi"),
        (b"TT,Ten mo hinh\n1,Vuon rau\n", "dạng .xlsx rồi"),
        (b"<html><table></table></html>", "dạng .xlsx hoặc .docx rồi"),
        (zipped({"a.txt": b"a"}), "giải nén"),
    ],
    ids=["old-word", "pdf", "rtf", "commas", "web-page", "zip"],
)
def test_a_form_of_another_kind_is_to_be_saved_as_its_program_saves_it(
    portal: Path, content: bytes, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    found = Import(portal, "register", "tep.docx", content, capfd)
    assert said in found.said


@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_file_of_another_kind_is_no_form_or_story(
    portal: Path, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code = "unknown-form" if kind == "register" else "other-format"
    Import(portal, kind, "tep.docx", excel(), capfd).assert_refused(code)


@pytest.mark.parametrize("case", PICTURES)
def test_a_picture_that_may_harm_is_left_out_and_told(
    portal: Path, case: str, capfd: pytest.CaptureFixture[str]
) -> None:
    make, name, said = PICTURES[case]
    found = Import(portal, "story", "tep.docx", story_with(make(), name), capfd)
    [(wrong, fix)] = re.findall(r"cảnh báo \[photo-left-out\]: (.+)\n    Cách sửa: (.+)", found.said)
    assert wrong.startswith("ảnh thứ 1 của tệp")
    assert said in wrong and fix
    assert (found.code, found.written) == (0, {PAGE})


@pytest.mark.parametrize(
    "target", ["../../../../x.png", "/etc/x.png", "../../media/image1.png", "C:\\x.png", "x\0.png"]
)
def test_where_a_picture_lies_says_not_where_it_goes(
    portal: Path, target: str, capfd: pytest.CaptureFixture[str]
) -> None:
    raw = story_with(SVG, "image9.png", target.replace("\0", "&#1;"))
    assert Import(portal, "story", "tep.docx", raw, capfd).written <= {PAGE}


@pytest.mark.parametrize("name", ["../../../x.xml", "/etc/dvk-x.xml", "word/../../../x.xml", "C:\\x.xml"])
@pytest.mark.parametrize("kind", ["story", "plan"])
def test_names_within_a_package_are_no_paths(
    portal: Path, name: str, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    found = Import(portal, kind, "tep.docx", zipped(parts_of(word()) | {name: b"<a/>"}), capfd)
    assert (found.code, found.written) == (0, WRITTEN[kind])
    assert not Path("/etc/dvk-x.xml").exists()


def test_a_sound_photo_is_the_only_other_file(portal: Path, capfd: pytest.CaptureFixture[str]) -> None:
    raw = story_with(b"", "../../../x.png", "media/image1.png")
    found = Import(portal, "story", "../a/tep.docx", raw, capfd)
    assert found.written == {PAGE, PAGE.replace("index.md", "anh-1.png")}


LINK = '<w:p><w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdX">'
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:fldChar '
    'w:fldCharType="separate"/></w:r><w:r><w:t>chữ thấy được</w:t></w:r><w:r><w:fldChar '
    'w:fldCharType="end"/></w:r></w:p>'
)


@pytest.mark.parametrize("kind", ["story", "plan"])
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///C:/x", "vbscript:x", "data:text/html,x", "\\\\may\\x"]
)
def test_a_link_that_may_harm_is_left_as_words(
    portal: Path, kind: str, address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    raw = refer(say(f"{LINK}<w:r><w:t>chữ thấy được</w:t></w:r></w:hyperlink></w:p>"), "word/document.xml", "hyperlink",
                address)  # fmt: skip
    found = Import(portal, kind, "tep.docx", raw, capfd)
    assert found.written == WRITTEN[kind]
    texts = {one: (portal / one).read_text("utf-8") for one in found.written}
    assert any("chữ thấy được" in text for name, text in texts.items() if name.endswith(".md"))
    assert not any(address in text for text in texts.values())


@pytest.mark.parametrize(
    "instruction",
    ["DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe", "INCLUDEPICTURE http://xa.example.vn/x.png", 'HYPERLINK "file:///C:/x"',
     "INCLUDETEXT http://xa.example.vn/x.docx", "MACROBUTTON x"],
)  # fmt: skip
def test_a_field_gives_the_words_that_it_shows(
    portal: Path, instruction: str, capfd: pytest.CaptureFixture[str]
) -> None:
    found = Import(portal, "story", "tep.docx", say(FIELD.format(instruction)), capfd)
    text = (portal / PAGE).read_text("utf-8")
    assert (found.code, found.written) == (0, {PAGE})
    assert "chữ thấy được" in text
    assert not re.search(r"cmd|xa\.example|file:|MACRO", text)


@pytest.mark.parametrize("kind", ["story", "plan"])
@pytest.mark.parametrize(
    ("part", "relation"),
    [("word/settings.xml", "attachedTemplate"), ("word/document.xml", "oleObject"), ("word/document.xml", "image"),
     ("word/document.xml", "frame")],
)  # fmt: skip
def test_what_lies_elsewhere_is_told_and_not_followed(
    portal: Path, kind: str, part: str, relation: str, capfd: pytest.CaptureFixture[str]
) -> None:
    raw = refer(word(), part, relation, "http://xa.example.vn/mau.dotm")
    found = Import(portal, kind, "tep.docx", raw, capfd)
    assert found.code == 0
    assert "Tệp trỏ ra ngoài, không mở theo: http://xa.example.vn/mau.dotm." in found.said
    assert not any("xa.example" in (portal / one).read_text("utf-8") for one in found.written)


def test_what_is_embedded_is_not_taken_out(portal: Path, capfd: pytest.CaptureFixture[str]) -> None:
    raw = zipped(parts_of(word()) | {"word/embeddings/oleObject1.bin": OLE, "word/embeddings/x.exe": b"MZ"})
    assert Import(portal, "story", "tep.docx", raw, capfd).written == {PAGE}


def test_a_formula_that_starts_a_program_is_words(portal: Path, capfd: pytest.CaptureFixture[str]) -> None:
    parts = parts_of(excel())
    sheet = parts["xl/worksheets/sheet1.xml"]
    formula = b"<f>cmd|' /C calc'!A0</f><v>0</v>"
    parts["xl/worksheets/sheet1.xml"] = re.sub(
        rb'<c r="A1" t="(?:s|inlineStr)">.*?</c>', b'<c r="A1">' + formula + b"</c>", sheet
    )
    Import(portal, "register", "tep.xlsx", zipped(parts), capfd).assert_refused("unknown-form")


def test_a_plan_with_a_program_is_read_and_the_program_told(portal: Path, capfd: pytest.CaptureFixture[str]) -> None:
    raw = make_pdf([[(72, 700, "Kế hoạch mẫu của phường năm 2026")]])
    raw = raw.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>")
    found = Import(portal, "plan", "tep.pdf", raw, capfd)
    assert "chương trình (JavaScript); cổng chỉ đọc chữ, không chạy" in found.said
    assert not any("alert" in (portal / one).read_text("utf-8") for one in found.written)


@pytest.mark.parametrize("text", ["[a](b " * 11_000, "a&b " * 21_000, "chữ\n" + "*" * 11_000 + "\n" + "_" * 11_000])
def test_a_plan_of_marks_is_refused(portal: Path, text: str, capfd: pytest.CaptureFixture[str]) -> None:
    raw = re.sub(r"(.{9000})", r"\1\n", text).encode()
    Import(portal, "plan", "tep.txt", raw, capfd).assert_refused("too-many-marks")
