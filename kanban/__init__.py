"""Produktionstavlen: the board on which citizens move through STAR's eight production steps."""

__version__ = "0.1.0"
