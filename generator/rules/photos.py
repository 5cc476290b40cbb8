"""A photo that a record names lies under content/."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Location, Problem, nearest
from generator.records.collection import Records
from generator.records.model import Photo
from generator.sources.pictures import Pictures


def check_photo(photo: Photo, path: str, at: Location, pictures: Pictures) -> Iterator[Problem]:
    """Report a photo whose file is missing; `path` is relative to content/."""
    if path in pictures:
        return
    folder = path.rsplit("/", 1)[0] + "/"
    beside = [name.removeprefix(folder) for name, one in pictures.items() if name.startswith(folder) and one.width]
    # The same name with another ending (.png for .jpg) is the same photo.
    stems = {name.rsplit(".", 1)[0]: name for name in beside}
    near = nearest(photo.file, beside) or stems.get(nearest(photo.file.rsplit(".", 1)[0], stems) or "")
    fix = f"file: {near}" if near else f"chép ảnh vào content/{folder}, tên chữ thường không dấu, đuôi .jpg."
    yield Problem(at, "no-photo", f"không thấy ảnh content/{path}.", fix)


def check_record_photos(records: Records, pictures: Pictures) -> Iterator[Problem]:
    """Photos of models and exemplars lie in content/anh/."""
    for model in records.models.values():
        for index, photo in enumerate(model.photos):
            yield from check_photo(photo, f"anh/{photo.file}", model.at("photos", index, "file"), pictures)
    for exemplar in records.exemplars.values():
        if exemplar.photo is not None:
            yield from check_photo(exemplar.photo, f"anh/{exemplar.photo.file}", exemplar.at("photo", "file"), pictures)


RULES = (check_record_photos,)
