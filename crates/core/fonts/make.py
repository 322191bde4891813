"""Makes the fonts that PDF files are set in: Literata as static TrueType, from the subsets that the interface ships.

Two glyphs are drawn here, since Literata lacks them: the narrow no-break space of French (as wide as the thin space),
and the arrow that stands in the ways of engines (`fr → es → en`).

Run by hand with fonttools and brotli, only when the fonts change: python3 make.py FOLDER_OF_FONTSOURCE_FILES
"""
import sys
from pathlib import Path

from fontTools import merge
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SUBSETS = ["latin", "latin-ext", "cyrillic", "greek"]
STYLES = {"regular": ("normal", 400), "italic": ("italic", 400), "bold": ("normal", 600)}

def add_missing(font):
    pen = TTGlyphPen(None)
    for points in ([(60, 235), (60, 285), (640, 285), (640, 235)], [(520, 110), (480, 145), (605, 260), (480, 375), (520, 410), (690, 260)]):
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
    order = font.getGlyphOrder()
    font.setGlyphOrder([*order, "arrowright"])
    font["glyf"]["arrowright"] = pen.glyph()
    font["hmtx"]["arrowright"] = (750, 60)
    thin = font.getBestCmap()[0x2009]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x202F] = thin
            table.cmap[0x2192] = "arrowright"


source = Path(sys.argv[1])
target = Path(__file__).parent
for name, (style, weight) in STYLES.items():
    parts = []
    for subset in SUBSETS:
        font = TTFont(source / f"literata-{subset}-opsz-{style}.woff2")
        font.flavor = None
        axes = {axis.axisTag for axis in font["fvar"].axes}
        place = {"wght": weight, "opsz": 12}
        instance = instancer.instantiateVariableFont(font, {tag: place[tag] for tag in axes})
        # Hinting is for screens of old; the merger needs none of these tables.
        for tag in ("fpgm", "prep", "cvt ", "gasp", "STAT", "GDEF", "MVAR", "HVAR", "DSIG", "vmtx", "vhea", "VORG"):
            if tag in instance:
                del instance[tag]
        part = target / f".{name}-{subset}.ttf"
        instance.save(part)
        parts.append(part)
    merged = merge.Merger().merge([str(part) for part in parts])
    add_missing(merged)
    merged.save(target / f"literata-{name}.ttf")
    for part in parts:
        part.unlink()
