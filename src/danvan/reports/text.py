"""Writing the report as Markdown and as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from danvan.reports.document import (
    Block,
    CitationRun,
    Composed,
    FigureRun,
    Heading,
    NoteMark,
    Paragraph,
    Run,
    Runs,
    Table,
    Text,
    plain_text,
)

#: Where a click on a figure or a document leads; None: nowhere.
Link = Callable[[FigureRun | CitationRun], str | None]


#: Room left for what is written by hand.
_BLANK = re.compile(r" {2,}")
#: What would be read as markup where it stands in data.
_MARKS = re.compile(r"([\\`*_\[\]<>|])")


def markdown(composed: Composed) -> str:
    """The report as Markdown with footnotes."""
    head = composed.head
    lines = [head.parent.upper(), "", f"**{head.issuer.upper()}**", "", _BLANK.sub(" … ", plain_text(head.number)), ""]
    lines += [_BLANK.sub(" … ", plain_text(head.place_and_date)), "", f"# {head.type.upper()}", ""]
    lines += [f"**{plain_text(line)}**" for line in head.subject]
    lines += [line for block in composed.body for line in ("", *_markdown_block(block))]
    lines += ["", "**Nơi nhận:**", "", *(f"- {recipient}" for recipient in composed.recipients), ""]
    lines += [f"**{composed.signature[0]}**", "", composed.signature[1]]
    lines += [line for block in composed.annexes for line in ("", *_markdown_block(block))]
    lines += [""]
    lines += [f"[^{note.number}]: {_markdown_runs(note.runs)}" for note in composed.notes]
    return "\n".join(lines) + "\n"


def _markdown_block(block: Block) -> list[str]:
    if isinstance(block, Heading):
        gap = ". " if block.level == 1 else ""
        return [f"{'#' * (block.level + 1)} {_markdown_runs(block.label)}{gap}{_markdown_runs(block.runs)}"]
    if isinstance(block, Paragraph):
        return [f"{'- ' if block.item else ''}{_markdown_runs(block.runs)}"]
    marks = {"left": ":---", "center": ":---:", "right": "---:"}
    rows = [f"| {' | '.join(_markdown_runs(cell) for cell in row)} |" for row in block.rows]
    return [rows[0], f"| {' | '.join(marks[align] for align in block.aligns)} |", *rows[1:]]


def _markdown_runs(runs: Runs) -> str:
    return "".join(_markdown_run(run) for run in runs)


def _markdown_run(run: Run) -> str:
    if isinstance(run, NoteMark):
        return f"[^{run.number}]"
    text = _MARKS.sub(r"\\\1", run.text if isinstance(run, Text) else run.printed)
    mark = "**" if run.bold else "*" if run.italic else ""
    return f"{mark}{text}{mark}" if text.strip() else text


def html_body(composed: Composed, link: Link) -> str:
    """The report's body as HTML: figures are links with ``data-figure``, notes are linked both ways."""
    head = composed.head
    lines = [
        '<header class="paper-head">',
        (
            f'<div class="paper-left"><p>{escape(head.parent.upper())}</p><p><b>{escape(head.issuer.upper())}</b></p>'
            f"<p>*</p><p>{_html_runs(head.number, link)}</p></div>"
        ),
        (
            '<div class="paper-right"><p class="paper-party"><b>ĐẢNG CỘNG SẢN VIỆT NAM</b></p>'
            f"<p>{_html_runs(head.place_and_date, link)}</p></div>"
        ),
        "</header>",
        (
            f'<h1 class="paper-type">{escape(head.type.upper())}'
            f'<span class="paper-subject">{"<br>".join(_html_runs(line, link) for line in head.subject)}</span></h1>'
        ),
    ]
    lines += [_html_block(block, link) for block in composed.body]
    lines += [_html_ending(composed)]
    lines += [_html_block(block, link) for block in composed.annexes]
    if composed.notes:
        notes = "".join(
            f'<li id="note-{note.number}" value="{note.number}">{_html_runs(note.runs, link)} '
            f'<a class="note-back" href="#mark-{note.number}" aria-label="↑ {note.number}">↑</a></li>'
            for note in composed.notes
        )
        lines.append(f'<ol class="paper-notes">{notes}</ol>')
    return "\n".join(lines)


def _html_ending(composed: Composed) -> str:
    recipients = "".join(f"<li>{escape(recipient)}</li>" for recipient in composed.recipients)
    authority, position = composed.signature
    return (
        f'<div class="paper-ending"><div class="paper-recipients"><p>Nơi nhận:</p><ul>{recipients}</ul></div>'
        f'<div class="paper-signature"><p><b>{escape(authority)}</b></p><p>{escape(position)}</p></div></div>'
    )


def _html_block(block: Block, link: Link) -> str:
    if isinstance(block, Heading):
        level = block.level + 1
        gap = "<br>" if block.level == 1 else ""
        return f"<h{level}>{_html_runs(block.label, link)}{gap}{_html_runs(block.runs, link)}</h{level}>"
    if isinstance(block, Paragraph):
        return f'<p class="{"paper-item" if block.item else "paper-text"}">{_html_runs(block.runs, link)}</p>'
    return _html_table(block, link)


def _html_table(block: Table, link: Link) -> str:
    head = "".join(f'<th scope="col">{_html_runs(cell, link)}</th>' for cell in block.rows[0])
    body = ""
    for row in block.rows[1:]:
        first, *rest = [f"{_html_runs(cell, link)}" for cell in row]
        cells = "".join(f'<td class="{align}">{cell}</td>' for cell, align in zip(rest, block.aligns[1:], strict=True))
        body += f'<tr><th scope="row">{first}</th>{cells}</tr>'
    return f'<div class="paper-table"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _html_runs(runs: Runs, link: Link) -> str:
    return "".join(_html_run(run, link) for run in runs)


def _html_run(run: Run, link: Link) -> str:
    if isinstance(run, NoteMark):
        n = run.number
        return f'<sup><a id="mark-{n}" href="#note-{n}" class="note-mark">{n}</a></sup>'
    text = escape(run.text if isinstance(run, Text) else run.printed)
    if isinstance(run, FigureRun | CitationRun):
        to = link(run)
        kind = "figure" if isinstance(run, FigureRun) else "citation"
        text = (
            f'<a class="{kind}" id="{run.control}" href="{escape(to)}">{text}</a>'
            if to
            else f'<span id="{run.control}">{text}</span>'
        )
    if run.bold:
        text = f"<b>{text}</b>"
    return f"<i>{text}</i>" if run.italic else text


_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>
body {{ font: 1.1rem/1.5 "Times New Roman", "Liberation Serif", serif; max-width: 46rem }}
body {{ margin: 2rem auto; padding: 0 1rem }}
.paper-head, .paper-ending {{ display: flex; justify-content: space-between; gap: 2rem; text-align: center }}
.paper-recipients {{ text-align: left }} .paper-type, h2 {{ text-align: center; font-size: 1.2rem }}
.paper-subject {{ display: block; font-size: 1.1rem }} h3, h4, h5 {{ font-size: 1.1rem }}
.paper-text {{ text-align: justify; text-indent: 1cm }} table {{ border-collapse: collapse; width: 100% }}
th, td {{ border: 1px solid; padding: .2rem .5rem }} td {{ text-align: right }}
tbody th {{ text-align: left; font-weight: normal }}
</style></head><body>
{body}
</body></html>
"""


def html(composed: Composed) -> str:
    """The report as one HTML file that needs nothing else."""
    title = f"{composed.head.type} {' '.join(plain_text(line) for line in composed.head.subject)}"
    return _PAGE.format(title=escape(title), body=html_body(composed, lambda _run: None))
