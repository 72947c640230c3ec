"""Opens the house: settings, addresses, home, the catalogue, the language, the check of a report.

Not for: pages that show what one room holds; they stand in that room.
"""
