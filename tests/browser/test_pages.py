"""The pages in a real Chromium: no fault of access, no sideways scrolling, all by keyboard, all without scripts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from danvan.kit.by import SYSTEM
from danvan.ledger.actions import record_entries
from danvan.ledger.queries import list_entries
from danvan.ledger.tests.given import entries_of_2022, units_and_documents

WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]
HERE = "?unit=tam-duong&period=2022"
PAGES = (
    "/",
    f"/figures{HERE}",
    "/figures?q=zzz",
    f"/figures/dialogues{HERE}",
    f"/figures/ethnic_share{HERE}",
    f"/figures/minority_party_member_share{HERE}",
    "/records",
    "/documents",
    "/documents/06-qc-tu-2019",
    "/places/tam-duong",
    f"/reports{HERE}",
    f"/reports/annual{HERE}",
    f"/reports/annual/check{HERE}",
    "/catalogue",
    "/check",
    "/nowhere",
    "/figures?period=20x",
)


@pytest.fixture
def site(live_server):
    """The address of a server with the demonstration's data, and all pages to look at."""
    units_and_documents()
    record_entries(by=SYSTEM, entries=entries_of_2022())
    newest = list_entries()[-1]["id"]
    return live_server.url, (*PAGES, f"/records/{newest}")


@contextmanager
def browser(**settings) -> Iterator[Any]:
    """A page of a browser that is gone before the database is emptied."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = chromium.new_context(**settings)
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        # A page that answers 404 or 400 is told on the console too; it is no fault of the page.
        assert [fault for fault in faults if "Failed to load resource" not in fault] == []
        chromium.close()


def speak(page, url, language):
    """Choose the language as a reader does."""
    page.context.add_cookies([{"name": "danvan_language", "value": language, "url": url}])


@pytest.mark.parametrize(("language", "scheme", "width"), [("vi", "light", 1440), ("en", "dark", 360)])
def test_no_page_has_a_fault_of_access(site, language, scheme, width):
    url, addresses = site
    with browser(viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
        speak(page, url, language)
        found = {}
        for address in addresses:
            page.goto(url + address, wait_until="networkidle" if address.startswith("/reports") else "load")
            result = Axe().run(page)
            if result.violations_count:
                found[address] = result.generate_report()
        assert found == {}


def test_the_side_panel_has_no_fault_of_access(site):
    url, _addresses = site
    with browser(viewport={"width": 1440, "height": 900}) as page:
        page.goto(f"{url}/reports/annual{HERE}", wait_until="networkidle")
        page.locator(".sheet a.figure").first.click()
        page.wait_for_selector("#panel h2")
        result = Axe().run(page)
        assert result.violations_count == 0, result.generate_report()


def test_no_page_scrolls_sideways_when_narrow_or_with_letters_twice_as_large(site):
    url, addresses = site
    with browser() as page:
        wide = []
        for address in addresses:
            page.goto(url + address)
            # 320 CSS pixels are a window of 640 at 200 %, and of 1280 at 400 % (WCAG 2.2, 1.4.10).
            for width, letters in ((320, "100%"), (360, "100%"), (720, "100%"), (720, "212%")):
                page.set_viewport_size({"width": width, "height": 640})
                page.evaluate("(size) => document.documentElement.style.setProperty('font-size', size)", letters)
                if page.evaluate(WIDER):
                    wide.append((address, width, letters))
        assert wide == []


def test_everything_is_reached_by_keyboard_with_a_visible_focus(site):
    url, addresses = site
    with browser(viewport={"width": 1440, "height": 900}) as page:
        for address in addresses:
            # Before all has arrived, what arrives can take the focus away.
            page.goto(url + address, wait_until="networkidle")
            reachable = page.evaluate(
                """() => [...document.querySelectorAll('a[href], button, input, select, summary')].filter(
                    (e) => e.checkVisibility() && e.type !== 'hidden' && !e.closest('details:not([open]) > form')
                ).length"""
            )
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.className") == "skip"
            seen = 0
            # Of a page of four hundred figures the first hundred stops tell as much as all of them.
            reachable = min(reachable, 100)
            while seen < reachable:
                state = page.evaluate(
                    """() => {
                        const e = document.activeElement;
                        if (e === document.body || e.dataset.seen) return null;
                        e.dataset.seen = 1;
                        return [e.matches('a[href], button, input, select, summary'), getComputedStyle(e).outlineStyle];
                    }"""
                )
                if state is None:
                    break
                seen += state[0]
                assert state[1] != "none", address
                page.keyboard.press("Tab")
            assert seen == reachable, address


def test_a_figure_of_the_report_opens_its_why_and_gives_the_focus_back(site):
    url, _addresses = site
    with browser(viewport={"width": 360, "height": 740}) as page:
        page.goto(f"{url}/reports/annual{HERE}", wait_until="networkidle")
        figure = page.locator(".sheet a.figure").filter(has_text="trên 57.000").first
        figure.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#panel h2")
        assert page.locator("#panel h2").inner_text() == "Dân số"
        assert page.evaluate("document.activeElement.id") == "panel"
        assert page.url.endswith(HERE), "the report stays where it is"
        above = page.evaluate("document.querySelector('#panel').getBoundingClientRect().top")
        assert figure.bounding_box()["y"] < above, "what was asked about is not hidden"
        page.keyboard.press("Escape")
        assert page.locator("#panel").is_hidden()
        assert "trên 57.000" in page.evaluate("document.activeElement.textContent")


def test_search_narrows_the_list_while_typing_without_accents(site):
    url, _addresses = site
    with browser() as page:
        page.goto(f"{url}/figures{HERE}", wait_until="networkidle")
        page.locator("#q").press_sequentially("doi thoai")
        page.wait_for_selector("#groups:not(:has-text('Dân số'))")
        assert "đối thoại" in page.locator("#groups").inner_text()


def test_from_home_a_figure_is_found_while_typing_and_its_source_is_seen_at_once(site):
    url, _addresses = site
    with browser(viewport={"width": 360, "height": 740}) as page:
        page.goto(url, wait_until="networkidle")
        page.locator("#q").press_sequentially("nhap ngu")
        page.wait_for_selector("#hits a.hit")
        page.locator("#hits a.hit").first.click()
        page.wait_for_selector(".rests")
        source = page.locator(".rests .source").first
        assert "Báo cáo 2022, mục II.2, chú thích 15" in source.inner_text()
        bottom = source.bounding_box()["y"] + source.bounding_box()["height"]
        assert bottom < page.locator(".menu").bounding_box()["y"], "without scrolling"


def test_no_group_of_home_is_longer_than_about_a_screen_of_a_phone_before_its_disclosure(site):
    url, _addresses = site
    with browser(viewport={"width": 360, "height": 740}) as page:
        for language in ("vi", "en"):
            speak(page, url, language)
            page.goto(url)
            heights = page.evaluate(
                """() => [...document.querySelectorAll('.group')].map((group) => {
                    const waiting = group.querySelector('.waiting');
                    return group.getBoundingClientRect().height - (waiting ? waiting.offsetHeight : 0);
                })"""
            )
            assert len(heights) == 9 and max(heights) < 840, heights


def test_without_scripts_every_link_still_leads_there(site):
    url, _addresses = site
    with browser(java_script_enabled=False) as page:
        page.goto(f"{url}/reports/annual{HERE}")
        page.locator(".sheet a.figure").first.click()
        assert page.locator("h1").inner_text() == "Diện tích tự nhiên"
        page.goto(f"{url}/records")
        page.locator("#q").fill("Then Sin")
        page.locator("form.filters button").click()
        assert page.locator("#found tbody tr").count() == 10
