"""What users send, read and checked: one small module per action."""
