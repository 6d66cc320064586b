"""The lists of citizens behind the figures."""
