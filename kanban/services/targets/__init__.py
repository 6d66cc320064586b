"""Targets, and the monthly milestones they are broken down to (R-TGT-1 … R-TGT-9)."""
