"""A PDF file on its way to text: sheets of words, rows, furniture, tables and blocks, then text and layout.

All measures are points counted from the upper left corner of the page as shown. A part takes what the part
before it gives and knows no other.
"""
