"""The words that a greeting is made of."""
import calendar_words

VERSION = "1.4"


def hello(whom):
    return "Hello, {}! {}".format(whom, calendar_words.wish())
