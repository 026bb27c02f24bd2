/* The hand-written twin of deviates.pyx. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdlib.h>

static PyObject *random_module;

/* The list of `count` numbers, with `values` as room for them. */
static PyObject *draw_all(double *values, int count, PyObject *spread) {
    PyObject *draw = PyObject_GetAttrString(random_module, "gauss"), *zero = PyLong_FromLong(0), *list = NULL;
    int i;
    if (!draw || !zero) goto done;
    for (i = 0; i < count; i++) {
        PyObject *args[2] = {zero, spread}, *number = PyObject_Vectorcall(draw, args, 2, NULL);
        if (!number) goto done;
        values[i] = PyFloat_AsDouble(number);
        Py_DECREF(number);
        if (values[i] == -1.0 && PyErr_Occurred()) goto done;
    }
    list = PyList_New(0);
    for (i = 0; list && i < count; i++) {
        PyObject *number = PyFloat_FromDouble(values[i]);
        if (!number || PyList_Append(list, number) < 0) Py_CLEAR(list);
        Py_XDECREF(number);
    }
done:
    Py_XDECREF(draw);
    Py_XDECREF(zero);
    return list;
}

static PyObject *deviates(PyObject *self, PyObject *args, PyObject *kwargs) {
    static char *names[] = {"count", "spread", NULL};
    int count = 1;
    double width = 1.0, *values;
    PyObject *spread, *list;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|id:deviates", names, &count, &width)) return NULL;
    spread = PyFloat_FromDouble(width);
    if (!spread) return NULL;
    values = malloc((size_t)count * sizeof(double));
    if (!values) {
        Py_DECREF(spread);
        return PyErr_NoMemory();
    }
    list = draw_all(values, count, spread);
    free(values);
    Py_DECREF(spread);
    return list;
}

static PyMethodDef methods[] = {
    {"deviates", (PyCFunction)(void (*)(void))deviates, METH_VARARGS | METH_KEYWORDS,
     "`count` numbers around zero, through a C array."},
    {NULL, NULL, 0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "deviates_c", "A small module.", -1, methods};

PyMODINIT_FUNC PyInit_deviates_c(void) {
    random_module = PyImport_ImportModule("random");
    return random_module ? PyModule_Create(&module) : NULL;
}
