"""What was done and what was counted: entries of activity and of statistics, by kind; the ledger only grows.

For: reading and refusing entries, keeping them append-only with their corrections, lending their facts to counting.
Not for: figures and what they mean (indicators), what people raised and were answered (voices), official documents.
"""
