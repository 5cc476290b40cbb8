"""The layout rules of official papers: the one place for their sizes, margins and fixed words.

Party documents: Hướng dẫn 36-HD/VPTW (2018). State documents: Nghị định 30/2020/NĐ-CP, Phụ lục I.
The numbers come from public copies and summaries of both; whoever holds the originals should compare them here.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.records.campaign import IssuerKind


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of line is set; size in points."""

    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class PaperRules:
    """One system of papers. Margins in mm; `left_share` is the left column's part of the letterhead."""

    margin_top: int
    margin_bottom: int
    margin_left: int
    margin_right: int
    national: tuple[tuple[str, Style], ...]
    superior: Style
    body: Style
    # Party papers close the left column with a star, state papers with a rule half as long as the name.
    body_mark: str | None
    body_rule_share: float
    left_share: float
    number: Style
    place: Style
    kind: Style
    subject: Style
    # Party papers print five hyphens under the subject, state papers draw a rule (part of the line's length).
    subject_mark: str | None
    subject_rule_share: float
    addressee: Style
    text: Style
    table: Style
    recipients_title: Style
    recipients: Style
    signature: Style
    signature_note: Style
    number_label: Style = Style(13, bold=True)
    footnote: Style = Style(11)
    note: Style = Style(9, italic=True)
    signing_space: int = 20
    # In mm at both sides of a cell; with Word's own 1.9 mm "TT" would break in two.
    cell_margin: float = 1


PARTY = PaperRules(
    margin_top=20,
    margin_bottom=20,
    margin_left=30,
    margin_right=15,
    national=(("ĐẢNG CỘNG SẢN VIỆT NAM", Style(15, bold=True)),),
    superior=Style(14),
    body=Style(14, bold=True),
    body_mark="*",
    body_rule_share=0,
    left_share=0.45,
    number=Style(14),
    place=Style(14, italic=True),
    kind=Style(16, bold=True),
    subject=Style(14, bold=True),
    subject_mark="-----",
    subject_rule_share=0,
    addressee=Style(14),
    text=Style(14),
    table=Style(12),
    recipients_title=Style(14),
    recipients=Style(12),
    signature=Style(14, bold=True),
    signature_note=Style(13, italic=True),
)

STATE = PaperRules(
    margin_top=20,
    margin_bottom=20,
    margin_left=30,
    margin_right=15,
    national=(
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Style(13, bold=True)),
        ("Độc lập - Tự do - Hạnh phúc", Style(14, bold=True)),
    ),
    superior=Style(13),
    body=Style(13, bold=True),
    body_mark=None,
    body_rule_share=0.4,
    left_share=0.4,
    number=Style(13),
    place=Style(13, italic=True),
    kind=Style(14, bold=True),
    subject=Style(14, bold=True),
    subject_mark=None,
    subject_rule_share=0.4,
    addressee=Style(14),
    text=Style(14),
    table=Style(12),
    recipients_title=Style(12, bold=True, italic=True),
    recipients=Style(11),
    signature=Style(14, bold=True),
    signature_note=Style(13, italic=True),
)

RULES: dict[IssuerKind, PaperRules] = {IssuerKind.PARTY: PARTY, IssuerKind.STATE: STATE}

# The short and the long side in mm.
A4 = (210, 297)
