"""A pack model turned into bytes: PDF, deck, annex workbook, facts and findings.

Belongs here: how things look and how files are written. Does not belong here: any computing; what is
printed stands in the model as a figure.
"""
