"""Arguments of the wrong kind, refused in one line."""


def require(kinds, what, **argument):
    """Raise TypeError for an argument that is not of the kinds; ``what`` names them in words."""
    for name, value in argument.items():
        if not isinstance(value, kinds):
            raise TypeError(f"{name} must be {what}, not {type(value).__name__}")
