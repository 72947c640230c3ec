"""The unit of one fact in two places."""

from __future__ import annotations

from corpus.passage import Passage, apart, line
from corpus.world import World


def turns_and_persons(world: World, wrong: bool) -> Passage:
    """Turns in one place, persons in the other."""
    people, topic, session = world.number(700, 9000), world.topic(), world.session()
    first = f"{world.n(people)} lượt người"
    second = f"{world.n(people)} {'người' if wrong else 'lượt người'}"
    texts = [
        f"Đã tổ chức các {session} về {topic} cho {first}.",
        f"Việc {topic} có chuyển biến, {second} dự các {session}.",
    ]
    return apart(texts, (0, first), (1, second))


def thousand_times(world: World, wrong: bool) -> Passage:
    """An amount of money that is a thousand times the other."""
    amount, topic = world.number(120, 980), world.topic()
    first = f"{world.n(amount)} triệu đồng"
    second = f"{world.n(amount)} {'tỷ' if wrong else 'triệu'} đồng"
    texts = [
        f"Quỹ {topic} của huyện vận động được {first}.",
        f"Số tiền Quỹ {topic} của huyện vận động được là {second}.",
    ]
    return apart(texts, (0, first), (1, second))


def price_of_another(world: World, wrong: bool) -> Passage:
    """A price for another thing than what is given."""
    count, each = world.number(20, 300), world.rng.choice((200_000, 300_000, 450_000))
    gift = f"{world.n(count)} {'suất' if wrong else 'phần'} quà"
    price = f"{world.n(each)} đồng/phần"
    return line(f"Nhân dịp sơ kết {world.topic()}, đã tặng {gift}, trị giá {price}.", gift, price)


WRITERS = {
    "turns and persons": turns_and_persons,
    "a thousand times": thousand_times,
    "the price of another": price_of_another,
}
