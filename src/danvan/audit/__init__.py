"""The journal of deeds: who did what, on which record, when and why; and the positions in which records became known.

Holds the append-only guard of every ledger table, the hash chain of audit lines and the gapless numbering of
what was committed. Not for: content of records (only digests of it), nor for deciding who may do what.
"""
