"""What is part of a whole is not larger than it."""

from __future__ import annotations

from corpus.passage import Passage, line
from corpus.world import World


def _pair(world: World, wrong: bool) -> tuple[int, int]:
    whole = world.number(40, 900)
    part = world.number(whole // 5, whole - 3)
    return (part, whole) if wrong else (whole, part)


def among(world: World, wrong: bool) -> Passage:
    """One group among all."""
    whole, part = (world.n(value) for value in _pair(world, wrong))
    group = world.pick("nghèo", "cận nghèo", "có công")
    text = f"Có {whole} hộ được tư vấn về {world.topic()}, trong đó có {part} hộ {group}."
    return line(text, f"{whole} hộ", f"{part} hộ {group}")


def fraction(world: World, wrong: bool) -> Passage:
    """A numerator above its denominator."""
    whole, part = _pair(world, wrong)
    pair = f"{world.n(part)}/{world.n(whole)} {world.pick('thôn', 'khu dân cư', 'chi hội')}"
    return line(f"Đến nay, {pair} đã tổ chức {world.session()} về {world.topic()}.", pair)


def in_time(world: World, wrong: bool) -> Passage:
    """Settled in time among all that were settled."""
    whole, part = (world.n(value) for value in _pair(world, wrong))
    quotes = f"{whole} đơn", f"{part} đơn"
    text = f"Đã giải quyết {quotes[0]} liên quan đến {world.topic()}, trong đó giải quyết đúng hạn {quotes[1]}."
    return line(text, *quotes)


def over_hundred(world: World, wrong: bool) -> Passage:
    """A share above a hundred in a hundred."""
    share = world.decimal(world.rng.uniform(101, 190) if wrong else world.rng.uniform(40, 99), 1) + "%"
    return line(f"Tỷ lệ hộ dân biết đến {world.topic()} chiếm {share} tổng số hộ trên địa bàn.", share)


WRITERS = {"among": among, "fraction": fraction, "in time": in_time, "over a hundred": over_hundred}
