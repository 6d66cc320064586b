"""Synthetic municipalities: believable citizens and histories, none of them real. Pure; numpy's generator only."""
