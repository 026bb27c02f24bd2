cdef struct S:
    int a, *b
    double c[3]
    (int, int) d
    S *next
    int (*f)(int)
cdef packed struct P "c_p":
    char c
ctypedef packed struct P2:
    int x
cdef union U:
    int i
    float f
cdef struct Forward
ctypedef unsigned int uint
ctypedef int *intp
ctypedef int arr[3]
ctypedef double (*fn)(double) noexcept nogil
ctypedef vector[int] ivec
ctypedef public api int exported
cdef enum Color:
    "Doc."
    RED = 1
    GREEN, BLUE
cpdef enum Flag "c_flag": A, B = A | 1
cdef enum: ANON = 1
cdef enum class Scoped(unsigned int):
    X
ctypedef enum T:
    Y
ctypedef fused number:
    int
    double
    long long
    vector[int]
    double[:]
    list
cdef fused other:
    int
cdef struct struct_
struct = enum = union = fused = 1
cdef int packed, api
