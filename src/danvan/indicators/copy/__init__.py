"""The columnar copy of the ledger's facts: a sorted sealed base in files, a tail in memory, cells of sums; see tables.

The relational database stays the truth: the copy is never wrong, only behind, and can be thrown away at any time.
"""
