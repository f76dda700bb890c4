from brink.pages.blocks.body import BODY_BLOCKS, RELATED_BLOCKS

__all__ = ["BODY_BLOCKS", "RELATED_BLOCKS"]
