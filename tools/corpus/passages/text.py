"""The text itself: spelling, doubled and missing words, sentences without an end, stray signs."""

from __future__ import annotations

from corpus.passage import Passage, line
from corpus.world import World

#: What is meant, and how a hurried hand types it: a letter, a tone or a mark is wrong or missing.
_SLIPS = (
    ("doanh nghiệp", "doang nghiệp"),
    ("trung học cơ sở", "tung học cơ sở"),
    ("gia súc", "gia sức"),
    ("hệ thống chính trị", "hệ thông chính trị"),
    ("nhân dân", "nhân dâ"),
    ("nông thôn mới", "nông thôm mới"),
    ("tuyên truyền", "tuyên tuyền"),
    ("chính quyền", "chính quyềm"),
    ("phong trào", "phong tràn"),
    ("đại đoàn kết", "đại đoàn kêt"),
    ("giảm nghèo", "giảm nghéo"),
    ("cán bộ", "cán bô"),
    ("quần chúng", "quấn chúng"),
    ("thực hiện", "thực hiên"),
    ("môi trường", "môi trừơng"),
    ("giám sát", "giám xát"),
    ("vận động", "vân động"),
    ("phản biện", "phản biên"),
    ("tín dụng", "tín dung"),
    ("cộng đồng", "cồng đồng"),
)


def misspelt(world: World, wrong: bool) -> Passage:
    """One common word with a slip in it."""
    right, slip = world.rng.choice(_SLIPS)
    said = slip if wrong else right
    text = world.pick(
        f"Công tác {world.topic()} được gắn với {said} ở địa phương.",
        f"Cấp ủy các xã quan tâm đến {said} khi triển khai {world.topic()}.",
        f"Báo cáo chuyên đề về {world.topic()} đã nêu rõ vai trò của {said}.",
    )
    return line(text, said)


def doubled(world: World, wrong: bool) -> Passage:
    """Two syllables typed twice."""
    words = world.pick("phối hợp", "triển khai", "hướng dẫn", "thực hiện", "chỉ đạo")
    said = f"{words} {words}" if wrong else words
    return line(f"Phòng chuyên môn {said} các xã làm tốt việc {world.topic()}.", said)


def doubled_small(world: World, wrong: bool) -> Passage:
    """A small word typed twice."""
    word = world.pick("của", "và", "trong", "cho", "được")
    said = {
        "của": "ý thức của",
        "và": "cán bộ và",
        "trong": "chuyển biến trong",
        "cho": "tuyên truyền cho",
        "được": "đã được",
    }
    after = {"của": "người dân", "và": "nhân dân", "trong": "cộng đồng", "cho": "người dân", "được": "quan tâm"}
    words = f"{said[word]} {word if wrong else ''}".strip()
    words = f"{said[word]} {word} {after[word]}" if wrong else f"{said[word]} {after[word]}"
    quote = f"{word} {word}" if wrong else word
    return line(f"Việc {world.topic()} góp phần vào {words} ở các thôn.", quote)


def unfinished(world: World, wrong: bool) -> Passage:
    """A sentence that stops in the middle."""
    topic = world.topic()
    end = world.pick("và", "nhằm", "của", "với", "do")
    if wrong:
        return line(f"Các xã tiếp tục đẩy mạnh việc {topic} và phân công cán bộ theo dõi {end}", end)
    return line(f"Các xã tiếp tục đẩy mạnh việc {topic} và phân công cán bộ theo dõi.", "theo dõi")


def stray(world: World, wrong: bool) -> Passage:
    """A comma twice, a blank before it, none behind it."""
    sign = world.pick(",, ", " , ", ",;", ";.") if wrong else ", "
    if sign == ";.":
        return line(f"Huyện đã tổng kết việc {world.topic()};.", ";.")
    topic = world.topic()
    return line(f"Để làm tốt việc {topic}{sign}các xã đã chọn người có kinh nghiệm.", sign if wrong else topic)


def unclosed(world: World, wrong: bool) -> Passage:
    """Quotation marks or a bracket that nobody closed."""
    topic = world.topic()
    if world.rng.random() < 0.5:
        close = "" if wrong else "”"
        return line(f"Phong trào “Toàn dân chung tay vì {topic}{close} được hưởng ứng rộng khắp.", "“")
    close = "" if wrong else ")"
    return line(f"Các xã vùng cao (nơi còn khó khăn về {topic}{close} được ưu tiên nguồn lực.", "(")


WRITERS = {
    "misspelt": misspelt,
    "doubled": doubled,
    "doubled small word": doubled_small,
    "unfinished": unfinished,
    "stray": stray,
    "unclosed": unclosed,
}
