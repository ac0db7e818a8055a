"""Where there is nothing to show: what is raised, and the reasons that several rooms give."""

NO_ARTICLE = "the corpus has no article in English."
NOT_COUNTED = "nothing was counted in the body of {}; is it in English?"


class NothingToShow(ValueError):
    """Raised where there is nothing to show; the message is the reason."""
