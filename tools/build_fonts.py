"""Makes the fonts from the packages in `src/ccin/design/styles/node_modules`, for maintainers only.

The web gets variable WOFF2 files: Latin whole, and the Welsh letters beyond it as small second
files that a browser fetches only for a page that has them. Typst, which wants static TrueType,
gets one file a weight. Needs `npm ci` in that folder and `pip install "fonttools[woff]"`.
"""

import shutil
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

DESIGN = Path(__file__).resolve().parent.parent / "src" / "ccin" / "design"
PACKAGES = DESIGN / "styles" / "node_modules" / "@fontsource-variable"
WEB = DESIGN / "static" / "design" / "fonts"
PRINT = DESIGN / "fonts"
ATKINSON = PACKAGES / "atkinson-hyperlegible-next" / "files" / "atkinson-hyperlegible-next"
BRICOLAGE = PACKAGES / "bricolage-grotesque" / "files" / "bricolage-grotesque"
WELSH = "ŴŵŶŷẀẁẂẃẄẅỲỳŸŐőŁłŠšŽž"
SOURCES = {
    "atkinson": (ATKINSON, "wght-normal"),
    "atkinson-italic": (ATKINSON, "wght-italic"),
    "bricolage": (BRICOLAGE, "wght-normal"),
}
WEIGHTS = {
    "atkinson-regular": ("atkinson", 400, "Atkinson Hyperlegible Next", "Regular"),
    "atkinson-bold": ("atkinson", 700, "Atkinson Hyperlegible Next", "Bold"),
    "atkinson-oblique": ("atkinson-italic", 400, "Atkinson Hyperlegible Next", "Italic"),
    "bricolage-bold": ("bricolage", 700, "Bricolage Grotesque", "Bold"),
}


def source(name: str, script: str) -> Path:
    stem, axis = SOURCES[name]
    return stem.with_name(f"{stem.name}-{script}-{axis}.woff2")


def subset(font: TTFont, text: str) -> TTFont:
    options = Options()
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    cutter = Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    return font


def for_the_web(name: str) -> None:
    shutil.copy(source(name, "latin"), WEB / f"{name}.woff2")
    welsh = subset(TTFont(source(name, "latin-ext"), recalcTimestamp=False), WELSH)
    welsh.flavor = "woff2"
    welsh.save(WEB / f"{name}-welsh.woff2")


def static(name: str, script: str, weight: int, into: Path) -> Path:
    font = TTFont(source(name, script), recalcTimestamp=False)
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    if script == "latin-ext":
        subset(font, WELSH)
    font.flavor = None
    path = into / f"{name}-{script}.ttf"
    font.save(path)
    return path


def for_print(target: str) -> None:
    name, weight, family, style = WEIGHTS[target]
    with tempfile.TemporaryDirectory() as folder:
        parts = [static(name, script, weight, Path(folder)) for script in ("latin", "latin-ext")]
        font = Merger().merge([str(part) for part in parts])
    font.recalcTimestamp = False
    font["head"].modified = font["head"].created
    names = {1: family, 2: style, 4: f"{family} {style}", 16: family, 17: style}
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font.save(PRINT / f"{target}.ttf")


if __name__ == "__main__":
    WEB.mkdir(parents=True, exist_ok=True)
    PRINT.mkdir(parents=True, exist_ok=True)
    for each in SOURCES:
        for_the_web(each)
    for each in WEIGHTS:
        for_print(each)
    for package in ("atkinson-hyperlegible-next", "bricolage-grotesque"):
        shutil.copy(PACKAGES / package / "LICENSE", DESIGN / "licences" / f"{package}-OFL.txt")
