"""A wish that suits any day."""


def wish():
    return "A good day to you."
