"""Our scores beside those of the textstat package on the same text."""

import pandas as pd

from analysis.syllables import offline_textstat
from analysis.table import tabulate

# textstat's function for each measure of ours.
_THEIRS = {
    "flesch_reading_ease": "flesch_reading_ease",
    "flesch_kincaid_grade": "flesch_kincaid_grade",
    "smog": "smog_index",
    "gunning_fog": "gunning_fog",
    "coleman_liau": "coleman_liau_index",
    "automated_readability": "automated_readability_index",
    "dale_chall": "dale_chall_readability_score",
    "lix": "lix",
    "rix": "rix",
    "linsear_write_textstat": "linsear_write_formula",
    "words_per_sentence": "words_per_sentence",
}


def beside_textstat(article, passages):
    """Readability of an article's body: ours, textstat's on the raw text, and the difference.

    Parameters
    ----------
    article : Article
    passages : DataFrame
        The passages table that holds it.

    Returns
    -------
    DataFrame
        Indexed by measure: ours, textstat, difference (ours − textstat's).
    """
    textstat = offline_textstat()
    body = "\n\n".join(section.text for section in article.sections if section.kind == "body")
    ours = tabulate(passages[passages["article"] == article.id]).iloc[0]
    table = pd.DataFrame(
        {
            "ours": {name: float(ours[name]) for name in _THEIRS},
            "textstat": {
                name: float(getattr(textstat, theirs)(body)) for name, theirs in _THEIRS.items()
            },
        }
    )
    table["difference"] = table["ours"] - table["textstat"]
    return table.rename_axis("measure")
