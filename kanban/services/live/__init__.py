"""Telling open boards of changes."""
