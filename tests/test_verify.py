"""Dead links, dead anchors, two files at one address, anything loaded from another host."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from generator.pipeline import build
from generator.problems import Problem
from generator.sections import OTHER, SECTIONS
from generator.settings import Publisher, Settings
from generator.shell import ROOT, way_to_root
from generator.sightings import Sighting, look_at_file, look_at_page
from generator.verify import BuiltSite, Sights, find_dead_links
from tests.portals import BASE, TODAY, built_ok, copy_small, draw_picture, edit, files_of, parse_page, write

TARGETS = {
    "index.html": "<p>",
    "mo-hinh/index.html": '<h2 id="tren">',
    "mo-hinh/ngo-hoa/index.html": '<h2 id="ket-qua">',
    "lich/ben-may.ics": "",
    "anh/a.jpg": "",
}


# Nothing in the frame around the pages.
NO_FRAMES = {one.id: Sighting() for one in (*SECTIONS, OTHER)}


def settings_for(base: str) -> Settings:
    return Settings(name="Bến Mây", tagline="Cổng thử.", url=base, publisher=Publisher(name="Ban Biên tập"))


def judge(
    pages: Mapping[str, str], *, base: str = BASE, root: Path = Path("/nowhere"), source: str | None = None
) -> list[Problem]:
    """What is wrong with the links of a site of these files: {path: content}, all of which tell of `source`.

    Pages are looked at twice: as they lie in the site, and as templates write them.
    """
    settings = settings_for(base)
    whole = {path: look_at_file(path, html.encode(), settings) for path, html in pages.items()}
    bodies = {path: look_at_page(_as_body(path, html), settings) for path, html in pages.items() if _is_page(path)}
    found = []
    for seen in (whole, whole | bodies):
        files = {path: (sighting, source) for path, sighting in seen.items()}
        site = BuiltSite(root, files, files.__getitem__, NO_FRAMES, settings.base, settings.root_path)
        found.append(list(find_dead_links(site, Sights().note(seen.items()))))
    assert found[0] == found[1]
    return found[0]


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _as_body(path: str, html: str) -> str:
    """The page before the shell puts in the way to the root."""
    root = way_to_root(path)
    return html.replace(f'="{root}/', f'="{ROOT}/') if root != "." else html


def check(html: str, *, page: str = "mo-hinh/ngo-hoa/index.html", base: str = "https://x.vn/") -> list[Problem]:
    return judge({path: content + html if path == page else content for path, content in TARGETS.items()}, base=base)


@pytest.mark.parametrize(
    "link",
    [
        "../", "../../", "../../mo-hinh/", "./", "", "#ket-qua", "../#tren", "../../lich/ben-may.ics", "/mo-hinh/", "/",
        "../../anh/a.jpg", "https://khac.vn/x", "mailto:a@x.vn", "tel:113", "?q=1", "../?q=đ#tren",
        "https://x.vn/mo-hinh/ngo-hoa/", "https://x.vn/", "../ng%6F-hoa/", "//khac.vn/",
    ],
)  # fmt: skip
def test_link_that_leads_somewhere_is_fine(link: str) -> None:
    assert check(f'<a href="{link}">x</a>') == []


@pytest.mark.parametrize(
    "link",
    [
        "../ngo-hao/", "../ngo-hoa", "../../../x/", "#ket-qa", "../#duoi", "/mo-hinh/khong-co/", "x.pdf", "http://[",
        "https://x.vn/mo-hinh/khong-co/", "https://x.vn/mo-hinh/#duoi", "../index.htm",
    ],
)  # fmt: skip
def test_link_that_leads_nowhere_is_reported(link: str) -> None:
    (problem,) = check(f'<a href="{link}">x</a>')
    assert problem.code == "dead-link"
    assert f"“{link}”" in problem.wrong


@pytest.mark.parametrize(
    ("link", "said", "fix"),
    [
        ("mo-hinh/ngo-hao/", "không dẫn tới đâu", "có phải là mo-hinh/ngo-hoa/?"),
        ("mo-hinh/ngo-hao/#ket-qua", "không dẫn tới đâu", "có phải là mo-hinh/ngo-hoa/#ket-qua?"),
        ("/mo-hinh/ngo_hoa", "không dẫn tới đâu", "có phải là /mo-hinh/ngo-hoa/?"),
        ("https://x.vn/mo-hinhh/", "không dẫn tới đâu", "có phải là /mo-hinh/?"),
        ("anh/so-do.jpg", "không dẫn tới đâu", "sửa địa chỉ, hoặc bỏ liên kết."),
        ("mo-hinh/khong-co/", "không dẫn tới đâu", "sửa địa chỉ, hoặc bỏ liên kết."),
        ("#cuối-trang", "trang này không có mục #cuối-trang.", "đổi thành #cuoi-trang"),
        ("#khong-co", "trang này không có mục #khong-co.", "sửa hoặc bỏ phần sau dấu #."),
        ("mo-hinh/ngo-hoa/#ket_qua", "trang có, nhưng không có mục #ket_qua.", "đổi thành mo-hinh/ngo-hoa/#ket-qua"),
        ("mo-hinh/ngo-hoa/#duoi", "trang có, nhưng không có mục #duoi.", "đổi thành mo-hinh/ngo-hoa/"),
    ],
)
def test_dead_link_comes_with_the_address_meant(link: str, said: str, fix: str) -> None:
    (problem,) = check(f'<h2 id="cuoi-trang">a</h2><a href="{link}">x</a>', page="index.html")
    assert said in problem.wrong
    assert problem.fix == fix


@pytest.mark.parametrize("link", ["../ngo-hao/", "ngo-hoa.md", "khong-co.md"])
def test_page_that_links_is_never_offered_itself(link: str) -> None:
    (problem,) = check(f'<a href="{link}">x</a>')
    assert problem.fix == "sửa địa chỉ, hoặc bỏ liên kết."


@pytest.mark.parametrize(
    "html",
    [
        pytest.param('<img alt="a > b" src="../mat.jpg">', id="after a sign in a value"),
        pytest.param('<img src="../../anh/a.jpg" srcset="../mat.jpg 480w">', id="srcset"),
        pytest.param('<source srcset="../../anh/a.jpg 480w, ../mat.jpg 960w">', id="second of a srcset"),
        pytest.param('<form action="../mat/">', id="form"),
        pytest.param('<video poster="../mat.jpg">', id="poster"),
        pytest.param('<link rel="icon" href="../mat.png">', id="icon"),
        pytest.param('<a class="x"\n   href="../mat/">', id="over two lines"),
        pytest.param('<a href="../t&amp;t/">', id="escaped"),
    ],
)
def test_every_kind_of_link_is_seen(html: str) -> None:
    assert [one.code for one in check(html)] == ["dead-link"]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://khac.vn/a.jpg" alt="">',
        '<img src="//khac.vn/a.jpg" alt="">',
        '<script src="https://khac.vn/a.js"></script>',
        '<link rel="stylesheet" href="https://khac.vn/a.css">',
        '<source srcset="https://khac.vn/a.webp 480w">',
    ],
)
def test_what_a_page_loads_from_another_host_is_reported(html: str) -> None:
    assert [one.code for one in check(html)] == ["other-host"]


@pytest.mark.parametrize(
    "css",
    [
        "@import 'https://khac.vn/a.css';",
        "p{background:url(//khac.vn/a.png)}",
        '@font-face{src:url("http://khac.vn/a")}',
    ],
)
def test_what_a_style_sheet_loads_from_another_host_is_reported(css: str) -> None:
    assert [one.code for one in judge({"assets/css/a.css": css})] == ["other-host"]


def test_picture_inside_the_page_is_fine() -> None:
    assert check('<img src="data:image/png;base64,AAAA" alt="">') == []


@pytest.mark.parametrize(
    ("link", "dead"), [("/dvk/mo-hinh/", False), ("/mo-hinh/", True), ("/dvkx/mo-hinh/", True), ("/dvk/", False)]
)
def test_absolute_link_of_a_portal_below_a_path(link: str, dead: bool) -> None:
    assert bool(check(f'<a href="{link}">x</a>', base="https://x.vn/dvk/")) is dead


# In a whole portal


def test_two_files_at_one_address_are_reported(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    write(config.parent, "content/mo-hinh/ngo-sach.md", "---\ntitle: Ngõ\ndescription: Trùng.\n---\n\nChữ.\n")
    (problem,) = (one for one in build(config, config.parent / "site", today=TODAY).problems if one.is_error)
    assert (problem.code, problem.at.file) == ("same-address", "content/mo-hinh/ngo-sach.md")
    assert problem.wrong == "địa chỉ /mo-hinh/ngo-sach/ đã có trang hay tệp khác dùng."


def test_mistakes_that_only_the_built_site_shows_are_reported_with_file_and_line(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    root = config.parent
    page = "content/huong-dan/dang-ky.md"
    edit(root, {page: ("## Đồ cần có", "Xem [lịch](../../lich/#khong-co).\n\n[mô hình](../../mo-hinh/ngo-sach/#x)")})
    edit(root, {"content/ke-hoach/ben-may-2028.md": ("(#i)", "(#muc-i)")})
    phases = "Chia [phiên](/tien-do/phien/) theo dãy nhà."
    edit(root, {"data/models/ngo-sach.yml": ("Chia phiên theo dãy nhà.", phases)})
    write(root, "content/mo-hinh/ngo-sach.md", "---\ntitle: Ngõ\ndescription: Trùng địa chỉ.\n---\n\nChữ.\n")
    found = {(one.code, one.at.file, one.at.line) for one in build(config, root / "site", today=TODAY).problems}
    assert found - {("printed-date", "data/campaigns/ben-may-2028.yml", 62)} == {
        ("dead-link", page, 6),
        ("dead-link", page, 8),
        ("dead-link", "content/ke-hoach/ben-may-2028.md", 14),
        ("dead-link", "data/models/ngo-sach.yml", 18),
        ("same-address", "content/mo-hinh/ngo-sach.md", 1),
    }


@pytest.mark.parametrize(
    ("link", "changes"),
    [
        pytest.param(
            "lich/#ben-may-2028-hang-nam",
            {"data/campaigns/ben-may-2028.yml": ("  - id: hang-nam", "  - id: moi-nam")},
            id="anchor",
        ),
        pytest.param(
            "tien-do/ben-may-2028/don-vi/to-12/",
            {"data/models/vuon-rau.yml": ("unit: to-12", "unit: to-5")},
            id="page",
        ),
    ],
)
def test_link_whose_target_goes_is_reported_by_the_next_build(
    tmp_path: Path, link: str, changes: dict[str, tuple[str, str]]
) -> None:
    """The page with the link did not change, so the build does not make it again."""
    config, page = copy_small(tmp_path), "content/huong-dan/dang-ky.md"
    edit(config.parent, {page: ("## Đồ cần có", f"Xem [lịch](../../{link}).")})
    built_ok(config, tmp_path / "site")
    edit(config.parent, changes)
    found = build(config, tmp_path / "site", today=TODAY).problems
    assert [(one.code, one.at.file, one.at.line) for one in found if one.is_error] == [("dead-link", page, 6)]
    assert found == build(config, tmp_path / "clean", today=TODAY).problems


@pytest.mark.parametrize(
    ("link", "said", "fix"),
    [
        ("viet-bai.md", "ghi tên tệp, không phải địa chỉ của trang", "đổi thành ../viet-bai/"),
        ("../huong-dan/viet-bai.md#dai", "ghi tên tệp", "đổi thành ../viet-bai/#dai"),
        ("../viet-bai.md", "ghi tên tệp", "đổi thành ../viet-bai/"),
        ("/huong-dan/viet-bai.md", "ghi tên tệp", "đổi thành /huong-dan/viet-bai/"),
        ("../index.md", "ghi tên tệp", "đổi thành ../../"),
        ("viet-bai.md#khong-co", "trang có, nhưng không có mục #khong-co.", "đổi thành ../viet-bai/"),
        ("viet-bai.md#dài", "trang có, nhưng không có mục #dài.", "đổi thành ../viet-bai/#dai"),
        ("viet-baii.md", "không dẫn tới đâu", "có phải là ../viet-bai/?"),
        ("khong-co.md", "không dẫn tới đâu", "sửa địa chỉ, hoặc bỏ liên kết."),
    ],
)
def test_link_to_a_markdown_file_comes_with_its_address(tmp_path: Path, link: str, said: str, fix: str) -> None:
    config = copy_small(tmp_path)
    write(config.parent, "content/huong-dan/viet-bai.md", "---\ntitle: a\ndescription: b\n---\n## Dài {#dai}\n\nChữ.\n")
    edit(config.parent, {"content/huong-dan/dang-ky.md": ("## Đồ cần có", f"[bài]({link})")})
    (problem,) = (one for one in build(config, config.parent / "site", today=TODAY).problems if one.is_error)
    assert (problem.code, problem.at.line, problem.at.column) == ("dead-link", 6, 7)
    assert said in problem.wrong
    assert problem.fix == fix


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        pytest.param('xe ax x-ray\n\n<img src="x">\n', 3, 11, id="attribute"),
        pytest.param("xe x x/y\n\n[x](x)\n", 3, 5, id="Markdown"),
        pytest.param("xe\n\n[x][1]\n\n[1]: x\n", 5, 6, id="below the text"),
        pytest.param("xe x\n", 1, 1, id="nowhere as a link"),
    ],
)
def test_dead_link_is_placed_where_it_stands_as_a_link(tmp_path: Path, text: str, line: int, column: int) -> None:
    write(tmp_path, "content/a.md", text)
    (problem,) = judge({"a/index.html": '<img src="x">'}, root=tmp_path, source="content/a.md")
    assert (problem.at.line, problem.at.column) == (line, column)


def test_page_may_show_a_picture_beside_it(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    draw_picture(config.parent / "content/huong-dan/so-do.jpg", 300, 200)
    edit(config.parent, {"content/huong-dan/dang-ky.md": ("## Đồ cần có", "![Sơ đồ](../so-do.jpg)")})
    built_ok(config, config.parent / "site")
    assert "huong-dan/so-do.jpg" in files_of(config.parent / "site")


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The small portal published at https://ben-may.example.vn/dvk, with a theme of its own."""
    config = copy_small(tmp_path_factory.mktemp("below"))
    root = config.parent
    edit(root, {"site_config.yml": ("example.vn/", "example.vn/dvk")})
    write(root, "theme/templates/not_found.html", "<h1>{{ title }}</h1><p>Phường Bến Mây không có trang này.</p>")
    write(root, "theme/assets/css/tokens.css", ":root { --dvk-thu: #123456 }")
    write(root, "theme/assets/images/co.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    built_ok(config, root / "site")
    return files_of(root / "site")


def test_pages_of_a_portal_below_a_path_link_without_the_host(below: dict[str, bytes]) -> None:
    for path, raw in below.items():
        if path.endswith(".html") and path != "404.html":
            for link in parse_page(raw).xpath("//a/@href | //script/@src | //img/@src"):
                assert not link.startswith("/"), f"{path}: {link}"


def test_missing_page_of_a_portal_below_a_path_links_from_the_host(below: dict[str, bytes]) -> None:
    page = parse_page(below["404.html"])
    links = page.xpath("//link[@rel='stylesheet']/@href | //script/@src | //nav//a/@href")
    assert links
    assert all(link.startswith(("/dvk/", "#")) for link in links), links


def test_addresses_for_machines_lie_below_the_path(below: dict[str, bytes]) -> None:
    assert b"https://ben-may.example.vn/dvk/mo-hinh/ngo-sach/" in below["sitemap.xml"]
    assert b"https://ben-may.example.vn/dvk/mo-hinh/ngo-sach/" in below["du-lieu/models.json"]
    assert b"https://ben-may.example.vn/dvk/feed.xml" in below["feed.xml"]


def test_portals_own_template_and_style_take_the_place_of_ours(below: dict[str, bytes], small: Path) -> None:
    assert "Phường Bến Mây không có trang này." in below["404.html"].decode()
    assert below["assets/css/tokens.css"] == b":root { --dvk-thu: #123456 }"
    assert "assets/images/co.svg" in below
    assert set(files_of(small / "site")) <= set(below)


@pytest.mark.parametrize(
    ("name", "content", "line", "said"),
    [
        pytest.param("templates/model.html", "<h1>\n{% if %}", 2, "sai: biểu thức viết chưa xong (", id="syntax"),
        pytest.param(
            "templates/model.html", "{% for a in b %}\n{% if a %}\n{% endfor %}", 3,
            "sai: khối {% if %} chưa được đóng bằng {% endif %} (", id="open block",
        ),
        pytest.param("templates/model.html", "{% iff %}", 1, "sai: thẻ {% iff %} không có, hoặc", id="unknown tag"),
        pytest.param("templates/model.html", "\n{{ a b }}", 2, "sai: cần “end of print statement” nhưng gặp “b” (",
                     id="two names"),
        pytest.param("templates/model.html", "\n{{ a } }}", 2, "sai: có dấu “}” thừa hoặc sai chỗ (", id="brace"),
        pytest.param("templates/model.html", "{{ 1 | khong }}", 1, "được: không có bộ lọc hay phép thử “khong” (",
                     id="filter that is not there"),
        pytest.param("templates/model.html", "<h1>\n\n{{ khong_co }}", 3, "được: không có tên “khong_co” (",
                     id="name that is not there"),
        pytest.param("templates/model.html", "{{ settings.gi }}", 1, "được: không có mục “gi” (",
                     id="no such attribute"),
        pytest.param("templates/model.html", "{% extends 'khong-co.html' %}", 1,
                     "được: không có mẫu trang “khong-co.html” (", id="template that is not there"),
        pytest.param("mkdocs/main.html", "{% block %}", 1, "mẫu trang viết sai", id="syntax of the frame"),
        pytest.param("mkdocs/main.html", "\n{{ khong.co.gi }}", 2, "được: không có tên “khong” (",
                     id="name that is not there, in the frame"),
    ],
)  # fmt: skip
def test_mistake_in_a_portals_own_template_is_a_problem(
    tmp_path: Path, name: str, content: str, line: int, said: str
) -> None:
    config = copy_small(tmp_path)
    write(config.parent, f"theme/{name}", content)
    (problem,) = (one for one in build(config, config.parent / "site", today=TODAY).problems if one.is_error)
    assert (problem.code, str(problem.at)) == ("bad-template", f"theme/{name}:{line}:1")
    assert said in problem.wrong
    assert "(Jinja: " in problem.wrong


def test_mistake_in_a_frame_is_told_once_whoever_renders_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    config = copy_small(tmp_path)
    write(config.parent, "theme/mkdocs/main.html", "\n{{ khong.co.gi }}")
    (problem,) = (one for one in build(config, config.parent / "site", today=TODAY, jobs=2).problems if one.is_error)
    assert (problem.code, str(problem.at)) == ("bad-template", "theme/mkdocs/main.html:2:1")
    assert capfd.readouterr() == ("", "")


def test_template_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    write(config.parent, "theme/templates/model.html", "").write_bytes("Mô hình".encode("utf-16"))
    problems = [one for one in build(config, config.parent / "site", today=TODAY).problems if one.is_error]
    assert [one.code for one in problems] == ["not-utf8"]


def test_picture_of_any_kind_is_published(tmp_path: Path) -> None:
    config = copy_small(tmp_path)
    shown = []
    for number, mode in enumerate(("1", "L", "LA", "P", "RGBA", "I;16", "CMYK")):
        kind = "jpg" if mode == "CMYK" else "png"
        Image.new(mode, (600, 300)).save(config.parent / f"content/huong-dan/kieu-{number}.{kind}")
        shown.append(f"![{mode}](../kieu-{number}.{kind})")
    edit(config.parent, {"content/huong-dan/dang-ky.md": ("## Đồ cần có", "\n".join(shown))})
    built_ok(config, config.parent / "site")
    for number in range(len(shown)):
        with Image.open(config.parent / f"site/huong-dan/kieu-{number}-480.webp") as picture:
            assert picture.size == (480, 240)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param('<a href="../../mo-hinh/khong-co/">x</a>', "dead-link", id="dead link beside a known one"),
        pytest.param('<a href="#khong-co">x</a>', "dead-link", id="dead anchor of its own"),
        pytest.param('<a href="khac/">x</a>', "dead-link", id="link from where it stands"),
        pytest.param('<img alt="a > b" src="https://x.vn/a.png">', "other-host", id="picture from elsewhere"),
        pytest.param('<img srcset="../../a.png 1x, //x.vn/a.png 2x">', "other-host", id="one of several pictures"),
    ],
)
def test_page_that_shares_its_links_with_others_is_still_read_for_its_own(body: str, code: str) -> None:
    shared = '<p id="a"></p><a href="#a">x</a><a href="../../mo-hinh/a/">x</a><a href="../../a.png">x</a>'
    pages = {f"mo-hinh/{name}/index.html": shared for name in "ab"}
    found = judge({"a.png": "", **pages, "mo-hinh/c/index.html": shared + body})
    assert [one.code for one in found] == [code]
