#include "slots.h"

PYX_API int pyx_class_bases(PyTypeObject *type, PyObject *more)
{
    PyObject *first;
    /* A type that a failed import left ready has its bases. */
    if (!more || (type->tp_flags & Py_TPFLAGS_READY))
        return 0;
    first = PyTuple_Pack(1, type->tp_base ? (PyObject *)type->tp_base : (PyObject *)&PyBaseObject_Type);
    if (!first)
        return -1;
    type->tp_bases = PySequence_Concat(first, more);
    Py_DECREF(first);
    return type->tp_bases ? 0 : -1;
}

/* The function at `offset` of the number methods of `type`, or NULL. */
static void *pyx_number_slot(PyTypeObject *type, size_t offset)
{
    void *f = NULL;
    if (type->tp_as_number)
        memcpy(&f, (char *)type->tp_as_number + offset, sizeof f);
    return f;
}

/* Whether `o` uses our slot function: it is an instance of the class or of a subclass that does not override it. */
static int pyx_slot_owns(PyObject *o, PyTypeObject *type, size_t offset, void *slot)
{
    return pyx_number_slot(Py_TYPE(o), offset) == slot || PyObject_TypeCheck(o, type);
}

static PyObject *pyx_not_implemented(void) { return pyx_newref(Py_NotImplemented); }

PYX_API PyObject *pyx_slot_binary(PyObject *l, PyObject *r, PyTypeObject *type, size_t offset, binaryfunc slot,
                                  binaryfunc forward, binaryfunc reflected)
{
    void *own = NULL, *base_slot;
    int same = Py_TYPE(l) == Py_TYPE(r), asked = 0;
    binaryfunc base;
    memcpy(&own, &slot, sizeof own);
    base_slot = type->tp_base ? pyx_number_slot(type->tp_base, offset) : NULL;
    memcpy(&base, &base_slot, sizeof base);
    if (same || pyx_slot_owns(l, type, offset, own)) {
        PyObject *result;
        /* Of two instances the class's own method decides, though it be the reflected one. */
        if (!forward && reflected && (same || pyx_slot_owns(r, type, offset, own))) {
            result = reflected(r, l);
            if (result != Py_NotImplemented)
                return result;
            Py_DECREF(result);
            asked = 1;
        }
        result = forward ? forward(l, r) : base ? base(l, r) : pyx_not_implemented();
        if (result != Py_NotImplemented)
            return result;
        Py_DECREF(result);
    }
    if (!asked && (same || pyx_slot_owns(r, type, offset, own))) {
        if (reflected)
            return reflected(r, l);
        if (base && forward)
            return base(l, r);
    }
    return pyx_not_implemented();
}

PYX_API PyObject *pyx_slot_ternary(PyObject *l, PyObject *r, PyObject *m, PyTypeObject *type, size_t offset,
                                   ternaryfunc slot, ternaryfunc forward, ternaryfunc reflected)
{
    void *own = NULL, *base_slot;
    int same = Py_TYPE(l) == Py_TYPE(r), asked = 0;
    ternaryfunc base;
    memcpy(&own, &slot, sizeof own);
    base_slot = type->tp_base ? pyx_number_slot(type->tp_base, offset) : NULL;
    memcpy(&base, &base_slot, sizeof base);
    if (same || pyx_slot_owns(l, type, offset, own)) {
        PyObject *result;
        /* Of two instances the class's own method decides, though it be the reflected one. */
        if (!forward && reflected && (same || pyx_slot_owns(r, type, offset, own))) {
            result = reflected(r, l, m);
            if (result != Py_NotImplemented)
                return result;
            Py_DECREF(result);
            asked = 1;
        }
        result = forward ? forward(l, r, m) : base ? base(l, r, m) : pyx_not_implemented();
        if (result != Py_NotImplemented)
            return result;
        Py_DECREF(result);
    }
    if (!asked && (same || pyx_slot_owns(r, type, offset, own))) {
        if (reflected)
            return reflected(r, l, m);
        if (base && forward)
            return base(l, r, m);
    }
    return pyx_not_implemented();
}

PYX_API int pyx_base_ass_subscript(PyTypeObject *type, PyObject *o, PyObject *k, PyObject *v)
{
    PyMappingMethods *m = type->tp_base ? type->tp_base->tp_as_mapping : NULL;
    if (m && m->mp_ass_subscript)
        return m->mp_ass_subscript(o, k, v);
    if (type->tp_base && type->tp_base->tp_as_sequence && type->tp_base->tp_as_sequence->sq_ass_item && PyIndex_Check(k)) {
        /* The base is a sequence only; it gets positions as the interpreter would give them. */
        Py_ssize_t i = PyNumber_AsSsize_t(k, PyExc_IndexError), n;
        if (i == -1 && PyErr_Occurred())
            return -1;
        if (i < 0 && type->tp_base->tp_as_sequence->sq_length) {
            n = type->tp_base->tp_as_sequence->sq_length(o);
            if (n < 0)
                return -1;
            i += n;
        }
        return type->tp_base->tp_as_sequence->sq_ass_item(o, i, v);
    }
    PyErr_Format(PyExc_NotImplementedError, "Subscript %s not supported by %.200s", v ? "assignment" : "deletion",
                 Py_TYPE(o)->tp_name);
    return -1;
}

PYX_API int pyx_base_setattro(PyTypeObject *type, PyObject *o, PyObject *k, PyObject *v)
{
    if (type->tp_base && type->tp_base->tp_setattro)
        return type->tp_base->tp_setattro(o, k, v);
    return PyObject_GenericSetAttr(o, k, v);
}

PYX_API int pyx_base_descr_set(PyTypeObject *type, PyObject *o, PyObject *k, PyObject *v)
{
    if (type->tp_base && type->tp_base->tp_descr_set)
        return type->tp_base->tp_descr_set(o, k, v);
    return pyx_slot_refuse(v ? "__set__" : "__delete__");
}

PYX_API PyObject *pyx_base_getattro(PyTypeObject *type, PyObject *o, PyObject *n)
{
    if (type->tp_base && type->tp_base->tp_getattro)
        return type->tp_base->tp_getattro(o, n);
    return PyObject_GenericGetAttr(o, n);
}

PYX_API PyObject *pyx_base_richcompare(PyTypeObject *type, PyObject *o, PyObject *other, int op)
{
    richcmpfunc base = type->tp_base ? type->tp_base->tp_richcompare : NULL;
    /* What is left to `object` would be equal to itself already before the other operand is asked. */
    if (base == NULL || (op == Py_EQ && base == PyBaseObject_Type.tp_richcompare))
        return pyx_not_implemented();
    return base(o, other, op);
}

PYX_API Py_ssize_t pyx_slot_length(PyObject *o, lenfunc method)
{
    Py_ssize_t n = method(o);
    if (n >= 0)
        return n;
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, "__len__() should return >= 0");
    return -1;
}

PYX_API int pyx_slot_getbuffer(PyObject *o, Py_buffer *view, int flags, getbufferproc method)
{
    int r;
    if (view == NULL) {
        PyErr_SetString(PyExc_BufferError, "PyObject_GetBuffer: view==NULL argument is obsolete");
        return -1;
    }
    view->obj = pyx_newref(Py_None);
    r = method(o, view, flags);
    if (r < 0 || view->obj == Py_None)
        Py_CLEAR(view->obj);
    return r;
}

PYX_API PyObject *pyx_slot_invert(PyObject *eq)
{
    int truth;
    if (!eq || eq == Py_NotImplemented)
        return eq;
    truth = PyObject_IsTrue(eq);
    Py_DECREF(eq);
    return truth < 0 ? NULL : pyx_newref(truth ? Py_False : Py_True);
}

PYX_API PyObject *pyx_slot_item(PyObject *o, Py_ssize_t i, binaryfunc get)
{
    PyObject *value, *index = PyLong_FromSsize_t(i);
    if (!index)
        return NULL;
    value = get(o, index);
    Py_DECREF(index);
    return value;
}

PYX_API int pyx_slot_ass_item(PyObject *o, Py_ssize_t i, PyObject *v, objobjargproc set)
{
    int r;
    PyObject *index = PyLong_FromSsize_t(i);
    if (!index)
        return -1;
    r = set(o, index, v);
    Py_DECREF(index);
    return r;
}

PYX_API PyObject *pyx_slot_no_modulus(const char *name)
{
    PyErr_Format(PyExc_TypeError, "%.500s() takes 3 arguments but 2 were given", name);
    return NULL;
}

PYX_API int pyx_slot_refuse(const char *what)
{
    PyErr_SetString(PyExc_NotImplementedError, what);
    return -1;
}
