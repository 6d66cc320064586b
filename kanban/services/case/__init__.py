"""One citizen's case: moving, annulling, recording facts, and the panel that shows it."""
