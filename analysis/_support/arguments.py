"""Arguments of the wrong kind, refused in one line."""


def require(kinds, what, **argument):
    """Raise TypeError for an argument that is not of the kinds; ``what`` names them in words.

    >>> require(str, "text", section=5)
    Traceback (most recent call last):
    TypeError: section must be text, not int
    """
    for name, value in argument.items():
        if not isinstance(value, kinds):
            raise TypeError(f"{name} must be {what}, not {type(value).__name__}")
