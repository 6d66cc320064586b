"""The leader's front page, for a municipality, a team or a caseload."""
