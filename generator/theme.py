"""Where templates, styles and fonts lie: in the portal's own theme/ first, then in ours."""

from __future__ import annotations

from pathlib import Path

import msgspec

_INSTALLED = Path(__file__).parent / "theme"
_IN_REPOSITORY = Path(__file__).parent.parent / "theme"

# Ours: inside the package when installed, beside it in the repository.
OWN_THEME = _INSTALLED if _INSTALLED.is_dir() else _IN_REPOSITORY


class Theme(msgspec.Struct, frozen=True):
    """The theme folders of a portal, the portal's own first."""

    folders: tuple[Path, ...]

    def find(self, name: str) -> Path:
        """The first folder's file or folder of that name; ours always exists."""
        return next(path for folder in self.folders if (path := folder / name).exists())

    def all(self, name: str) -> tuple[Path, ...]:
        """Every folder of that name that exists, the portal's own first."""
        return tuple(path for folder in self.folders if (path := folder / name).is_dir())


def theme_of(root: Path) -> Theme:
    """The theme of the portal in `root`."""
    own = root / "theme"
    if own.resolve() == OWN_THEME.resolve() or not own.is_dir():
        return Theme((OWN_THEME,))
    return Theme((own, OWN_THEME))
