"""The web: guards, forms, fragments and one blueprint per noun. Knows services and views, never the database."""
