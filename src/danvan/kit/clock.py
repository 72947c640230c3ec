"""The one clock: moments are kept in UTC, days are those of Viet Nam."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day that it is in Viet Nam."""
    return datetime.now(VIETNAM).date()


def day_of(moment: datetime) -> date:
    """The day in Viet Nam on which an aware ``moment`` falls."""
    return moment.astimezone(VIETNAM).date()


def end_of(day: date) -> datetime:
    """The first moment after ``day`` in Viet Nam, in UTC: "as of a day" means received before it."""
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(day + timedelta(days=1), time.min, VIETNAM).astimezone(UTC)
