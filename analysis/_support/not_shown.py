"""Where there is nothing to show: what is raised, and the reasons that several rooms give."""

import html

NO_ARTICLE = "no article in English is open (a folder of counts has no texts)."
NOT_COUNTED = "nothing was counted in the body of {}; is it in English?"


class NothingToShow(ValueError):
    """Raised where there is nothing to show; a notebook prints the reason as a sentence."""

    @property
    def data(self):
        """The reason: there are no numbers."""
        return self

    def __repr__(self):
        return f"Not shown: {self}{'' if str(self).endswith(('.', '?')) else '.'}"

    def _repr_html_(self):
        return f"<p>{html.escape(repr(self))}</p>"
