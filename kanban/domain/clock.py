"""What "today" and "now" mean: the municipality's calendar day, never a UTC timestamp cut at midnight."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Clock:
    """Local time. ``fixed_today`` pins the day for demos, screenshots and tests; the time of day goes on."""

    timezone: str = "Europe/Copenhagen"
    fixed_today: date | None = None

    def now(self) -> datetime:
        """This moment as an aware UTC time, on the pinned day when there is one; whole seconds."""
        local = datetime.now(ZoneInfo(self.timezone)).replace(microsecond=0)
        if self.fixed_today is not None:
            local = datetime.combine(self.fixed_today, local.timetz())
        return local.astimezone(UTC)

    def today(self) -> date:
        """The local calendar day."""
        return self.fixed_today or datetime.now(ZoneInfo(self.timezone)).date()

    def local(self, moment: datetime) -> datetime:
        """An aware moment as local wall-clock time."""
        return moment.astimezone(ZoneInfo(self.timezone))
