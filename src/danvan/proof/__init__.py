"""What we doubt: any report, ours or a stranger's, read into figures, citations, notes and outline, then checked.

A file goes through ``files`` (raw paragraphs), ``statements`` (what they state: a Reading), ``checks`` (doubts, which ask
``relations``), ``findings`` (names, acceptance, comments). Reading and checking import ``kit`` only and need no database.
"""
