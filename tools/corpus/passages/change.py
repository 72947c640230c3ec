"""Changes against an earlier period: the two numbers, the difference, its percentage and its direction agree."""

from __future__ import annotations

from corpus.passage import Passage, line
from corpus.world import World


def _two(world: World) -> tuple[int, int]:
    old = world.number(60, 900)
    return old, world.number(old + 12, old * 2)


def from_to(world: World, wrong: bool) -> Passage:
    """From the old number to the new one, with the difference."""
    old, new = _two(world)
    difference = new - old
    if wrong:
        difference = world.slip(difference)
    noun = world.pick("hội viên", "hộ", "mô hình")
    gain = f"{world.n(difference)} {noun}"
    text = f"Số tham gia {world.topic()} tăng từ {world.n(old)} {noun} lên {world.n(new)} {noun}, tức tăng {gain}."
    return line(text, f"{world.n(old)} {noun}", f"{world.n(new)} {noun}", gain)


def in_percent(world: World, wrong: bool) -> Passage:
    """The new number, the old one in brackets, the change in percent."""
    old, new = _two(world)
    rate = (new - old) * 100 / old
    if wrong:
        rate += world.rng.choice((-4.5, 3.2, 7.9, 11.0))
    share = world.decimal(abs(rate), 1) + "%"
    noun = world.pick("lượt người", "buổi", "đơn")
    now, before = f"{world.n(new)} {noun}", f"{world.n(old)} {noun}"
    text = f"Năm {world.year} có {now} về {world.topic()}, tăng {share} so với năm {world.year - 1} ({before})."
    return line(text, now, share, before)


def less_by(world: World, wrong: bool) -> Passage:
    """A fall, with both numbers."""
    new, old = _two(world)
    difference = old - new
    if wrong:
        difference = world.slip(difference)
    noun = world.pick("vụ", "trường hợp", "hộ")
    now, fall, before = f"{world.n(new)} {noun}", f"{world.n(difference)} {noun}", f"{world.n(old)} {noun}"
    text = f"Xảy ra {now} vi phạm về {world.topic()}, giảm {fall} so với cùng kỳ năm trước ({before})."
    return line(text, now, fall, before)


def direction(world: World, wrong: bool) -> Passage:
    """The word says up while the numbers go down."""
    old, new = _two(world)
    verb = "giảm" if wrong else "tăng"
    now, before = f"{world.n(new)} hộ", f"{world.n(old)} hộ"
    text = f"Có {now} tham gia {world.topic()}, {verb} so với năm {world.year - 1} ({before})."
    return line(text, now, before)


WRITERS = {"from, to": from_to, "in percent": in_percent, "less by": less_by, "direction": direction}
