"""A number and the names that it introduces."""

from __future__ import annotations

from corpus.passage import Passage, line, lines
from corpus.world import World, joined

_MATTERS = (
    "thủ tục nhanh gọn",
    "thái độ phục vụ",
    "cơ sở vật chất",
    "thời gian trả kết quả",
    "mức phí",
    "công khai biểu mẫu",
)


def _count(world: World, wrong: bool, length: int) -> int:
    return length + (world.rng.choice((-1, 1)) if wrong else 0)


def communes(world: World, wrong: bool) -> Passage:
    """Communes by name, behind a colon or in brackets."""
    names = world.communes(world.rng.randint(3, 6))
    number = f"{world.n(_count(world, wrong, len(names)))} xã"
    text = world.pick(
        f"Có {number} làm tốt việc {world.topic()}: {', '.join(names)}.",
        f"Đã kiểm tra {number} ({', '.join(names)}) về {world.topic()}.",
        f"Chọn {number} gồm {joined(names)} làm điểm về {world.topic()}.",
    )
    return line(text, number, names[0])


def matters(world: World, wrong: bool) -> Passage:
    """Common words, behind a colon."""
    names = world.rng.sample(_MATTERS, world.rng.randint(3, 5))
    number = f"{world.n(_count(world, wrong, len(names)))} tiêu chí"
    return line(f"Phiếu hỏi về {world.topic()} có {number}: {', '.join(names)}.", number, names[0])


def points(world: World, wrong: bool) -> Passage:
    """Communes as points of a list."""
    names = world.communes(world.rng.randint(3, 6))
    number = f"{world.n(_count(world, wrong, len(names)))} xã"
    texts = [f"Việc {world.topic()} được giao cho {number}, gồm:", *(f"- Xã {name};" for name in names)]
    texts[-1] = texts[-1][:-1] + "."
    return lines(texts, (0, number), (len(names), f"Xã {names[-1]}"))


WRITERS = {"communes": communes, "matters": matters, "points": points}
