"""One document cited twice: the same number, date and issuer."""

from __future__ import annotations

from datetime import timedelta

from corpus.passage import Passage, apart
from corpus.world import CITATION, World


def other_date(world: World, wrong: bool) -> Passage:
    """Another day the second time."""
    symbol, day, topic = f"{world.number(11, 999)}/KH-UBND", world.day(), world.topic()
    again = day + timedelta(world.rng.randint(1, 40)) if wrong else day
    quotes = [f"{CITATION}Kế hoạch số {symbol} ngày {one:%d/%m/%Y}" for one in (day, again)]
    texts = [
        f"Ủy ban nhân dân huyện ban hành {quotes[0]} về {topic}.",
        f"Các xã bám sát {quotes[1]} của Ủy ban nhân dân huyện về {topic} để thực hiện.",
    ]
    return apart(texts, (0, quotes[0]), (1, quotes[1]))


def other_number(world: World, wrong: bool) -> Passage:
    """Another number, all else alike."""
    number, day, topic = world.number(101, 999), world.day(), world.topic()
    numbers = (number, world.slip(number) if wrong else number)
    quotes = [f"{CITATION}Chỉ thị số {one}-CT/HU ngày {day:%d/%m/%Y}" for one in numbers]
    texts = [
        f"Thực hiện {quotes[0]} của Ban Thường vụ Huyện ủy về {topic}, các chi bộ đã xây dựng chương trình hành động.",
        f"Sau một năm thực hiện {quotes[1]} của Ban Thường vụ Huyện ủy về {topic}, nhận thức của người dân đã khác.",
    ]
    return apart(texts, (0, quotes[0]), (1, quotes[1]))


def other_issuer(world: World, wrong: bool) -> Passage:
    """Another issuer, all else alike."""
    symbol, day, topic = f"{world.number(101, 999)}/QĐ-UBND", world.day(), world.topic()
    issuers = ("Ủy ban nhân dân tỉnh", "Ủy ban nhân dân huyện" if wrong else "Ủy ban nhân dân tỉnh")
    quote = f"{CITATION}Quyết định số {symbol} ngày {day:%d/%m/%Y} của "
    texts = [
        f"Kinh phí bố trí theo {quote}{issuers[0]} về {topic}.",
        f"Việc chi trả thực hiện đúng {quote}{issuers[1]} về {topic}.",
    ]
    return apart(texts, (0, quote + issuers[0]), (1, quote + issuers[1]))


WRITERS = {"another date": other_date, "another number": other_number, "another issuer": other_issuer}
