"""Symbols of documents: of their type, of their issuer, of their date."""

from __future__ import annotations

from corpus.passage import Passage, line
from corpus.world import CITATION, World


def other_type(world: World, wrong: bool) -> Passage:
    """The code of another type than the one printed."""
    kinds = [("Kế hoạch", "KH"), ("Quyết định", "QĐ"), ("Báo cáo", "BC"), ("Tờ trình", "TTr")]
    name, code = world.rng.choice(kinds)
    if wrong:
        code = world.rng.choice([other for _, other in kinds if other != code])
    symbol = f"{world.number(11, 999)}/{code}-UBND"
    day = world.day()
    text = f"Ủy ban nhân dân huyện ban hành {CITATION}{name} số {symbol} ngày {day:%d/%m/%Y} về {world.topic()}."
    return line(text, symbol)


def party_dash(world: World, wrong: bool) -> Passage:
    """The party's dash and the state's slash, one for the other."""
    number, day = world.number(11, 900), world.day()
    party = world.rng.random() < 0.5
    if party:
        symbol = f"{number}/KH-HU" if wrong else f"{number}-KH/HU"
        text = f"Ban Thường vụ Huyện ủy ban hành {CITATION}Kế hoạch số {symbol} ngày {day:%d/%m/%Y} về {world.topic()}."
    else:
        symbol = f"{number}-KH/UBND" if wrong else f"{number}/KH-UBND"
        cited = f"{CITATION}Kế hoạch số {symbol} ngày {day:%d/%m/%Y}"
        text = f"Thực hiện {cited} của Ủy ban nhân dân huyện về {world.topic()}."
    return line(text, symbol)


def no_year(world: World, wrong: bool) -> Passage:
    """A decree without its year."""
    number, day = world.number(10, 180), world.day()
    symbol = f"{number}/NĐ-CP" if wrong else f"{number}/{day.year}/NĐ-CP"
    return line(f"Căn cứ {CITATION}Nghị định số {symbol} ngày {day:%d/%m/%Y} của Chính phủ về {world.topic()}.", symbol)


def other_issuer(world: World, wrong: bool) -> Passage:
    """An issuer who cannot be the one of the symbol."""
    number, day = world.number(100, 1900), world.day()
    issuer = "Ủy ban nhân dân tỉnh" if wrong else "Thủ tướng Chính phủ"
    symbol = f"{number}/QĐ-TTg"
    return line(
        f"Thực hiện {CITATION}Quyết định số {symbol} ngày {day:%d/%m/%Y} của {issuer} về {world.topic()}.", symbol
    )


WRITERS = {"another type": other_type, "dash and slash": party_dash, "no year": no_year, "another issuer": other_issuer}
