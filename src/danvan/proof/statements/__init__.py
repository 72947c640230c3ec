"""What paragraphs state: figures, citations, dates, notes and the outline, each with its place."""
