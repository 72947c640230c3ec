"""One work told as the separate work of two bodies; a number that adds up what others told as their own."""

from __future__ import annotations

from corpus.passage import Passage, apart
from corpus.world import World


def two_bodies(world: World, wrong: bool) -> Passage:
    """The same run of numbers under two organisations; true: two works with numbers of their own."""
    topic, place = world.topic(), world.place()
    people, gifts, trees = world.number(150, 900), world.number(30, 140), world.number(200, 990)
    numbers = people, gifts, trees
    others = numbers if wrong else (world.number(150, 900), world.number(30, 140), world.number(200, 990))
    if not wrong:
        place = world.place()
    first, second = (
        f"{world.n(a)} người tham gia; tặng {world.n(b)} phần quà và trồng {world.n(c)} cây xanh"
        for a, b, c in (numbers, others)
    )
    texts = [
        f"Mặt trận Tổ quốc huyện ra quân về {topic}, có {first}.",
        f"Hội Nông dân huyện ra quân {'về ' + topic if wrong else 'tại xã ' + place}, có {second}.",
    ]
    return apart(texts, (0, f"{world.n(people)} người"), (1, f"{world.n(others[0])} người"))


def added_up(world: World, wrong: bool) -> Passage:
    """A number that is the sum of those told before, told as work on top of it."""
    parts = [world.number(310, 990), world.number(15, 60), world.number(2, 14)]
    topic = world.topic()
    total = sum(parts) if wrong else world.number(1500, 1900)
    said = [f"{body} {world.n(part)} buổi" for body, part in zip(("Mặt trận", "Hội", "Đoàn"), parts, strict=True)]
    texts = [
        f"Tuyên truyền về {topic}: {', '.join(said)}.",
        f"Ngoài ra, các tổ chức hội còn thực hiện {world.n(total)} buổi lồng ghép nội dung này.",
    ]
    return apart(texts, (0, f"{world.n(parts[0])} buổi"), (1, f"{world.n(total)} buổi"))


WRITERS = {"two bodies": two_bodies, "added up": added_up}
