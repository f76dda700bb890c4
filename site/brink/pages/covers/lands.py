"""The lands: one landscape of the Northern Netherlands for each theme.

Every land paints the whole canvas, drawn wider than the sheet because the sheet is turned.
"""

from collections.abc import Callable

from brink.pages.covers import fields, waters
from brink.pages.covers.pen import Pen

LANDS: dict[str, Callable[[Pen], None]] = {
    "sociale-innovatie": fields.green,
    "online-diensten": waters.canals,
    "digitalisering-en-data": fields.blocks,
    "communicatie": fields.mound,
    "marktontwikkeling": fields.crossing,
    "internationalisering": waters.saltmarsh,
    "verdienmodel": fields.open_field,
    "proces-en-productie": fields.furrows,
    "product-en-dienst": fields.farmyard,
    "duurzaam-en-circulair": waters.pingo,
    "energietransitie": waters.solar,
    "gezondheid-en-vitaliteit": waters.stream,
    "personeel-en-talent": fields.orchard,
    "bedrijfsoverdracht": fields.succession,
    "financiering-en-subsidie": waters.irrigation,
    "ondernemerschap": waters.heath,
}
