"""Made-up reports with planted faults, to measure the reader and the checks where the truth is known for certain.

Every sentence is written for this corpus and every place in it is invented. A report is put together of passages, each
a few sentences that hold one relation (a total and its parts, a document and its date); a fault is one relation that
does not hold. Seeds are fixed: the same number gives the same report.
"""
