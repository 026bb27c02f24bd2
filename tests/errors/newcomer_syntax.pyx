cdef f(x, y)                        # error: [syntax-error] expected ':', found newline
    return x

cdef int a() except                 # error: [syntax-error] 'except' needs the value that tells of an exception
    return 1

cdef int b() except? :              # error: [syntax-error] 'except' needs the value that tells of an exception
    return 1

cdef int c() exept -1:              # error: [syntax-error] unknown word 'exept' after the arguments
    return 1

cdef class Declared:
    int x                           # error: [syntax-error] write 'cdef int x'

def declared():
    double y = 1                    # error: [syntax-error] write 'cdef double y'

int g(int x):                       # error: [syntax-error] write 'cdef int g'
    return x

def counted(int x):
    x++                             # error: [syntax-error] found the C operator '++'
    return x--                      # error: [syntax-error] found the C operator '--'

def pointed(x):
    cdef int *p
    *p = 5                          # error: [invalid-target] a starred assignment target must be in a list or tuple
    return p[0]

def arrow(x):
    x->y = 1                        # error: [syntax-error] found the C operator '->'
