"""dvk: from structured records about “Dân vận khéo” models to a published portal."""

import os

__version__ = "0.1.0"

# Pydantic looks for plugins in every installed library before it makes its first type; dvk has none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
