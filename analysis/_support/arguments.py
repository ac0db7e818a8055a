"""Arguments of the wrong kind, refused in one line."""


def require(kinds, what, **argument):
    """Refuse an argument that is not of the kinds.

    Parameters
    ----------
    kinds : type or tuple of type
    what : str
        The kind in words, such as ``"a DataFrame of passages"``.
    argument
        The argument under its name.

    Raises
    ------
    TypeError
        One line that names the argument.

    >>> require(str, "text", section=5)
    Traceback (most recent call last):
    TypeError: section must be text, not int
    """
    for name, value in argument.items():
        if not isinstance(value, kinds):
            raise TypeError(f"{name} must be {what}, not {type(value).__name__}")
