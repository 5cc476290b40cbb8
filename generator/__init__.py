"""dvk: from structured records about “Dân vận khéo” models to a published portal."""

__version__ = "0.1.0"
