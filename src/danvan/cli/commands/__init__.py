"""One file a command; the file, the function in it and the command have one name (``-`` for ``_``)."""
