"""The records of a portal: one file per type, every field declared once."""
