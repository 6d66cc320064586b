"""Following up on a placement, and aftercare."""
