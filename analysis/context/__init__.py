"""Words in their context: concordance, keyness, dispersion, drivers, actors, marked article."""

from .actors import actor_passages
from .concordance import concordance
from .dispersion import dispersion
from .drivers import drivers
from .highlight import highlight
from .keyness import keyness

__all__ = ["actor_passages", "concordance", "dispersion", "drivers", "highlight", "keyness"]
