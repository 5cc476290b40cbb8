"""What must hold between the facts of a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.problems import Level, Problem
from generator.progress import years_of
from generator.records.brief import Brief
from generator.records.collection import Records
from generator.records.model import Model, Origin
from generator.records.part import fields_of
from generator.sources.pictures import Pictures

CRITERIA_OF_A_MODEL = 8
# What a model's page cannot do without; a registration may leave it for later.
TOLD_OF_RECOGNISED = ("summary", "situation", "approach")


def check_model(model: Model) -> Iterator[Problem]:
    """What one model's file alone can get wrong."""
    yield from check_launch(model)
    yield from check_recognition(model)
    yield from check_replication(model)
    yield from check_evidence(model)


def check_years(records: Records, pictures: Pictures) -> Iterator[Problem]:
    """A model is counted in one of its campaign's years."""
    years = {one.id: years_of(one) for one in records.campaigns.values()}
    for model in records.models.values():
        own = years.get(model.campaign)
        if own and model.year not in own:
            yield _outside(model, own, records)


def _outside(model: Brief, years: range, records: Records) -> Problem:
    period = "–".join(dict.fromkeys((str(years[0]), str(years[-1]))))
    wrong = f"“Năm” là {model.year}, ngoài thời gian của kế hoạch “{model.campaign}” ({period})."
    wanted = model.registered_on.year
    fix = f"year: {min(max(wanted, years[0]), years[-1])}, hoặc chọn kế hoạch có năm {model.year}."
    return Problem(records.at(model, "year"), "year-outside-period", wrong, fix)


def check_launch(model: Model) -> Iterator[Problem]:
    """A new model must be launched, and before it is recognised (Đồ Sơn 2026, II.1, dòng 29)."""
    if model.origin is Origin.NEW and model.is_recognised and model.launched_on is None:
        wrong = "mô hình xây dựng mới đã công nhận nhưng chưa có “Ngày ra mắt”."
        yield Problem(model.at("origin"), "no-launch", wrong, "thêm dòng launched_on: năm-tháng-ngày.")
    if model.launched_on is None or model.recognition is None:
        return
    if model.launched_on > model.recognition.date:
        wrong = f"“Ngày ra mắt” ({model.launched_on}) sau “Ngày công nhận” ({model.recognition.date})."
        fix = "sửa lại một trong hai ngày theo quyết định công nhận."
        yield Problem(model.at("launched_on"), "launch-after-recognition", wrong, fix)


def check_recognition(model: Model) -> Iterator[Problem]:
    """A model is registered before it is recognised, and has something to show."""
    if model.recognition is None:
        return
    for key in TOLD_OF_RECOGNISED:
        if getattr(model, key) is None:
            label = fields_of(Model)[key].label
            wrong = f"mô hình đã công nhận nhưng chưa có “{label}”."
            yield Problem(model.at("recognition"), "missing-key", wrong, f"thêm dòng {key}: …")
    if model.recognition.date < model.registered_on:
        wrong = f"“Ngày công nhận” ({model.recognition.date}) trước “Ngày đăng ký” ({model.registered_on})."
        at = model.at("recognition", "date")
        yield Problem(at, "recognised-before-registered", wrong, "xem lại hai ngày theo hồ sơ.")
    if not model.results:
        wrong = "mô hình đã công nhận nhưng chưa có “Số liệu”."
        fix = "thêm mục results với ít nhất một con số."
        yield Problem(model.at("name"), "no-results", wrong, fix, Level.WARNING)


def check_replication(model: Model) -> Iterator[Problem]:
    """Only a replicated model has a source."""
    if model.replicated_from is not None and model.origin is not Origin.REPLICATED:
        wrong = "có “Nhân rộng từ” nhưng “Nguồn gốc” không phải nhân rộng."
        yield Problem(model.at("replicated_from"), "origin-mismatch", wrong, "origin: replicated, hoặc xóa dòng này.")


def check_circles(records: Records, pictures: Pictures) -> Iterator[Problem]:
    """No line of replication comes back to where it began."""
    for model_id in _find_circles(records.models):
        at = records.at(records.models[model_id], "replicated_from")
        wrong = "chuỗi nhân rộng quay lại chính mô hình này."
        yield Problem(at, "replication-circle", wrong, "xem lại mô hình gốc.")


def _find_circles(models: Mapping[str, Brief]) -> Iterator[str]:
    """The ids of all models that stand in a circle; each model is walked through once."""
    done: set[str] = set()
    for start in models:
        line: dict[str, None] = {}
        current: str | None = start
        while current is not None and current in models and current not in done and current not in line:
            line[current] = None
            current = models[current].replicated_from
        if current is not None and current in line:
            order = list(line)
            yield from order[order.index(current) :]
        done.update(line)


def check_evidence(model: Model) -> Iterator[Problem]:
    """Evidence names one of the eight criteria, each at most once (Đồ Sơn 2026, IV.1.1)."""
    seen: set[int] = set()
    for index, evidence in enumerate(model.evidence):
        if not 1 <= evidence.criterion <= CRITERIA_OF_A_MODEL:
            at = model.at("evidence", index, "criterion")
            yield Problem(at, "bad-criterion", f"“Tiêu chí số” là {evidence.criterion}, chỉ có từ 1 đến 8.", "sửa số.")
        if evidence.criterion in seen:
            at = model.at("evidence", index, "criterion")
            wrong = f"tiêu chí {evidence.criterion} có hai minh chứng riêng."
            yield Problem(at, "criterion-twice", wrong, "gộp hai đoạn làm một.")
        seen.add(evidence.criterion)


RULES = (check_years, check_circles)
