"""Words in their context: concordance, keyness, dispersion, drivers, the highlighted article."""

from .concordance import concordance
from .dispersion import dispersion
from .drivers import drivers
from .highlight import highlight
from .keyness import keyness

__all__ = ["concordance", "dispersion", "drivers", "highlight", "keyness"]
