"""A PDF as lines and tables in the order in which people read them."""

from generator.importing.pdf.reader import PdfText, read_pdf

__all__ = ["PdfText", "read_pdf"]
