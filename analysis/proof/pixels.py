"""Compare images: pixel by pixel, number by number, or as lossy copies."""

import contextlib
import functools
import io
import re
from pathlib import Path

import numpy as np
from PIL import Image

from analysis._support.files import sha256

from .cite import UNREADABLE, Verdict, record_in

BLOCK, CLOSE = 8, 40  # pixels; levels of 255 by which averages of blocks may differ in a copy
FEW = 0.01  # share of pixels; an edit changes fewer, saving with loss more
NEAR = 0.01  # points, by which a drawing may differ elsewhere
_MOST = 50_000_000  # pixels; a figure has some 3 million
_SMALL, _ALIKE = (64, 64), 2.5  # a thumbnail; mean difference, in levels, of the same figure
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_ID = re.compile(rb"\b[a-z][0-9a-f]{10}\b")  # made from numbers that may differ in the last digit
_RECORD = re.compile(rb"<dc:description>[^<]*</dc:description>")


@functools.lru_cache(4)
def pixels(content):
    """An image on white; the verdict "altered" if it cannot be read."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > _MOST:
                raise ValueError(f"it has more than {_MOST // 1_000_000} million pixels")
            if getattr(image, "n_frames", 1) > 1:
                raise ValueError("it has several frames")
            image = image.convert("RGBA")
    except UNREADABLE as error:
        raise Verdict("altered", f"the image cannot be read: {error}") from None
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def difference(content, fresh, elsewhere=False):
    """Compare an image with the redrawn figure, perhaps from another platform → verdict, why."""
    ours, drawn = pixels(content), pixels(fresh)
    (width, height), (full_width, full_height) = ours.size, drawn.size
    if ours.size == drawn.size:
        where = np.argwhere((np.asarray(ours) != np.asarray(drawn)).any(axis=2))
        if not len(where):
            return "right", "redrawn: identical pixels"
        if len(where) < FEW * width * height and not elsewhere:
            (y, x), n = where[0], len(where)
            differ = "1 pixel differs" if n == 1 else f"{n:,} pixels differ, the first"
            return "altered", f"the picture: {differ} at {x}, {y}"
    elif abs(width * full_height / (height * full_width) - 1) > FEW:
        return "altered", "the picture was cropped, rotated or stretched"
    size = [max(1, side // BLOCK) for side in np.minimum(ours.size, drawn.size)]
    blocks = [np.asarray(one.resize(size, Image.Resampling.BOX), int) for one in (ours, drawn)]
    if (most := np.abs(np.subtract(*blocks)).max()) > CLOSE:
        return "altered", f"the picture: some areas differ by up to {most} of 255 levels"
    within = f"within {most} of 255 levels, averaged over {BLOCK} × {BLOCK} pixels"
    if elsewhere and ours.size == drawn.size:
        return "right", f"redrawn on another platform: matches {within}"
    return "recognised", f"resized or saved with loss: matches only {within}"


def svg_differs(content, fresh):
    """How an SVG differs, apart from its record: in text or in numbers; None if it does not."""
    ours, drawn = (_ID.sub(b"id", _RECORD.sub(b"", svg)) for svg in (content, fresh))
    if _NUMBER.sub(b"", ours) != _NUMBER.sub(b"", drawn):
        return "its elements or text differ"
    ours, drawn = (np.array(_NUMBER.findall(one), float) for one in (ours, drawn))
    same = len(ours) == len(drawn) and np.abs(ours - drawn).max(initial=0) <= NEAR  # 2 became 1-2
    return None if same else "its numbers differ"


def by_pixels(content, folder):
    """Record of the figure in a folder that an image without a record shows; whether exactly."""
    digest, small = _seen(content)
    files = tuple((path, path.stat().st_mtime_ns) for path in sorted(Path(folder).glob("*.png")))
    known = [(digest != d, np.abs(s - small).mean(), record) for d, s, record in _manifest(files)]
    differs, away, record = min(known, key=lambda one: one[:2], default=(True, np.inf, None))
    return (record if away <= _ALIKE else None), not differs


@functools.lru_cache(maxsize=4)
def _manifest(files):
    """The hash of each figure's pixels, its thumbnail and its record."""
    known = []
    for path, _ in files:
        with contextlib.suppress(ValueError, OSError):
            content = path.read_bytes()
            known.append((*_seen(content), record_in(content, ".png")))
    return known


def _seen(content):
    """The hash of an image's pixels, and its thumbnail."""
    image = pixels(content)
    small = image.convert("L").resize(_SMALL, Image.Resampling.BOX)
    return sha256(f"{image.size}".encode() + image.tobytes()), np.asarray(small, int)
