"""One site is published at every moment: the new one or, whatever interrupts, the one before."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish import MARKER, check_target, staging_for, swap_in, write_file


def publish(site: Path, text: str) -> None:
    with staging_for(site) as staging:
        write_file(str(staging), "index.html", (text.encode(),))
        swap_in(staging, site)


def published(site: Path) -> str:
    return (site / "index.html").read_text(encoding="utf-8")


def interrupt(monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException, *, after: bool) -> None:
    """Let the rename number `at` (from 1) fail, before or after it is done."""
    real, calls = Path.rename, []

    def rename(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == at and not after:
            raise error
        moved = real(self, target)
        if len(calls) == at:
            raise error
        return moved

    monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError("đang mở")], ids=["Ctrl+C", "refused"])
@pytest.mark.parametrize(
    ("at", "after", "left"),
    [(1, False, "cũ"), (1, True, "cũ"), (2, False, "cũ"), (2, True, "mới"), (3, False, "mới"), (3, True, "mới")],
)
def test_interrupted_swap_leaves_a_whole_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, after: bool, left: str, error: BaseException
) -> None:
    site = tmp_path / "site"
    publish(site, "cũ")
    with monkeypatch.context() as patched:
        interrupt(patched, at, error, after=after)
        with pytest.raises(type(error)):
            publish(site, "mới")
    assert published(site) == left
    publish(site, "sau")
    assert published(site) == "sau"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_site_of_a_killed_swap_is_published_again_by_the_next_build(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(site, "cũ")
    site.rename(tmp_path / ".site.old")
    with staging_for(site):
        pass
    assert published(site) == "cũ"


def test_folder_named_like_ours_with_other_files_is_kept(tmp_path: Path) -> None:
    site, theirs = tmp_path / "site", tmp_path / ".site.old"
    publish(site, "cũ")
    theirs.mkdir()
    (theirs / "thu-rieng.txt").write_text("giữ lại", encoding="utf-8")
    with pytest.raises(OSError):
        publish(site, "mới")
    assert published(site) == "cũ"
    assert [path.name for path in theirs.iterdir()] == ["thu-rieng.txt"]


@pytest.mark.parametrize("dangling", [False, True])
def test_link_keeps_pointing_and_the_folder_behind_it_is_replaced(tmp_path: Path, dangling: bool) -> None:
    real, site = tmp_path / "disk/www", tmp_path / "site"
    if not dangling:
        publish(real, "cũ")
    site.symlink_to(real, target_is_directory=True)
    assert check_target(site, tmp_path / "portal") is None
    publish(site, "mới")
    assert site.is_symlink()
    assert published(real) == "mới"
    assert sorted(path.name for path in real.iterdir()) == [MARKER, "index.html"]
    assert [path.name for path in real.parent.iterdir()] == ["www"]
