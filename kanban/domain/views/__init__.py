"""Frozen values handed to templates and workbooks; nothing here can reach the database."""
