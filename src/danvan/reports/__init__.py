"""What we write: templates of reports, composing them from figures and documents, and writing Word files.

A report is text with figures in it: authors write sentences, the system fills and guards the numbers. Not for:
counting (indicators) nor doubting what was written (proof, which shares no code with this room).
"""
