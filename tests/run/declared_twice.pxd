# The second declaration of a name does not change its type, in this file or in the module.
cdef unsigned int count
cdef object count
cdef long total
