# Functions here stand on other lines than those of the file that includes them.


def raises(kind):
    raise kind("included")


cdef class Included:
    def method(self, list items not None):
        return items[3]
