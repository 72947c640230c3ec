"""Numbers whose signs make no number, that stand without their noun, or that split it."""

from __future__ import annotations

from corpus.passage import Passage, line
from corpus.world import FIGURE, World


def malformed(world: World, wrong: bool) -> Passage:
    """Money with a dot out of its place."""
    millions = world.number(20, 900)
    amount = f"{millions}.{world.rng.randrange(100, 999)}.000"
    if wrong:
        amount = world.pick(amount[:-1], amount.replace(".", "..", 1), amount.replace(".", ",", 1), amount[:-4] + "00")
    else:
        amount = FIGURE + amount
    return line(f"Kinh phí cho {world.topic()} là {amount} đồng.", amount)


def no_noun(world: World, wrong: bool) -> Passage:
    """A session without its noun."""
    count, people = world.number(12, 99), world.number(400, 4000)
    said = f"{count}" if wrong else f"{world.n(count)} buổi"
    text = f"Tổ chức được {said} tuyên truyền về {world.topic()} với {world.n(people)} lượt người."
    return line(text, said)


def no_percent(world: World, wrong: bool) -> Passage:
    """A rate without its sign."""
    share = world.decimal(world.rng.uniform(51, 98), 1)
    said = share.removeprefix(FIGURE) if wrong else f"{share}%"
    return line(f"Tỷ lệ người dân hài lòng về {world.topic()} đạt {said}.", said)


def letters(world: World, wrong: bool) -> Passage:
    """A letter typed for a digit."""
    count = str(world.number(101, 999))
    at = world.rng.randrange(1, 3)
    said = count[:at] + world.pick("O", "l") + count[at + 1 :] if wrong else FIGURE + count
    return line(f"Có {said} hộ tự nguyện hiến đất để {world.topic()}.", said)


WRITERS = {"malformed": malformed, "no noun": no_noun, "no percent": no_percent, "letters": letters}
