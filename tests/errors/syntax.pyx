"""Errors of the grammar: one run shows them all."""

def one(a, b:           # error: [unclosed]
    return a

def two(x):
    y = = 2             # error: [syntax-error]
    return y

class Three:
    def method(self)    # error: [syntax-error]
        pass

four = [1, 2            # error: [unclosed]
