"""Sings a greeting three times."""
import phrases


def sing(whom):
    return " ".join([phrases.hello(whom)] * 3)
