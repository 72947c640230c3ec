"""Writing Word files: the only door to python-docx. Every figure, citation and field is a content control.

``paper`` lays out the sheets, ``styles`` holds what a clerk can edit, ``runs`` makes words, controls and marks of
notes, ``package`` the parts that python-docx does not make. Not for reading Word files (proof).
"""

from danvan.reports.word.paper import word

__all__ = ["word"]
