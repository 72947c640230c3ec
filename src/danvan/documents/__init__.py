"""Official documents: their types, numbers, issuers, dates, subjects and relations; how they are cited.

A document is referred to by an opaque key, since numbers repeat (25-NQ/TW exists in terms X and XI). Not for:
what was done because of a document (the ledger's entries cite it) nor deadlines drawn from it (tasks).
"""
