"""Letters for the citizen's case as PDF: Typst templates, and the typeface they are set in."""
