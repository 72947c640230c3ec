"""Ten thousand broken files: mutated inside their XML and zipped again, and in text. A reading or a refusal, soon."""

from __future__ import annotations

import random
import time
import zipfile

import pytest

from danvan.kit.errors import Refusal
from danvan.proof.reader import read
from danvan.proof.run import check
from danvan.proof.tests.given import control, mark, paragraph, run_of, write_docx
from danvan.proof.tests.test_numbering import abstract, item, num, numbered

PARTS, EACH = 20, 500
SLOWEST = 5.0
PROSE = """BÁO CÁO
công tác năm 2023
I- KẾT QUẢ
1. Tuyên truyền
Huyện đã tổ chức 976 buổi cho 21.450 lượt người, trong đó xã 13 buổi, bản 12,5%; đạt 118/126 khu dân cư (93,65%)¹.
Theo Kế hoạch số 98-KH/HU ngày 14/01/2022 của Huyện ủy về công tác dân vận, vận động 12 tỷ 300 triệu đồng, gồm: 02 xã.
- Xã Một 1.234,5 ha; xã Hai hai mươi lăm hộ, tăng 5% so với năm 2022.
¹ Tại 04 xã, số liệu đến 30/02/2023.
Nơi nhận:
"""
TEXTS = [
    *("9" * 4000, "1.000." * 500, "1e999", "-" * 3000, "%" * 200, "1/" * 1500, "(" * 2000, "“" * 500, "a\u0301" * 900),
    *("ngày 99/99/9999", "số 1-KH/" * 300, "gồm: " + "1 xã, " * 800, "\u202e", "\ufdd0", "¹" * 300, "I" * 900),
    *("trong đó " * 300, " " * 5000, "1 " * 2500, "\t" * 900, "0" * 1000 + ",5", "Xã " * 900, "hai mươi " * 400),
    *("12 tỷ " * 400, "[1](1)" * 300),
]
VALUES = [
    "",
    "-1",
    "0",
    "1",
    "2147483648",
    "9" * 400,
    "true",
    "none",
    "../../etc/passwd",
    "continue",
    "restart",
    "1.5",
    "a",
]
TAGS = [
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:sdt",
    "w:sdtContent",
    "w:ins",
    "w:del",
    "w:fldChar",
    "w:hyperlink",
    "w:txbxContent",
    "w:body",
    "w:pPr",
    "w:rPr",
    "w:numPr",
    "w:footnoteReference",
    "w:footnoteRef",
    "w:bookmarkStart",
    "w:bookmarkEnd",
    "w:AlternateContent",
    "w:Choice",
    "w:Fallback",
    "w:vMerge",
]


def rich(folder):
    """The parts of a Word file that has everything that the reader knows."""
    cell = (
        f"<w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge w:val='restart'/></w:tcPr>{paragraph(run_of('12 hộ'))}</w:tc>"
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run_of('khung 5 xã'))}</w:txbxContent></w:pict></w:r>"
    deleted = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run_of('nối ')}</w:p>"
    old = '<w:r><w:rPr><w:rFonts w:ascii=".VnTime"/><w:vertAlign w:val="superscript"/></w:rPr><w:t>x· héi 3</w:t></w:r>'
    body = [
        *(paragraph(run_of(line), mark(2), box) for line in PROSE.split("\n")),
        *(
            item("Kết quả"),
            item("việc", depth=3),
            deleted,
            paragraph(control("f1", "12", alias="a: 12", bookmark="f1"), old),
        ),
        *(f"<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>", paragraph(field, run_of("7 xã"), style="H1")),
    ]
    numbered(folder / "rich.docx", body, abstract() + num("1"))
    write_docx(folder / "notes.docx", body, notes=["Tại 04 xã", "hai"], claims=["<figure control='f1' value='12'/>"])
    parts = {}
    for name in ("rich.docx", "notes.docx"):
        with zipfile.ZipFile(folder / name) as archive:
            parts[name] = {part: archive.read(part) for part in archive.namelist()}
    return list(parts.values())


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One part with one to four faults."""
    text = data.decode("utf-8", "surrogateescape")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) or 1)
        end = min(len(text), at + int(chance.expovariate(0.02)))
        tag = chance.choice(TAGS)
        match chance.randrange(10):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:at] + text[at:end] * chance.choice((2, 3, 50)) + text[end:]
            case 2:
                text = text[:at] + chance.choice(TEXTS) + text[at:]
            case 3 | 4:
                text = _attribute(text, at, chance)
            case 5:
                text = text.replace(chance.choice(TAGS) + ">", tag + ">")
            case 6:
                depth = chance.choice((2, 30, 90))
                text = text.replace("<w:p>", f"<{tag}>" * depth + "<w:p>", 1).replace(
                    "</w:p>", "</w:p>" + f"</{tag}>" * depth, 1
                )
            case 7:
                text = text.replace(">", f">{chance.choice(TEXTS)}", chance.choice((1, 5)))
            case 8:
                text = _moved(text, chance)
            case 9:
                text = (
                    text[:at]
                    + chr(chance.choice((0, 8, 0x85, 0x301, 0xAD, 0xFFFF, 0x1F600, 0xE000, 60, 38)))
                    + text[at:]
                )
    return text.encode("utf-8", "surrogatepass")


def _attribute(text: str, at: int, chance: random.Random) -> str:
    start = text.find('val="', at)
    end = text.find('"', start + 5)
    return text if start < 0 or end < 0 else text[: start + 5] + chance.choice(VALUES) + text[end:]


def _moved(text: str, chance: random.Random) -> str:
    """A whole paragraph or cell taken out, and put in somewhere between two tags."""
    kind = chance.choice(("w:p", "w:tc", "w:r", "w:lvl", "w:tr"))
    start = text.find(f"<{kind}>", chance.randrange(len(text) or 1))
    end = text.find(f"</{kind}>", start)
    if start < 0 or end < 0:
        return text
    whole = text[start : end + len(kind) + 3]
    place = text.find("<w:", chance.randrange(len(text)))
    return text[:place] + whole + text[place:] if place >= 0 else text


def doubted(path) -> None:
    """Read and check it: a reading of which every check ran, or a refusal with a sentence; soon in either case."""
    started = time.monotonic()
    try:
        reading = read(path)
    except Refusal as refusal:
        assert refusal.sentence
    else:
        assert [one for one in check(reading).outcomes if one.crashed] == []
    assert time.monotonic() - started < SLOWEST


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.long) for part in range(1, PARTS))])
def test_mutated_files_are_read_or_refused(tmp_path, part):
    files = rich(tmp_path)
    chance = random.Random(part)  # noqa: S311 - a fixed seed, no secret
    for number in range(EACH if part else EACH // 10):
        if number % 5 == 4:
            path = tmp_path / chance.choice(("a.txt", "a.md", "a.html"))
            encoding = chance.choice(("utf-8", "utf-8", "utf-16", "cp1258"))
            path.write_bytes(mutated(PROSE.encode(encoding, "ignore"), chance) or b" ")
        else:
            path = tmp_path / "a.docx"
            parts = dict(chance.choice(files))
            name = chance.choice((*parts, "word/document.xml", "word/document.xml"))
            parts[name] = mutated(parts[name], chance)
            with zipfile.ZipFile(path, "w") as archive:
                for one, content in parts.items():
                    archive.writestr(one, content)
        try:
            doubted(path)
        except BaseException:
            print(f"part {part}, number {number}: {path}")  # noqa: T201 - pytest shows it where it fails
            raise


def test_a_table_of_figures_beyond_reason_is_read(tmp_path):
    huge = ["9" * 400, "1" * 50 + "/" + "0" * 50, "0/0", "100/0 hộ", "1." * 200 + "5", "99999999999999999999 tỷ đồng"]
    path = tmp_path / "a.txt"
    path.write_text("\n".join(f"Có {figure} hộ, gồm {figure} xã và {figure}%." for figure in huge), encoding="utf-8")
    doubted(path)


def test_parts_of_the_fuzz_are_well_formed_now_and_then(tmp_path):
    """The mutations must not only make files that the XML parser refuses."""
    files, chance, read_ones = rich(tmp_path), random.Random(7), 0  # noqa: S311
    for _ in range(60):
        parts = dict(files[0])
        parts["word/document.xml"] = mutated(parts["word/document.xml"], chance)
        with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
            for one, content in parts.items():
                archive.writestr(one, content)
        try:
            read_ones += bool(read(tmp_path / "a.docx").paragraphs)
        except Refusal:
            continue
    assert read_ones >= 10
