"""Talks with citizens: recording, correcting, showing and printing them, and the progression measured at them."""
