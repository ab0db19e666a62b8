"""Layout: words with their places on a page, from a text layer or from recognition, become lines, tables and paragraphs.

Coordinates are points with the origin at the lower left of the upright page.
"""
