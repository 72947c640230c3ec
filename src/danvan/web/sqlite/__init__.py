"""Django's backend for SQLite, with writers that wait in the order in which they came."""
