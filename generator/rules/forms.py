"""What must hold between forms: whatever replaced an older one leads on to a form that is still in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.problems import Problem
from generator.records.collection import Records
from generator.records.form import Form
from generator.sources.pictures import Pictures


def check_succession(records: Records, pictures: Pictures) -> Iterator[Problem]:
    """Report each form of a circle; a form that only leads into one is not at fault."""
    for form in records.forms.values():
        if _comes_back(form, records.forms):
            wrong = f"“Đã thay bằng” ({form.superseded_by}) dẫn lòng vòng về chính mẫu này."
            fix = "chỉ mẫu cũ mới ghi superseded_by; xóa mục này ở mẫu đang dùng."
            yield Problem(form.at("superseded_by"), "superseded-in-circle", wrong, fix)


def _comes_back(form: Form, forms: Mapping[str, Form]) -> bool:
    seen: set[str] = set()
    here = form.superseded_by
    while here is not None and here in forms and here not in seen:
        seen.add(here)
        here = forms[here].superseded_by
    return form.id in seen


RULES = (check_succession,)
