from brink.pages.blocks.body import BODY_BLOCKS, RELATED_BLOCKS
from brink.pages.blocks.plain import PLAIN_BLOCKS

__all__ = ["BODY_BLOCKS", "PLAIN_BLOCKS", "RELATED_BLOCKS"]
