"""The flow figures: for whom, and as JSON."""
