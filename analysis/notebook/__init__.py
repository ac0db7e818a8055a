"""What a notebook opens: the study, its cache, and a comparison with textstat."""

from analysis._support.not_shown import or_why, shown

from .study import Study, study
from .textstat import compare_splitters, compare_with_textstat

__all__ = ["Study", "compare_splitters", "compare_with_textstat", "or_why", "shown", "study"]
