"""Every figure that opens to its citizens, and who reads them."""

from collections.abc import Mapping

from kanban.flow.behind import FIGURES
from kanban.services.behind.asked import Reader, read_flow
from kanban.services.behind.present import PRESENT
from kanban.services.targets.target_lists import TARGETS

READERS: Mapping[str, Reader] = {**dict.fromkeys(FIGURES, read_flow), **PRESENT, **TARGETS}
