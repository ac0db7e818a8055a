"""Figures that can be cited: one function per file, each saved as five files with one name."""

from .composition import composition as composition
from .engagement import engagement as engagement
from .headlines import headlines as headlines
from .loaded_terms import loaded_terms as loaded_terms
from .marked_article import marked_article as marked_article
from .outlets import outlets as outlets
from .over_time import over_time as over_time
from .own import figure as figure
from .poll import poll as poll
from .readability import readability as readability
from .saving import comparisons as comparisons
from .sentiment_arc import sentiment_arc as sentiment_arc
from .shares_by_rating import shares_by_rating as shares_by_rating
from .speakers import speakers as speakers
from .specification_curve import specification_curve as specification_curve
from .standing import standing as standing
from .tone import tone as tone
from .voices import voices as voices
