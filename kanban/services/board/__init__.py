"""The board: its page, its lanes and the pace of its steps."""
