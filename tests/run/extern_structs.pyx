"""Structs of a header are declared with some of their fields, in any order; values are given by field."""

cdef extern from *:
    """
    typedef struct {
        int before;
        double weight;
        int line;
        const char *name;
    } place_t;

    typedef struct {
        place_t place;
        int kind;
    } named_place_t;
    """
    ctypedef struct place_t:
        const char *name
        int line
        double weight

    ctypedef struct named_place_t:
        int kind
        place_t place


def by_keyword(int line):
    """
    >>> by_keyword(3)
    (b'here', 3, 0.5)
    """
    p = place_t(name=b"here", line=line, weight=0.5)
    return p.name, p.line, p.weight


def by_position(int line):
    """
    >>> by_position(4)
    (b'there', 4, 1.5)
    """
    cdef place_t p
    p = place_t(b"there", line, 1.5)
    return p.name, p.line, p.weight


def nested(int line):
    """
    >>> nested(5)
    (7, b'inside', 5, 2.0)
    """
    cdef named_place_t p = named_place_t(7, place_t(b"inside", line, 2))
    return p.kind, p.place.name, p.place.line, p.place.weight


def from_dict(dict d):
    """
    >>> from_dict({'name': b'x', 'weight': 8, 'line': 9})
    (9, 8.0)
    """
    cdef place_t p = d
    return p.line, p.weight
