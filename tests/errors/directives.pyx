
cimport cython

@cython.wraparound(True)            # warning: [redundant-directive] wraparound has this value here already
@cython.cdivision(True)
def divided(int a, int b):
    return a // b
