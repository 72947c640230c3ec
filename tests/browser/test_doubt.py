"""A report is sent to /check in a real Chromium: no fault of access, by keyboard, on a phone, without scripts."""

from __future__ import annotations

import zipfile

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_pages import CHROMIUM, WIDER, browser, speak

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]
TEXT = """BÁO CÁO
I. KẾT QUẢ
Trong năm có 32 mô hình đăng ký mới, gồm kinh tế 12 mô hình, văn hóa 10 mô hình, an ninh 08 mô hình.
Hội nghị họp ngày 31/02/2022 tại xã,, có 45 người dự; đã trả lời 118/126 ý kiến, đạt 36,89%.
II. NHIỆM VỤ
Toàn xã tổ chức 15 cuộc đối thoại, trong đó cấp huyện 04 cuộc, cấp xã 10 cuộc, với hơn 600 lượt người dự.
"""
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "Báo cáo của xã.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def send(page, live_server, report):
    page.goto(f"{live_server.url}/check")
    page.set_input_files("#file", report)
    page.locator(".drop button").click()
    page.wait_for_selector(".doubting")


@pytest.mark.parametrize(("language", "scheme", "width"), [("vi", "light", 1440), ("en", "dark", 360)])
def test_the_doubted_report_has_no_fault_of_access_and_no_sideways_scrolling(
    live_server, report, language, scheme, width
):
    with browser(viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
        speak(page, live_server.url, language)
        send(page, live_server, report)
        result = Axe().run(page)
        assert result.violations_count == 0, result.generate_report()
        page.locator(".asked > a").first.focus()
        result = Axe().run(page)
        assert result.violations_count == 0, result.generate_report()
        for size, letters in ((320, "100%"), (360, "100%"), (720, "212%"), (1100, "100%")):
            page.set_viewport_size({"width": size, "height": 640})
            page.evaluate("(size) => document.documentElement.style.setProperty('font-size', size)", letters)
            for index in range(page.locator(".asked > a").count()):
                page.locator(".asked > a").nth(index).focus()
                assert not page.evaluate(WIDER), (size, letters, index)


def test_words_show_their_arithmetic_by_keyboard_and_lead_to_the_finding_and_back(live_server, report):
    with browser(viewport={"width": 1440, "height": 900}) as page:
        send(page, live_server, report)
        words = page.locator(".asked > a", has_text="32 mô hình")
        words.focus()
        tip = page.locator(".asked:focus-within .tip")
        assert "12 + 10 + 8 = 30" in tip.inner_text()
        page.keyboard.press("Escape")
        assert tip.is_hidden()
        page.keyboard.press("Enter")
        told = page.locator(".told:target")
        assert "32 mô hình" in told.inner_text()
        back = told.get_by_role("link", name="32 mô hình")
        back.focus()
        page.keyboard.press("Enter")
        assert "32 mô hình" in page.locator(".asked:has(> :target)").inner_text()


def test_the_findings_are_narrowed_to_one_severity_by_keyboard(live_server, report):
    with browser() as page:
        send(page, live_server, report)
        every = page.locator(".told:visible").count()
        errors = page.locator(".told.error").count()
        assert 0 < errors < every
        page.locator("#sift-all").focus()
        page.keyboard.press("ArrowRight")
        assert page.locator("#sift-error").is_checked()
        assert page.locator(".told:visible").count() == errors


def test_on_a_phone_the_findings_lie_below_and_are_reached_by_a_tap(live_server, report):
    with browser(viewport=PHONE, has_touch=True) as page:
        send(page, live_server, report)
        sheet = page.locator(".sheet").bounding_box()
        assert page.locator("#findings").bounding_box()["y"] >= sheet["y"] + sheet["height"]
        page.locator(".asked > a", has_text="31/02/2022").tap()
        told = page.locator(".told:target")
        top = told.bounding_box()["y"]
        assert "31/02/2022" in told.inner_text() and 0 <= top < PHONE["height"] / 2


def test_focus_is_on_the_summary_and_a_card_leads_to_the_next_that_is_shown(live_server, report):
    with browser(viewport=PHONE, has_touch=True) as page:
        send(page, live_server, report)
        assert page.evaluate("document.activeElement.localName") == "h1"
        page.locator("#sift-error").check()
        shown = page.locator(".told:visible")
        for index in range(shown.count() - 1):
            shown.nth(index).locator("a[data-next]").tap()
            assert page.url.endswith("#" + shown.nth(index + 1).get_attribute("id"))
        shown.nth(1).locator(".steps a").first.tap()
        assert page.locator(".asked:has(> :target)").count() == 1


def test_what_is_said_of_words_at_the_foot_of_the_window_is_not_cut_off(live_server, report):
    with browser(viewport={"width": 1280, "height": 700}) as page:
        send(page, live_server, report)
        words = page.locator(".asked > a", has_text="31/02/2022")
        page.evaluate("window.scrollTo(0, 0)")
        foot = words.bounding_box()
        height = int(foot["y"] + foot["height"]) + 4
        page.set_viewport_size({"width": 1280, "height": height})
        box = words.bounding_box()
        page.mouse.move(box["x"] + 5, box["y"] + 5)
        tip = page.locator(".asked:hover .tip").bounding_box()
        assert height - 40 < box["y"] and tip["y"] + tip["height"] <= height


def test_a_file_is_dropped_and_a_refusal_leaves_the_form(live_server, report):
    with browser() as page:
        page.goto(f"{live_server.url}/check")
        page.evaluate(
            """(text) => {
                const data = new DataTransfer();
                data.items.add(new File([text], "Thả.txt", {type: "text/plain"}));
                document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
            }""",
            TEXT,
        )
        page.wait_for_selector(".doubting")
        assert page.locator("h1").inner_text() == "Thả.txt"
        page.goto(f"{live_server.url}/check")
        page.set_input_files("#file", {"name": "rỗng.docx", "mimeType": "", "buffer": b"x"})
        page.locator(".drop button").click()
        page.wait_for_selector("[role=alert]")
        assert "rỗng.docx" in page.locator("[role=alert]").inner_text()
        assert page.locator("#file").is_visible()


def test_without_scripts_the_report_is_sent_shown_and_given_back(live_server, report, tmp_path):
    with browser(java_script_enabled=False) as page:
        send(page, live_server, report)
        page.locator(".asked > a").first.click()
        assert page.locator(".told:target").is_visible()
        with page.expect_download() as download:
            page.locator(".actions button").click()
        assert download.value.suggested_filename == "Báo cáo của xã (danvan).docx"
        download.value.save_as(tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        assert "31/02/2022" in package.read("word/comments.xml").decode()
