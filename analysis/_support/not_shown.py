"""Where there is nothing to show: what is raised, and the reasons that several rooms give."""

NO_ARTICLE = "no article in English is open (a folder of counts has no texts)."
NOT_COUNTED = "nothing was counted in the body of {}; is it in English?"


class NothingToShow(ValueError):
    """Raised where there is nothing to show; the message is the reason."""
