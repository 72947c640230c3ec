"""The door for the terminal: the ``danvan`` command, its sub-commands in ``commands/``, found by the folder.

Not for: deeds and questions themselves. A command reads its options, calls one action or a few queries of the
rooms below, and prints. It imports them inside its function, so that one command never pays for another's.
"""
