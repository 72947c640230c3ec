"""The one look of danvan: ``@page``, base templates, components, charts, formats of numbers and dates, static files.

Not for: anything that knows what a unit, a record or a figure is; pages that show those stand in their own rooms.
"""
