# runner: no-leaks (default values that are lists grow with each call)
"""Default values of C functions and methods are evaluated once, where the function is defined.

>>> seen
['first', 'second', 'attribute', 'third', 'pure', 'method']
>>> call_collect()
([1], [1, 1], [2], [1, 1, 1])
>>> shared("a"), shared("b"), call_shared("c")
(['a'], ['a', 'b'], ['a', 'b', 'c'])
>>> call_typed(), call_typed(), seen[-1]
(6, 6, 'method')
>>> Shelf().all()
('attribute', 'attribute', ['attribute'], 'method', 9)
>>> Shelf().named(), Shelf.named(Shelf(), "other"), Shelf().listed(), Shelf().listed()
('attribute', 'other', ['attribute', 'attribute'], ['attribute', 'attribute', 'attribute'])
>>> Ladder().all()
('attribute', 'Ladder attribute', 'Ladder', 'method', 9)
>>> call_pure(), call_pure()
('pure', 'pure')
>>> generic(1), generic(2.5), generic(1, [])
([1], [1, 2.5], [1])
"""
import cython

seen = []

cdef note(value):
    seen.append(value)
    return value


cdef list collect(item, list into=[note("first")] * 0):
    into.append(item)
    return into

def call_collect():
    return list(collect(1)), list(collect(1)), list(collect(2, [])), list(collect(1))


cpdef list shared(item, list into=[]):
    into.append(item)
    return list(into)

def call_shared(item):
    return shared(item)


cdef int typed(int a, int b=len(note("second"))) noexcept:
    return b

def call_typed():
    return typed(1)


cdef class Shelf:
    label = note("attribute")

    cdef of_c(self, x=label):
        return x

    cpdef named(self, x=label):
        return x

    cpdef listed(self, x=label, list into=[]):
        into.append(x)
        return list(into)

    cdef str late(self, str x=note("third") and note("pure") and note("method"), bint flag=True):
        return x

    cdef int number(self, int x=4 + 5):
        return x

    def all(self):
        return self.of_c(), self.named(), self.listed(), self.late(), self.number()


class Ladder(Shelf):
    def named(self, x=None):
        return f"Ladder {x}"

    def listed(self, x=None, into=None):
        return "Ladder"


@cython.cfunc
def pure(x=seen[4]):
    return x

def call_pure():
    return pure()


ctypedef fused number:
    int
    double

cpdef generic(number x, list into=[]):
    into.append(x)
    return list(into)
