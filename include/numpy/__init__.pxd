# numpy/arrayobject.h and numpy/ufuncobject.h: the NumPy C-API reference, "Array API", "Data type API",
# "Array iterator API" and "UFunc API".
#
# For reading a program where NumPy is not installed. NumPy ships this module itself, complete and for its
# own release; where it is installed, that one is used.
#
#     cimport numpy as cnp
#     cnp.import_array()

from libc.stdio cimport FILE
from cpython.object cimport PyObject, PyTypeObject
from cpython.ref cimport Py_INCREF

cdef extern from "numpy/arrayobject.h":
    # ---- C types ------------------------------------------------------------------------------------------

    ctypedef Py_ssize_t npy_intp
    ctypedef size_t npy_uintp
    ctypedef unsigned char npy_bool
    ctypedef signed char npy_byte
    ctypedef unsigned char npy_ubyte
    ctypedef signed short npy_short
    ctypedef unsigned short npy_ushort
    ctypedef signed int npy_int
    ctypedef unsigned int npy_uint
    ctypedef signed long npy_long
    ctypedef unsigned long npy_ulong
    ctypedef signed long long npy_longlong
    ctypedef unsigned long long npy_ulonglong
    ctypedef signed char npy_int8
    ctypedef signed short npy_int16
    ctypedef signed int npy_int32
    ctypedef signed long long npy_int64
    ctypedef unsigned char npy_uint8
    ctypedef unsigned short npy_uint16
    ctypedef unsigned int npy_uint32
    ctypedef unsigned long long npy_uint64
    ctypedef unsigned short npy_half
    ctypedef unsigned short npy_float16
    ctypedef float npy_float
    ctypedef double npy_double
    ctypedef long double npy_longdouble
    ctypedef float npy_float32
    ctypedef double npy_float64
    ctypedef long double npy_float80
    ctypedef long double npy_float96
    ctypedef long double npy_float128
    ctypedef npy_int64 npy_datetime
    ctypedef npy_int64 npy_timedelta
    ctypedef npy_uint32 npy_ucs4

    # ---- Constants -----------------------------------------------------------------------------------------

    enum NPY_TYPES:
        NPY_BOOL
        NPY_BYTE
        NPY_UBYTE
        NPY_SHORT
        NPY_USHORT
        NPY_INT
        NPY_UINT
        NPY_LONG
        NPY_ULONG
        NPY_LONGLONG
        NPY_ULONGLONG
        NPY_FLOAT
        NPY_DOUBLE
        NPY_LONGDOUBLE
        NPY_CFLOAT
        NPY_CDOUBLE
        NPY_CLONGDOUBLE
        NPY_OBJECT
        NPY_STRING
        NPY_UNICODE
        NPY_VSTRING
        NPY_VOID
        NPY_DATETIME
        NPY_TIMEDELTA
        NPY_HALF
        NPY_NTYPES_LEGACY
        NPY_NOTYPE
        NPY_INT8
        NPY_INT16
        NPY_INT32
        NPY_INT64
        NPY_INT128  # not every system
        NPY_INT256  # not every system
        NPY_UINT8
        NPY_UINT16
        NPY_UINT32
        NPY_UINT64
        NPY_UINT128  # not every system
        NPY_UINT256  # not every system
        NPY_FLOAT16
        NPY_FLOAT80  # not every system
        NPY_FLOAT96  # not every system
        NPY_FLOAT128  # not every system
        NPY_FLOAT256  # not every system
        NPY_FLOAT32
        NPY_FLOAT64
        NPY_COMPLEX32  # not every system
        NPY_COMPLEX64
        NPY_COMPLEX128
        NPY_COMPLEX160  # not every system
        NPY_COMPLEX192  # not every system
        NPY_COMPLEX256  # not every system
        NPY_COMPLEX512  # not every system
        NPY_INTP
        NPY_UINTP
        NPY_DEFAULT_INT

    ctypedef enum NPY_ORDER:
        NPY_ANYORDER
        NPY_CORDER
        NPY_FORTRANORDER
        NPY_KEEPORDER

    ctypedef enum NPY_CASTING:
        NPY_NO_CASTING
        NPY_EQUIV_CASTING
        NPY_SAFE_CASTING
        NPY_SAME_KIND_CASTING
        NPY_UNSAFE_CASTING
        NPY_SAME_VALUE_CASTING  # not every release

    ctypedef enum NPY_CLIPMODE:
        NPY_CLIP
        NPY_WRAP
        NPY_RAISE

    ctypedef enum NPY_SCALARKIND:
        NPY_NOSCALAR
        NPY_BOOL_SCALAR
        NPY_INTPOS_SCALAR
        NPY_INTNEG_SCALAR
        NPY_FLOAT_SCALAR
        NPY_COMPLEX_SCALAR
        NPY_OBJECT_SCALAR

    ctypedef enum NPY_SORTKIND:
        NPY_QUICKSORT
        NPY_HEAPSORT
        NPY_MERGESORT
        NPY_STABLESORT

    ctypedef enum NPY_SEARCHSIDE:
        NPY_SEARCHLEFT
        NPY_SEARCHRIGHT

    ctypedef enum NPY_SELECTKIND:
        NPY_INTROSELECT

    ctypedef enum NPY_DATETIMEUNIT:
        NPY_FR_Y
        NPY_FR_M
        NPY_FR_W
        NPY_FR_D
        NPY_FR_h
        NPY_FR_m
        NPY_FR_s
        NPY_FR_ms
        NPY_FR_us
        NPY_FR_ns
        NPY_FR_ps
        NPY_FR_fs
        NPY_FR_as
        NPY_FR_GENERIC

    enum:
        NPY_MAXDIMS
        NPY_MAXARGS
        NPY_RAVEL_AXIS
        NPY_ARRAY_C_CONTIGUOUS
        NPY_ARRAY_F_CONTIGUOUS
        NPY_ARRAY_OWNDATA
        NPY_ARRAY_FORCECAST
        NPY_ARRAY_ENSURECOPY
        NPY_ARRAY_ENSUREARRAY
        NPY_ARRAY_ELEMENTSTRIDES
        NPY_ARRAY_ALIGNED
        NPY_ARRAY_NOTSWAPPED
        NPY_ARRAY_WRITEABLE
        NPY_ARRAY_WRITEBACKIFCOPY
        NPY_ARRAY_BEHAVED
        NPY_ARRAY_BEHAVED_NS
        NPY_ARRAY_CARRAY
        NPY_ARRAY_CARRAY_RO
        NPY_ARRAY_FARRAY
        NPY_ARRAY_FARRAY_RO
        NPY_ARRAY_DEFAULT
        NPY_ARRAY_IN_ARRAY
        NPY_ARRAY_OUT_ARRAY
        NPY_ARRAY_INOUT_ARRAY
        NPY_ARRAY_IN_FARRAY
        NPY_ARRAY_OUT_FARRAY
        NPY_ARRAY_INOUT_FARRAY
        NPY_ARRAY_UPDATE_ALL

    # ---- Classes -------------------------------------------------------------------------------------------

    ctypedef struct PyArrayObject:
        pass
    ctypedef struct PyArray_Descr:
        pass

    ctypedef class numpy.dtype [object PyArray_Descr, check_size ignore]:
        # Of the structure that both ABIs share
        cdef PyTypeObject *typeobj
        cdef char kind
        cdef char type
        cdef char byteorder
        cdef int type_num

        @property
        cdef inline npy_intp itemsize(self) noexcept nogil:
            return PyDataType_ELSIZE(self)

        @property
        cdef inline npy_intp alignment(self) noexcept nogil:
            return PyDataType_ALIGNMENT(self)

        # Borrowed from the descriptor; None where it has no fields.
        @property
        cdef inline object fields(self):
            cdef PyObject *fields = PyDataType_FIELDS(self)
            return <object>fields if fields != NULL else None

        @property
        cdef inline tuple names(self):
            cdef PyObject *names = PyDataType_NAMES(self)
            return <tuple>names if names != NULL else None

    ctypedef class numpy.ndarray [object PyArrayObject, check_size ignore]:
        cdef __cythonbufferdefaults__ = {"mode": "strided"}

        # Borrowed, or NULL
        @property
        cdef inline PyObject *base(self) noexcept nogil:
            return PyArray_BASE(self)

        @property
        cdef inline dtype descr(self):
            return <dtype>PyArray_DESCR(self)

        @property
        cdef inline int ndim(self) noexcept nogil:
            return PyArray_NDIM(self)

        # ndim numbers each
        @property
        cdef inline npy_intp *shape(self) noexcept nogil:
            return PyArray_DIMS(self)

        @property
        cdef inline npy_intp *strides(self) noexcept nogil:
            return PyArray_STRIDES(self)

        @property
        cdef inline npy_intp size(self) noexcept nogil:
            return PyArray_SIZE(self)

        @property
        cdef inline char *data(self) noexcept nogil:
            return PyArray_BYTES(self)

    ctypedef class numpy.flatiter [object PyArrayIterObject, check_size ignore]:
        pass

    ctypedef class numpy.broadcast [object PyArrayMultiIterObject, check_size ignore]:
        pass

    ctypedef class numpy.generic [object PyObject]:
        pass
    ctypedef class numpy.number [object PyObject]:
        pass
    ctypedef class numpy.integer [object PyObject]:
        pass
    ctypedef class numpy.signedinteger [object PyObject]:
        pass
    ctypedef class numpy.unsignedinteger [object PyObject]:
        pass
    ctypedef class numpy.inexact [object PyObject]:
        pass
    ctypedef class numpy.floating [object PyObject]:
        pass
    ctypedef class numpy.complexfloating [object PyObject]:
        pass
    ctypedef class numpy.flexible [object PyObject]:
        pass
    ctypedef class numpy.character [object PyObject]:
        pass

    # ---- Fields and flags (macros) -----------------------------------------------------------------------------

    npy_intp PyDataType_ELSIZE(dtype descr) nogil
    npy_intp PyDataType_ALIGNMENT(dtype descr) nogil
    # Borrowed, or NULL
    PyObject *PyDataType_METADATA(dtype descr) nogil
    PyObject *PyDataType_NAMES(dtype descr) nogil
    PyObject *PyDataType_FIELDS(dtype descr) nogil
    bint PyDataType_HASFIELDS(dtype obj) nogil
    bint PyDataType_HASSUBARRAY(dtype obj) nogil
    bint PyDataType_ISBOOL(dtype obj) nogil
    bint PyDataType_ISUNSIGNED(dtype obj) nogil
    bint PyDataType_ISSIGNED(dtype obj) nogil
    bint PyDataType_ISINTEGER(dtype obj) nogil
    bint PyDataType_ISFLOAT(dtype obj) nogil
    bint PyDataType_ISNUMBER(dtype obj) nogil
    bint PyDataType_ISSTRING(dtype obj) nogil
    bint PyDataType_ISCOMPLEX(dtype obj) nogil
    bint PyDataType_ISFLEXIBLE(dtype obj) nogil
    bint PyDataType_ISUSERDEF(dtype obj) nogil
    bint PyDataType_ISEXTENDED(dtype obj) nogil
    bint PyDataType_ISOBJECT(dtype obj) nogil

    bint PyTypeNum_ISBOOL(int type_num) nogil
    bint PyTypeNum_ISUNSIGNED(int type_num) nogil
    bint PyTypeNum_ISSIGNED(int type_num) nogil
    bint PyTypeNum_ISINTEGER(int type_num) nogil
    bint PyTypeNum_ISFLOAT(int type_num) nogil
    bint PyTypeNum_ISNUMBER(int type_num) nogil
    bint PyTypeNum_ISSTRING(int type_num) nogil
    bint PyTypeNum_ISCOMPLEX(int type_num) nogil
    bint PyTypeNum_ISFLEXIBLE(int type_num) nogil
    bint PyTypeNum_ISUSERDEF(int type_num) nogil
    bint PyTypeNum_ISEXTENDED(int type_num) nogil
    bint PyTypeNum_ISOBJECT(int type_num) nogil

    int PyArray_NDIM(ndarray arr) nogil
    npy_intp *PyArray_DIMS(ndarray arr) nogil
    npy_intp *PyArray_SHAPE(ndarray arr) nogil
    npy_intp *PyArray_STRIDES(ndarray arr) nogil
    npy_intp PyArray_DIM(ndarray arr, size_t n) nogil
    npy_intp PyArray_STRIDE(ndarray arr, size_t n) nogil
    npy_intp PyArray_SIZE(ndarray arr) nogil
    npy_intp PyArray_NBYTES(ndarray arr) nogil
    npy_intp PyArray_ITEMSIZE(ndarray arr) nogil
    int PyArray_TYPE(ndarray arr) nogil
    int PyArray_FLAGS(ndarray arr) nogil
    void *PyArray_DATA(ndarray arr) nogil
    char *PyArray_BYTES(ndarray arr) nogil
    # Borrowed
    PyObject *PyArray_BASE(ndarray arr) nogil
    PyArray_Descr *PyArray_DESCR(ndarray arr) nogil
    PyArray_Descr *PyArray_DTYPE(ndarray arr) nogil

    bint PyArray_CHKFLAGS(ndarray arr, int flags) nogil
    void PyArray_ENABLEFLAGS(ndarray arr, int flags)
    void PyArray_CLEARFLAGS(ndarray arr, int flags)
    bint PyArray_IS_C_CONTIGUOUS(ndarray arr) nogil
    bint PyArray_IS_F_CONTIGUOUS(ndarray arr) nogil
    bint PyArray_ISCONTIGUOUS(ndarray arr) nogil
    bint PyArray_ISFORTRAN(ndarray arr) nogil
    bint PyArray_ISONESEGMENT(ndarray arr) nogil
    bint PyArray_ISWRITEABLE(ndarray arr) nogil
    bint PyArray_ISALIGNED(ndarray arr) nogil
    bint PyArray_ISBEHAVED(ndarray arr) nogil
    bint PyArray_ISBEHAVED_RO(ndarray arr) nogil
    bint PyArray_ISCARRAY(ndarray arr) nogil
    bint PyArray_ISCARRAY_RO(ndarray arr) nogil
    bint PyArray_ISFARRAY(ndarray arr) nogil
    bint PyArray_ISFARRAY_RO(ndarray arr) nogil
    bint PyArray_ISNOTSWAPPED(ndarray arr) nogil
    bint PyArray_ISBYTESWAPPED(ndarray arr) nogil
    bint PyArray_HASFIELDS(ndarray arr) nogil
    bint PyArray_ISVARIABLE(ndarray arr) nogil
    bint PyArray_SAMESHAPE(ndarray m1, ndarray m2) nogil
    bint PyArray_ISBOOL(ndarray arr) nogil
    bint PyArray_ISUNSIGNED(ndarray arr) nogil
    bint PyArray_ISSIGNED(ndarray arr) nogil
    bint PyArray_ISINTEGER(ndarray arr) nogil
    bint PyArray_ISFLOAT(ndarray arr) nogil
    bint PyArray_ISNUMBER(ndarray arr) nogil
    bint PyArray_ISSTRING(ndarray arr) nogil
    bint PyArray_ISCOMPLEX(ndarray arr) nogil
    bint PyArray_ISFLEXIBLE(ndarray arr) nogil
    bint PyArray_ISUSERDEF(ndarray arr) nogil
    bint PyArray_ISEXTENDED(ndarray arr) nogil
    bint PyArray_ISOBJECT(ndarray arr) nogil

    bint PyArray_Check(object obj)
    bint PyArray_CheckExact(object obj)
    bint PyArray_DescrCheck(object obj)
    bint PyArray_IsZeroDim(object obj)
    bint PyArray_CheckScalar(object obj)
    bint PyArray_CheckAnyScalar(object obj)
    bint PyArray_IsAnyScalar(object obj)
    bint PyArray_IsPythonNumber(object obj)
    bint PyArray_IsPythonScalar(object obj)

    # Pointers to items; indices are not checked.
    void *PyArray_GETPTR1(ndarray m, npy_intp i) nogil
    void *PyArray_GETPTR2(ndarray m, npy_intp i, npy_intp j) nogil
    void *PyArray_GETPTR3(ndarray m, npy_intp i, npy_intp j, npy_intp k) nogil
    void *PyArray_GETPTR4(ndarray m, npy_intp i, npy_intp j, npy_intp k, npy_intp l) nogil
    object PyArray_GETITEM(ndarray arr, void *itemptr)
    int PyArray_SETITEM(ndarray arr, void *itemptr, object obj) except -1

    # Short forms (macros). The memory of NewFromData must outlive the array.
    object PyArray_SimpleNew(int nd, npy_intp *dims, int typenum)
    object PyArray_SimpleNewFromData(int nd, npy_intp *dims, int typenum, void *data)
    object PyArray_ZEROS(int nd, npy_intp *dims, int typenum, int fortran)
    object PyArray_EMPTY(int nd, npy_intp *dims, int typenum, int fortran)
    object PyArray_FROM_O(object obj)
    object PyArray_FROM_OF(object obj, int requirements)
    object PyArray_FROM_OT(object obj, int typenum)
    object PyArray_FROM_OTF(object obj, int typenum, int requirements)
    object PyArray_FROMANY(object obj, int typenum, int min_depth, int max_depth, int requirements)
    object PyArray_ContiguousFromAny(object obj, int typenum, int min_depth, int max_depth)
    object PyArray_ContiguousFromObject(object obj, int typenum, int min_depth, int max_depth)
    object PyArray_FromObject(object obj, int typenum, int min_depth, int max_depth)
    ndarray PyArray_GETCONTIGUOUS(ndarray m)
    object PyArray_ToScalar(void *data, ndarray arr)
    object PyArray_Copy(ndarray m)
    object PyArray_Cast(ndarray m, int typenum)
    object PyArray_Take(ndarray m, object indices, int axis)
    object PyArray_Put(ndarray m, object indices, object values)
    void PyArray_FILLWBYTE(ndarray arr, int val)
    bint PyArray_EquivArrTypes(ndarray a1, ndarray a2)

    # Iterators (macros)
    void PyArray_ITER_RESET(flatiter it) nogil
    void PyArray_ITER_NEXT(flatiter it) nogil
    void PyArray_ITER_GOTO(flatiter it, npy_intp *destination) nogil
    void PyArray_ITER_GOTO1D(flatiter it, npy_intp index) nogil
    void *PyArray_ITER_DATA(flatiter it) nogil
    bint PyArray_ITER_NOTDONE(flatiter it) nogil
    void PyArray_MultiIter_RESET(broadcast multi) nogil
    void PyArray_MultiIter_NEXT(broadcast multi) nogil
    void PyArray_MultiIter_NEXTi(broadcast multi, npy_intp i) nogil
    void PyArray_MultiIter_GOTO(broadcast multi, npy_intp *dest) nogil
    void PyArray_MultiIter_GOTO1D(broadcast multi, npy_intp ind) nogil
    void *PyArray_MultiIter_DATA(broadcast multi, npy_intp i) nogil
    bint PyArray_MultiIter_NOTDONE(broadcast multi) nogil
    object PyArray_MultiIterNew(int n, ...)

    # ---- Functions -------------------------------------------------------------------------------------------

    # Making arrays. A dtype argument that is NULL in C, or None here where it says object, means the default;
    # a dtype that is passed is taken over: Py_INCREF it first.
    object PyArray_New(PyTypeObject *, int, const npy_intp *, int, const npy_intp *, void *, int, int, object)
    object PyArray_NewFromDescr(
        PyTypeObject *, dtype, int, const npy_intp *, const npy_intp *, void *, int, object)
    object PyArray_NewLikeArray(ndarray, NPY_ORDER, dtype, int)
    object PyArray_Empty(int, const npy_intp *, dtype, int)
    object PyArray_Zeros(int, const npy_intp *, dtype, int)
    object PyArray_Arange(double, double, double, int)
    object PyArray_ArangeObj(object, object, object, dtype)
    object PyArray_FromAny(object, dtype, int, int, int, object)
    object PyArray_CheckFromAny(object, dtype, int, int, int, object)
    object PyArray_FromArray(ndarray, dtype, int)
    object PyArray_FromBuffer(object, dtype, npy_intp, npy_intp)
    object PyArray_FromFile(FILE *, dtype, npy_intp, char *)
    object PyArray_FromString(char *, npy_intp, dtype, npy_intp, char *)
    object PyArray_FromIter(object, dtype, npy_intp)
    object PyArray_FromScalar(object, dtype)
    object PyArray_FromInterface(object)
    object PyArray_FromStructInterface(object)
    object PyArray_FromArrayAttr(object, dtype, object)
    object PyArray_EnsureArray(object)
    object PyArray_EnsureAnyArray(object)
    object PyArray_Scalar(void *, dtype, object)
    object PyArray_Return(ndarray)
    object PyArray_NewCopy(ndarray, NPY_ORDER)
    object PyArray_View(ndarray, dtype, PyTypeObject *)

    # Types
    dtype PyArray_DescrFromType(int)
    dtype PyArray_DescrFromObject(object, dtype)
    dtype PyArray_DescrFromScalar(object)
    dtype PyArray_DescrFromTypeObject(object)
    dtype PyArray_DescrNew(dtype)
    dtype PyArray_DescrNewFromType(int)
    object PyArray_TypeObjectFromType(int)
    int PyArray_ObjectType(object, int) except 0
    int PyArray_ValidType(int)
    unsigned char PyArray_EquivTypes(dtype, dtype)
    unsigned char PyArray_EquivTypenums(int, int)
    int PyArray_CanCastSafely(int, int)
    npy_bool PyArray_CanCastTo(dtype, dtype)
    npy_bool PyArray_CanCastTypeTo(dtype, dtype, NPY_CASTING)
    npy_bool PyArray_CanCastArrayTo(ndarray, dtype, NPY_CASTING)
    npy_bool PyArray_CanCastScalar(PyTypeObject *, PyTypeObject *)
    int PyArray_CanCoerceScalar(int, int, NPY_SCALARKIND)
    dtype PyArray_PromoteTypes(dtype, dtype)
    dtype PyArray_MinScalarType(ndarray)
    int PyArray_RegisterCanCast(dtype, int, NPY_SCALARKIND) except -1
    object PyArray_CastToType(ndarray, dtype, int)

    # Moving data
    int PyArray_CopyInto(ndarray, ndarray) except -1
    int PyArray_CopyAnyInto(ndarray, ndarray) except -1
    int PyArray_CopyObject(ndarray, object) except -1
    int PyArray_FillWithScalar(ndarray, object) except -1
    int PyArray_SetBaseObject(ndarray, object) except -1
    int PyArray_SetWritebackIfCopyBase(ndarray, ndarray) except -1
    int PyArray_ResolveWritebackIfCopy(ndarray) except -1
    int PyArray_FailUnlessWriteable(ndarray, const char *) except -1
    void PyArray_UpdateFlags(ndarray, int)
    object PyArray_Byteswap(ndarray, npy_bool)
    object PyArray_GetField(ndarray, dtype, int)
    int PyArray_SetField(ndarray, dtype, int, object) except -1
    void PyArray_ScalarAsCtype(object, void *) except *
    int PyArray_CastScalarToCtype(object, void *, dtype) except -1
    object PyArray_ToList(ndarray)
    object PyArray_ToString(ndarray, NPY_ORDER)
    int PyArray_ToFile(ndarray, FILE *, char *, char *) except -1
    int PyArray_Dump(object, object, int) except -1
    object PyArray_Dumps(object, int)

    # Shape
    object PyArray_Reshape(ndarray, object)
    object PyArray_Ravel(ndarray, NPY_ORDER)
    object PyArray_Flatten(ndarray, NPY_ORDER)
    object PyArray_Squeeze(ndarray)
    object PyArray_SwapAxes(ndarray, int, int)
    object PyArray_BroadcastToShape(object, npy_intp *, int)
    object PyArray_Concatenate(object, int)
    object PyArray_CheckAxis(ndarray, int *, int)
    npy_bool PyArray_CheckStrides(int, int, npy_intp, npy_intp, const npy_intp *, const npy_intp *)
    npy_intp PyArray_Size(object)
    int PyArray_CompareLists(const npy_intp *, const npy_intp *, int)
    npy_intp PyArray_MultiplyList(const npy_intp *, int)
    npy_intp PyArray_OverflowMultiplyList(const npy_intp *, int)
    int PyArray_IntpFromSequence(object, npy_intp *, int) except -1
    object PyArray_IntTupleFromIntp(int, const npy_intp *)
    int PyArray_PyIntAsInt(object) except? -1
    npy_intp PyArray_PyIntAsIntp(object) except? -1
    void *PyArray_GetPtr(ndarray, const npy_intp *)
    int PyArray_ElementStrides(object)

    # Choosing items
    object PyArray_TakeFrom(ndarray, object, int, ndarray, NPY_CLIPMODE)
    object PyArray_PutTo(ndarray, object, object, NPY_CLIPMODE)
    object PyArray_PutMask(ndarray, object, object)
    object PyArray_Repeat(ndarray, object, int)
    object PyArray_Choose(ndarray, object, ndarray, NPY_CLIPMODE)
    object PyArray_Compress(ndarray, object, int, ndarray)
    object PyArray_Nonzero(ndarray)
    npy_intp PyArray_CountNonzero(ndarray) except -1
    object PyArray_Where(object, object, object)
    object PyArray_Diagonal(ndarray, int, int, int)

    # Sorting
    int PyArray_Sort(ndarray, int, NPY_SORTKIND) except -1
    object PyArray_ArgSort(ndarray, int, NPY_SORTKIND)
    object PyArray_LexSort(object, int)
    object PyArray_SearchSorted(ndarray, object, NPY_SEARCHSIDE, object)
    int PyArray_Partition(ndarray, ndarray, int, NPY_SELECTKIND) except -1
    object PyArray_ArgPartition(ndarray, ndarray, int, NPY_SELECTKIND)

    # Calculation. ndarray arguments named out may be NULL in C: pass <ndarray>NULL.
    object PyArray_Sum(ndarray, int, int, ndarray)
    object PyArray_Prod(ndarray, int, int, ndarray)
    object PyArray_CumSum(ndarray, int, int, ndarray)
    object PyArray_CumProd(ndarray, int, int, ndarray)
    object PyArray_Mean(ndarray, int, int, ndarray)
    object PyArray_Std(ndarray, int, int, ndarray, int)
    object PyArray_Min(ndarray, int, ndarray)
    object PyArray_Max(ndarray, int, ndarray)
    object PyArray_ArgMin(ndarray, int, ndarray)
    object PyArray_ArgMax(ndarray, int, ndarray)
    object PyArray_Ptp(ndarray, int, ndarray)
    object PyArray_All(ndarray, int, ndarray)
    object PyArray_Any(ndarray, int, ndarray)
    object PyArray_Clip(ndarray, object, object, ndarray)
    object PyArray_Round(ndarray, int, ndarray)
    object PyArray_Conjugate(ndarray, ndarray)
    object PyArray_Trace(ndarray, int, int, int, int, ndarray)
    object PyArray_InnerProduct(object, object)
    object PyArray_MatrixProduct(object, object)
    object PyArray_MatrixProduct2(object, object, ndarray)
    object PyArray_Correlate(object, object, int)
    object PyArray_Correlate2(object, object, int)

    # Iterators
    object PyArray_IterNew(object)
    object PyArray_IterAllButAxis(object, int *)
    object PyArray_NeighborhoodIterNew(flatiter, const npy_intp *, int, ndarray)
    int PyArray_Broadcast(broadcast) except -1
    int PyArray_RemoveSmallest(broadcast) except -1

    # References inside object arrays
    int PyArray_INCREF(ndarray) except *
    int PyArray_XDECREF(ndarray) except *
    void PyArray_Item_INCREF(char *, dtype) except *
    void PyArray_Item_XDECREF(char *, dtype) except *

    # Converters for PyArg_ParseTuple
    int PyArray_AxisConverter(object, int *) except 0
    int PyArray_ByteorderConverter(object, char *) except 0
    int PyArray_SearchsideConverter(object, void *) except 0

    # Other
    double PyArray_GetPriority(object, double)
    int PyArray_GetEndianness()
    unsigned int PyArray_GetNDArrayCVersion()
    unsigned int PyArray_GetNDArrayCFeatureVersion()
    void PyArray_SetStringFunction(object, int)
    char *PyArray_Zero(ndarray) except NULL
    char *PyArray_One(ndarray) except NULL
    int PyArray_Free(object, void *)

    # The memory of array data
    void *PyDataMem_NEW(size_t size) nogil
    void *PyDataMem_NEW_ZEROED(size_t nmemb, size_t size) nogil
    void *PyDataMem_RENEW(void *ptr, size_t size) nogil
    void PyDataMem_FREE(void *ptr) nogil

    # -1 with ImportError
    int _import_array() except -1

cdef extern from *:
    """
    #include <numpy/ufuncobject.h>
    """
    ctypedef class numpy.ufunc [object PyUFuncObject, check_size ignore]:
        pass

    ctypedef void (*PyUFuncGenericFunction)(char **args, npy_intp *dimensions, npy_intp *steps, void *data)
    enum:
        PyUFunc_Zero
        PyUFunc_One
        PyUFunc_None
    # The arrays, and name and doc, must live as long as the ufunc.
    object PyUFunc_FromFuncAndData(
        PyUFuncGenericFunction *func, void **data, char *types, int ntypes, int nin, int nout, int identity,
        char *name, char *doc, int unused)
    object PyUFunc_FromFuncAndDataAndSignature(
        PyUFuncGenericFunction *func, void **data, char *types, int ntypes, int nin, int nout, int identity,
        char *name, char *doc, int unused, char *signature)
    int PyUFunc_RegisterLoopForType(
        ufunc ufunc_, int usertype, PyUFuncGenericFunction function, int *arg_types, void *data) except -1
    int PyUFunc_ReplaceLoopBySignature(
        ufunc func, PyUFuncGenericFunction newfunc, int *signature, PyUFuncGenericFunction *oldfunc)
    void PyUFunc_clearfperr()
    int PyUFunc_getfperr()

    int _import_umath() except -1

# ---- Types as programs name them: that of an item of the dtype of the same name --------------------------------

ctypedef npy_int8 int8_t
ctypedef npy_int16 int16_t
ctypedef npy_int32 int32_t
ctypedef npy_int64 int64_t
ctypedef npy_uint8 uint8_t
ctypedef npy_uint16 uint16_t
ctypedef npy_uint32 uint32_t
ctypedef npy_uint64 uint64_t
ctypedef npy_float32 float32_t
ctypedef npy_float64 float64_t
ctypedef float complex complex64_t
ctypedef double complex complex128_t
ctypedef npy_intp intp_t
ctypedef npy_uintp uintp_t
ctypedef npy_long int_t
ctypedef npy_longlong long_t
ctypedef npy_longlong longlong_t
ctypedef npy_ulong uint_t
ctypedef npy_ulonglong ulong_t
ctypedef npy_ulonglong ulonglong_t
ctypedef npy_double float_t
ctypedef npy_double double_t
ctypedef npy_longdouble longdouble_t
ctypedef float complex cfloat_t
ctypedef double complex cdouble_t
ctypedef double complex complex_t
ctypedef long double complex clongdouble_t


cdef inline int import_array() except -1:
    """Fetch the table of functions. Call it once, in the module's body."""
    return _import_array()


cdef inline int import_umath() except -1:
    """Fetch the table of the ufunc functions."""
    return _import_umath()


cdef inline int import_ufunc() except -1:
    """Fetch the table of the ufunc functions."""
    return _import_umath()


cdef inline void set_array_base(ndarray arr, object base) except *:
    """Make the array keep `base` alive."""
    Py_INCREF(base)  # PyArray_SetBaseObject takes it over
    PyArray_SetBaseObject(arr, base)


cdef inline object get_array_base(ndarray arr):
    """What the array keeps alive, or None."""
    cdef PyObject *base = PyArray_BASE(arr)
    return <object>base if base != NULL else None
