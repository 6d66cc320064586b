"""Between board and workbook: importing, exporting, seeding."""
