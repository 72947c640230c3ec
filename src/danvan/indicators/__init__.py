"""What we count: definitions, the engine that asks them, and figures with the records that they rest on.

A definition says which rows count and how to measure them; the figure and the list of its records come from one
expression, so they cannot disagree. Not for: recording (ledger) nor sentences about figures (reports).
"""
