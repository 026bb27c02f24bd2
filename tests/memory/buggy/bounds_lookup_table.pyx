def run(int x):
    cdef int lut[4]
    lut[0] = 1
    lut[1] = 2
    lut[2] = 3
    lut[3] = 4
    if x > 0:
        return lut[4]      # expect: out-of-bounds
    return lut[0]
