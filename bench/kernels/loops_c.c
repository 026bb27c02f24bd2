/* The hand-written twin of loops.pyx. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdlib.h>

static double grid[96][96], other[96][96];

static PyObject *rounded(double value) {
    PyObject *number = PyFloat_FromDouble(value);
    PyObject *result = number ? PyObject_CallMethod(number, "__round__", "i", 6) : NULL;
    Py_XDECREF(number);
    return result;
}

static PyObject *heat(PyObject *self, PyObject *arg) {
    long steps = PyLong_AsLong(arg);
    if (steps == -1 && PyErr_Occurred()) return NULL;
    for (int i = 0; i < 96; i++)
        for (int j = 0; j < 96; j++) { grid[i][j] = (i * 31 + j * 17) % 97; other[i][j] = 0; }
    for (long step = 0; step < steps; step++) {
        for (int i = 1; i < 95; i++)
            for (int j = 1; j < 95; j++)
                other[i][j] = 0.2 * (grid[i][j] + grid[i - 1][j] + grid[i + 1][j] + grid[i][j - 1] + grid[i][j + 1]);
        for (int i = 1; i < 95; i++)
            for (int j = 1; j < 95; j++) grid[i][j] = other[i][j];
    }
    double total = 0;
    for (int i = 0; i < 96; i++)
        for (int j = 0; j < 96; j++) total += grid[i][j];
    return rounded(total);
}

static PyObject *product(PyObject *self, PyObject *arg) {
    long a[64][64], b[64][64], c[64][64], total = 0;
    long rounds = PyLong_AsLong(arg);
    if (rounds == -1 && PyErr_Occurred()) return NULL;
    for (int i = 0; i < 64; i++)
        for (int j = 0; j < 64; j++) { a[i][j] = i + j; b[i][j] = i - j; c[i][j] = 0; }
    for (long number = 0; number < rounds; number++) {
        for (int i = 0; i < 64; i++)
            for (int j = 0; j < 64; j++) {
                long cell = c[i][j] % 7;
                for (int k = 0; k < 64; k++) cell += a[i][k] * b[k][j];
                c[i][j] = cell;
            }
        a[number % 64][(number * 3) % 64] += 1;
    }
    for (int i = 0; i < 64; i++)
        for (int j = 0; j < 64; j++) total += c[i][j];
    return PyLong_FromLong(total);
}

static PyObject *sieve(PyObject *self, PyObject *arg) {
    Py_ssize_t limit = PyLong_AsSsize_t(arg), count = 0;
    if (limit == -1 && PyErr_Occurred()) return NULL;
    char *composite = calloc(limit + 1, 1);
    if (!composite) return PyErr_NoMemory();
    for (Py_ssize_t i = 2; i <= limit; i++)
        if (!composite[i]) {
            count++;
            for (Py_ssize_t j = i * i; j <= limit; j += i) composite[j] = 1;
        }
    free(composite);
    return PyLong_FromSsize_t(count);
}

static PyMethodDef methods[] = {
    {"heat", heat, METH_O, NULL}, {"product", product, METH_O, NULL}, {"sieve", sieve, METH_O, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "loops_c", NULL, 0, methods};
PyMODINIT_FUNC PyInit_loops_c(void) { return PyModuleDef_Init(&module); }
