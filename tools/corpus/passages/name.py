"""A place or an organisation by one name; two places with close names."""

from __future__ import annotations

from corpus.passage import Passage, apart
from corpus.world import World

_TONES = {"ồ": "ố", "ậ": "ạ", "ố": "ổ", "ầ": "ẩ", "ã": "á", "ò": "ó", "ừ": "ứ", "ự": "ử", "ỏ": "õ", "e": "ê", "u": "ư"}


def one_letter(world: World, wrong: bool) -> Passage:
    """A commune's name with one letter changed, once; it stands right in two places."""
    place = world.place()
    at = next(i for i, letter in enumerate(place) if letter in _TONES)
    other = place[:at] + _TONES[place[at]] + place[at + 1 :] if wrong else place
    texts = [
        f"Xã {place} được chọn làm điểm về {world.topic()}.",
        f"Đoàn của huyện đã về xã {place} để nghe người dân nói về {world.topic()}.",
        f"Rút kinh nghiệm từ xã {other}, việc {world.topic()} được nhân rộng.",
    ]
    return apart(texts, (0, place), (2, other))


def organisation(world: World, wrong: bool) -> Passage:
    """An organisation's name with one word changed."""
    place = world.place()
    name = f"Hợp tác xã dược liệu {place}"
    other = f"Hợp tác xã được liệu {place}" if wrong else name
    texts = [
        f"{name} nhận bao tiêu sản phẩm cho các hộ tham gia {world.topic()}.",
        f"Có thêm nhiều hộ liên kết với {other} trong việc {world.topic()}.",
    ]
    return apart(texts, (0, name), (1, other))


WRITERS = {"one letter": one_letter, "organisation": organisation}
