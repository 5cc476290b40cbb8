"""Every HTML page of the site, one module per section."""

from __future__ import annotations

from generator.outputs.pages import (
    catalogue,
    components,
    deadlines,
    forms,
    home,
    models,
    open_data,
    plans,
    progress,
    prose,
    redirects,
    search,
    stories,
)

# These declare their pages one by one; models, catalogue and progress, which have thousands, in batches.
SECTIONS = (home, stories, plans, forms, deadlines, open_data, search, prose, components, redirects)

__all__ = ["SECTIONS", "catalogue", "models", "progress"]
