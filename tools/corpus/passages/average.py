"""Averages and unit prices: so many of so much each make so much."""

from __future__ import annotations

from corpus.passage import Passage, line
from corpus.world import World


def gifts(world: World, wrong: bool) -> Passage:
    """Gifts, the worth of each, the worth of all."""
    count = world.number(20, 400)
    each = world.rng.choice((200_000, 300_000, 500_000))
    total = count * each
    if wrong:
        total += world.rng.choice((-3, -2, 2, 4, 7)) * each
    quotes = f"{world.n(count)} suất quà", f"{world.n(each)} đồng", f"{world.n(total)} đồng"
    text = world.pick(
        f"Nhân {world.topic()}, đã trao {quotes[0]}, mỗi suất trị giá {quotes[1]}, tổng trị giá {quotes[2]}.",
        f"Gắn với {world.topic()}, tặng {quotes[0]}, trị giá {quotes[1]}/suất, tổng số tiền {quotes[2]}.",
    )
    return line(text, *quotes)


def per_session(world: World, wrong: bool) -> Passage:
    """Sessions, those who came, how many to each on average."""
    count = world.number(8, 60)
    each = world.number(21, 90)
    people = count * each
    if wrong:
        each += world.rng.choice((-6, 5, 9, 14))
    noun = world.pick("buổi", "lớp")
    quotes = f"{world.n(count)} {noun}", f"{world.n(people)} lượt người", f"{world.n(each)} lượt người/{noun}"
    text = f"Đã mở {quotes[0]} về {world.topic()} với {quotes[1]}, bình quân {quotes[2]}."
    return line(text, *quotes)


WRITERS = {"gifts": gifts, "per session": per_session}
