"""What is printed or kept as a PDF: certificates, the sign-in sheet, badges.

A template of `templates/paper` is typeset with data that it reads as JSON. Nothing of the data
stands in its source, so no name can be taken for an instruction.
"""
