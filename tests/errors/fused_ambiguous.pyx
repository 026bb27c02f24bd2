ctypedef fused real:
    float
    double

ctypedef fused whole:
    unsigned int
    int

cpdef both(whole x, real y):
    return x, y

def ask(short s):
    both(s, 1.0)
    return both(1, 2)  # error: [invalid-call]
