"""What becomes of findings: lasting names, acceptance, comments in a Word file."""
