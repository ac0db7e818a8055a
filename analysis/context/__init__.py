"""Words in context: concordance, keyness, dispersion, drivers, actors, speakers, highlighting."""

from .actors import actor_passages
from .concordance import concordance
from .drivers import drivers
from .highlight import highlight
from .keyness import dispersion, keyness
from .speakers import speaker_counts, speakers

__all__ = ["actor_passages", "concordance", "dispersion", "drivers", "highlight", "keyness"]
__all__ += ["speaker_counts", "speakers"]
