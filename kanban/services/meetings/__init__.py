"""Board meetings: the agenda, what is recorded, and what became of it."""
