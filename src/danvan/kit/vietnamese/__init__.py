"""How officials write: numbers, dates, document symbols, capitals; and how Vietnamese is searched and sorted.

No database. Writing and reading are kept apart: ``proof`` reads reports by its own code and never imports ours.
"""
