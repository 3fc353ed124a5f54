"""The words that a greeting is made of."""
import calendar_words

VERSION = "2.1"


def hello(whom):
    return "Salut, {}! {}".format(whom, calendar_words.wish())
