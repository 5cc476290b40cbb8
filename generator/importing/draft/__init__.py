"""A campaign's record proposed from a document: what is certain filled in, the rest left as marked gaps."""

from generator.importing.draft.missing import find_missing
from generator.importing.draft.record import draft_campaign

__all__ = ["draft_campaign", "find_missing"]
