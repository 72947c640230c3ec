"""The digit lint: no digit and no number word of a figure is typed in a template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _
from jinja2 import nodes

from danvan.kit.errors import Refusal
from danvan.reports.language import environment

_ONES: Final = "một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín"
_NUMBER: Final = (
    rf"(?:(?:{_ONES})\s+(?:mươi|trăm|nghìn|ngàn|triệu|tỷ)|mười|mươi|"
    rf"(?:hàng|vài|mấy)\s+(?:chục|trăm|nghìn|ngàn|vạn)|{_ONES})"
)
#: What officials count: a number word before one of these is a figure.
_COUNTED: Final = (
    "cuộc|hội nghị|buổi|đợt|lượt|người|ý kiến|văn bản|báo cáo|kế hoạch|đơn vị|xã|thị trấn|bản|thôn|hộ|đảng viên|"
    "chi bộ|đảng bộ|đảng ủy|tổ chức|điểm|dân tộc|nhân khẩu|lớp|mô hình|tập thể|cá nhân|đồng|triệu|tỷ|phần trăm|"
    "cử tri|đại biểu|học viên|công dân|nhà|suất|đội|ban|khu dân cư|trường hợp|vụ|lần"
)
_WORD = re.compile(
    rf"(?<!\w)(?:{_NUMBER})(?:\s+(?:{_ONES}|mươi|mốt|lăm|trăm|nghìn|linh|lẻ|rưỡi))*\s+(?:{_COUNTED})(?!\w)", re.I
)
#: «Một cửa», «ba nội dung» are names or turns of speech, not figures of the report.
#: «Trong năm tổ chức…» speaks of a year.
_NAMES = re.compile(
    r"(?<!\w)(?:(?:trong|hằng|mỗi|của|các|từng|cả|suốt|đầu|cuối|giữa|qua) năm|một cửa|một số|một phần|một bộ phận|"
    r"lần thứ|thứ (?:nhất|hai|ba))(?!\w)",
    re.I,
)
_ROMAN = re.compile(r"^\s*#*\s*[IVX]+\s*[-.]", re.M)


def faults(path: Path, source: str) -> Iterator[Refusal]:
    """Every digit and every number word before something countable that stands in the template's text or outputs."""
    for line, text in _texts(source):
        for offset, part in enumerate(text.split("\n")):
            found = _typed(part)
            if found:
                yield Refusal(
                    _("A figure is typed in the template: «%(found)s»."),
                    where=f"{path}:{line + offset}",
                    found=found,
                    advice=_("Name an indicator, a document or a period instead."),
                )


def _typed(text: str) -> str:
    digit = next((letter for letter in text if letter.isnumeric()), "")
    word = _WORD.search(_NAMES.sub(" ", text))
    roman = _ROMAN.search(text)
    return digit or (word[0] if word else "") or (roman[0].strip() if roman else "")


def _texts(source: str) -> Iterator[tuple[int, str]]:
    """The text of the template and the constants that its outputs print, with the line where each starts."""
    tree = environment().parse(source)
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                yield node.lineno, node.data
            else:
                yield from _constants(node)


def _constants(node: nodes.Node) -> Iterator[tuple[int, str]]:
    for constant in [node] if isinstance(node, nodes.Const) else node.find_all(nodes.Const):
        # An argument that names a topic or an indicator prints nothing.
        if not _is_argument(node, constant):
            yield constant.lineno, str(constant.value)


def _is_argument(root: nodes.Node, constant: nodes.Const) -> bool:
    called = list(([root] if isinstance(root, nodes.Call) else []) + list(root.find_all(nodes.Call)))
    inside = (value for call in called for value in [*call.args, *(k.value for k in call.kwargs)])
    return any(constant is value for value in inside) and isinstance(constant.value, str | bool)
