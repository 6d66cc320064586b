"""The command ``kanban``: one clear line on standard error for what goes wrong, never a traceback for bad input.

Exit status 0 when done, 1 for a refused job, 2 for wrong usage.
"""

from kanban.cli.main import main

__all__ = ["main"]
