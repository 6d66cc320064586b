"""The programmes a municipality runs, and which one a citizen takes part in."""
