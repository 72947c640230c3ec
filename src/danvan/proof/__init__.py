"""What we doubt: any report, ours or a stranger's, read into figures, citations, notes and outline, then checked.

Not for: writing reports, asking the ledger or drawing pages. This room reads with its own code and its own table
of words, shares nothing with the writer, needs no database, and is given the ledger's answers as plain values.

A file goes through ``files`` (raw paragraphs), ``statements`` (what they state: a Reading), ``checks`` (doubts, which
ask ``relations``) and ``findings`` (lasting names, acceptance, comments).
"""
