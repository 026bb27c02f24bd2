# Python.h: "Object Protocol", "Call Protocol", "Common Object Structures" and "Type Object
# Structures" in the Python/C API reference manual (object.h, cpython/object.h, abstract.h).

from libc.stdio cimport FILE


cdef extern from "Python.h":
    # ---- Structures -------------------------------------------------------------------------

    ctypedef struct PyTypeObject

    # A reference that the compiler does not count.
    ctypedef struct PyObject:
        Py_ssize_t ob_refcnt
        PyTypeObject *ob_type

    # ---- Slot functions ---------------------------------------------------------------------

    ctypedef object (*unaryfunc)(object)
    ctypedef object (*binaryfunc)(object, object)
    ctypedef object (*ternaryfunc)(object, object, object)
    ctypedef int (*inquiry)(object) except -1
    ctypedef Py_ssize_t (*lenfunc)(object) except -1
    ctypedef object (*ssizeargfunc)(object, Py_ssize_t)
    ctypedef object (*ssizessizeargfunc)(object, Py_ssize_t, Py_ssize_t)
    ctypedef int (*ssizeobjargproc)(object, Py_ssize_t, object) except -1
    ctypedef int (*ssizessizeobjargproc)(object, Py_ssize_t, Py_ssize_t, object) except -1
    ctypedef int (*objobjargproc)(object, object, object) except -1
    ctypedef int (*objobjproc)(object, object) except -1

    ctypedef Py_hash_t (*hashfunc)(object) except -1
    ctypedef object (*reprfunc)(object)
    ctypedef int (*cmpfunc)(object, object) except -2
    ctypedef object (*richcmpfunc)(object, object, int)
    ctypedef object (*getiterfunc)(object)
    # NULL without an exception ends the iteration.
    ctypedef PyObject *(*iternextfunc)(object) except? NULL
    ctypedef object (*getattrofunc)(object, object)
    ctypedef int (*setattrofunc)(object, object, object) except -1
    ctypedef object (*descrgetfunc)(object, object, object)
    ctypedef int (*descrsetfunc)(object, object, object) except -1
    ctypedef int (*initproc)(object, object, object) except -1

    # The keyword dictionary may be NULL, hence the uncounted pointers.
    ctypedef object (*newfunc)(type, PyObject *, PyObject *)
    ctypedef object (*allocfunc)(type, Py_ssize_t)
    # The object is being taken apart: it must not be counted, nor the exception state changed.
    ctypedef void (*destructor)(PyObject *)
    ctypedef void (*freefunc)(void *)
    ctypedef int (*visitproc)(PyObject *, void *) except -1
    ctypedef int (*traverseproc)(PyObject *, visitproc, void *) except -1

    # ---- Functions that Python code calls -----------------------------------------------------

    ctypedef object (*PyCFunction)(object, object)
    ctypedef object (*vectorcallfunc)(object, PyObject **, size_t, PyObject *)

    ctypedef struct PyMethodDef:
        const char *ml_name
        PyCFunction ml_meth
        int ml_flags
        const char *ml_doc

    # ---- Types ------------------------------------------------------------------------------

    ctypedef struct PyTypeObject:
        const char *tp_name
        Py_ssize_t tp_basicsize
        Py_ssize_t tp_itemsize
        unsigned long tp_flags
        const char *tp_doc

        newfunc tp_new
        initproc tp_init
        allocfunc tp_alloc
        destructor tp_dealloc
        destructor tp_del
        destructor tp_finalize
        freefunc tp_free
        traverseproc tp_traverse
        inquiry tp_clear

        reprfunc tp_repr
        reprfunc tp_str
        hashfunc tp_hash
        ternaryfunc tp_call
        vectorcallfunc tp_vectorcall
        cmpfunc tp_compare  # not in CPython 3
        richcmpfunc tp_richcompare
        getattrofunc tp_getattro
        setattrofunc tp_setattro
        getiterfunc tp_iter
        iternextfunc tp_iternext
        descrgetfunc tp_descr_get
        descrsetfunc tp_descr_set

        PyMethodDef *tp_methods
        PyTypeObject *tp_base
        PyObject *tp_dict
        PyObject *tp_bases
        PyObject *tp_mro

        Py_ssize_t tp_dictoffset
        Py_ssize_t tp_weaklistoffset
        Py_ssize_t tp_vectorcall_offset
        unsigned int tp_version_tag

    const long Py_TPFLAGS_DEFAULT
    const long Py_TPFLAGS_HEAPTYPE
    const long Py_TPFLAGS_BASETYPE
    const long Py_TPFLAGS_READY
    const long Py_TPFLAGS_READYING
    const long Py_TPFLAGS_HAVE_GC
    const long Py_TPFLAGS_HAVE_FINALIZE
    const long Py_TPFLAGS_HAVE_VECTORCALL
    const long Py_TPFLAGS_HAVE_VERSION_TAG
    const long Py_TPFLAGS_HAVE_STACKLESS_EXTENSION
    const long Py_TPFLAGS_VALID_VERSION_TAG
    const long Py_TPFLAGS_IS_ABSTRACT
    const long Py_TPFLAGS_METHOD_DESCRIPTOR
    const long Py_TPFLAGS_IMMUTABLETYPE  # 3.10+
    const long Py_TPFLAGS_DISALLOW_INSTANTIATION  # 3.10+
    const long Py_TPFLAGS_SEQUENCE  # 3.10+
    const long Py_TPFLAGS_MAPPING  # 3.10+
    const long Py_TPFLAGS_MANAGED_DICT  # 3.11+
    const long Py_TPFLAGS_MANAGED_WEAKREF  # 3.12+
    const long Py_TPFLAGS_ITEMS_AT_END  # 3.12+
    const long Py_TPFLAGS_LONG_SUBCLASS
    const long Py_TPFLAGS_LIST_SUBCLASS
    const long Py_TPFLAGS_TUPLE_SUBCLASS
    const long Py_TPFLAGS_BYTES_SUBCLASS
    const long Py_TPFLAGS_UNICODE_SUBCLASS
    const long Py_TPFLAGS_DICT_SUBCLASS
    const long Py_TPFLAGS_BASE_EXC_SUBCLASS
    const long Py_TPFLAGS_TYPE_SUBCLASS
    # Of Python 2; no header of CPython 3 has them.
    const long Py_TPFLAGS_INT_SUBCLASS
    const long Py_TPFLAGS_STRING_SUBCLASS

    PyTypeObject *Py_TYPE(object o)
    Py_ssize_t Py_SIZE(object o)
    bint Py_IS_TYPE(object o, PyTypeObject *type)  # 3.9+
    bint PyObject_TypeCheck(object o, PyTypeObject *type)
    object PyObject_Type(object o)

    # ---- Memory; cpython.mem has the whole family ----------------------------------------------

    void *PyObject_Malloc(size_t n)
    void *PyObject_Realloc(void *p, size_t n)
    void PyObject_Free(void *p)

    # ---- Attributes --------------------------------------------------------------------------

    # The two of 3.8 to 3.12 clear any exception and answer 0.
    bint PyObject_HasAttr(object o, object attr_name)
    bint PyObject_HasAttrString(object o, const char *attr_name)
    bint PyObject_HasAttrWithError(object o, object attr_name) except -1  # 3.13+
    bint PyObject_HasAttrStringWithError(object o, const char *attr_name) except -1  # 3.13+

    object PyObject_GetAttr(object o, object attr_name)
    object PyObject_GetAttrString(object o, const char *attr_name)
    # 3.13+: 1 and a new reference in *result, or 0 and NULL there.
    int PyObject_GetOptionalAttr(object o, object attr_name, PyObject **result) except -1
    int PyObject_GetOptionalAttrString(object o, const char *attr_name, PyObject **result) except -1
    int PyObject_SetAttr(object o, object attr_name, object v) except -1
    int PyObject_SetAttrString(object o, const char *attr_name, object v) except -1
    int PyObject_DelAttr(object o, object attr_name) except -1
    int PyObject_DelAttrString(object o, const char *attr_name) except -1

    # What the slots tp_getattro, tp_setattro and the getset entry __dict__ do by default.
    object PyObject_GenericGetAttr(object o, object attr_name)
    int PyObject_GenericSetAttr(object o, object attr_name, object v) except -1
    object PyObject_GenericGetDict(object o, void *context)
    int PyObject_GenericSetDict(object o, object value, void *context) except -1

    object PyObject_Dir(object o)

    # ---- Text ----------------------------------------------------------------------------------

    object PyObject_Repr(object o)
    object PyObject_ASCII(object o)
    object PyObject_Str(object o)
    object PyObject_Bytes(object o)
    object PyObject_Format(object obj, object format_spec)
    int PyObject_Print(object o, FILE *fp, int flags) except -1
    enum: Py_PRINT_RAW

    # ---- Comparison and truth --------------------------------------------------------------------

    int Py_LT, Py_LE, Py_EQ, Py_NE, Py_GT, Py_GE
    object PyObject_RichCompare(object o1, object o2, int opid)
    # Identity counts as equality here.
    bint PyObject_RichCompareBool(object o1, object o2, int opid) except -1
    bint PyObject_IsTrue(object o) except -1
    bint PyObject_Not(object o) except -1
    Py_hash_t PyObject_Hash(object o) except? -1
    Py_hash_t PyObject_HashNotImplemented(object o) except? -1
    bint PyObject_IsInstance(object inst, object cls) except -1
    bint PyObject_IsSubclass(object derived, object cls) except -1

    # ---- Calls -----------------------------------------------------------------------------------

    bint PyCallable_Check(object o)
    object PyObject_Call(object callable, object args, object kw)
    object PyObject_CallObject(object callable, object args)
    object PyObject_CallNoArgs(object callable)  # 3.9+
    object PyObject_CallOneArg(object callable, object arg)  # 3.9+
    # The format and what follows it are those of Py_BuildValue.
    object PyObject_CallFunction(object callable, const char *format, ...)
    object PyObject_CallMethod(object o, const char *method, const char *format, ...)
    # Objects, each cast to PyObject *, and then NULL.
    object PyObject_CallFunctionObjArgs(object callable, ...)
    object PyObject_CallMethodObjArgs(object o, object name, ...)

    object PyObject_Vectorcall(object callable, PyObject **args, size_t nargsf, PyObject *kwnames)  # 3.9+
    object PyObject_VectorcallDict(object callable, PyObject **args, size_t nargsf, PyObject *kwdict)  # 3.9+
    object PyObject_VectorcallMethod(object name, PyObject **args, size_t nargsf, PyObject *kwnames)  # 3.9+
    Py_ssize_t PyVectorcall_NARGS(size_t nargsf)
    const size_t PY_VECTORCALL_ARGUMENTS_OFFSET

    # ---- Containers and iterators ------------------------------------------------------------------

    Py_ssize_t PyObject_Length(object o) except -1
    Py_ssize_t PyObject_Size(object o) except -1
    Py_ssize_t PyObject_LengthHint(object o, Py_ssize_t defaultvalue) except -1
    object PyObject_GetItem(object o, object key)
    int PyObject_SetItem(object o, object key, object v) except -1
    int PyObject_DelItem(object o, object key) except -1
    object PyObject_GetIter(object o)
    object PyObject_SelfIter(object o)

    int PyObject_AsFileDescriptor(object o) except -1

    # ---- Of Python 2; no header of CPython 3 has them ------------------------------------------------

    int PyObject_Cmp(object o1, object o2, int *result) except -1
    int PyObject_Compare(object o1, object o2) except *
