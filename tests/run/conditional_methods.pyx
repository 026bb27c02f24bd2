# cython: language_level=3
"""Methods of an extension class below an `if` or a `with` of its body: they are the type's own, as those beside it.

>>> Box.__getitem__  # doctest: +ELLIPSIS
<slot wrapper '__getitem__' of '...Box' objects>
>>> box = Box()
>>> box[3], box.plain(), box.plain(4), box.static(5), box.twice
(3, 1, 4, 5, (6, 6))
>>> box.total(2)
12
>>> Box.made, Box.other
('made', 'other')
"""

cimport cython

FLAG = False


cdef class Box:
    if not FLAG:
        made = "made"

        def __getitem__(self, key):
            """A docstring."""
            return key

        def plain(self, value=1):
            return value

        @staticmethod
        def static(value):
            return value

        @property
        def twice(self):
            return 6, 6

    with cython.boundscheck(False):
        other = "other"

        def total(self, int value):
            return self.scaled(value) + 2

    cdef int scaled(self, int value, int factor=5):
        return value * factor
