"""A figure that can be cited, from any drawing of the user's own."""

import re
from functools import wraps

import pandas as pd

from analysis._support import few, file_name, plural, require
from analysis.measures import MEASURES
from analysis.proof.cite import UNCHECKED

from .inputs import table_about
from .saving import figure_files

_LONGEST = 80  # characters of a title
_LISTED = 12  # rows, in the text alternative


def figure(
    draw,
    data,
    title,
    unit,
    name=None,
    source=None,
    caption="",
    method="The authors' own code drew the figure from the numbers in the CSV.",
    limits=(),
    alt=None,
    width=183,
    height=75,
):
    """Turn a matplotlib drawing into a figure that can be saved and cited.

    ``draw`` gets an empty ``matplotlib.figure.Figure`` in the package's style, and ``data``, a
    DataFrame of the numbers and texts drawn, which becomes the CSV. ``title`` is the finding, in at
    most 80 characters; ``unit`` is that of the numbers; ``name`` is the figure's id, made from the
    title by default. ``source`` is a Corpus or a text, by default ``data.attrs["about"]``, as set
    by `analysis.totals`. ``caption``, ``method``, ``alt`` and a list of ``limits`` describe the
    figure; caption and ``alt`` otherwise name the columns, unit and n, and ``alt`` lists the rows.
    ``width`` is 89 or 183 and ``height`` a number, in millimetres. Raises TypeError or ValueError,
    in one line, if something is missing or wrong.

    >>> import analysis
    >>> data = pd.DataFrame({"outlet": ["A", "B"], "words": [320, 410]})
    >>> def bars(figure, data):
    ...     figure.subplots().barh(data["outlet"], data["words"])
    >>> figure(bars, data, "B writes longer than A", "words", source="two outlets")
    Figure b-writes-longer-than-a: B writes longer than A
    """
    require(pd.DataFrame, "a DataFrame of the numbers drawn", data=data)
    require(str, "a text", title=title, unit=unit, method=method, caption=caption)
    require((list, tuple), "a list of texts", limits=limits)
    if not callable(draw):
        raise TypeError("draw must be a function of a matplotlib figure and the data")
    if not title.strip() or len(title) > _LONGEST:
        raise ValueError(f"title has {len(title.strip())} characters; it must have 1 to {_LONGEST}")
    if not unit.strip():
        raise ValueError("unit is empty; say what the numbers are, such as 'terms per 1,000 words'")
    if width not in (89, 183):
        raise ValueError(f"width is {width}; give 89 (one column) or 183 (two), in millimetres")
    described = {} if source is None else getattr(source, "described", {"source": source})
    known = data.attrs.get("about", {}) | described
    if not known.get("source"):
        raise ValueError("source is missing; give the corpus, or say where the numbers come from")
    # What ``tabulate`` returns has its groups in the index; numbers without a name are of rows.
    table = data.reset_index(drop=data.index.names == [None] and data.index.dtype.kind in "iu")
    table.attrs["about"] = known
    if table.columns.nlevels > 1 or not table.columns.is_unique:
        raise ValueError("data needs one row of column names, each used once; rename columns")
    numbers = table.select_dtypes("number", "timedelta")
    short, texts = table.round(dict.fromkeys(numbers, 3)), table.drop(columns=[*numbers])
    rows = [f"({', '.join(map(str, row))})" for row in short.itertuples(index=False)]
    largest = numbers.drop(columns=["p", "q"], errors="ignore").abs().max()
    if small := [*largest.index[largest.between(1e-15, 1e-6)]]:
        raise ValueError(f"column {small[0]} has numbers below a millionth; give a larger unit")
    n = plural(len(table), "row") + " of data"
    if "articles" in numbers and len(numbers.columns) > 1:
        sizes = map("{:,.0f}".format, numbers.pop("articles").agg(["min", "max"]))
        n += f" (articles in each: {' to '.join(dict.fromkeys(sizes))})"
    n = plural(table["article"].nunique(), "article") if "article" in table else n
    columns = " by ".join(filter(None, [few(numbers, _LISTED), few(texts, _LISTED)]))
    columns = f"Data: {columns.replace('_', ' ')}; unit: {unit}; n = {n}."
    names = [re.sub("^loaded_.+_per", "loaded_per", str(name)) for name in table]
    cited = [*known.get("cite", ()), *(MEASURES[name].cite for name in names if name in MEASURES)]
    facts = {"title": title, "unit": unit, "n": n, "section": ""}
    facts |= {"visible": caption or f"{columns} Source: {known['source']}.", "method": method}
    facts |= {"references": [*dict.fromkeys(filter(None, cited))]}
    facts |= {"limits": [*limits, *known.get("limits", ()), UNCHECKED]}
    alt = alt or f"{columns} {', '.join(map(str, table.columns))}: {few(rows, _LISTED)}."
    facts |= {"size": (width / 25.4, height / 25.4), "about": table_about(table), "alt": alt}

    @wraps(draw)
    def drawn(figure, _):
        draw(figure, data)
        if len(figure.get_children()) < 2:  # its background
            raise ValueError("draw drew nothing on the figure; use ax = figure.subplots()")

    return figure_files(drawn, table, figure=file_name(name or title), **facts)
