"""sizeof asks C for the size of what a header declares: a declaration may say less than the header does."""
import cython


cdef extern from *:
    """
    struct record {
        char name[37];
        long number;
        double values[5];
    };
    typedef struct record *record_pointer;
    static short table[7];
    static int is_there(const record_pointer *p) { return *p != 0; }
    """
    # No struct of C has this name.
    ctypedef struct record_named_otherwise:
        pass
    ctypedef record_named_otherwise *record_pointer
    cdef struct record:
        char name[1]
        int number
        double *values
    int table[1]
    int is_there(const record_pointer *p)


def members():
    """
    >>> members()
    (37, 8, 37, 40, 8)
    """
    cdef record r
    cdef record *p = NULL
    cdef record a[3]
    return sizeof(r.name), sizeof(p.number), sizeof(a[1].name), sizeof(p[0].values), cython.sizeof(p.number)


def pointed_to():
    """
    >>> pointed_to()
    (True, True, 14, 2, 16)
    """
    cdef record_pointer p = NULL
    cdef record r
    cdef int own[4]
    return sizeof(p[0]) == sizeof(r), sizeof(p) == sizeof(void *), sizeof(table), sizeof(table[0]), sizeof(own)


def constant_pointers():
    """
    >>> constant_pointers()
    0
    """
    cdef record_pointer p = NULL
    return is_there(&p)
