"""What a test sees of a page: its words, blanks folded."""

from lxml import html


def words(response) -> str:
    """The words of the page's content, or of the part that it is."""
    tree = html.fromstring(response.content)
    main = tree.find(".//main")
    return " ".join(" ".join(map(str, (tree if main is None else main).itertext())).split())
