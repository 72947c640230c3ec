"""Shares of one whole, which make up a hundred."""

from __future__ import annotations

from corpus.passage import Passage, line, lines
from corpus.world import World


def _shares(world: World, count: int, wrong: bool) -> list[str]:
    cuts = sorted(world.rng.sample(range(60, 940), count - 1))
    tenths = [right - left for left, right in zip([0, *cuts], [*cuts, 1000], strict=True)]
    if wrong:
        at = world.rng.randrange(count)
        tenths[at] += world.rng.choice((-30, 10, 25, 40)) if tenths[at] > 40 else 25
    return [world.decimal(tenth / 10, 1) + "%" for tenth in tenths]


def three(world: World, wrong: bool) -> Passage:
    """Good, fair, average: the levels of one judgement."""
    a, b, c = _shares(world, 3, wrong)
    text = world.pick(
        f"Về {world.topic()}, tỷ lệ xếp loại tốt chiếm {a}, loại khá chiếm {b}, loại trung bình chiếm {c}.",
        f"Cơ cấu ý kiến về {world.topic()}: đồng ý {a}, không đồng ý {b}, không có ý kiến {c}.",
    )
    return line(text, a, b, c)


def rest(world: World, wrong: bool) -> Passage:
    """Two shares and the rest."""
    a, b, c = _shares(world, 3, wrong)
    text = f"Trong tổng kinh phí cho {world.topic()}, ngân sách nhà nước chiếm {a}, doanh nghiệp đóng góp {b}, còn lại "
    return line(f"{text}{c} do người dân đóng góp.", a, b, c)


def below(world: World, wrong: bool) -> Passage:
    """Shares as points of a list."""
    shares = _shares(world, 4, wrong)
    names = ("nông nghiệp", "công nghiệp", "dịch vụ", "ngành nghề khác")
    texts = [f"Cơ cấu lao động được vận động về {world.topic()} như sau:"]
    texts += [f"- Lao động {name}: {share};" for name, share in zip(names, shares, strict=True)]
    texts[-1] = texts[-1][:-1] + "."
    return lines(texts, *((at + 1, share) for at, share in enumerate(shares)))


WRITERS = {"three": three, "rest": rest, "below": below}
