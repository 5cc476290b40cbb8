"""tim-kiem/: the index that the browser searches, in shards and texts of which it fetches only what it needs."""

from generator.outputs.search.files import MANIFEST, declare_batches

__all__ = ["MANIFEST", "declare_batches"]
