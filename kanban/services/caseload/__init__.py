"""A broker's caseload: today, case review, hand-over, and the caseloads beside each other."""
