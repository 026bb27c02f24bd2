cdef int a
cdef int a = 1, *b, **c, d[3], e[2][n + 1], f
cdef int *const p, *restrict q
cdef const char *const *names
cdef volatile int v
cdef const volatile int cv
cdef unsigned long long big
cdef unsigned u, long_name
cdef long double ld
cdef long l
cdef short int s
cdef signed char sc
cdef double complex z
cdef Py_ssize_t n = 0
cdef (int, double) pair
cdef (int*, (char, bint)) nested
cdef int (*fp)(int, char **)
cdef int (*fps[3])(int)
cdef int *(*returns_pointer)(int x) except NULL
cdef void (__stdcall *callback)(void *data) noexcept nogil
cdef int __cdecl f1(int)
cdef object o, p2
cdef x
cdef y = 1
cdef list items = [], more
cdef a.b.C qualified
cdef double[:] v1
cdef double[:, ::1] v2
cdef const float[::1, :] v3
cdef int[::view.indirect, ::view.contiguous] v4
cdef object[double, ndim=2, mode="c"] buf
cdef np.ndarray[np.float64_t, ndim=1] arr
cdef vector[int] vec
cdef vector[vector[int]] vv
cdef vector[int*] vp
cdef map[string, vector[int]].iterator it
cdef unordered_map[int, (int, int)] m
cdef int[3] fixed
cdef int[3][4] matrix
cdef int& ref = a
cdef int&& rref
cdef name "c_name"
cdef int count "c_count" = 3
cdef type type_
