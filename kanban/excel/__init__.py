"""Workbooks in and out: cells, sheets and files, without a database."""
