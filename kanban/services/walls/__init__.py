"""Wall screens: who may show what, and the pages they show."""
