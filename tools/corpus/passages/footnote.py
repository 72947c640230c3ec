"""Marks and their notes."""

from __future__ import annotations

from corpus.passage import MARK, NOTE, Line, Passage, Spot
from corpus.world import World


def lost_note(world: World, wrong: bool) -> Passage:
    """A mark whose note is not there."""
    words = f"{world.n(world.number(12, 99))} mô hình"
    text = f"Duy trì hoạt động của {words}{MARK} về {world.topic()}."
    note = None if wrong else f"Danh sách kèm theo báo cáo chuyên đề về {world.topic()}."
    return Passage(((Line(text, note=note),),), (Spot(0, 0, words + MARK),))


def lost_mark(world: World, wrong: bool) -> Passage:
    """A note whose mark is not there."""
    words = f"{world.n(world.number(12, 99))} câu lạc bộ"
    text = f"Kiện toàn {words}{'' if wrong else MARK} về {world.topic()}."
    note = f"Theo số liệu rà soát chuyên đề về {world.topic()}."
    return Passage(((Line(text, note=note),),), (Spot(0, NOTE, note),))


WRITERS = {"lost note": lost_note, "lost mark": lost_mark}
