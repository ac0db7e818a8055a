"""What is known about a term list's error, as sentences for a caption."""

import warnings
from collections import defaultdict
from functools import partial
from importlib import resources
from pathlib import Path

import pandas as pd

from analysis._support import bare, few, plural, read_yaml
from analysis.corpus import load
from analysis.lexicon import default
from analysis.reference import validation

from .sheet import hashes, read_table

_SENTENCES = read_yaml(Path(__file__).with_name("sentences.yml"))
_SHARES = [f"{name}{end}" for name in ("precision", "recall") for end in ("", "_low", "_high")]
_CORRECTED = ["corrected", "low", "high"]
# Of the sentences in captions that quote a list's hand coding, and that of voices.
BEGINNINGS = [_SENTENCES[name].partition("{")[0] for name in ("checked", "voices")]


def known_error(corpus, lexicon):
    """List sentences that say what is known about a term list's errors on a corpus.

    The sentences quote published data unless the corpus's folder ``coding/`` has results of
    `analysis.coding.agree` for these terms, these articles, the body and all categories.
    """
    if sentence := hand_check(corpus, lexicon).get("any"):
        return [sentence]
    measure = f"words marked as biased, {{}}, {lexicon.label}"
    known = [_published("elsewhere", *map(measure.format, ("precision", "recall")))]
    known += [error_by_kind()] * (lexicon.label == default().label)
    return [_SENTENCES["unchecked"], *filter(None, known)]


def hand_check(corpus, lexicon):
    """A list's error by the hand coding of a corpus: category, or "any" of all → a sentence."""
    said, names = {}, lexicon.categories
    every = {"category": names[0] if len(names) == 1 else "any", "coded": "; ".join(names)}
    tables = _coded(corpus, {"group": "all", "lexicon": lexicon.fingerprint}, _SHARES)
    for row in (row for table in tables for row in table.to_dict("records")):
        alpha = "unknown" if pd.isna(row["alpha"]) else bare(f"{row['alpha']:.2f}")
        alpha = f", Krippendorff's alpha {alpha}" * (row["coders"] > 1)
        done = plural(row["sentences"], "sentence"), plural(row["coders"], "coder"), alpha
        sentence = partial(_SENTENCES["checked"].format, *done, *map(row.get, _SHARES))
        if (name := row.get("category")) in names:
            said.setdefault(name.replace(".", "_"), sentence(only=f", “{name}” terms"))
        if every.items() <= row.items():
            said.setdefault("any", sentence(only=""))
    return said


def coded_voices(corpus, lexicon):
    """A short and a long text for captions from results of `agree_voices`; "" if there are none."""
    tables = [*_coded(corpus, {"coded": "attributed"}, _CORRECTED)]
    of_list = [rows[rows["lexicon"] == lexicon.fingerprint] for rows in tables]
    # The share does not depend on the list.
    shares = [rows[rows["measure"] == "attributed_share"] for rows in tables]
    if (rows := next((rows for rows in (*of_list, *shares) if len(rows)), None)) is None:
        return "", ""
    groups = rows.drop_duplicates("group")
    coded = plural(groups["sentences"].sum(), "coded sentence")
    found = defaultdict(lambda: "unknown", coded=coded, groups=len(groups))
    for measure, part in rows.groupby("measure"):
        form = _SENTENCES["share" if measure == "attributed_share" else "rate"]
        values = part[["group", *_CORRECTED]].itertuples(index=False)
        found[measure] = few(form.format(*row).removeprefix("all ") for row in values)
    names = "voices", "voices_by_group", "voices_in_detail"
    share, by_group, likewise = (_SENTENCES[name].format_map(found) for name in names)
    likewise = likewise if len(rows) > len(groups) else ""
    return by_group if len(groups) > 1 else share, f"{share} {likewise}"


def error_by_kind():
    """A sentence on how often the shipped list was right, by kind of outlet; "" if unknown."""
    measure = f"words marked as biased in {{}} outlets, precision, {default().label}"
    return _published("by_kind", *map(measure.format, ("partisan", "centre")))


def voice_errors():
    """Errors of the network that attributes words, on articles that it had not seen.

    Returns a DataFrame of mean absolute errors and scores (docs/attribution.md): value and n.
    """
    return pd.read_csv(resources.files("analysis.text") / "attribution.csv", index_col="of")


def voice_error(detailed=True):
    """`voice_errors` in sentences for a caption; in one sentence if not ``detailed``."""
    errors = voice_errors()["value"]
    shares = {name: 100 * value for name, value in errors.items() if name.startswith("share_")}
    shares["f1"] = bare(f"{errors['f1']:.2f}")
    names = ["network", "network_in_detail"] if detailed else ["network"]
    return " ".join(map(_SENTENCES.get, names)).format(**{**errors, **shares})


def _published(name, *measures):
    """A sentence, by name, with published scores of these measures; "" where one is unknown."""
    scores = validation().set_index("measure")[["score", "low", "high"]]
    known = set(measures) <= set(scores.index)
    return _SENTENCES[name].format(*scores.loc[[*measures]].stack()) if known else ""


def _coded(corpus, wanted, numbers):
    """Yield wanted rows of scores of these articles from each file in ``coding/``."""
    folder = getattr(corpus, "path", None)
    wanted = pd.Series({"section": "body", **wanted})
    home = folder if not folder or folder.is_dir() else folder.parent  # of a table
    for path in sorted((home / "coding").glob("*.csv")) if folder else ():
        try:
            table = read_table(path)
            if "alpha" not in " ".join(table):
                continue  # a sheet
            # Also with decimal commas.
            for name in {"alpha", "sentences", "coders", *numbers} & {*table}:
                table[name] = pd.to_numeric(table[name].str.replace(",", "."))
            table = table.assign(group=table.get("group", "all"))
            table = table.reindex(columns=[*{*table, "bodies", *wanted.index, *numbers}])
            table = table[(table[wanted.index] == wanted).all(axis=1)]
            rows = table.dropna(subset=numbers).astype({"sentences": "int64", "coders": "int64"})
        except (ValueError, KeyError):
            warnings.warn(f"{path}: not scores written by `agree`; file ignored", stacklevel=4)
            continue
        of = {*rows["corpus"], *rows["bodies"]}  # or the articles are a part of those coded
        if corpus.fingerprint in of or of.intersection(of and hashes(load(folder)).values()):
            yield rows
        elif of:
            why = "scores not used, because texts or articles changed; draw and code a new sample"
            warnings.warn(f"coding/{path.name}: {why}", stacklevel=4)
