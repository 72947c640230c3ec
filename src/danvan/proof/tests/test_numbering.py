"""Numbers and bullets that Word prints by itself: counted as Word counts them, kept out of the text."""

from __future__ import annotations

import zipfile

from danvan.proof.files.numbering import counted
from danvan.proof.reader import read
from danvan.proof.tests.given import W, paragraph, run_of, write_docx

LEVELS = [
    ("upperRoman", "%1-"),
    ("decimal", "%2."),
    ("decimal", "%2.%3."),
    ("lowerLetter", "%4)"),
    ("bullet", "\uf0b7"),
]


def numbered(path, body, numbering, styles=""):
    """A Word file with that numbering.xml (and more styles)."""
    write_docx(path, body)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    relation = parts["word/_rels/document.xml.rels"]
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    link = f'<Relationship Id="rN" Type="{kind}" Target="numbering.xml"/></Relationships>'
    parts["word/_rels/document.xml.rels"] = relation.replace("</Relationships>", link)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("</w:styles>", f"{styles}</w:styles>")
    parts["word/numbering.xml"] = f"<w:numbering {W}>{numbering}</w:numbering>"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return read(path).paragraphs


def level(depth, form, text, more=""):
    inner = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'


def abstract(identity="0", levels=LEVELS, more=""):
    inner = "".join(level(depth, form, text) for depth, (form, text) in enumerate(levels))
    return f'<w:abstractNum w:abstractNumId="{identity}">{inner}{more}</w:abstractNum>'


def num(identity, of="0", more=""):
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(text, number="1", depth=0):
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run_of(text)}</w:p>"


def test_levels_count_restart_and_show_their_parents(tmp_path):
    body = [
        *(item("Kết quả", depth=0), item("Tuyên truyền", depth=1), item("Ở xã", depth=2), item("Ở bản", depth=2)),
        *(item("đã xong.", depth=3), item("một việc", depth=4), item("Vận động", depth=1), item("Ở thôn", depth=2)),
        *(item("Hạn chế", depth=0), item("Khó khăn", depth=1)),
    ]
    paragraphs = numbered(tmp_path / "a.docx", body, abstract() + num("1"))
    labels = ["I-", "1.", "1.1.", "1.2.", "a)", "•", "2.", "2.1.", "II-", "1."]
    assert [p.label for p in paragraphs] == labels
    assert [(p.role, p.level) for p in paragraphs[:3]] == [("heading", 2), ("heading", 3), ("heading", 4)]
    assert [(p.role, p.level) for p in paragraphs[4:6]] == [("list", 4), ("list", 5)]
    assert paragraphs[0].text == "Kết quả"


def test_the_outline_knows_the_numbers(tmp_path):
    numbered(tmp_path / "a.docx", [item("Kết quả"), item("Hạn chế")], abstract() + num("1"))
    outline = read(tmp_path / "a.docx").outline
    assert [(h.number, h.title) for h in outline] == [("I", "Kết quả"), ("II", "Hạn chế")]


def test_two_lists_of_one_kind_go_on_counting_unless_one_starts_anew(tmp_path):
    anew = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = [item("a", "1", 1), item("b", "2", 1), item("c", "3", 1), item("d", "3", 1), item("e", "0", 1)]
    paragraphs = numbered(tmp_path / "a.docx", body, abstract() + num("1") + num("2") + num("3", more=anew))
    assert [p.label for p in paragraphs] == ["1.", "2.", "5.", "6.", ""]


def test_a_style_carries_its_numbering_and_a_numbering_style_its_levels(tmp_path):
    styles = (
        '<w:style w:type="paragraph" w:styleId="Own"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Own"/></w:style>'
        '<w:style w:type="numbering" w:styleId="Tree"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    inner = level(0, "decimal", "%1.", '<w:pStyle w:val="Own"/>') + level(
        1, "lowerRoman", "%2)", '<w:pStyle w:val="Sub"/>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Tree"/></w:abstractNum>'
        f"{abstract('2')}{num('1')}{num('2', '2')}{num('3', '1')}"
    )
    body = [paragraph(run_of(t), style=s) for t, s in (("x", "Own"), ("y", "Sub"), ("z", "Sub"), ("v", "Own"))]
    paragraphs = numbered(tmp_path / "a.docx", [*body, item("w", "3", 3)], numbering, styles)
    assert [p.label for p in paragraphs] == ["1.", "i)", "ii)", "2.", "a)"]


def test_numbers_have_the_forms_of_word():
    said = [counted(n, form) for form in ("upperRoman", "lowerLetter", "upperLetter", "decimalZero") for n in (4, 28)]
    assert said == ["IV", "XXVIII", "d", "bb", "D", "BB", "04", "28"]
    assert counted(10**7, "upperRoman") == counted(10**7, "lowerLetter") == "10000000"
