# The standard library's array.array, seen from C ("array" in the Python library reference).
#
# CPython has no public header for it; the C text below states the object's layout as the module
# has had it since 3.8, and that of 3.15. The import of the type compares the size, so that another
# layout is an error at import and not a wrong access.
#
#     from cpython cimport array
#     import array
#
#     cdef array.array numbers = array.array('d', [1, 2, 3])
#     cdef double total = numbers.data.as_doubles[0] + numbers.data.as_doubles[1]
#     cdef array.array wider = array.clone(numbers, 100, zero=True)
#
# The pointers in `data` are those of the moment: whatever changes the length may move the items.

from libc.string cimport memcpy, memset
from cpython.object cimport Py_SIZE, PyTypeObject, Py_TYPE
from cpython.exc cimport PyErr_BadArgument
from cpython.mem cimport PyObject_Malloc, PyObject_Free

cdef extern from *:
    """
    #ifndef PYXIDE_ARRAY
    #define PYXIDE_ARRAY

    typedef struct pyxide_arrayobject pyxide_arrayobject;
    typedef PyObject *pyxide_array_getter(pyxide_arrayobject *, Py_ssize_t);
    typedef int pyxide_array_setter(pyxide_arrayobject *, Py_ssize_t, PyObject *);

    /* The module has one of these for each type code. */
    typedef struct pyxide_arraydescr {
        union {
            char typecode_char;     /* before 3.15 */
            char typecode_array[3]; /* since 3.15 */
        };
        int itemsize;
        pyxide_array_getter *getitem;
        pyxide_array_setter *setitem;
    } pyxide_arraydescr;

    typedef struct {
        Py_ssize_t allocated;
        char items[1];
    } pyxide_array_block;

    struct pyxide_arrayobject {
        PyObject_VAR_HEAD
    #if PY_VERSION_HEX > 0x030F00A8
        pyxide_array_block *block;
    #else
        char *items;
        Py_ssize_t allocated;
    #endif
        const pyxide_arraydescr *descr;
        PyObject *weakreflist;
    #if PY_VERSION_HEX >= 0x03090000
        Py_ssize_t exports;
    #else
        int exports;
    #endif
    };

    typedef union {
        char *as_chars;
        signed char *as_schars;
        unsigned char *as_uchars;
        short *as_shorts;
        unsigned short *as_ushorts;
        int *as_ints;
        unsigned int *as_uints;
        long *as_longs;
        unsigned long *as_ulongs;
        long long *as_longlongs;
        unsigned long long *as_ulonglongs;
        float *as_floats;
        double *as_doubles;
        wchar_t *as_pyunicodes;
        void *as_voidptr;
    } pyxide_array_data;

    static inline Py_ssize_t pyxide_array_length(pyxide_arrayobject *self) {
        return Py_SIZE((PyObject *)self);
    }

    static inline pyxide_arraydescr *pyxide_array_descr(pyxide_arrayobject *self) {
        return (pyxide_arraydescr *)self->descr;
    }

    static inline pyxide_array_data pyxide_array_items(pyxide_arrayobject *self) {
        pyxide_array_data data;
    #if PY_VERSION_HEX > 0x030F00A8
        data.as_chars = self->block == NULL ? NULL : self->block->items;
    #else
        data.as_chars = self->items;
    #endif
        return data;
    }

    static inline Py_ssize_t pyxide_array_capacity(pyxide_arrayobject *self) {
    #if PY_VERSION_HEX > 0x030F00A8
        return self->block == NULL ? 0 : self->block->allocated;
    #else
        return self->allocated;
    #endif
    }

    /* Gives the array room for `capacity` items; what fits of the old ones stays. */
    static inline int pyxide_array_reserve(pyxide_arrayobject *self, Py_ssize_t capacity) {
        const size_t header = offsetof(pyxide_array_block, items);
        const size_t itemsize = (size_t)self->descr->itemsize;
        void *block;
        if ((size_t)capacity > ((size_t)PY_SSIZE_T_MAX - header) / itemsize) {
            PyErr_NoMemory();
            return -1;
        }
    #if PY_VERSION_HEX > 0x030F00A8
        block = PyMem_Realloc(self->block, header + (size_t)capacity * itemsize);
        if (block != NULL) {
            self->block = (pyxide_array_block *)block;
            self->block->allocated = capacity;
        }
    #else
        block = PyMem_Realloc(self->items, (size_t)capacity * itemsize);
        if (block != NULL) {
            self->items = (char *)block;
            self->allocated = capacity;
        }
    #endif
        if (block == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        return 0;
    }

    static inline int pyxide_array_may_resize(pyxide_arrayobject *self, Py_ssize_t n) {
        if (n < 0) {
            PyErr_SetString(PyExc_ValueError, "an array cannot have a negative length");
            return 0;
        }
        /* Somebody holds a pointer to the items: moving them would leave it dangling. */
        if (self->exports > 0 && n != pyxide_array_length(self)) {
            PyErr_SetString(PyExc_BufferError, "cannot resize an array that is exporting buffers");
            return 0;
        }
        return 1;
    }

    static inline int pyxide_array_resize(pyxide_arrayobject *self, Py_ssize_t n) {
        if (!pyxide_array_may_resize(self, n)) return -1;
        if (n != pyxide_array_capacity(self) && pyxide_array_reserve(self, n) < 0) return -1;
        ((PyVarObject *)self)->ob_size = n;
        return 0;
    }

    static inline int pyxide_array_resize_smart(pyxide_arrayobject *self, Py_ssize_t n) {
        Py_ssize_t capacity = pyxide_array_capacity(self);
        if (!pyxide_array_may_resize(self, n)) return -1;
        if (n > capacity || n < capacity / 4) {
            /* One eighth more than asked, so that n appends cost O(n) in all. */
            Py_ssize_t spare = (n >> 3) + 8;
            if (spare > PY_SSIZE_T_MAX - n) spare = 0;
            if (pyxide_array_reserve(self, n + spare) < 0) return -1;
        }
        ((PyVarObject *)self)->ob_size = n;
        return 0;
    }

    /* A new array of `size` items that are not initialised. */
    static inline pyxide_arrayobject *pyxide_array_new(PyTypeObject *type, Py_ssize_t size,
                                                       pyxide_arraydescr *descr) {
        pyxide_arrayobject *self = (pyxide_arrayobject *)type->tp_alloc(type, 0);
        if (self == NULL) return NULL;
        self->descr = descr;
        if (size != 0 && pyxide_array_resize(self, size) < 0) {
            Py_DECREF((PyObject *)self);
            return NULL;
        }
        return self;
    }
    #endif
    """
    # How one type code reads and writes an item; not for CPython 3.15.
    ctypedef object GETF "pyxide_array_getter" (array a, Py_ssize_t ix)
    ctypedef int SETF "pyxide_array_setter" (array a, Py_ssize_t ix, object o) except -1

    ctypedef struct arraydescr "pyxide_arraydescr":
        char typecode "typecode_char"
        char typecode_char
        char typecode_array[3]
        int itemsize
        GETF *getitem
        SETF *setitem

    ctypedef union __data_union "pyxide_array_data":
        char *as_chars
        signed char *as_schars
        unsigned char *as_uchars
        short *as_shorts
        unsigned short *as_ushorts
        int *as_ints
        unsigned int *as_uints
        long *as_longs
        unsigned long *as_ulongs
        long long *as_longlongs
        unsigned long long *as_ulonglongs
        float *as_floats
        double *as_doubles
        Py_UNICODE *as_pyunicodes
        void *as_voidptr

    ctypedef class array.array [object pyxide_arrayobject]:
        cdef __cythonbufferdefaults__ = {"ndim": 1, "mode": "c"}

        # The type code and the size of an item.
        @property
        cdef inline arraydescr *ob_descr(self) noexcept nogil:
            return __Pyx_PyArray_Descr(self)

        # The items, as a pointer to the C type that the type code stands for.
        @property
        cdef inline __data_union data(self) noexcept nogil:
            return __Pyx_PyArray_Data(self)

        @property
        cdef inline Py_ssize_t ob_size(self) noexcept nogil:
            return _length(self)

    __data_union __Pyx_PyArray_Data "pyxide_array_items" (array self) nogil
    arraydescr *__Pyx_PyArray_Descr "pyxide_array_descr" (array self) nogil
    Py_ssize_t _length "pyxide_array_length" (array self) nogil

    # A new array of size items that are not initialised.
    array newarrayobject "pyxide_array_new" (PyTypeObject *type, Py_ssize_t size, arraydescr *descr)

    # Changes the length in place. New items are not initialised. A BufferError where a buffer of the
    # array is in use. The second form keeps spare room, for growing in small steps.
    int resize "pyxide_array_resize" (array self, Py_ssize_t n) except -1
    int resize_smart "pyxide_array_resize_smart" (array self, Py_ssize_t n) except -1


cdef inline array clone(array template, Py_ssize_t length, bint zero):
    """A new array of the template's type code; its items are zero, or not initialised."""
    cdef array made = newarrayobject(Py_TYPE(template), length, template.ob_descr)
    if zero and length > 0:
        memset(made.data.as_chars, 0, length * made.ob_descr.itemsize)
    return made


cdef inline array copy(array self):
    """A new array with the same items."""
    cdef Py_ssize_t length = Py_SIZE(self)
    cdef array made = newarrayobject(Py_TYPE(self), length, self.ob_descr)
    if length > 0:
        memcpy(made.data.as_chars, self.data.as_chars, length * self.ob_descr.itemsize)
    return made


cdef inline int extend_buffer(array self, char *stuff, Py_ssize_t n) except -1:
    """Append n items that lie at `stuff`, which must not be inside the array itself."""
    cdef Py_ssize_t itemsize = self.ob_descr.itemsize
    cdef Py_ssize_t length = Py_SIZE(self)
    resize_smart(self, length + n)
    if n > 0:
        memcpy(self.data.as_chars + length * itemsize, stuff, n * itemsize)
    return 0


cdef inline int extend(array self, array other) except -1:
    """Append the items of another array of the same type code; it may be the same array."""
    cdef Py_ssize_t length = Py_SIZE(self)
    cdef Py_ssize_t n = Py_SIZE(other)
    cdef Py_ssize_t itemsize = self.ob_descr.itemsize
    if self.ob_descr != other.ob_descr:
        PyErr_BadArgument()
    resize_smart(self, length + n)
    if n > 0:
        # Both pointers are taken after the move.
        memcpy(self.data.as_chars + length * itemsize, other.data.as_chars, n * itemsize)
    return 0


cdef inline void zero(array self) noexcept:
    """Set every item to zero."""
    if Py_SIZE(self) > 0:
        memset(self.data.as_chars, 0, Py_SIZE(self) * self.ob_descr.itemsize)
