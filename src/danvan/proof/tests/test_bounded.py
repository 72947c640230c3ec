"""Reading is bounded: in time and in memory, in this process and in one of its own."""

from __future__ import annotations

import resource
import time

import pytest

from danvan.kit.errors import Refusal
from danvan.proof import bounded
from danvan.proof.language import insist_on_vietnamese
from danvan.proof.reader import read, read_lines


def sleeps() -> None:
    time.sleep(20)


def eats() -> int:
    return len(bytearray(700 * 1024 * 1024))


def test_what_takes_too_long_is_broken_off_here_and_there():
    started = time.monotonic()
    with pytest.raises(Refusal, match="1"), bounded.within(seconds=1):
        sleeps()
    with pytest.raises(Refusal, match="1"):
        bounded.run(sleeps, seconds=1)
    assert time.monotonic() - started < 15


def test_what_takes_too_much_memory_is_refused_here_and_there():
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with pytest.raises(Refusal, match="100"), bounded.within(megabytes=100):
        eats()
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    with pytest.raises(Refusal, match="100"):
        bounded.run(eats, megabytes=100)


def test_the_limit_is_lifted_before_the_refusal_is_made(monkeypatch):
    before, made = resource.getrlimit(resource.RLIMIT_DATA), bounded.too_large
    seen = []

    def recorded(most):
        seen.append(resource.getrlimit(resource.RLIMIT_DATA))
        return made(most)

    monkeypatch.setattr(bounded, "too_large", recorded)
    with pytest.raises(Refusal, match="100"), bounded.within(megabytes=100):
        eats()
    assert seen == [before]


def test_another_process_gives_what_it_read_or_its_refusal(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Có 02 xã.", encoding="utf-8")
    assert bounded.run(read, path) == read(path)
    with pytest.raises(Refusal) as caught:
        bounded.run(read, tmp_path / "nothing.txt")
    assert caught.value.where == str(tmp_path / "nothing.txt") and caught.value.remedy


ENGLISH = "The district held twelve meetings with the people of the communes and answered all their questions. " * 4
VIETNAMESE = "Huyện đã tổ chức mười hai hội nghị với nhân dân các xã và trả lời mọi câu hỏi của bà con. " * 4


def test_only_vietnamese_is_doubted():
    insist_on_vietnamese(read_lines(VIETNAMESE))
    for short in (
        "Ban 12",
        "Xã có 12 thôn.",
        "Hội nghị họp ngày 31/02/2022.",
        "Ban cho hay: 12 xe.",
        "TP. HCM, Krông Pa: 3 xã",
    ):
        insist_on_vietnamese(read_lines(short))
    few = "The review names 30 February 2021. Of 13 meetings, 5 + 20 were held in Tam Đường."
    for text in (
        ENGLISH,
        few,
        "All 13 meetings were held on 30 February.",
        "Huyen to chuc hai hoi nghi voi nhan dan. ",
        "Huyen da to chuc muoi hai hoi nghi voi nhan dan cac xa. " * 6,
        " \n ",
    ):
        with pytest.raises(Refusal):
            insist_on_vietnamese(read_lines(text))
