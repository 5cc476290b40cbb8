"""The marks inside every form file: a filled copy that comes back is known by them, whatever its name is by then.

Word: custom document properties (docProps/custom.xml). Excel: the same, and the rows of a hidden sheet, key beside
value, since people copy sheets into workbooks of their own. PDF: keywords, "form=thuy-nguyen-mau-1".
"""

from __future__ import annotations

from generator.records.campaign import Campaign
from generator.records.form import Form

SHEET = "_meta"

FORM = "form"
VERSION = "version"
CAMPAIGN = "campaign"
UNIT = "unit"
YEAR = "year"
# Only in a report that the portal made: up to which day, "2026-06-15".
REPORT = "report"


def marks_of(form: Form, campaign: Campaign) -> dict[str, str]:
    """Every mark of a blank form: ids and a year, "" where it is not known before somebody fills the form in."""
    start, end = campaign.period.start.year, campaign.period.end.year
    return {
        FORM: form.id,
        VERSION: form.version,
        CAMPAIGN: campaign.id,
        UNIT: "",
        YEAR: str(start) if start == end else "",
    }
