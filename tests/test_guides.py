"""The guides show what people see: pictures of windows that say what the commands say today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guide.scenes import SHOWN, play
from tests.office import by_class, office_pages, words

ROOT = Path(__file__).parents[1]
GUIDES = ROOT / "content/huong-dan"
COMMANDS = {
    "import register": "nhan-dang-ky",
    "import story": "nhan-bai-viet",
    "import plan": "nhap-ke-hoach",
    "forms": "dien-san-bieu-mau",
    "report": "lap-bao-cao",
    "dossier": "goi-ho-so",
}


def pictures_in(text: str) -> list[str]:
    return re.findall(r"\]\(\.\./anh/([a-z-]+)\.webp \"", text)


def test_windows_in_the_pictures_say_what_the_commands_say(tmp_path: Path) -> None:
    found = {scene.name: scene.text for scene in play(tmp_path)}
    drawn = {path.stem: path.read_text(encoding="utf-8") for path in SHOWN.glob("*.txt")}
    assert found == drawn, "draw the pictures anew and look at them: python -m tests.guide"


def test_every_picture_is_shown_and_every_window_has_one() -> None:
    shown = [name for path in GUIDES.glob("*.md") for name in pictures_in(path.read_text(encoding="utf-8"))]
    assert sorted(shown) == sorted(path.stem for path in (GUIDES / "anh").iterdir())
    assert {path.stem for path in SHOWN.iterdir()} <= set(shown)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_a_guide_with_pictures_of_what_is_seen(command: str) -> None:
    text = (GUIDES / f"{COMMANDS[command]}.md").read_text(encoding="utf-8")
    assert "\nfor_staff: true\n" in text
    assert f"    dvk {command} " in text or f"    dvk {command}\n" in text
    windows = {path.stem for path in SHOWN.iterdir()}
    assert windows & set(pictures_in(text))
    assert set(pictures_in(text)) - windows


def test_guides_are_listed_by_those_they_are_for() -> None:
    page = office_pages()["huong-dan/index.html"]
    found = {words(section.find(".//h2")): len(by_class(section, "guides-item")) for section in by_class(page, "block")}
    assert found == {"Cho người làm mô hình": 6, "Cho người phụ trách cổng": 7}
