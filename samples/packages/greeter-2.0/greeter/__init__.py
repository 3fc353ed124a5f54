"""Greets whom you name."""
import sys

import phrases

VERSION = "2.0"


def main():
    whom = sys.argv[1] if len(sys.argv) > 1 else "world"
    line = phrases.hello(whom)
    try:
        import paint
    except ImportError:
        pass
    else:
        line = paint.green(line)
    print("{} (greeter {}, phrases {})".format(line, VERSION, phrases.VERSION))
    return 0
