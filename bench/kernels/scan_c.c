/* The hand-written twin of scan.pyx. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdlib.h>
#include <string.h>

typedef struct { double place[3]; double speed[3]; int alive; } Particle;

static unsigned int hash_of(const char *text, Py_ssize_t length) {
    unsigned int value = 2166136261u;
    for (Py_ssize_t i = 0; i < length; i++) value = (value ^ (unsigned char)text[i]) * 16777619u;
    return value;
}

static Py_ssize_t words_in(const char *text) {
    Py_ssize_t count = 0;
    int inside = 0;
    for (; *text; text++) {
        if (*text == ' ' || *text == '\n') inside = 0;
        else if (!inside) { inside = 1; count++; }
    }
    return count;
}

static PyObject *text(PyObject *self, PyObject *arg) {
    static const char piece[] = "some words of 12 letters, and 345 more of them\n";
    Py_ssize_t length = 200 * (sizeof piece - 1);
    long total = 0, rounds = PyLong_AsLong(arg);
    if (rounds == -1 && PyErr_Occurred()) return NULL;
    char *start = malloc(length + 1);
    if (!start) return PyErr_NoMemory();
    for (int i = 0; i < 200; i++) memcpy(start + i * (sizeof piece - 1), piece, sizeof piece);
    for (long round = 0; round < rounds; round++) {
        total += words_in(start) + hash_of(start, length) % 1000;
        long number = 0;
        for (Py_ssize_t i = 0; i < length; i++) {
            char letter = start[i];
            if ('0' <= letter && letter <= '9') number = number * 10 + (letter - '0');
            else if (number) { total += number; number = 0; }
        }
    }
    free(start);
    return PyLong_FromLong(total);
}

static PyObject *particles(PyObject *self, PyObject *arg) {
    int count = 2000;
    double total = 0;
    long steps = PyLong_AsLong(arg);
    if (steps == -1 && PyErr_Occurred()) return NULL;
    Particle *all = malloc(count * sizeof *all);
    if (!all) return PyErr_NoMemory();
    for (int i = 0; i < count; i++) {
        all[i].alive = 1;
        for (int axis = 0; axis < 3; axis++) {
            all[i].place[axis] = i * 0.001 * (axis + 1);
            all[i].speed[axis] = 1.0 / (i + axis + 1);
        }
    }
    for (long step = 0; step < steps; step++)
        for (Particle *p = all; p < all + count; p++) {
            if (!p->alive) continue;
            for (int axis = 0; axis < 3; axis++) {
                p->place[axis] += p->speed[axis] * 0.01;
                if (p->place[axis] > 5.9) p->speed[axis] = -p->speed[axis];
            }
            if (p->place[0] + p->place[1] < 0.0001) p->alive = 0;
        }
    for (int i = 0; i < count; i++)
        if (all[i].alive) total += all[i].place[0] + all[i].place[2];
    free(all);
    PyObject *number = PyFloat_FromDouble(total);
    PyObject *result = number ? PyObject_CallMethod(number, "__round__", "i", 6) : NULL;
    Py_XDECREF(number);
    return result;
}

static PyMethodDef methods[] = {{"text", text, METH_O, NULL}, {"particles", particles, METH_O, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "scan_c", NULL, 0, methods};
PyMODINIT_FUNC PyInit_scan_c(void) { return PyModuleDef_Init(&module); }
