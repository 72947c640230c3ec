"""The same fact told in two places."""

from __future__ import annotations

from corpus.passage import Passage, apart
from corpus.world import World


def summed_up(world: World, wrong: bool) -> Passage:
    """Sessions told with the work and again at the end, in other words."""
    count, people, topic, session = world.number(12, 90), world.number(500, 9000), world.topic(), world.session()
    again = world.slip(people) if wrong else people
    first = f"{world.n(people)} lượt người"
    second = f"{world.n(again)} lượt người"
    texts = [
        f"Toàn huyện đã tổ chức {world.n(count)} {session} về {topic}, thu hút {first} tham gia.",
        f"Nổi bật là việc {topic} với {world.n(count)} {session}, có {second} dự.",
    ]
    return apart(texts, (0, first), (1, second))


def rate_again(world: World, wrong: bool) -> Passage:
    """A rate told twice, the second time as what is left to do."""
    topic = world.topic()
    rate = world.rng.randint(300, 970) / 10
    again = rate + (world.rng.choice((-9, -1.8, 0.9, 6.3)) if wrong else 0)
    first, second = world.decimal(rate, 1) + "%", world.decimal(again, 1) + "%"
    texts = [
        f"Tỷ lệ hộ dân thực hiện {topic} năm {world.year} đạt {first}.",
        f"Hạn chế: tỷ lệ hộ dân thực hiện {topic} năm {world.year} mới đạt {second}, chưa đồng đều giữa các xã.",
    ]
    return apart(texts, (0, first), (1, second))


def length_again(world: World, wrong: bool) -> Passage:
    """One thing by name with its size, told twice."""
    place, size = world.place(), world.number(120, 990)
    again = world.slip(size) if wrong else size
    first, second = f"{world.n(size)} m", f"{world.n(again)} m"
    texts = [
        f"Nhân dân đóng góp ngày công làm tuyến đường vào thôn {place} dài {first}.",
        f"Tuyến đường vào thôn {place} có chiều dài {second} đã được đưa vào sử dụng.",
    ]
    return apart(texts, (0, first), (1, second))


WRITERS = {"summed up": summed_up, "rate again": rate_again, "length again": length_again}
