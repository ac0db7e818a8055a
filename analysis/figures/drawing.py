"""Tools for drawing figures: style, fonts, intervals, bars and log axes."""

import re
import textwrap
import warnings
from contextlib import contextmanager

import numpy as np
import pandas as pd
from matplotlib import font_manager, style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from analysis._support import ROOT, read_yaml
from analysis.proof.cite import KEY

from .inputs import LEVEL

ONE_COLUMN, TWO_COLUMNS = 89 / 25.4, 183 / 25.4  # inches
SMALLEST = 7  # points; no text is smaller in print
# Okabe and Ito's colours, which colour-blind readers can tell apart.
BLUE, ORANGE, GREY, PALE = "#0072B2", "#E69F00", "#666666", "#7fb7d9"
# A colour and a hatch for words of each voice.
VOICE_LOOKS = {"quoted": (ORANGE, "...."), "attributed": (PALE, "////"), "unattributed": (BLUE, "")}
VOICE_LOOKS["unquoted"] = VOICE_LOOKS["unattributed"]
# Ids of marks in an SVG: of what they show, then the rows of the data, in the order drawn.
MARKS = re.compile(r"marks-\w+-(\d+(?:-\d+)*)$")
BAR = {"edgecolor": "white", "lw": 0.4}
FONT = "DejaVu Sans"
# Names inside an SVG are made from the salt and not from chance.
STYLE = {"font.size": SMALLEST, "svg.hashsalt": KEY}
STYLE |= read_yaml(ROOT / "analysis/figures/style.yml")
FALLBACK_FONTS = STYLE.pop("fallback fonts")


@contextmanager
def canvas(size, fonts):
    """An empty figure in the project's style, whatever the user's own settings are."""
    looks = style.context(STYLE | {"font.family": list(fonts)}, after_reset=True)
    # The caption names the characters that no font has, so matplotlib need not warn of them.
    with looks, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasAgg(figure)
        yield figure


def fonts_for(text):
    """Names of fonts to draw a text with, and those of its characters that none of them has."""
    missing = set("".join(text.split())) - _characters(FONT)
    installed = font_manager.get_font_names() if missing else ()
    fonts = [FONT, *(name for name in FALLBACK_FONTS if name in installed)]
    return fonts, "".join(sorted(missing.difference(*map(_characters, fonts))))


def _characters(font):
    return set(map(chr, font_manager.get_font(font_manager.findfont(font)).get_charmap()))


def wrap(text, width=34, lines=2):
    """A label broken into lines; what is longer ends with "…"."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder="…")) or text


def error_bars(axis, rows, places, value, marker="o", color=BLUE, upright=False, **looks):
    """Dots of a column at places on the other axis, with the interval that `_ends` finds."""
    low, high = (rows[name] for name in _ends(value, rows))
    errors = [rows[value] - low, high - rows[value]]
    x, y, along = (places, rows[value], "yerr") if upright else (rows[value], places, "xerr")
    looks = {"fmt": marker, "color": color, "capsize": 2, "ms": 4, along: errors, **looks}
    dots, *_ = axis.errorbar(x, y, **looks)
    if dots:
        tag(dots, value, rows.index[rows[value].notna()])


def tag(artist, name, rows):
    """Give an artist the id of the data rows that it draws, so that its marks can be linked."""
    if numbers := "-".join(map(str, rows)):
        artist.set_gid(f"marks-{name}-{numbers}")


def _ends(value, rows):
    return (f"{value}_low", f"{value}_high") if f"{value}_low" in rows else ("low", "high")


def effects(axis, rows, places, value, none, label):
    """Effects that have an interval, and a line at ``none``: 1 for ratios, on a log axis."""
    drawn = rows[_ends(value, rows)[0]].notna()
    rows, places = rows[drawn], pd.Series([*places], rows.index)[drawn]
    if none == 1:
        log_axis(axis, [1, *rows[[value, *_ends(value, rows)]].to_numpy().ravel()])
        label += " (log scale)"
    axis.axvline(none, color=GREY, lw=0.8)
    error_bars(axis, rows, places, value, ms=3.5)
    axis.tick_params(axis="y", length=0)
    axis.set_xlabel(label)


def outlet_labels(axis, rows):
    """The outlet of each row with its number of articles, at the left."""
    labels = [f"{row.outlet} (n = {row.articles:,})" for row in rows.itertuples()]
    axis.set_yticks(range(len(labels)), labels)


def stacked_bars(axis, places, widths, looks):
    """Bars end to end, one column of ``widths`` after the other; returns where they end."""
    left = widths.iloc[:, 0] * 0
    for name in widths:
        color, hatch = looks[name]
        axis.barh(places, widths[name], left=left, color=color, hatch=hatch, label=name, **BAR)
        left = left + widths[name]
    return left


def at_right(axis, place, text):
    """A grey note to the right of an axis, at a y position."""
    axis.text(1.01, place, text, transform=axis.get_yaxis_transform(), va="center", color=GREY)


def log_axis(axis, values):
    """A log axis that holds the numbers above 0 among ``values``; inf and nan are left out."""
    values = np.asarray(values, dtype="float64")
    values = values[np.isfinite(values) & (values > 0)]
    axis.set_xscale("log")
    axis.set_xlim(values.min() / 1.3, values.max() * 1.3)
    steps = (1, 2, 5) if values.max() < 200 * values.min() else (1,)
    axis.xaxis.set_major_locator(LogLocator(subs=steps))
    axis.xaxis.set_minor_locator(NullLocator())
    axis.xaxis.set_major_formatter("{x:,.10g}")


def medians_and_deltas(figure, panels, looks, n, delta_look=None):
    """Medians of ``panels`` on log axes with column ``n``, and Cliff's δ; returns the axes."""
    axes = figure.subplots(1, 2 * len(panels), sharey=True, width_ratios=[3, 2] * len(panels))
    data = pd.concat(panels)
    outlets = list(data["outlet"].unique())
    for left, right, rows in zip(axes[::2], axes[1::2], panels, strict=True):
        log_axis(left, rows[["median", "low", "high"]])
        # Ends at 0 or inf are drawn at the axis's own ends.
        ends = rows[["low", "high"]].clip(*left.get_xlim())
        ends = ends.where(ends.notna(), rows["median"], axis=0)
        rows = rows.assign(**ends, place=rows["outlet"].map(outlets.index))
        for kind, group in rows.groupby("kind", dropna=False, sort=False):
            color, marker, shift = looks.get(kind, (BLUE, "o", 0))
            error_bars(left, group, group["place"] + shift, "median", marker, color, ms=3.2)
            for place, number in zip(group["place"] + shift, group[n], strict=True):
                at_right(left, place, f"{number:,}")
        at_right(left, -0.75, "n")
        right.axvline(0, color=GREY, lw=0.6)
        for number, row in rows.drop_duplicates("outlet").iterrows():
            color, marker, shift = delta_look or looks.get(row["kind"], (BLUE, "o", 0))
            face, place = color if row["q"] <= LEVEL else "white", [row["place"] + shift]
            error_bars(right, rows.loc[[number]], place, "delta", marker, color, ms=3.2, mfc=face)
        right.set(xlim=(-1, 1), xticks=(-1, 0, 1))
    axes[0].set_yticks(range(len(outlets)), [wrap(name, 28) for name in outlets])
    axes[0].set_ylim(len(outlets) - 0.4, -0.6)
    for axis in axes:
        axis.grid(axis="x", color="#dddddd", lw=0.4)
        axis.tick_params(left=axis is axes[0])
    if drawn := [name for name in looks if name in set(data["kind"])]:
        for name in drawn:
            axes[0].plot([], [], looks[name][1], color=looks[name][0], label=name)
        figure.legend(loc="outside lower center", ncols=3)
    return axes
