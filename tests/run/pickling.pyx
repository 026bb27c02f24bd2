"""
Pickling of extension classes.

>>> import pickle
>>> pickle.loads(pickle.dumps(Record(1, 'x'))).both()
(1, 'x')
"""


cdef class Record:
    cdef int number
    cdef object word

    def __init__(self, number, word):
        self.number = number
        self.word = word

    def both(self):
        return self.number, self.word
