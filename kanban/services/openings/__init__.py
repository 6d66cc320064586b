"""Job openings that brokers share."""
