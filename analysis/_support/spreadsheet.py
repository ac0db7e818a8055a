"""Read CSV as spreadsheets write it, with long cells; write cells that do not run as formulas."""

import csv
import io
import re

_LONGEST = 50_000_000  # characters in a cell; the csv module alone stops at 131,072
# What a spreadsheet would run, and the same with apostrophes before it.
SEPARATOR = re.compile(r'(?i)\A"?sep=[^\r\n]*')  # a line for Excel
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")


def protect(text):
    """A text as a CSV cell, with an apostrophe if a spreadsheet would run it as a formula."""
    return "'" + text if _FORMULA.match(text) else text


def unprotect(text):
    """The text that ``protect`` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def map_texts(table, function):
    """A DataFrame with a function applied to each text in it."""
    texts = table.select_dtypes(exclude=["number", "bool", "datetime"])
    cells = {n: [function(x) if isinstance(x, str) else x for x in texts[n]] for n in texts}
    return table.assign(**cells)


def read_csv(text):
    """Yield (line on which a row ends, list of its cells or the reason why it cannot be read).

    Some spreadsheets write semicolons or tabs instead of commas: the first line shows which.
    """
    text = SEPARATOR.sub("", text)
    head = text.lstrip().partition("\n")[0]
    separator = max(",;\t", key=head.count)
    spaced = head.count(f"{separator} ") == head.count(separator) > 0  # "id, title"
    # The limit holds for the whole process, so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST))
    form = {"delimiter": separator, "skipinitialspace": spaced, "strict": True}
    reader = csv.reader(io.StringIO(text, newline=""), **form)
    while True:
        try:
            for cells in reader:
                yield reader.line_num, cells
            return
        except csv.Error as error:
            unclosed = "a quotation mark is not closed, so no later row was read"
            reason = str(error).replace("unexpected end of data", unclosed)
            yield reader.line_num, f"invalid CSV ({reason}); correct the row's quotation marks"
