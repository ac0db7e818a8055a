"""What a notebook opens: the study, its cache, and a comparison with textstat."""

from .redraw import redraw
from .study import Study, beside, opened, study
from .textstat import compare_splitters, compare_with_textstat
