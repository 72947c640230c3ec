"""Readers: a file of any sort becomes raw paragraphs, in the order in which a person reads them."""
