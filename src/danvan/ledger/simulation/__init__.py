"""A made-up locality of any size, from one seed number: places and entries as believable as they need to be to measure.

Nothing here is, or sounds like, anything real: invented names, no sensitive class (design, section 9), and everything
in a home that is marked as made up before the first row is written. See docs/how-to/simulate.md.
"""
