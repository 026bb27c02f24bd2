/* Taking the arguments of a Python call apart. See args.h. */
#include "args.h"

/* Keyword arguments of a call: names and values, side by side. */
typedef struct {
    PyObject *const *names;
    PyObject *const *values;
    Py_ssize_t n;
} pyx_keywords;

static PYX_RARE Py_ssize_t pyx_required_positional(const pyx_function_def *def)
{
    Py_ssize_t n = 0;
    while (n < def->n_pos && (def->names[n] & PYX_REQUIRED))
        n++;
    return n;
}

/* "f() takes exactly 1 positional argument (2 given)" */
static PYX_COLD void pyx_wrong_count(const pyx_function_def *def, Py_ssize_t given)
{
    Py_ssize_t required = pyx_required_positional(def), number = required;
    const char *what = "exactly";
    if (given < required) {
        if (required < def->n_pos || (def->flags & PYX_F_ARGS))
            what = "at least";
    } else {
        number = def->n_pos;
        if (required < number)
            what = "at most";
    }
    PyErr_Format(PyExc_TypeError, "%.200s() takes %s %zd positional argument%s (%zd given)", def->ml.ml_name, what,
                 number, number == 1 ? "" : "s", given);
}

/* Index in `names` of a parameter that may be given by keyword; -1 when there is none, -2 with an exception. */
static PYX_RARE Py_ssize_t pyx_find_keyword(const pyx_function_def *def, PyObject *name)
{
    Py_ssize_t i, first = def->n_posonly, end = def->n_pos + def->n_kwonly;
    for (i = first; i < end; i++) {
        if (def->k[def->names[i] & ~PYX_REQUIRED] == name)
            return i;
    }
    for (i = first; i < end; i++) {
        PyObject *other = def->k[def->names[i] & ~PYX_REQUIRED];
        int equal;
        if (PyUnicode_CheckExact(name))
            equal = PyUnicode_GET_LENGTH(other) == PyUnicode_GET_LENGTH(name) && PyUnicode_Compare(other, name) == 0;
        else
            equal = PyObject_RichCompareBool(name, other, Py_EQ);
        if (equal != 0)
            return equal > 0 ? i : -2;
    }
    return -1;
}

/* Says what is wrong with a keyword that no parameter takes; one that is no string comes first, wherever it stands. */
static PYX_RARE int pyx_refuse_keyword(const pyx_function_def *def, pyx_keywords kw, PyObject *name)
{
    Py_ssize_t i;
    for (i = 0; i < kw.n; i++) {
        if (!PyUnicode_Check(kw.names[i])) {
            PyErr_Format(PyExc_TypeError, "%.200s() keywords must be strings", def->ml.ml_name);
            return -1;
        }
    }
    if (def->flags & PYX_F_NO_KEYWORDS)
        PyErr_Format(PyExc_TypeError, "%.200s() takes no keyword arguments", def->ml.ml_name);
    else
        PyErr_Format(PyExc_TypeError, "%.200s() got an unexpected keyword argument '%U'", def->ml.ml_name, name);
    return -1;
}

static PYX_RARE int pyx_store_keywords(const pyx_function_def *def, pyx_keywords kw, PyObject **out, PyObject *rest)
{
    Py_ssize_t i, skip = (def->flags & PYX_F_ARGS) != 0;
    for (i = 0; i < kw.n; i++) {
        PyObject *name = kw.names[i];
        Py_ssize_t at;
        if (pyx_unlikely(!PyUnicode_Check(name)))
            return pyx_refuse_keyword(def, kw, name);
        at = pyx_find_keyword(def, name);
        if (pyx_unlikely(at == -2))
            return -1;
        if (at < 0) {
            if (rest == NULL)
                return pyx_refuse_keyword(def, kw, name);
            if (PyDict_SetItem(rest, name, kw.values[i]) < 0)
                return -1;
            continue;
        }
        if (at >= def->n_pos)
            at += skip;
        if (pyx_unlikely(out[at] != NULL)) {
            PyErr_Format(PyExc_TypeError, "%.200s() got multiple values for keyword argument '%U'", def->ml.ml_name,
                         name);
            return -1;
        }
        out[at] = kw.values[i];
    }
    return 0;
}

/* `tuple` holds the positional arguments, where the caller has one: `*args` takes it as it is. `dict` is what `**kwargs`
 * starts with, or NULL. */
static PYX_RARE int pyx_parse(const pyx_function_def *def, PyObject *const *args, Py_ssize_t nargs, pyx_keywords kw,
                              PyObject *tuple, PyObject *dict, PyObject **out)
{
    Py_ssize_t i, n = def->n_pos, total = def->n_pos + def->n_kwonly;
    PyObject *star = NULL, *rest = NULL, **kwonly = out + n;
    if (nargs > n && pyx_unlikely(!(def->flags & PYX_F_ARGS))) {
        pyx_wrong_count(def, nargs);
        return -1;
    }
    if (nargs < def->n_posonly && (def->names[nargs] & PYX_REQUIRED) &&
        (total > def->n_posonly || (def->flags & PYX_F_KWARGS))) {
        pyx_wrong_count(def, nargs);
        return -1;
    }
    for (i = 0; i < n; i++)
        out[i] = i < nargs ? args[i] : NULL;
    if (def->flags & PYX_F_ARGS) {
        Py_ssize_t extra = nargs > n ? nargs - n : 0;
        star = n == 0 && tuple != NULL ? pyx_newref(tuple) : PyTuple_New(extra);
        if (star == NULL)
            return -1;
        for (i = 0; i < extra && star != tuple; i++)
            PyTuple_SET_ITEM(star, i, pyx_newref(args[n + i]));
        *kwonly++ = star;
    }
    for (i = 0; i < def->n_kwonly; i++)
        kwonly[i] = NULL;
    if (def->flags & PYX_F_KWARGS) {
        rest = dict != NULL ? PyDict_Copy(dict) : PyDict_New();
        if (rest == NULL)
            goto error;
        kwonly[def->n_kwonly] = rest;
    }
    if (kw.n > 0 && pyx_store_keywords(def, kw, out, rest) < 0)
        goto error;
    for (i = 0; i < total; i++) {
        if (!(def->names[i] & PYX_REQUIRED))
            continue;
        if (i < n ? out[i] == NULL : kwonly[i - n] == NULL) {
            if (i < n)
                pyx_wrong_count(def, i);
            else
                PyErr_Format(PyExc_TypeError, "%.200s() needs keyword-only argument %U", def->ml.ml_name,
                             def->k[def->names[i] & ~PYX_REQUIRED]);
            goto error;
        }
    }
    return 0;
error:
    Py_XDECREF(star);
    Py_XDECREF(rest);
    return -1;
}

/* The usual call of a function without star parameters: names are the interned ones, nothing is missing. 0: another. */
static int pyx_parse_usual(const pyx_function_def *def, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames,
                           PyObject **out)
{
    Py_ssize_t i, k, total = def->n_pos + def->n_kwonly, nkw = kwnames != NULL ? PyTuple_GET_SIZE(kwnames) : 0;
    if ((def->flags & (PYX_F_ARGS | PYX_F_KWARGS)) || nargs > def->n_pos)
        return 0;
    for (i = 0; i < total; i++)
        out[i] = i < nargs ? args[i] : NULL;
    for (k = 0; k < nkw; k++) {
        PyObject *name = PyTuple_GET_ITEM(kwnames, k);
        i = nargs > def->n_posonly ? nargs : def->n_posonly;
        while (i < total && def->k[def->names[i] & ~PYX_REQUIRED] != name)
            i++;
        if (i == total || out[i] != NULL)
            return 0;
        out[i] = args[nargs + k];
    }
    for (i = nargs; i < total; i++) {
        if (out[i] == NULL && (def->names[i] & PYX_REQUIRED))
            return 0;
    }
    return 1;
}

PYX_API int pyx_parse_call(const pyx_function_def *def, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames,
                           PyObject **out)
{
    pyx_keywords kw = {NULL, NULL, 0};
    if (pyx_likely(pyx_parse_usual(def, args, nargs, kwnames, out)))
        return 0;
    if (kwnames != NULL) {
        kw.names = &PyTuple_GET_ITEM(kwnames, 0);
        kw.values = args + nargs;
        kw.n = PyTuple_GET_SIZE(kwnames);
    }
    return pyx_parse(def, args, nargs, kw, NULL, NULL, out);
}

/* Whether all keys are strings, as those of keyword arguments must be. */
static int pyx_all_text(PyObject *kwargs)
{
    PyObject *name, *value;
    Py_ssize_t pos = 0;
    while (PyDict_Next(kwargs, &pos, &name, &value)) {
        if (pyx_unlikely(!PyUnicode_Check(name)))
            return 0;
    }
    return 1;
}

PYX_API int pyx_parse_tuple(const pyx_function_def *def, PyObject *args, PyObject *kwargs, PyObject **out)
{
    PyObject *space[16], **buffer = space, *name, *value;
    pyx_keywords kw = {NULL, NULL, 0};
    Py_ssize_t n = kwargs != NULL ? PyDict_GET_SIZE(kwargs) : 0, pos = 0;
    int r, copied = n > 0 && (def->flags & PYX_F_KWARGS) && def->n_pos + def->n_kwonly == 0 && pyx_all_text(kwargs);
    if (n > 0 && !copied) {
        if (n > 8) {
            buffer = (PyObject **)PyMem_Malloc((size_t)n * 2 * sizeof(PyObject *));
            if (buffer == NULL) {
                PyErr_NoMemory();
                return -1;
            }
        }
        while (kw.n < n && PyDict_Next(kwargs, &pos, &name, &value)) {
            buffer[kw.n] = name;
            buffer[n + kw.n] = value;
            kw.n++;
        }
        kw.names = buffer;
        kw.values = buffer + n;
    }
    r = pyx_parse(def, &PyTuple_GET_ITEM(args, 0), PyTuple_GET_SIZE(args), kw,
                  PyTuple_CheckExact(args) ? args : NULL, copied ? kwargs : NULL, out);
    if (buffer != space)
        PyMem_Free(buffer);
    return r;
}

PYX_API PYX_RARE int pyx_arg_type_test_failed(PyObject *o, PyObject *type, int exact, const char *name)
{
    /* Annotations elsewhere take subclasses. */
    const char *note = exact == 2 && PyObject_TypeCheck(o, (PyTypeObject *)type)
        ? ". Cython is deliberately stricter than PEP-484 here: it takes no subclasses of builtin types, unless "
          "the directive 'annotation_typing' is off."
        : "";
    PyErr_Format(PyExc_TypeError, "Argument '%.200s' has incorrect type (expected %.200s, got %.200s)%s", name,
                 ((PyTypeObject *)type)->tp_name, Py_TYPE(o)->tp_name, note);
    return -1;
}

PYX_API PyObject *pyx_arg_float(PyObject *o, int allow_none, const char *name)
{
    if (PyFloat_CheckExact(o) || (allow_none && o == Py_None))
        return pyx_newref(o);
    if (!PyNumber_Check(o)) {
        pyx_arg_type_test_failed(o, (PyObject *)&PyFloat_Type, 0, name);
        return NULL;
    }
    return PyNumber_Float(o);
}

PYX_API PyObject *pyx_arg_int_from(PyObject *o, const char *name)
{
    if (!PyNumber_Check(o)) {
        pyx_arg_type_test_failed(o, (PyObject *)&PyLong_Type, 0, name);
        return NULL;
    }
    return PyNumber_Long(o);
}

PYX_API PYX_RARE int pyx_arg_not_none_failed(const char *name)
{
    PyErr_Format(PyExc_TypeError, "Argument '%.200s' must not be None", name);
    return -1;
}
