"""The door for free text: what may never be written into danvan is refused, and never repeated in the refusal.

Design, law 8 and section 9. The rules look for signs, so they refuse some innocent sentences; the remedy is always
to leave the person out. They are no proof against somebody who hides a name on purpose: they stop habit and haste.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from danvan.kit.errors import Refusal
from danvan.kit.vietnamese.search import plain

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_WITHOUT_NAMES = _("Leave the person out; danvan counts, it keeps no files on people.")
_NOT_HERE = _("It may not be put into this system.")

_DATES = re.compile(r"\b\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{4}\b|\b\d{4}-\d{2}-\d{2}\b")
_GAP = r"[\s.\-()]{0,2}"
_PHONE = re.compile(rf"(?<![\w+])(?:\+?84{_GAP}(?:0{_GAP})?|0)[235789](?:{_GAP}\d){{8,9}}(?![\w])")
_MONEY_FOLLOWS = r"(?!\s*(?:đồng|đ\b|vnđ|vnd|triệu|tỷ))"
_IDENTITY = (
    re.compile(rf"(?<![\w.,-])\d{{9,12}}(?![\w-]){_MONEY_FOLLOWS}", re.IGNORECASE),
    re.compile(r"(?<![\w.,-])0\d{2}(?:[ .]?\d{3}){3}(?![\w-])"),
    re.compile(
        r"\b(?:cccd|cmnd|căn cước|chứng minh (?:nhân dân|thư)|hộ chiếu|định danh cá nhân|passport|identity card)"
        r"\W{0,3}(?:số)?\W{0,3}[a-z]?\d{6,}",
        re.IGNORECASE,
    ),
)

_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đào|Đoàn|Trịnh|Mai|Tô|Tạ|Chu|Quách|"
    "Lò|Lường|Quàng|Cà|Tòng|Điêu|Đèo|Vàng|Giàng|Sùng|Thào|Mùa|Vừ|Lầu|Hạng|Hảng|Cứ|Chang|Ma|Má|Phàn|Tẩn|Chẻo|Tao|Lù|"
    "Lùng|Lỳ|Pờ|Phùng|Sìn|Tần|Vương|Thùng|Cháng|Chẩu|Sần|Hù|Khoàng|Lừu|Tráng|Ly|Và|Hờ|Dềnh|Páo|Khoáng"
)
_WORD = r"[A-ZÀ-ỸĐ][a-zà-ỹđ]*"
_TITLES = r"(?:[ÔÔô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ụ|[Bb]ác|[Cc]háu|[Ee]m|[Đđ]ồng chí|[Đđ]/c|[Mm]r|[Mm]rs|[Mm]s)\.?"
_POSTS = (
    "Bí|Phó|Chủ|Trưởng|Ủy|Uỷ|Thường|Giám|Đại|Chánh|Bộ|Thủ|Tổng|Hội|Ban|Đảng|Mặt|Công|Cán|Đoàn|Huyện|Tỉnh|Xã|Hiệu|"
    "Chính|Chỉ|Thư|Kế|Tổ|Viện|Tòa|Chi|Cục|Nà|Triệu|Chúa|Bổn|Thiên"
)
_NAMES = (
    re.compile(rf"\b{_TITLES}\s+(?!(?:{_POSTS})\b)({_WORD}(?:\s+{_WORD}){{0,4}})"),
    re.compile(rf"\b((?:{_SURNAMES})(?:\s+{_WORD}){{2,4}})\b"),
    # A name of two syllables alone could be a place; after these words it is a person.
    re.compile(rf"\b(?:tên là|tên|họ tên|họ và tên)\s*:?\s+({_WORD}(?:\s+{_WORD}){{1,4}})"),
)
#: Names that are no private persons: places and campaigns called after someone.
_PUBLIC_NAMES = ("ho chi minh", "tran hung dao", "ly thuong kiet", "le loi", "nguyen hue", "hoang lien son")
_PLACE_BEFORE = re.compile(r"\b(?:xã|phường|thị trấn|huyện|tỉnh|bản|thôn|thành phố|đường|phố|trường|dân tộc)\s+$", re.I)

_BESIDE = re.compile(
    r"\b(?:"
    r"ton giao|tin nguong|theo dao|bo dao|tin do|giao dan|tin lanh|cong giao|phat tu|chuc sac|dan toc|"
    r"nguoi mong|nguoi thai|nguoi dao|nguoi giay|nguoi lu|nguoi lao|nguoi kinh|hiv|aids|ung thu|tam than|"
    r"nghien|duong tinh|benh|khuyet tat|suc khoe|covid|tu tuong|thai do|lap truong|trung thanh|bat man|"
    r"chong doi|phan dong|suy thoai|dien bien|chinh kien|quan diem|loi keo|kich dong|to cao|khieu nai|"
    r"quy hoach|faith|religion|protestant|catholic|ethnic|loyal|attitude|opinion|illness|disease"
    r")"
)
_VILLAGE = r"\b(?:[Bb]ản|[Tt]hôn|[Xx]óm|[Tt]ổ dân phố|[Cc]hi bộ|[Kk]hu dân cư)\s+(?:[A-ZÀ-ỸĐ]|số\s?\d|\d)"
_COUNTED = r"\d[\d.]*\s+(?:hộ|người|nhân khẩu|khẩu|tín đồ|giáo dân|đảng viên|cháu|em)"
_FAITH = r"(?:tôn giáo|theo đạo|tín đồ|giáo dân|tin lành|công giáo|phật|dân tộc|người (?:mông|thái|dao|giáy|lự))"
#: «12 hộ (là người) dân tộc Mông», «dân tộc Mông có 12 hộ»: the number and the faith or people, a few words apart.
_COUNTED_BY_FAITH = (
    rf"\d[\d.]*\s+(?:tín đồ|giáo dân)|{_COUNTED}\s+(?:\S+\s+){{0,3}}?{_FAITH}|{_FAITH}\s+(?:\S+\s+){{0,4}}?{_COUNTED}"
)
_STRENGTH = r"\d[\d.]*\s+(?:đồng chí\s+)?(?:dân quân|quân nhân|chiến s[ĩỹ]|công an|dự bị động viên|cán bộ, chiến s[ĩỹ])"


@dataclass(frozen=True, slots=True)
class _Rule:
    """A sentence that holds ``signs`` (all of them) is refused with ``message``."""

    message: _StrOrPromise
    advice: _StrOrPromise
    signs: tuple[re.Pattern[str], ...]

    def meets(self, sentence: str) -> bool:
        return all(sign.search(sentence) for sign in self.signs)


def _rule(message: _StrOrPromise, advice: _StrOrPromise, *signs: str, exact: bool = False) -> _Rule:
    return _Rule(message, advice, tuple(re.compile(sign, re.M if exact else re.I | re.M) for sign in signs))


_RULES = (
    _rule(_("It looks like a state secret."), _NOT_HERE, r"\b(?:tuyệt|tối)\s+mật\b"),
    _rule(_("It looks like a state secret."), _NOT_HERE, r"^\s*MẬT\s*$", exact=True),
    _rule(
        _("It looks like the content of a denunciation."),
        _("Only how many there were is counted."),
        r"\b(?:nội dung|đơn|thư)\s+(?:đơn\s+)?tố cáo"
        r"|tố cáo\s+(?:ông|bà|anh|chị|đồng chí|đ/c|cán bộ|hành vi|việc|về|rằng|đối với)"
        r"|\b(?:người|bị)\s+tố cáo|tố giác\s+(?:ông|bà|anh|chị|đồng chí|hành vi)|nặc danh|denounc(?:ed|es|er)\b",
    ),
    _rule(
        _("It looks like a report on persons or groups as a risk to security."),
        _NOT_HERE,
        r"\bđối tượng\s+(?:cầm đầu|cốt cán|chống đối|cực đoan|phản động|theo dõi|quản lý|nghi vấn|xấu)"
        r"|\bphần tử\s+(?:xấu|cơ hội|cực đoan|phản động|chống đối)|\b(?:lập|có)\s+hồ sơ\s+(?:theo dõi|quản lý)"
        r"|diện\s+(?:theo dõi|quản lý)\s+(?:đặc biệt|nghiệp vụ)",
    ),
    _rule(
        _("It looks like a file on people."),
        _("Only totals by unit and period are kept."),
        r"\b(?:xuất|nhập)\s+cảnh\s+trái\s+phép|\bvượt\s+biên|\bhộ\s+(?:gia đình\s+)?(?:ông|bà|anh|chị)\b"
        r"|\bhộ\s+(?:không|chưa)\s+(?:chịu|chấp hành|đồng ý|bàn giao|nhận tiền)",
    ),
    _rule(
        _("The thoughts or attitude of a group are not recorded."),
        _("Only what people asked for about services is recorded."),
        r"\b(?:tư tưởng|thái độ|lòng tin|quan điểm|lập trường)\s+(?:của|trong)\s+(?:\S+\s+){0,3}"
        r"(?:đồng bào|dân tộc|giáo dân|tín đồ|bà con|hộ|nhóm|người\s)",
    ),
    _rule(
        _("Of unregistered religious groups nothing is recorded but that the office in charge was informed."),
        _("Leave it out."),
        r"\btà đạo\b|\bđạo lạ\b|(?:điểm nhóm|nhóm|tổ chức)\s+(?:tôn giáo\s+)?(?:chưa đăng ký|trái phép|bất hợp pháp)"
        r"|hội thánh đức chúa trời|dương văn mình",
    ),
    _rule(
        _("Faith and people are never recorded below the commune."),
        _("Give the total of the commune for the year, in an entry of its own."),
        _COUNTED_BY_FAITH,
        rf"(?-i:{_VILLAGE})|\bhộ\b",
    ),
    _rule(
        _("Military and police strength is never recorded below the district."),
        _("Give the district's total, in an entry of its own."),
        _STRENGTH,
        r"(?-i:\b(?:[Xx]ã|[Tt]hị trấn|[Pp]hường|[Bb]ản|[Tt]hôn)\s+[A-ZÀ-ỸĐ])",
    ),
)
_SENTENCES = re.compile(r"(?<=[.!?;…])\s+|\n+")
#: As many names in one entry are a list of who was there.
_MOST_NAMES = 2


def screen(texts: Mapping[str, str]) -> list[Refusal]:
    """What stands in an entry's texts (field -> words) and may not be kept; the place is named, the words are not."""
    clean = {field: _seen(text) for field, text in texts.items() if text}
    found = [
        Refusal(message, where=field, advice=advice)
        for field, text in clean.items()
        for message, advice in _faults(text)
    ]
    return found or list(_faults_of_names(clean))


def _seen(text: str) -> str:
    """The text as a reader sees it: one form of each letter and digit, nothing invisible between them."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")


def _faults(text: str) -> Iterator[tuple[_StrOrPromise, _StrOrPromise]]:
    undated = _DATES.sub(" ", text)
    if _PHONE.search(undated):
        yield _("It holds a telephone number."), _("Leave the number out.")
    elif any(form.search(undated) for form in _IDENTITY):
        yield _("It holds an identity number or an account number."), _("Leave the number out.")
    for rule in _RULES:
        # Rules of several signs look inside one sentence only, or any long note would meet them.
        parts = _SENTENCES.split(text) if len(rule.signs) > 1 else [text]
        if any(rule.meets(part) for part in parts):
            yield rule.message, rule.advice


def _faults_of_names(texts: Mapping[str, str]) -> Iterator[Refusal]:
    """Names beside faith, people, health, loyalty or complaint anywhere in the same entry, and lists of names."""
    names = {field: names_in(text) for field, text in texts.items()}
    fields = [field for field, found in names.items() if found]
    if fields and any(_BESIDE.search(plain(text)) for text in texts.values()):
        yield Refusal(
            _("A person's name stands beside faith, people, health, opinion or complaint."),
            where=fields[0],
            advice=_WITHOUT_NAMES,
        )
    elif len({name for found in names.values() for name in found}) > _MOST_NAMES:
        yield Refusal(_("It looks like a list of persons."), where=fields[0], advice=_WITHOUT_NAMES)


def names_in(text: str) -> set[str]:
    """What looks like personal names: a title and a name, or a surname with two or more further syllables."""
    found = set()
    for form in _NAMES:
        for match in form.finditer(text):
            name = match[1]
            if plain(name).startswith(_PUBLIC_NAMES) or _PLACE_BEFORE.search(text[: match.start(1)]):
                continue
            found.add(name)
    return found
