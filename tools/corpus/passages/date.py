"""Days that the calendar has, in their order, on their weekday, before the report."""

from __future__ import annotations

from datetime import date, timedelta

from corpus.passage import Passage, line
from corpus.world import World

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def impossible(world: World, wrong: bool) -> Passage:
    """31/4, 30/02, the thirteenth month."""
    day = world.day()
    said = f"{day:%d/%m/%Y}"
    if wrong:
        said = world.pick(
            f"31/{world.pick('04', '06', '09', '11')}/{day.year}", f"30/02/{day.year}", f"{day.day:02}/13/{day.year}"
        )
    return line(f"Ngày {said}, huyện tổ chức {world.session()} về {world.topic()}.", said)


def backwards(world: World, wrong: bool) -> Passage:
    """A span whose end lies before its start."""
    first = world.day(None, date(world.year, 9, 1))
    last = first + timedelta(world.rng.randint(3, 60))
    if wrong:
        first, last = last, first
    quotes = f"{first:%d/%m/%Y}", f"{last:%d/%m/%Y}"
    text = f"Đợt cao điểm {world.topic()} diễn ra từ ngày {quotes[0]} đến ngày {quotes[1]}."
    return line(text, *quotes)


def years(world: World, wrong: bool) -> Passage:
    """A stage whose years run backwards."""
    first, last = world.year - world.rng.randint(1, 4), world.year + world.rng.randint(1, 4)
    said = f"{last} - {first}" if wrong else f"{first} - {last}"
    return line(f"Kế hoạch {world.topic()} giai đoạn {said} được thực hiện đúng tiến độ.", said)


def weekday(world: World, wrong: bool) -> Passage:
    """A weekday that is not that day's."""
    day = world.day()
    name = _WEEKDAYS[(day.weekday() + (world.rng.randint(1, 5) if wrong else 0)) % 7]
    said = f"{name}, ngày {day:%d/%m/%Y}"
    return line(f"Hội nghị về {world.topic()} họp vào {said} tại hội trường huyện.", said)


def after_the_report(world: World, wrong: bool) -> Passage:
    """A deed that was done after the report was signed."""
    day = world.day()
    if wrong:
        day = date(world.year + 1, world.rng.randint(3, 9), world.rng.randint(1, 28))
    said = f"{day:%d/%m/%Y}"
    return line(f"Ngày {said}, đoàn công tác đã kiểm tra việc {world.topic()} tại xã {world.place()}.", said)


WRITERS = {
    "impossible": impossible,
    "backwards": backwards,
    "years": years,
    "weekday": weekday,
    "after the report": after_the_report,
}
