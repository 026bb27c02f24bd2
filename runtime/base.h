/* Ground of the runtime: the Python header, the version differences that every unit meets, and linkage.
 *
 * Needs: CPython 3.8 or later and C11 or C++11. Guarantees: every name begins with `pyx_` or `PYX_`.
 *
 * Two ways to use the runtime from the same sources:
 *  - as a static library: units are compiled apart, PYX_API functions have hidden visibility;
 *  - inlined in a module's one C file, after `#define PYX_INLINED`: PYX_API functions are static.
 *
 * Units keep no state that two modules could disagree on: what belongs to a module is in its `pyx_module`, what
 * is shared between modules lives in the module `_pyxide_0_1` of `sys.modules` (see shared.h).
 */
#ifndef PYX_BASE_H
#define PYX_BASE_H

#ifndef PY_SSIZE_T_CLEAN
#define PY_SSIZE_T_CLEAN
#endif
#include <Python.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>
#if PY_VERSION_HEX < 0x03080000
#error "pyxide modules need Python 3.8 or later"
#endif
#ifdef Py_LIMITED_API
#error "pyxide modules are built for one version of Python each: the limited API (Py_LIMITED_API) is not supported"
#endif
#include <frameobject.h>
#if PY_VERSION_HEX < 0x030b0000
#include <longintrepr.h>
#endif

/* The dict of Python 3.15 that cannot be changed; before that, dict stands for it. */
#if PY_VERSION_HEX >= 0x030f00a6
#define PYX_FROZENDICT_TYPE PyFrozenDict_Type
#else
#define PYX_FROZENDICT_TYPE PyDict_Type
#endif

/* What instances of these exceptions begin with. */
#if PY_VERSION_HEX >= 0x030a0000
#define PYX_NAME_ERROR_OBJECT PyNameErrorObject
#define PYX_ATTRIBUTE_ERROR_OBJECT PyAttributeErrorObject
#else
#define PYX_NAME_ERROR_OBJECT PyBaseExceptionObject
#define PYX_ATTRIBUTE_ERROR_OBJECT PyBaseExceptionObject
#endif

/* Headers that were written beside Cython modules declare with these. */
#ifndef DL_EXPORT
#define DL_EXPORT(type) type
#endif
#ifndef DL_IMPORT
#define DL_IMPORT(type) type
#endif
#if !defined(_WIN32) && !defined(__stdcall)
#define __stdcall
#define __cdecl
#define __fastcall
#endif

/* The imaginary unit, as <complex.h> defines it, without that header's other names. */
#ifndef _Complex_I
#define _Complex_I (__extension__ 1.0iF)
#endif

/* The widest integer that the C compiler has. */
#if defined(__SIZEOF_INT128__)
#define PYX_HAS_INT128
__extension__ typedef __int128 pyx_wide;
__extension__ typedef unsigned __int128 pyx_uwide;
#else
typedef PY_LONG_LONG pyx_wide;
typedef unsigned PY_LONG_LONG pyx_uwide;
#endif

/* What code written for Cython asks about the target. */
#ifndef CYTHON_COMPILING_IN_CPYTHON
#define CYTHON_COMPILING_IN_CPYTHON 1
#define CYTHON_COMPILING_IN_LIMITED_API 0
#define CYTHON_COMPILING_IN_PYPY 0
#define CYTHON_COMPILING_IN_GRAAL 0
#if defined(Py_GIL_DISABLED)
#define CYTHON_COMPILING_IN_CPYTHON_FREETHREADING 1
#else
#define CYTHON_COMPILING_IN_CPYTHON_FREETHREADING 0
#endif
/* None of the interpreter's internals may be taken for granted. */
#define CYTHON_USE_PYLONG_INTERNALS 0
#define CYTHON_USE_PYLIST_INTERNALS 0
#define CYTHON_USE_UNICODE_INTERNALS 0
#define CYTHON_USE_UNICODE_WRITER 0
#define CYTHON_AVOID_BORROWED_REFS 0
#define CYTHON_AVOID_THREAD_UNSAFE_BORROWED_REFS 0
#define CYTHON_ASSUME_SAFE_MACROS 0
#define CYTHON_USE_TYPE_SLOTS 0
#define CYTHON_UNPACK_METHODS 0
#define CYTHON_FAST_THREAD_STATE 0
#define CYTHON_VECTORCALL 1
#define CYTHON_PEP487_INIT_SUBCLASS 1
#ifndef CYTHON_PEP489_MULTI_PHASE_INIT
#define CYTHON_PEP489_MULTI_PHASE_INIT 1
#endif
#define CYTHON_USE_MODULE_STATE 0
#define CYTHON_USE_SYS_MONITORING 0
#define CYTHON_USE_TP_FINALIZE 1
#define CYTHON_INLINE inline
#define __PYX_LIMITED_VERSION_HEX PY_VERSION_HEX
#ifdef __cplusplus
#define CYTHON_RESTRICT __restrict
#else
#define CYTHON_RESTRICT restrict
#endif
#ifdef __GNUC__
#define CYTHON_UNUSED __attribute__((unused))
#define CYTHON_FALLTHROUGH __attribute__((fallthrough))
#else
#define CYTHON_UNUSED
#define CYTHON_FALLTHROUGH
#endif
#endif

/* Packages declare these as functions and call them. */
#ifndef likely
#ifdef __GNUC__
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#else
#define likely(x) (x)
#define unlikely(x) (x)
#endif
#endif

#ifdef PYX_INLINED
#if defined(__GNUC__)
#define PYX_API static __attribute__((unused))
#else
#define PYX_API static
#endif
#else
#ifdef __cplusplus
#define PYX_EXTERN extern "C"
#else
#define PYX_EXTERN extern
#endif
#if defined(__GNUC__)
#define PYX_API PYX_EXTERN __attribute__((visibility("hidden")))
#else
#define PYX_API PYX_EXTERN
#endif
#endif

/* An array of objects, or of the places of objects, that lives as long as the expression it stands in. */
#ifdef __cplusplus
template <class T, size_t N> struct pyx_temporary_array {
    T items[N];
    T *start() { return items; }
};
/* The first may be NULL, the place that callees use. */
template <class T, class... A> inline pyx_temporary_array<T, 1 + sizeof...(A)> pyx_temporary(T first, A... items)
{
    return {{first, (T)items...}};
}
#define PYX_OBJECTS(...) (pyx_temporary<PyObject *>(__VA_ARGS__).start())
#define PYX_PLACES(...) (pyx_temporary<PyObject **>(__VA_ARGS__).start())
#else
#define PYX_OBJECTS(...) ((PyObject *[]){__VA_ARGS__})
#define PYX_PLACES(...) ((PyObject **[]){__VA_ARGS__})
#endif

/* PYX_COLD: an error path. PYX_RARE: runs seldom, so make it small. */
#if defined(__GNUC__)
#define PYX_INLINE static inline __attribute__((unused))
#define pyx_likely(x) __builtin_expect(!!(x), 1)
#define pyx_unlikely(x) __builtin_expect(!!(x), 0)
#define PYX_COLD __attribute__((cold, noinline))
#define PYX_RARE __attribute__((cold))
#else
#define PYX_INLINE static inline
#define pyx_likely(x) (x)
#define pyx_unlikely(x) (x)
#define PYX_COLD
#define PYX_RARE
#endif

/* A function pointer as another function pointer type, without a warning about the signatures; one from a data pointer. */
#define PYX_DATA_FN(type, address) ((type)(uintptr_t)(address))
#define PYX_FN(type, function) ((type)(void (*)(void))(function))

#if PY_VERSION_HEX < 0x03090000 && defined(__GNUC__)
/* Python 3.8 leaves the init function hidden under -fvisibility=hidden. */
#undef PyMODINIT_FUNC
#ifdef __cplusplus
#define PyMODINIT_FUNC extern "C" __attribute__((visibility("default"))) PyObject *
#else
#define PyMODINIT_FUNC __attribute__((visibility("default"))) PyObject *
#endif
#endif

#if PY_VERSION_HEX < 0x03090000
#define Py_TPFLAGS_HAVE_VECTORCALL _Py_TPFLAGS_HAVE_VECTORCALL
#define PyObject_Vectorcall _PyObject_Vectorcall
#define PyObject_CallNoArgs _PyObject_CallNoArg
#define PyObject_CallOneArg(f, a) PyObject_CallFunctionObjArgs((f), (a), NULL)
#define PyObject_GC_IsFinalized(o) _PyGC_FINALIZED(o)
#endif

#if PY_VERSION_HEX < 0x030a0000
PYX_INLINE PyObject *pyx_newref(PyObject *o)
{
    Py_INCREF(o);
    return o;
}
PYX_INLINE PyObject *pyx_xnewref(PyObject *o)
{
    Py_XINCREF(o);
    return o;
}
#else
PYX_INLINE PyObject *pyx_newref(PyObject *o) { return Py_NewRef(o); }
PYX_INLINE PyObject *pyx_xnewref(PyObject *o) { return Py_XNewRef(o); }
#endif

#if PY_VERSION_HEX < 0x03090000
PYX_INLINE void pyx_set_refcnt(PyObject *o, Py_ssize_t n) { o->ob_refcnt = n; }
PYX_INLINE void pyx_set_type(PyObject *o, PyTypeObject *t) { o->ob_type = t; }
#else
PYX_INLINE void pyx_set_refcnt(PyObject *o, Py_ssize_t n) { Py_SET_REFCNT(o, n); }
PYX_INLINE void pyx_set_type(PyObject *o, PyTypeObject *t) { Py_SET_TYPE(o, t); }
#endif

/* Item of a dict with a str key: new reference, or NULL with or without an exception. */
PYX_INLINE PyObject *pyx_dict_get_ref(PyObject *dict, PyObject *key)
{
#if PY_VERSION_HEX >= 0x030d0000
    PyObject *value;
    PyDict_GetItemRef(dict, key, &value);
    return value;
#else
    PyObject *value = PyDict_GetItemWithError(dict, key);
    Py_XINCREF(value);
    return value;
#endif
}

/* The interned string `text`, made once and kept in `*slot`; borrowed. */
PYX_API PyObject *pyx_interned(PyObject **slot, const char *text);

/* Clears the error if it is of the given type; otherwise leaves it. 1: cleared. */
PYX_API int pyx_clear_error(PyObject *type);
/* True if an AttributeError is set; it is cleared. */
PYX_INLINE int pyx_clear_attribute_error(void) { return pyx_clear_error(PyExc_AttributeError); }

#endif
