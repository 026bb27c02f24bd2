/* Raising, catching, saving and restoring exceptions. See exc.h. */
#include "exc.h"

/* The exception being handled in this frame or generator; NULL: none. Borrowed. */
static PyObject *pyx_handled(_PyErr_StackItem *item)
{
    PyObject *value = item->exc_value;
    return value == Py_None ? NULL : value;
}

/* Makes `exc` (taken over, may be NULL) the exception being handled. */
static void pyx_set_handled(PyThreadState *ts, PyObject *exc)
{
    _PyErr_StackItem *item = ts->exc_info;
#if PY_VERSION_HEX >= 0x030b0000
    PyObject *old = item->exc_value;
    item->exc_value = exc;
    Py_XDECREF(old);
#else
    PyObject *old_type = item->exc_type, *old_value = item->exc_value, *old_tb = item->exc_traceback;
    item->exc_type = exc != NULL ? pyx_newref((PyObject *)Py_TYPE(exc)) : NULL;
    item->exc_value = exc;
    item->exc_traceback = exc != NULL ? PyException_GetTraceback(exc) : NULL;
    Py_XDECREF(old_type);
    Py_XDECREF(old_value);
    Py_XDECREF(old_tb);
#endif
}

/* A function that gives the value of its `except` clause by mistake has set none. */
PYX_API PYX_RARE PyObject *pyx_exc_fetch(void)
{
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_SystemError, "error return without exception set");
#if PY_VERSION_HEX >= 0x030c0000
    return PyErr_GetRaisedException();
#else
    PyObject *type, *value, *tb;
    PyErr_Fetch(&type, &value, &tb);
    PyErr_NormalizeException(&type, &value, &tb);
    if (tb != NULL)
        PyException_SetTraceback(value, tb);
    Py_DECREF(type);
    Py_XDECREF(tb);
    return value;
#endif
}

PYX_API PYX_RARE int pyx_exc_raise_again(PyObject *exc)
{
#if PY_VERSION_HEX >= 0x030c0000
    PyErr_SetRaisedException(exc);
#else
    PyErr_Restore(pyx_newref((PyObject *)Py_TYPE(exc)), exc, PyException_GetTraceback(exc));
#endif
    return -1;
}

PYX_API PyObject *pyx_exc_catch(void)
{
    PyObject *exc = pyx_exc_fetch();
    pyx_set_handled(PyThreadState_Get(), pyx_xnewref(exc));
    return exc;
}

PYX_API PyObject *pyx_exc_save(void) { return pyx_xnewref(pyx_handled(PyThreadState_Get()->exc_info)); }

PYX_API void pyx_exc_restore(PyObject *exc) { pyx_set_handled(PyThreadState_Get(), pyx_xnewref(exc)); }

PYX_API PYX_RARE int pyx_reraise(void)
{
    _PyErr_StackItem *item = PyThreadState_Get()->exc_info;
    PyObject *exc;
    while ((exc = pyx_handled(item)) == NULL && item->previous_item != NULL)
        item = item->previous_item;
    if (exc == NULL) {
        PyErr_SetString(PyExc_RuntimeError, "No active exception to reraise");
        return -1;
    }
    return pyx_exc_raise_again(pyx_newref(exc));
}

/* An instance from an exception class or instance; NULL with TypeError for anything else. */
static PYX_RARE PyObject *pyx_exception_instance(PyObject *exc, const char *message)
{
    PyObject *value;
    if (PyExceptionInstance_Check(exc))
        return pyx_newref(exc);
    if (!PyExceptionClass_Check(exc)) {
        PyErr_SetString(PyExc_TypeError, message);
        return NULL;
    }
    value = PyObject_CallNoArgs(exc);
    if (value != NULL && !PyExceptionInstance_Check(value)) {
        PyErr_Format(PyExc_TypeError, "calling %R should have returned an instance of BaseException, not %R", exc,
                     Py_TYPE(value));
        Py_CLEAR(value);
    }
    return value;
}

static const char pyx_not_exception[] = "raise: exception class must be a subclass of BaseException";

PYX_API PYX_RARE int pyx_raise_plain(PyObject *exc)
{
    PyObject *value = pyx_exception_instance(exc, pyx_not_exception);
    if (value != NULL) {
        PyErr_SetObject((PyObject *)Py_TYPE(value), value);
        Py_DECREF(value);
    }
    return -1;
}

PYX_API PYX_RARE int pyx_raise_from(PyObject *exc, PyObject *cause)
{
    PyObject *value = pyx_exception_instance(exc, pyx_not_exception), *fixed = NULL;
    if (value == NULL)
        return -1;
    if (cause != Py_None) {
        fixed = pyx_exception_instance(cause, "exception causes must derive from BaseException");
        if (fixed == NULL) {
            Py_DECREF(value);
            return -1;
        }
    }
    PyException_SetCause(value, fixed);
    PyErr_SetObject((PyObject *)Py_TYPE(value), value);
    Py_DECREF(value);
    return -1;
}

PYX_API PYX_RARE int pyx_raise_tb(PyObject *type, PyObject *value, PyObject *tb)
{
    PyObject *exc;
    if (tb == Py_None)
        tb = NULL;
    if (tb != NULL && !PyTraceBack_Check(tb)) {
        PyErr_SetString(PyExc_TypeError, "raise: arg 3 must be a traceback or None");
        return -1;
    }
    if (PyExceptionInstance_Check(type)) {
        if (value != Py_None) {
            PyErr_SetString(PyExc_TypeError, "instance exception may not have a separate value");
            return -1;
        }
        exc = pyx_newref(type);
    } else if (!PyExceptionClass_Check(type)) {
        PyErr_SetString(PyExc_TypeError, pyx_not_exception);
        return -1;
    } else if (PyExceptionInstance_Check(value) && PyObject_TypeCheck(value, (PyTypeObject *)type)) {
        exc = pyx_newref(value);
    } else if (value == Py_None) {
        exc = pyx_exception_instance(type, pyx_not_exception);
    } else if (PyTuple_Check(value)) {
        exc = PyObject_Call(type, value, NULL);
    } else {
        exc = PyObject_CallOneArg(type, value);
    }
    if (exc == NULL)
        return -1;
    if (tb != NULL && PyException_SetTraceback(exc, tb) < 0) {
        Py_DECREF(exc);
        return -1;
    }
    if (tb != NULL) {
        /* Sets `__context__` as PyErr_SetObject does, and keeps the traceback. */
        PyErr_SetObject((PyObject *)Py_TYPE(exc), exc);
        Py_DECREF(exc);
        exc = pyx_exc_fetch();
        PyException_SetTraceback(exc, tb);
        return pyx_exc_raise_again(exc);
    }
    PyErr_SetObject((PyObject *)Py_TYPE(exc), exc);
    Py_DECREF(exc);
    return -1;
}

PYX_API PYX_RARE int pyx_raise_assertion(PyObject *message)
{
    /* An argument tuple as message would be taken for the arguments. */
    PyObject *exc = message != NULL ? PyObject_CallOneArg(PyExc_AssertionError, message)
                                    : PyObject_CallNoArgs(PyExc_AssertionError);
    if (exc != NULL) {
        PyErr_SetObject(PyExc_AssertionError, exc);
        Py_DECREF(exc);
    }
    return -1;
}

PYX_API PYX_RARE int pyx_assertions_enabled(void)
{
    static int known;
    if (known == 0) {
        PyObject *flags = PySys_GetObject("flags");
        PyObject *level = flags != NULL ? PyObject_GetAttrString(flags, "optimize") : NULL;
        known = level != NULL && PyObject_IsTrue(level) == 1 ? 1 : 2;
        Py_XDECREF(level);
        PyErr_Clear();
    }
    return known == 2;
}

PYX_API PYX_RARE int pyx_exc_star_split(PyObject *exc, PyObject *type, PyObject **match, PyObject **rest)
{
    *match = *rest = NULL;
#if PY_VERSION_HEX >= 0x030b0000
    {
        PyObject *pair;
        int is_group, i, n = PyTuple_Check(type) ? (int)PyTuple_GET_SIZE(type) : 1;
        for (i = 0; i < n; i++) {
            PyObject *t = PyTuple_Check(type) ? PyTuple_GET_ITEM(type, i) : type;
            if (!PyExceptionClass_Check(t)) {
                PyErr_SetString(PyExc_TypeError,
                                "catching classes that do not inherit from BaseException is not allowed");
                return -1;
            }
            if (PyObject_IsSubclass(t, PyExc_BaseExceptionGroup)) {
                if (!PyErr_Occurred())
                    PyErr_SetString(PyExc_TypeError,
                                    "catching ExceptionGroup with except* is not allowed. Use except instead.");
                return -1;
            }
        }
        is_group = PyObject_IsInstance(exc, PyExc_BaseExceptionGroup);
        if (is_group < 0)
            return -1;
        if (!is_group) {
            PyObject *tb;
            if (!PyErr_GivenExceptionMatches(exc, type)) {
                *rest = pyx_newref(exc);
                return 0;
            }
            *match = PyObject_CallFunction(PyExc_BaseExceptionGroup, "s[O]", "", exc);
            if (*match == NULL)
                return -1;
            tb = PyException_GetTraceback(exc);
            if (tb != NULL)
                PyException_SetTraceback(*match, tb);
            Py_XDECREF(tb);
            return 1;
        }
        pair = PyObject_CallMethod(exc, "split", "(O)", type);
        if (pair == NULL)
            return -1;
        if (!PyTuple_CheckExact(pair) || PyTuple_GET_SIZE(pair) < 2) {
            PyErr_Format(PyExc_TypeError, "%.200s.split must return a 2-tuple", Py_TYPE(exc)->tp_name);
            Py_DECREF(pair);
            return -1;
        }
        if (PyTuple_GET_ITEM(pair, 0) != Py_None)
            *match = pyx_newref(PyTuple_GET_ITEM(pair, 0));
        if (PyTuple_GET_ITEM(pair, 1) != Py_None)
            *rest = pyx_newref(PyTuple_GET_ITEM(pair, 1));
        Py_DECREF(pair);
        return *match != NULL;
    }
#else
    /* No exception groups: an exception matches as a whole or not at all. */
    if (PyErr_GivenExceptionMatches(exc, type)) {
        *match = pyx_newref(exc);
        return 1;
    }
    *rest = pyx_newref(exc);
    return 0;
#endif
}

#if PY_VERSION_HEX >= 0x030b0000
/* Whether `exc` is a part of `orig` that was raised again as it was: it has the metadata of `orig`. */
static PYX_RARE int pyx_same_metadata(PyObject *exc, PyObject *orig)
{
    PyBaseExceptionObject *a = (PyBaseExceptionObject *)exc, *b = (PyBaseExceptionObject *)orig;
    return a->notes == b->notes && a->traceback == b->traceback && a->cause == b->cause && a->context == b->context;
}

/* Adds the ids of the leaves of an exception group to a set. */
static PYX_RARE int pyx_collect_leaves(PyObject *exc, PyObject *ids)
{
    PyObject *items, *id;
    Py_ssize_t i;
    int r = 0;
    if (PyObject_IsInstance(exc, PyExc_BaseExceptionGroup) != 1) {
        id = PyLong_FromVoidPtr(exc);
        r = id != NULL ? PySet_Add(ids, id) : -1;
        Py_XDECREF(id);
        return r;
    }
    items = PyObject_GetAttrString(exc, "exceptions");
    if (items == NULL)
        return -1;
    for (i = 0; r == 0 && i < PyTuple_GET_SIZE(items); i++)
        r = pyx_collect_leaves(PyTuple_GET_ITEM(items, i), ids);
    Py_DECREF(items);
    return r;
}

/* The part of `exc` whose leaves have ids in the set; None: nothing. `subgroup` with a C function as condition needs
 * Python 3.13. */
static PYX_RARE PyObject *pyx_part(PyObject *exc, PyObject *ids)
{
    PyObject *items, *kept, *part, *id, *notes, *r = NULL;
    Py_ssize_t i;
    int found;
    if (PyObject_IsInstance(exc, PyExc_BaseExceptionGroup) != 1) {
        id = PyLong_FromVoidPtr(exc);
        found = id != NULL ? PySet_Contains(ids, id) : -1;
        Py_XDECREF(id);
        return found < 0 ? NULL : pyx_newref(found ? exc : Py_None);
    }
    items = PyObject_GetAttrString(exc, "exceptions");
    if (items == NULL)
        return NULL;
    kept = PyList_New(0);
    for (i = 0; kept != NULL && i < PyTuple_GET_SIZE(items); i++) {
        part = pyx_part(PyTuple_GET_ITEM(items, i), ids);
        if (part == NULL || (part != Py_None && PyList_Append(kept, part) < 0)) {
            Py_XDECREF(part);
            goto done;
        }
        Py_DECREF(part);
    }
    if (kept == NULL)
        goto done;
    if (PyList_GET_SIZE(kept) == 0) {
        r = pyx_newref(Py_None);
        goto done;
    }
    r = PyObject_CallMethod(exc, "derive", "(O)", kept);
    if (r == NULL)
        goto done;
    /* A derived group has no history of its own. */
    part = PyException_GetTraceback(exc);
    if (part != NULL) {
        PyException_SetTraceback(r, part);
        Py_DECREF(part);
    }
    PyException_SetCause(r, PyException_GetCause(exc));
    PyException_SetContext(r, PyException_GetContext(exc));
    ((PyBaseExceptionObject *)r)->suppress_context = ((PyBaseExceptionObject *)exc)->suppress_context;
    notes = PyObject_GetAttrString(exc, "__notes__");
    if (notes == NULL) {
        PyErr_Clear();
    } else {
        part = PySequence_List(notes);
        Py_DECREF(notes);
        if (part == NULL || PyObject_SetAttrString(r, "__notes__", part) < 0)
            Py_CLEAR(r);
        Py_XDECREF(part);
    }
done:
    Py_XDECREF(kept);
    Py_DECREF(items);
    return r;
}

/* The part of the group `orig` that holds the leaves of the exceptions in `list`. */
static PYX_RARE PyObject *pyx_project(PyObject *orig, PyObject *list)
{
    PyObject *ids, *r = NULL;
    Py_ssize_t i;
    if (PyList_GET_SIZE(list) == 0)
        return pyx_newref(Py_None);
    ids = PySet_New(NULL);
    if (ids == NULL)
        return NULL;
    for (i = 0; i < PyList_GET_SIZE(list); i++) {
        if (pyx_collect_leaves(PyList_GET_ITEM(list, i), ids) < 0)
            goto done;
    }
    r = pyx_part(orig, ids);
done:
    Py_DECREF(ids);
    return r;
}
#endif

PYX_API PYX_RARE PyObject *pyx_exc_star_join(PyObject *exc, PyObject *list)
{
    Py_ssize_t i;
    for (i = PyList_GET_SIZE(list); i-- > 0;) {
        if (PyList_GET_ITEM(list, i) == Py_None && PyList_SetSlice(list, i, i + 1, NULL) < 0)
            return NULL;
    }
    if (PyList_GET_SIZE(list) == 0)
        return NULL;
#if PY_VERSION_HEX >= 0x030b0000
    if (PyObject_IsInstance(exc, PyExc_BaseExceptionGroup) == 1) {
        PyObject *raised = PyList_New(0), *again = PyList_New(0), *part = NULL, *r = NULL;
        if (raised == NULL || again == NULL)
            goto done;
        for (i = 0; i < PyList_GET_SIZE(list); i++) {
            PyObject *e = PyList_GET_ITEM(list, i);
            if (PyList_Append(pyx_same_metadata(e, exc) ? again : raised, e) < 0)
                goto done;
        }
        part = pyx_project(exc, again);
        if (part == NULL)
            goto done;
        if (PyList_GET_SIZE(raised) == 0) {
            r = pyx_newref(part);
        } else if (part == Py_None || PyList_Append(raised, part) == 0) {
            r = PyList_GET_SIZE(raised) == 1
                    ? pyx_newref(PyList_GET_ITEM(raised, 0))
                    : PyObject_CallFunction(PyExc_BaseExceptionGroup, "sO", "", raised);
        }
    done:
        Py_XDECREF(raised);
        Py_XDECREF(again);
        Py_XDECREF(part);
        return r;
    }
    if (PyList_GET_SIZE(list) > 1)
        return PyObject_CallFunction(PyExc_BaseExceptionGroup, "sO", "", list);
#else
    (void)exc;
#endif
    return pyx_newref(PyList_GET_ITEM(list, 0));
}

/* Takes the GIL: functions without it end here too. The exception is shown by itself first, then with where it was. */
PYX_API PYX_RARE void pyx_write_unraisable(const char *where)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *exc = pyx_exc_fetch(), *name, *tb = PyException_GetTraceback(exc);
    PyException_SetTraceback(exc, Py_None);
    PyErr_Display((PyObject *)Py_TYPE(exc), exc, NULL);
    if (tb != NULL) {
        PyException_SetTraceback(exc, tb);
        Py_DECREF(tb);
    }
    name = PyUnicode_FromString(where);
    if (name == NULL)
        PyErr_Clear();
    pyx_exc_raise_again(exc);
    PyErr_WriteUnraisable(name);
    Py_XDECREF(name);
    PyGILState_Release(state);
}

PYX_API PYX_RARE int pyx_err_occurred_nogil(void)
{
    PyGILState_STATE state = PyGILState_Ensure();
    int r = PyErr_Occurred() != NULL;
    PyGILState_Release(state);
    return r;
}
