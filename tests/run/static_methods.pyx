"""Static C methods as function pointers: of a class they are its own, of an object those of the object's class.

>>> A().values()
(6, 8, 10)
>>> B().values()
(6, 8, 15)
>>> of_classes()
(9, 9, 6)
"""

ctypedef int (*operation)(int) noexcept


cdef int call(void *f, int x) noexcept:
    return (<operation> f)(x)


cdef class A:
    @staticmethod
    cdef int scaled(int x) noexcept:
        return 2 * x

    def values(self):
        cdef operation f = A.scaled, g = self.scaled
        return f(3), call(<void *> A.scaled, 4), g(5)


cdef class B(A):
    @staticmethod
    cdef int scaled(int x) noexcept:
        return 3 * x


def of_classes():
    cdef A a = B()
    cdef operation f = B.scaled, g = a.scaled
    return f(3), g(3), call(<void *> A.scaled, 3)


cdef class Named:
    """Members may have the name of a class; where a type is expected, the class is meant."""
    cdef public object Named
    cdef Named next
    cdef A A

    def __init__(self, Named Named=None):
        """
        >>> Named(Named()).count()
        2
        >>> Named(3)
        Traceback (most recent call last):
        ...
        TypeError: Argument 'Named' has incorrect type (expected static_methods.Named, got int)
        """
        self.next = Named
        self.A = B()

    def count(self):
        return 1 if self.next is None else 1 + self.next.count()
