"""Files of a portal written all or none: beside their places first, then all renamed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.problems import Location, Problem


def write_all(root: Path, contents: Mapping[str, str | bytes]) -> Problem | None:
    """Write texts and bytes under their paths below `root`; when one cannot be written, none is."""
    drafts: list[tuple[Path, Path]] = []
    file = ""
    try:
        for file, content in contents.items():
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.tmp")
            drafts.append((draft, path))
            draft.write_bytes(content.encode() if isinstance(content, str) else content)
        for draft, path in drafts:
            draft.replace(path)
    except OSError as error:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)
        wrong = f"không ghi được tệp ({error.strerror or 'lỗi ổ đĩa'})."
        return Problem(Location(file), "unwritable-file", wrong, "kiểm tra quyền ghi và chỗ trống của ổ đĩa.")
    return None
