# cython: autotestdict.all=True
"""
>>> sorted(__test__)
['C.m (line 13)', 'f (line 8)']
"""


cdef f():
    """no example"""


cdef class C:
    cdef m(self):
        """no example"""

    def __bool__(self):
        """
        >>> False
        True
        """
        return True


f()
