"""A photo that a record names lies under content/."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Location, Problem, nearest
from generator.records.collection import Records
from generator.sources.pictures import Pictures


def miss_photo(file: str, path: str, at: Location, pictures: Pictures) -> Problem:
    """Report a photo whose file is missing; `path` is relative to content/."""
    folder = path.rsplit("/", 1)[0] + "/"
    beside = [name.removeprefix(folder) for name, one in pictures.items() if name.startswith(folder) and one.width]
    # The same name with another ending (.png for .jpg) is the same photo.
    stems = {name.rsplit(".", 1)[0]: name for name in beside}
    near = nearest(file, beside) or stems.get(nearest(file.rsplit(".", 1)[0], stems) or "")
    fix = f"file: {near}" if near else f"chép ảnh vào content/{folder}, tên chữ thường không dấu, đuôi .jpg."
    return Problem(at, "no-photo", f"không thấy ảnh content/{path}.", fix)


def check_record_photos(records: Records, pictures: Pictures) -> Iterator[Problem]:
    """Photos of models and exemplars lie in content/anh/."""
    for model in records.models.values():
        for index, file in enumerate(model.photos):
            if f"anh/{file}" not in pictures:
                yield miss_photo(file, f"anh/{file}", records.at(model, "photos", index, "file"), pictures)
    for exemplar in records.exemplars.values():
        photo = exemplar.photo
        if photo is not None and f"anh/{photo.file}" not in pictures:
            yield miss_photo(photo.file, f"anh/{photo.file}", exemplar.at("photo", "file"), pictures)


RULES = (check_record_photos,)
