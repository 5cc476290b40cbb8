"""The sections of every portal: the fixed addresses of CONTRACT, in the order of the menu."""

from __future__ import annotations

from collections.abc import Set

import msgspec


class Section(msgspec.Struct, frozen=True):
    """`id` is the first part of the address; `title` stands on the page, `menu` in the menu."""

    id: str
    menu: str
    title: str
    description: str


SECTIONS: tuple[Section, ...] = (
    Section("", "Trang chủ", "", ""),
    Section(
        "mo-hinh",
        "Mô hình",
        "Mô hình được công nhận",
        "Các mô hình “Dân vận khéo” đã được thẩm định và công nhận: việc gì, ai làm, kết quả ra sao.",
    ),
    Section(
        "guong-dien-hinh",
        "Gương điển hình",
        "Gương điển hình",
        "Chuyện về những người và tập thể làm dân vận khéo: bối cảnh, cách làm, kết quả, kinh nghiệm.",
    ),
    Section(
        "ke-hoach",
        "Kế hoạch",
        "Các kế hoạch, đặt cạnh nhau",
        "Chỉ tiêu, thời hạn, lĩnh vực, tiêu chí, các bước thẩm định và hồ sơ của từng kế hoạch.",
    ),
    Section(
        "bieu-mau",
        "Biểu mẫu",
        "Biểu mẫu để tải về",
        "Mẫu đăng ký, báo cáo, đề nghị công nhận và đề cương bài viết, bản Word, Excel và PDF.",
    ),
    Section(
        "lich",
        "Lịch hạn",
        "Lịch các hạn gửi",
        "Ai gửi gì, gửi ai, trước ngày nào; thêm được vào lịch điện thoại.",
    ),
    Section(
        "tien-do",
        "Tiến độ",
        "Tiến độ theo chỉ tiêu",
        "Số mô hình đăng ký và được công nhận so với từng chỉ tiêu, theo lĩnh vực, đơn vị, nguồn gốc.",
    ),
    Section("huong-dan", "Hướng dẫn", "Hướng dẫn", "Từng bước đăng ký, thực hiện, làm hồ sơ và viết bài."),
    Section(
        "du-lieu",
        "Dữ liệu mở",
        "Dữ liệu mở",
        "Toàn bộ số liệu của cổng ở dạng tệp để tải về và dùng lại.",
    ),
)

# What stands at the foot of every page and in the drawer: (address, name).
_FOOTER_LINKS: tuple[tuple[str, str], ...] = (
    ("gioi-thieu/", "Giới thiệu"),
    ("quyen-rieng-tu/", "Quyền riêng tư"),
    ("tiep-can/", "Tiếp cận"),
    ("du-lieu/", "Dữ liệu mở"),
    ("feed.xml", "Tin mới (Atom)"),
    ("sitemap.xml", "Bản đồ trang"),
)

# Pages outside the menu that have a frame of their own kind.
OTHER = Section("khac", "", "", "")


def section_of(address: str) -> str:
    """The section that an address belongs to, or that of pages outside the menu."""
    first = address.split("/", 1)[0]
    return first if any(section.id == first for section in SECTIONS) else OTHER.id


def footer_links(page_ids: Set[str]) -> list[tuple[str, str]]:
    """Shape: [(address, name)] below every page; a page that staff have not written is left out."""
    always = {section.id for section in SECTIONS}
    wanted = page_ids | always
    return [(to, name) for to, name in _FOOTER_LINKS if not to.endswith("/") or to.rstrip("/") in wanted]
