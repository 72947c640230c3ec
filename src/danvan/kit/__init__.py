"""Values that every room speaks in: references, periods, scopes, quantities, families. No database, no room above.

Not for: anything that must be stored, shown or asked of a person; those live in the rooms above.
"""
