"""Files of office programs, read as what is seen in them: paragraphs and tables of plain text."""
