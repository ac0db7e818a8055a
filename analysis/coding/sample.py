"""Sheets for hand coding, blind, and their keys: drawn, written, and read when filled in."""

import io
import json
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import lexicon as term_lists
from analysis._support.files import read, sha256
from analysis._support.fingerprint import project_version
from analysis._support.spreadsheet import protect
from analysis.counting.passages import same_list
from analysis.tables.tabulate import select

_KEY = ("categories", "strata", "rows", "lexicon", "corpus", "section")
_MOST_FAULTS = 10  # listed for one sheet
_OF = ": "  # between a group and "hit" in the name of a stratum


def sample(
    corpus, passages, out, lexicon=None, categories=None, n=200, seed=1, section="body", by=None
):
    """Draw sentences for hand coding, and write a sheet for the coders and a key for yourself.

    Half of the sentences have a hit in the categories to be coded. The sheet has one sentence per
    row, in random order, and a column for each category, to be filled in with 0 or 1. Only the key
    (JSON) has hits and articles; do not show it to the coders.

    ``passages`` are counted from the corpus with ``lexicon`` (the shipped list if not given);
    ``out`` is the sheet to write, ``NAME.csv``, and the key is ``NAME.key.json``; ``categories``
    are all of the list if not given; ``n`` is the number of sentences, fewer if the corpus has
    fewer; a ``section`` of None is all. With ``by``, a column of the passages or of
    ``corpus.metadata`` such as "outlet" or "voice", as many are drawn from each group, for which
    `agree` then gives the error; a sentence in two voices is in the group "mixed".

    Returns a DataFrame with one row per category (and ``any`` of them): hits, others (sentences
    with and without a hit), drawn_hits, drawn_others. Raises ValueError if a file exists already, a
    category is not in the list, the passages were counted with another list or in another corpus,
    or there is no sentence.
    """
    lexicon = term_lists.as_lexicon(lexicon)
    same_list(passages, lexicon)
    out, key_path = Path(out), Path(out).with_suffix(".key.json")
    if out.suffix != ".csv":
        raise ValueError(f"{out}: the name must end in .csv")
    if taken := [path for path in (out, key_path) if path.exists()]:
        raise ValueError(f"{taken[0]}: already exists and is never overwritten; give another name")
    coded = list(dict.fromkeys(categories or lexicon.categories))
    if missing := ", ".join(name for name in coded if name not in lexicon.categories):
        known = ", ".join(lexicon.categories)
        raise ValueError(f"no category {missing} in {lexicon.name}; available: {known}")
    sentences, hits = _sentences(passages, coded, section, by, corpus.metadata if by else None)
    hit, group = hits.any(axis=1).to_numpy(), sentences.pop("group")
    strata = group + np.where(hit, "hit", "no hit")
    names, random = sorted(set(group)), np.random.default_rng(seed)
    shares = np.diff(np.round(np.linspace(0, n, len(names) + 1))).astype(int)
    parts = []
    for name, share in zip(names, shares, strict=True):
        places = np.flatnonzero(group == name)
        parts.append(places[draw(hit[places], share, random)])
    drawn = random.permutation(np.concatenate(parts)) if by else parts[0]
    rows = sentences.iloc[drawn].rename(columns={"sentence": "number"})
    of = {article.id: article.text for article in corpus}
    texts = [of.get(row.article, "")[row.start : row.end].strip() for row in rows.itertuples()]
    if not all(texts):
        raise ValueError("the passages are not from this corpus; count the corpus again")
    ids = [f"s{sha256(f'{seed} {r.article} {r.number}')[:12]}" for r in rows.itertuples()]
    rows.insert(0, "sentence", ids)
    rows["stratum"] = strata.to_numpy()[drawn]
    rows["hits"] = [hits.columns[hit].tolist() for hit in hits.to_numpy()[drawn]]
    rows["sha256"] = [sha256(text) for text in texts]
    key = {
        "version": project_version(),
        "lexicon": {name: getattr(lexicon, name) for name in ("name", "version", "fingerprint")},
        "corpus": corpus.fingerprint,
        "section": section,
        "seed": seed,
        "categories": coded,
        "groups": [name.removesuffix(_OF) for name in names] if by else [],
        "strata": {
            name: {"sentences": len(part), "hits": part.sum().to_dict()}
            for name, part in hits.groupby(strata.to_numpy())
        },
        "rows": rows.to_dict("records"),
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    cells = {"row": range(1, len(ids) + 1), "sentence": ids, "text": list(map(protect, texts))}
    sheet = pd.DataFrame(cells, columns=[*cells, *coded, "note"])
    # With a byte order mark, or spreadsheets misread UTF-8.
    sheet.to_csv(out, index=False, encoding="utf-8-sig", lineterminator="\n")
    content = json.dumps(key, indent=1, ensure_ascii=False) + "\n"
    key_path.write_text(content, encoding="utf-8", newline="")
    plan = pd.DataFrame({"hits": hits.sum(), "others": (~hits).sum()}).rename_axis("category")
    hits = hits.iloc[drawn]
    return plan.assign(drawn_hits=hits.sum(), drawn_others=(~hits).sum())


def draw(hit, n, random):
    """Places of ``n`` sentences, in random order: half with a hit if possible."""
    few, many = sorted((np.flatnonzero(hit), np.flatnonzero(~hit)), key=len)
    n_few = min(len(few), round(n / 2))
    chosen = random.choice(few, n_few, replace=False)
    others = random.choice(many, min(len(many), n - n_few), replace=False)
    return random.permutation(np.concatenate([chosen, others]))


def _sentences(passages, coded, section, by, articles):
    passages = select(passages, [by] if by else [], section, articles)
    if passages.empty:
        raise ValueError(f"no sentence in the section {section or 'chosen'}")
    groups = passages.groupby(["article", "sentence"])
    sentences = groups.agg(start=("start", "min"), end=("end", "max"))
    sentences["group"] = ""
    if by:
        names = groups[by].agg(lambda names: names.iloc[0] if names.nunique() == 1 else "mixed")
        sentences["group"] = names.astype("str") + _OF
    sentences = sentences.reset_index()
    hits = groups[[f"loaded_{name.replace('.', '_')}" for name in coded]].sum() > 0
    return sentences, with_any(hits.reset_index(drop=True).set_axis(coded, axis=1))


def with_any(table):
    """A table of categories, with a last column ``any`` if there are several."""
    return table if len(table.columns) == 1 else table.assign(any=table.max(axis=1))


def read_key(path):
    """A key as it was written; raises ValueError if the file is not one."""
    try:
        key = json.loads(read(Path(path)))
        pd.DataFrame(key["rows"])[["sentence", "stratum", "hits", "sha256"]]
        return {name: key[name] for name in _KEY} | {"groups": key.get("groups", [])}
    except (OSError, ValueError, LookupError, TypeError):
        raise ValueError(f"{path}: not a key written by `sample`; give the key file") from None


def read_sheets(paths, key):
    """For each sheet a table of labels, rows as in the key; raises ValueError with all faults."""
    faults, sheets, seen = [], [], {}
    for path in map(Path, paths):
        try:
            content = read(path)
            text = content.decode("utf-8-sig")
            # Some spreadsheets write semicolons or tabs for commas.
            mark = next((mark for mark in ";\t" if text.startswith(f"row{mark}")), ",")
            sheet = pd.read_csv(io.StringIO(text), sep=mark, dtype="str", keep_default_na=False)
        except OSError as error:
            raise ValueError(f"{path}: {error.strerror}; check the path") from None
        except ValueError as error:  # pandas' own errors are ValueErrors
            why = f"cannot be read ({str(error).strip().rpartition('C error: ')[2]})"
            raise ValueError(f"{path}: {why}; close quotation marks, save as “CSV UTF-8”") from None
        if (first := seen.setdefault(content, path)) is not path:
            again = "give each sheet once; if coders agree on every row, add a note to one"
            faults.append(f"{path}: the same as {first}; {again}")
        wrong = list(_faults(sheet, key))
        faults += [f"{path}: {fault}" for fault in wrong[:_MOST_FAULTS]]
        if len(wrong) > _MOST_FAULTS:
            faults.append(f"{path}: and {len(wrong) - _MOST_FAULTS} more rows")
        sheets.append(sheet)
    if faults:
        raise ValueError("\n".join(faults))
    ids = [row["sentence"] for row in key["rows"]]
    codes = [sheet.set_index("sentence").loc[ids, key["categories"]] for sheet in sheets]
    return [table.map(lambda cell: cell.strip() == "1").reset_index(drop=True) for table in codes]


def _faults(sheet, key):
    """What is wrong with a sheet, one line per fault."""
    if list(sheet) != (wanted := ["row", "sentence", "text", *key["categories"], "note"]):
        yield f"line 1: the columns are not {', '.join(wanted)}; restore them"
        return
    rows = {row["sentence"]: (f"row {n}", row["sha256"]) for n, row in enumerate(key["rows"], 1)}
    seen = set()
    for line, cells in enumerate(sheet.to_dict("records"), 2):
        id, text = cells["sentence"], cells["text"]
        place, hash = rows.get(id, (f"line {line}", None))
        codes = [(name, cells[name].strip()) for name in key["categories"]]
        name, code = next((pair for pair in codes if pair[1] not in ("0", "1")), (None, None))
        if not any(cells.values()):
            continue
        if hash is None:
            yield f"{place}: sentence {id or '(empty)'} is not in this sample; restore the row"
        elif id in seen:
            yield f"{place}: sentence {id} occurs twice; keep one"
        elif hash not in (sha256(t) for t in (text, text.removeprefix("'"))):
            yield f"{place}: the text was changed; restore it"
        elif name:
            yield f"{place}: {name} is {repr(code) if code else 'empty'}; write 0 or 1"
        seen.add(id)
    for id, (place, _) in rows.items():
        if id not in seen:
            yield f"{place}: sentence {id} is missing; restore the row"
