"""A hundred ways to alter a figure's files, and a hundred that leave it as it is.

Each alteration is (name, verdict, a pattern of the reason, function). The function gets a folder
with whole families of files and returns the file to verify.
"""

import io
import json
import random
import re
import shutil
import zipfile
from functools import partial

from PIL import Image, ImageDraw, ImageOps
from PIL.PngImagePlugin import PngInfo

from analysis._support.files import checksum, sha256
from analysis.proof.cite import KEY, record_in

NAMES = ("poll", "readability-by-part", "standing-sentiment-newsarticles")


def _png(path, change, keep=True, **options):
    """Change an image and save it with its texts, or without."""
    with Image.open(path) as image:
        texts, image = dict(image.text), image.convert("RGBA")
    info = PngInfo()
    for key, text in texts.items() if keep else ():
        info.add_text(key, text)
    image = change(image)
    image.save(path, **{"pnginfo": info, "compress_level": 1} | options)
    return path


def _rewritten(path, old, new):
    content = path.read_bytes()
    assert content.count(old) >= 1, (path, old)
    path.write_bytes(content.replace(old, new, 1))
    return path


def _with_record(path, change):
    """Put another record in an image, written as this package writes it."""
    content = path.read_bytes()
    old = record_in(content, path.suffix)
    new = change(dict(old))
    texts = [json.dumps(one, ensure_ascii=True, sort_keys=True) for one in (old, new)]
    if path.suffix == ".png":
        with Image.open(path) as image:
            info = PngInfo()
            for key, text in (image.text | {KEY: texts[1]}).items():
                info.add_text(key, text)
            image.load()
        image.save(path, pnginfo=info, compress_level=1)
        return path
    escaped = {"&": "&amp;", "<": "&lt;", ">": "&gt;"} if path.suffix == ".svg" else {}
    escaped = escaped or {"\\": "\\\\", "(": r"\(", ")": r"\)"}
    both = [text.translate(str.maketrans(escaped)).encode() for text in texts]
    return _rewritten(path, *both)


def _signed(record):
    return record | {"checksum": checksum(record)}


def pixel(name, at, by, folder):
    def change(image):
        x, y = (int(share * side) for share, side in zip(at, image.size, strict=True))
        color = image.getpixel((x, y))
        image.putpixel((x, y), (*((level + by) % 256 for level in color[:3]), 255))
        return image

    return _png(folder / f"{name}.png", change)


def picture(change, name, folder):
    return _png(folder / f"{name}.png", change)


def covered(share, image):
    width, height = image.size
    box = (width * 0.3, height * 0.4, width * (0.3 + share), height * (0.4 + share))
    ImageDraw.Draw(image).rectangle(box, fill="white")
    return image


def cropped(share, image):
    return image.crop((0, 0, int(image.width * share), image.height))


def swapped(order, image):
    bands = image.split()
    return Image.merge("RGB", [bands[n] for n in order])


def lossy(quality, scale, image):
    out, size = io.BytesIO(), (int(image.width * scale), int(image.height * scale))
    image.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(out, "JPEG", quality=quality)
    return Image.open(out)


def photo(quality, name, folder):
    path = folder / f"{name}.jpg"
    with Image.open(folder / f"{name}.png") as image:
        image.convert("RGB").save(path, quality=quality)
    return path


def frames(name, folder):
    return _png(
        folder / f"{name}.png",
        lambda image: image,
        save_all=True,
        append_images=[Image.new("RGBA", (50, 50), "red")],
    )


def truncated(ending, share, name, folder):
    path = folder / f"{name}.{ending}"
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def record_byte(ending, seed, name, folder):
    """One letter or digit of the record becomes another."""
    path, chance = folder / f"{name}.{ending}", random.Random(seed)
    text = json.dumps(record_in(path.read_bytes(), path.suffix), sort_keys=True)
    places = [n for n, one in enumerate(text) if one.isalnum() and text[n - 1] != "\\"]
    place = chance.choice([n for n in places if not re.search(r"\\u\w{0,3}$", text[n - 4 : n])])
    other = chance.choice([one for one in "abcdef0123456789" if one != text[place]])
    changed = text[:place] + other + text[place + 1 :]
    if ending == "png":
        info = PngInfo()
        info.add_text(KEY, changed)
        with Image.open(path) as image:
            image.load()
        image.save(path, pnginfo=info, compress_level=1)
        return path
    around = slice(max(0, place - 30), place + 30)
    old, new = text[around], changed[around]
    for one in ("\\",) if ending == "pdf" else ("&", "<", ">"):
        escape = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\\": "\\\\"}[one]
        old, new = old.replace(one, escape), new.replace(one, escape)
    for one in "()" if ending == "pdf" else "":
        old, new = old.replace(one, f"\\{one}"), new.replace(one, f"\\{one}")
    return _rewritten(path, old.encode(), new.encode())


def svg(old, new, name, folder):
    path = folder / f"{name}.svg"
    text = path.read_text("utf-8")
    head, mark, body = text.partition("</metadata>")
    changed = re.sub(old, new, body, count=1)
    assert changed != body
    path.write_text(head + mark + changed, "utf-8")
    return path


def stream(seed, name, folder):
    path = folder / f"{name}.pdf"
    content = bytearray(path.read_bytes())
    begin = content.index(b"stream")
    place = random.Random(seed).randrange(begin + 10, content.index(b"endstream", begin))
    content[place] ^= 1
    path.write_bytes(content)
    return path


def moved_record(ending, source, target, folder):
    other = record_in((folder / f"{source}.{ending}").read_bytes(), f".{ending}")
    return _with_record(folder / f"{target}.{ending}", lambda _: other)


def renamed(ending, alone, source, target, folder):
    for path in folder.glob(f"{target}.*"):
        if not alone:
            path.unlink()
    for path in sorted(folder.glob(f"{source}.*")):
        if not alone or path.suffix == f".{ending}":
            path.replace(folder / f"{target}{path.suffix}")
    return folder / f"{target}.{ending}"


def twin(ending, image, name, folder):
    """One digit of the data or the caption."""
    path = folder / f"{name}.{ending}"
    text = path.read_text("utf-8")
    place = next(n for n in range(len(text) // 2, len(text)) if text[n].isdigit())
    path.write_text(text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :], "utf-8")
    return folder / f"{name}.{image}"


def forged(ending, name, folder):
    """A CSV, and its hash in record, checksum and caption."""
    twin("csv", ending, name, folder)
    data = sha256((folder / f"{name}.csv").read_bytes())

    def change(record):
        caption = folder / f"{name}.md"
        caption.write_bytes(
            caption.read_bytes().replace(record["data"][:12].encode(), data[:12].encode())
        )
        return _signed(record | {"data": data, "caption": sha256(caption.read_bytes())})

    return _with_record(folder / f"{name}.{ending}", change)


def field(ending, name, changes, folder):
    """Another value in the record, or None to remove one, with a right checksum."""

    def change(record):
        record |= changes
        return _signed({key: value for key, value in record.items() if value is not None})

    return _with_record(folder / f"{name}.{ending}", change)


def edition(ending, name, changes, folder):
    """A family as another version, corpus or list would have made it."""

    def change(record):
        caption = folder / f"{name}.md"
        caption.write_bytes(caption.read_bytes() + b"\n")
        return _signed(record | changes | {"caption": sha256(caption.read_bytes())})

    return _with_record(folder / f"{name}.{ending}", change)


def foreign(ending, content, folder):
    path = folder / f"foreign.{ending}"
    path.write_bytes(content)
    return path


def _blank():
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "navy").save(out, "PNG")
    return out.getvalue()


OVER = r'<rect width="900" height="900" fill="white"/></svg>'
SCRIPT = "<script>alert(1)</script></svg>"
DEEP = b"<?xml?><dc:description>" + b"[" * 100_000 + b"</dc:description></svg>"


def alterations():
    """All of them, by name."""
    one, part, rank = NAMES
    out = []

    def add(verdict, reason, function, *arguments):
        out.append(
            (f"{len(out)}-{function.__name__}", verdict, reason, partial(function, *arguments))
        )

    for n in range(12):
        at = (0.04 + 0.08 * n, 0.97 - 0.07 * n)
        add("altered", "^the picture: 1 pixel differs", pixel, NAMES[n % 3], at, (1, 9, 128)[n % 3])
    for name in (one, part):
        for change in (
            *(partial(covered, share) for share in (0.05, 0.2)),
            *(partial(cropped, share) for share in (0.5, 0.9)),
            *(partial(swapped, order) for order in ((2, 1, 0), (0, 0, 0))),
            lambda image: image.transpose(Image.Transpose.ROTATE_90),
            lambda image: image.transpose(Image.Transpose.ROTATE_180),
            ImageOps.mirror,
            lambda image: ImageOps.invert(image.convert("RGB")),
            lambda image: image.resize((image.width, image.height * 2)),
        ):
            add("altered", "^the picture", picture, change, name)
        for change in (partial(lossy, 80, 1), partial(lossy, 40, 1), partial(lossy, 90, 0.5)):
            add("recognised", "matches only within", picture, change, name)
        add("recognised", "matches only within", photo, 85, name)
        add("altered", "several frames", frames, name)
    for n, ending in enumerate(("svg", "png", "pdf")):
        for share in (0.3, 0.9):
            add("truncated", "the end of the file", truncated, ending, share, NAMES[n])
        for seed in range(5):
            add("altered", "^the record", record_byte, ending, seed, NAMES[seed % 3])
        add("altered", "^the picture", moved_record, ending, one, part)
        add("renamed", f"this is figure {one}", renamed, ending, False, one, part)
        add("renamed", f"this is figure {rank}", renamed, ending, True, rank, one)
        add("altered", "^the data", twin, "csv", ending, part)
        add("altered", "^the caption", twin, "md", ending, rank)
        add("altered", "gives different values for .*data", forged, ending, NAMES[n])
        add("stale", "this package changed", edition, ending, one, {"version": "0.0.9"})
        add("altered", "record changed: title", field, ending, one, {"title": "99% were yes"})
        add("altered", "the caption beside it", field, ending, part, {"function": None})
    add("altered", "record changed: corpus", field, "svg", part, {"corpus": "0" * 64})
    add("stale", "the corpus changed", edition, "svg", part, {"corpus": "0" * 64})
    add(
        "other list",
        "counted with the list another 1",
        edition,
        "png",
        rank,
        {"lexicon": "another 1"},
    )
    add("stale", "the counts changed", edition, "pdf", part, {"passages": "0" * 64})
    add("other corpus", "is not in", edition, "svg", one, {"article": "elsewhere"})
    add("altered", "not a figure of this package", edition, "svg", one, {"function": "comparisons"})
    add("altered", "cannot be redrawn", edition, "svg", one, {"parameters": {"corpus": "/etc"}})
    for name in (one, part):
        add("altered", "^the picture", svg, r"(M \d+)\.(\d)", r"\g<1>.9\2", name)
        add("altered", "^the picture", svg, "#0072b2", "#e69f00", name)
        add("altered", "^the picture", svg, "</svg>", OVER, name)
        add("altered", "^the picture", svg, "</svg>", SCRIPT, name)
        add("altered", "^the picture", stream, 3, name)
    add("not ours", "", foreign, "png", _blank())
    add("not ours", "", foreign, "svg", b"<?xml version='1.0'?><svg></svg>")
    add("not ours", "", foreign, "svg", DEEP)
    add("not ours", "", foreign, "pdf", b"hello")
    return out


def untouched(folder):
    """A hundred files to verify, each in a folder of its own beside ``folder``."""
    for n, place in enumerate(("a copy", "Übung ünd 新华", "x/y/z", "a;b&c", ".hidden")):
        home = folder.parent / f"untouched-{n}" / place
        shutil.copytree(folder, home)
        yield from sorted(path for name in NAMES for path in home.glob(f"{name}.[sp][vnd][gf]"))
    alone = folder.parent / "alone"
    alone.mkdir()
    for path in sorted(folder.glob("*.[sp][vnd][gf]")):
        yield shutil.copy(path, alone)
    for number in range(4):
        for keep in (True, False):
            for mode in ("RGB", "RGBA"):
                home = folder.parent / f"saved-{number}-{keep}-{mode}"
                shutil.copytree(folder, home)
                for name in NAMES[:2]:
                    change = partial(Image.Image.convert, mode=mode)
                    options = {"compress_level": number}
                    if number == 2 and keep and name == NAMES[0]:
                        options = {"optimize": True}
                    yield _png(home / f"{name}.png", change, keep, **options)
    for number in range(14):
        word = folder.parent / f"report {number}.docx"
        with zipfile.ZipFile(word, "w") as out:
            name = NAMES[number % 3]
            out.writestr("word/document.xml", "<w:document/>")
            out.write(folder / f"{name}.png", f"word/media/image{number}.png")
        yield word
