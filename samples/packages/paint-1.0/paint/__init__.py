"""Colours for a terminal."""
import os


def green(text):
    if os.environ.get("NO_COLOR"):
        return "*" + text + "*"
    return "\033[32m" + text + "\033[0m"
