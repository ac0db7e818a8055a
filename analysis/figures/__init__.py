"""Figures that can be cited: one function per file, each saved as five files with one name."""

from .composition import composition
from .engagement import engagement
from .headlines import headlines
from .loaded_terms import loaded_terms
from .marked_article import marked_article
from .outlets import outlets
from .over_time import over_time
from .own import figure
from .poll import poll
from .readability import readability
from .saving import comparisons
from .sentiment_arc import sentiment_arc
from .shares_by_rating import shares_by_rating
from .specification_curve import specification_curve
from .standing import standing
from .tone import tone
from .voices import voices
