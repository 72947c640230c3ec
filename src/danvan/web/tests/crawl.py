"""Walks every page as a reader could: from home, by links alone, and looks at what stands on each."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from babel.messages.pofile import read_po
from django.urls import Resolver404, resolve
from lxml import html

from danvan.ledger.kinds import KINDS

#: So many addresses of one page are opened: a thousand figures' pages are one page. A report is composed each time.
MOST = {"reports.report": 2, "reports.download": 2, "web.check": 1}
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯáàãéèíìóòõúùýÁÀÃÉÈÍÌÓÒÕÚÙÝ\u1ea0-\u1ef9]")
WORDS = ("aria-label", "title", "alt", "placeholder", "data-label", "data-close")


def walk(client, start="/"):
    """(address, page's name, response) for each address that links lead to."""
    queue, seen = deque([start]), {start}
    opened: Counter[str] = Counter()
    while queue:
        address = queue.popleft()
        try:
            name = resolve(urlsplit(address).path).url_name or ""
        except Resolver404:
            name = "nowhere"
        if opened[name] >= MOST.get(name, 6) or name == "web.language":
            continue
        opened[name] += 1
        response = client.get(address)
        yield address, name, response
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        for link in html.fromstring(response.content).iterfind(".//a[@href]"):
            target = urljoin(address, link.get("href")).partition("#")[0]
            if target.startswith("/") and target not in seen:
                seen.add(target)
                queue.append(target)


def texts(tree) -> Iterator[tuple[str, str]]:
    """(language, words) for every text and spoken attribute of the page but its title and code."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "title"):
            continue
        language = _language(element)
        yield from ((language, element.get(name)) for name in WORDS if element.get(name))
        if element.text and element.text.strip():
            yield language, element.text.strip()
        if element.tail and element.tail.strip():
            yield _language(element.getparent()), element.tail.strip()


def _language(element) -> str:
    while element is not None:
        if element.get("lang"):
            return str(element.get("lang"))
        element = element.getparent()
    return ""


def vietnamese_in_english(tree) -> list[str]:
    """Words that are Vietnamese and not marked so."""
    names = re.compile("|".join(sorted(proper_names(), key=len, reverse=True)))
    return [words for language, words in texts(tree) if language == "en" and VIETNAMESE.search(names.sub("", words))]


def proper_names() -> set[str]:
    """Names that English writes as Vietnamese does: those of the peoples, of the currency, of one man."""
    dims = [dim for kind in KINDS().values() for dim in kind.dims.values()]
    peoples = {words.en for dim in dims for words in dim.values.values() if words.en == words.vi}
    return {"Hồ Chí Minh", "đồng", *peoples}


def english_sentences() -> re.Pattern[str]:
    """Every marked sentence that has another wording in Vietnamese, as it would stand on a page."""
    sentences = set()
    for path in Path(__file__).resolve().parents[2].glob("*/locale/vi/LC_MESSAGES/django.po"):
        with path.open("rb") as stream:
            for message in read_po(stream, locale="vi"):
                for sentence in map(str, message.id if isinstance(message.id, tuple | list) else (message.id,)):
                    if len(re.findall("[a-z]", re.sub(r"%\(\w+\)s", "", sentence))) > 2 and sentence != message.string:
                        sentences.add(sentence)
    patterns = [re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(sentence)) for sentence in sorted(sentences)]
    return re.compile("|".join(patterns))


def english_in_vietnamese(tree, sentences) -> list[str]:
    """Marked sentences that were left in English."""
    return [words for language, words in texts(tree) if language == "vi" and sentences.fullmatch(words)]


def inline(tree) -> list[str]:
    """What the policy of security would not run or show: styles and scripts in the page itself."""
    found = [element.tag for element in tree.iter("style")]
    found += ["script" for element in tree.iter("script") if not element.get("src")]
    for element in tree.iter():
        found += [name for name in element.attrib if name == "style" or name.startswith(("on", "hx-on"))]
    return found
