"""Numbers of headings in their order."""

from __future__ import annotations

from corpus.passage import Line, Passage, Spot
from corpus.world import World


def numbers(world: World, wrong: bool) -> Passage:
    """Four points of one section; wrong: one number is skipped or comes twice."""
    topics = [world.topic() for _ in range(4)]
    order = [1, 2, 3, 4]
    at = world.rng.randint(1, 3)
    if wrong and world.rng.random() < 0.5:
        order[at:] = [number + 1 for number in order[at:]]
    elif wrong:
        order[at] = order[at - 1]
        order[at + 1 :] = [number - 1 for number in order[at + 1 :]]
    letters = "abcdđegh"
    found: list[Line] = []
    for number, topic in zip(order, topics, strict=True):
        found.append(Line(f"{letters[number - 1]}) Về {topic}"))
        found.append(Line(f"Cấp ủy, chính quyền các xã đã quan tâm chỉ đạo, phân công người phụ trách việc {topic}."))
    quote = f"{letters[order[at] - 1]}) Về {topics[at]}"
    return Passage((tuple(found),), (Spot(0, at * 2, quote),))


WRITERS = {"numbers": numbers}
