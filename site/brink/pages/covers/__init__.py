"""Covers: pieces of the northern landscape, seen from above, drawn from their address alone.

The theme chooses the land, the kind chooses what stands on it, the seed chooses the rest. The same
address gives the same bytes on every machine. Presentation attributes only: no style, no script.
"""

from brink.pages.covers.draw import KINDS, draw_cover, land_of

__all__ = ["KINDS", "draw_cover", "land_of"]
