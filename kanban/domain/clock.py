"""What "today" and "now" mean: the municipality's calendar day, never a UTC timestamp cut at midnight."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Clock:
    """Local time. ``fixed_today`` pins the day for demos, screenshots and tests; the time of day goes on."""

    timezone: str = "Europe/Copenhagen"
    fixed_today: date | None = None

    def now(self) -> datetime:
        """This moment as an aware UTC time; whole seconds.

        On the pinned day when there is one, here and by UTC: in the hours when the two disagree, the nearest moment.
        """
        local = datetime.now(ZoneInfo(self.timezone)).replace(microsecond=0)
        if self.fixed_today is None:
            return local.astimezone(UTC)
        begins = datetime.combine(self.fixed_today, time.min, UTC)
        pinned = datetime.combine(self.fixed_today, local.timetz()).astimezone(UTC)
        return min(max(pinned, begins), begins + timedelta(hours=24, seconds=-1))

    def today(self) -> date:
        """The local calendar day."""
        return self.fixed_today or datetime.now(ZoneInfo(self.timezone)).date()

    def local(self, moment: datetime) -> datetime:
        """An aware moment as local wall-clock time."""
        return moment.astimezone(ZoneInfo(self.timezone))
