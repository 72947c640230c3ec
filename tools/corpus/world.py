"""World: one made-up locality of one report, with names, works and numbers that do not come twice."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

#: Invented: syllables of nature and colour put together; none is a place of the register.
_FIRST = ("Suối", "Đồi", "Nậm", "Khe", "Đầm", "Bãi", "Gò", "Thung", "Rừng", "Vực", "Cồn", "Mỏ")
_SECOND = ("Lau", "Trám", "Sim", "Vàng Anh", "Cọ", "Bạc Hà", "Mận Tím", "Hạc", "Gấu", "Cam", "Tùng", "Ngọc Bích")
TOPICS = (
    "phòng, chống đuối nước cho trẻ em; an toàn giao thông đường bộ; phòng cháy, chữa cháy rừng; tín dụng chính sách;"
    "bình đẳng giới; phòng, chống tảo hôn; bảo hiểm y tế toàn dân; phân loại rác tại nguồn; an toàn thực phẩm;"
    "bảo vệ nguồn nước sinh hoạt; hòa giải ở cơ sở; phòng, chống ma túy học đường; hiến máu tình nguyện;"
    "học nghề cho lao động nông thôn; chăm sóc sức khỏe người cao tuổi; tiêm phòng cho đàn vật nuôi;"
    "kỹ thuật trồng chè sạch; kỹ thuật nuôi cá nước lạnh; kỹ thuật ghép cây ăn quả; chống rét cho gia súc;"
    "văn hóa đọc trong nhà trường; văn nghệ quần chúng; khuyến học, khuyến tài; xóa nhà tạm;"
    "làm đường giao thông nội đồng; thắp sáng đường quê; trồng cây phân tán; cấp thẻ căn cước;"
    "dịch vụ công trực tuyến; thanh toán không dùng tiền mặt; chữ ký số cá nhân; phòng, chống lừa đảo trên mạng;"
    "sử dụng mạng xã hội an toàn; bảo vệ rừng đầu nguồn; chính sách đất đai; giải phóng mặt bằng;"
    "nước sạch nông thôn; vệ sinh môi trường; phòng, chống sốt xuất huyết; dinh dưỡng cho trẻ nhỏ;"
    "du lịch cộng đồng; sản phẩm đặc trưng của địa phương; hợp tác xã kiểu mới; đi làm việc ở nước ngoài;"
    "nghĩa vụ quân sự; đền ơn đáp nghĩa; phòng, chống bạo lực gia đình; kỹ năng sống cho thanh niên;"
    "bảo vệ đường biên, cột mốc; khởi nghiệp trong phụ nữ; chăn nuôi an toàn sinh học; bảo tồn nghề dệt truyền thống;"
    "tiết kiệm điện; phòng, chống mua bán người; cứu hộ mùa mưa bão; quản lý thuốc bảo vệ thực vật;"
    "trợ giúp pháp lý lưu động; bảo vệ dữ liệu cá nhân; nếp sống văn minh trong việc cưới; sửa chữa kênh mương"
)
BODIES = (
    "Mặt trận Tổ quốc; Hội Nông dân; Hội Liên hiệp Phụ nữ; Đoàn Thanh niên; Hội Cựu chiến binh; Liên đoàn Lao động;"
    "Hội Chữ thập đỏ; Hội Người cao tuổi; Hội Khuyến học; Ban Dân vận; Trung tâm Chính trị; Phòng Văn hóa và Thông tin"
)
#: Stand before what is a figure, and before what is a citation; the report takes them out and remembers where.
FIGURE, CITATION = "\ue001", "\ue002"
SESSIONS = (
    "buổi tuyên truyền",
    "hội nghị",
    "lớp tập huấn",
    "cuộc nói chuyện chuyên đề",
    "buổi sinh hoạt",
    "đợt ra quân",
)


def _split(text: str) -> list[str]:
    return [piece.strip() for piece in text.split(";")]


@dataclass(slots=True)
class World:
    """What one report speaks of. ``topic`` and the like are used up: no two passages tell of one work."""

    seed: int
    rng: random.Random = field(init=False)
    year: int = field(init=False)
    padded: bool = field(init=False)
    district: str = field(init=False)
    _left: dict[str, list[str]] = field(init=False)
    _numbers: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)  # noqa: S311 - a corpus that must come out the same each time
        self.year = self.rng.randint(2018, 2024)
        self.padded = self.rng.random() < 0.6
        places = [f"{first} {second}" for first in _FIRST for second in _SECOND]
        self._left = {"place": places, "topic": _split(TOPICS), "body": _split(BODIES)}
        for names in self._left.values():
            self.rng.shuffle(names)
        self.district = self.place()
        self._numbers = set()

    def place(self) -> str:
        """The name of a commune that was not named yet."""
        return self._fresh("place")

    def topic(self) -> str:
        """What a work is about; each is given once, later ones with a commune's name to tell them apart."""
        if self._left["topic"]:
            return self._fresh("topic")
        return f"{self.rng.choice(_split(TOPICS))} tại xã {self.place()}"

    def body(self) -> str:
        """An organisation of the locality."""
        return self.rng.choice(_split(BODIES))

    def _fresh(self, what: str) -> str:
        return self._left[what].pop()

    def pick(self, *choices: str) -> str:
        """One of some words."""
        return self.rng.choice(choices)

    def number(self, low: int, high: int) -> int:
        """A number that no other passage of this report used, so that nothing is equal by chance."""
        for _ in range(200):
            value = self.rng.randint(low, high)
            if value not in self._numbers:
                break
        self._numbers.add(value)
        return value

    def n(self, value: int) -> str:
        """A whole number as this report prints it: 02, 1.234."""
        if self.padded and value < 10:
            return f"{FIGURE}0{value}"
        return FIGURE + f"{value:,}".replace(",", ".")

    def percent(self, top: int, bottom: int, digits: int) -> str:
        """A percentage rounded to some decimals, with its sign."""
        return self.decimal(top * 100 / bottom, digits) + "%"

    def decimal(self, value: float, digits: int) -> str:
        """A decimal number as offices print it."""
        return FIGURE + f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))

    def parts(self, total: int, count: int) -> list[int]:
        """Some parts of a total, none smaller than two, no two alike where that can be."""
        while True:
            cuts = sorted(self.rng.sample(range(2, total - 1), count - 1))
            found = [right - left for left, right in zip([0, *cuts], [*cuts, total], strict=True)]
            if min(found) >= 2 and (len(set(found)) == count or total < count * 4):
                return found

    def slip(self, value: int) -> int:
        """A number as a tired hand would mistype it: a digit changed, two turned round, one more or less."""
        text = str(value)
        while True:
            way = self.rng.randrange(3)
            if way == 0 and len(text) > 1:
                at = self.rng.randrange(len(text) - 1)
                found = int(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
            elif way == 1:
                at = self.rng.randrange(len(text))
                found = int(text[:at] + self.rng.choice("123456789") + text[at + 1 :])
            else:
                found = value + self.rng.choice((-1, 1, 2, 10))
            if found not in (value, 0) and found > 1 and len(str(found)) == len(text):
                return found
            if len(text) == 1:
                return value + 1 if value < 9 else value - 1

    def day(self, first: date | None = None, last: date | None = None) -> date:
        """A day of the report's year, or between two days."""
        first, last = first or date(self.year, 1, 10), last or date(self.year, 11, 20)
        return first + timedelta(self.rng.randint(0, (last - first).days))

    def communes(self, count: int) -> list[str]:
        """The names of some communes."""
        return [self.place() for _ in range(count)]

    def session(self) -> str:
        """What people are called together to."""
        return self.rng.choice(SESSIONS)


def joined(names: Sequence[str]) -> str:
    """Names as a list is written: A, B và C."""
    return f"{', '.join(names[:-1])} và {names[-1]}"
