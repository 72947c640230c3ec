"""Types of documents with their codes in numbers, and the words by which they are named in prose."""

from __future__ import annotations

import re
from typing import Final

#: Types and their abbreviations in symbols: HD 36-HD/VPTW (party), NĐ 30/2020/NĐ-CP, appendix III (state).
TYPES: Final = {
    "Nghị quyết": "NQ",
    "Nghị định": "NĐ",
    "Nghị quyết liên tịch": "NQLT",
    "Quyết định": "QĐ",
    "Quy định": "QĐi",
    "Quy chế": "QC",
    "Quy chế phối hợp": "QCPH",
    "Chỉ thị": "CT",
    "Kết luận": "KL",
    "Thông báo": "TB",
    "Thông báo kết luận": "TBKL",
    "Thông tư": "TT",
    "Thông tư liên tịch": "TTLT",
    "Thông tri": "TTr",
    "Tờ trình": "TTr",
    "Hướng dẫn": "HD",
    "Hướng dẫn liên ngành": "HDLN",
    "Hướng dẫn liên tịch": "HDLT",
    "Kế hoạch": "KH",
    "Kế hoạch liên tịch": "KHLT",
    "Kế hoạch liên ngành": "KHLN",
    "Kế hoạch phối hợp": "KHPH",
    "Báo cáo": "BC",
    "Chương trình": "CTr",
    "Chương trình hành động": "CTrHĐ",
    "Chương trình phối hợp": "CTPH",
    "Công văn": "CV",
    "Công điện": "CĐ",
    "Đề án": "ĐA",
    "Phương án": "PA",
    "Luật": "",
    "Bộ luật": "",
    "Văn bản": "",
    "Pháp lệnh": "PL",
    "Sắc lệnh": "SL",
    "Lệnh": "L",
    "Biên bản": "BB",
    "Giấy mời": "GM",
    "Thông cáo": "TC",
}
#: Spellings of codes beside the rules' own: QyĐ (state), Ctr, CTHĐ.
BY_CODE: Final = {code: name for name, code in reversed(TYPES.items()) if code and code not in ("L", "TC")} | {
    "QyĐ": "Quy định",
    "Ctr": "Chương trình",
    "CTR": "Chương trình",
    "CTHĐ": "Chương trình hành động",
    "CTrPH": "Chương trình phối hợp",
    "BCTĐ": "Báo cáo",
}
#: The small letters of Vietnamese; in Unicode they alternate with the capitals, so that no range holds them.
SMALL: Final = "a-zàảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
_BY_NAME: Final = {name.lower(): name for name in TYPES}
_NAMES = "|".join(sorted(TYPES, key=len, reverse=True))
_PREFIXES = "|".join(sorted((c for c in BY_CODE if c != "TT"), key=len, reverse=True))
#: A type's name or code right before a number, with or without "số".
TYPE_BEFORE = re.compile(rf"(?<!\w)(?P<type>(?i:{_NAMES})|(?:{_PREFIXES}))(?:\s+(?P<no>(?i:số)\s*:?\s*)|\s+)$")
#: A type's name some words before its number ("Luật Đầu tư công số …", "Báo cáo thẩm tra số …").
TYPE_APART = re.compile(rf"(?<!\w)(?P<type>{_NAMES})\s+(?P<title>[^;:.()0-9“”\"]*?)\s*số\s*:?\s*$")


def type_named(printed: str) -> str:
    """The full name of a type printed as its name or its code; empty when there is none."""
    return _BY_NAME.get(re.sub(r"\s+", " ", printed.lower())) or BY_CODE.get(printed, "")


def type_coded(number: str) -> str:
    """The type that a number's own code tells; empty when it tells none."""
    if re.search(r"/QH[0-9]+$", number):
        return "Luật"
    return next((BY_CODE[code] for code in re.split(r"[-/]", number)[1:] if code in BY_CODE), "")
