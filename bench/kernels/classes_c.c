/* The hand-written twin of classes.pyx: linked, virtual and callbacks. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdlib.h>

typedef struct Node { PyObject_HEAD struct Node *next; long key; } Node;

static void node_dealloc(Node *self) {
    PyObject_GC_UnTrack(self);
    Py_TRASHCAN_BEGIN(self, node_dealloc)
    Py_CLEAR(self->next);
    Py_TYPE(self)->tp_free((PyObject *)self);
    Py_TRASHCAN_END
}
static int node_traverse(Node *self, visitproc visit, void *arg) { Py_VISIT(self->next); return 0; }
static int node_clear(Node *self) { Py_CLEAR(self->next); return 0; }
static PyTypeObject NodeType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "classes_c.Node", .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, .tp_dealloc = (destructor)node_dealloc,
    .tp_traverse = (traverseproc)node_traverse, .tp_clear = (inquiry)node_clear, .tp_new = PyType_GenericNew};

typedef struct { Node *top; Py_ssize_t size; } Stack;

static int push(Stack *stack, long key) {
    Node *node = (Node *)NodeType.tp_alloc(&NodeType, 0);
    if (!node) return -1;
    node->key = key;
    node->next = stack->top;
    stack->top = node;
    stack->size++;
    return 0;
}

static long pop(Stack *stack) {
    Node *node = stack->top;
    long key = node->key;
    stack->top = node->next;
    Py_XINCREF(stack->top);
    Py_DECREF(node);
    stack->size--;
    return key;
}

static long floor_half(long value) { return value >= 0 ? value / 2 : -((1 - value) / 2); }

static PyObject *linked(PyObject *self, PyObject *arg) {
    Stack stack = {NULL, 0};
    long total = 0, count = PyLong_AsLong(arg);
    if (count == -1 && PyErr_Occurred()) return NULL;
    for (long i = 0; i < count; i++) {
        if (push(&stack, i * 7 % 13) < 0) { Py_XDECREF(stack.top); return NULL; }
        if (i % 3 == 0) total += pop(&stack);
    }
    for (Node *node = stack.top; node; node = node->next) total += node->key;
    while (stack.size) total -= floor_half(pop(&stack));
    return PyLong_FromLong(total);
}

typedef struct Shape { double (*area)(struct Shape *); double scale; } Shape;
static double square_area(Shape *s) { return s->scale * s->scale; }
static double disc_area(Shape *s) { return 3.0 * s->scale * s->scale; }

static PyObject *virtual(PyObject *self, PyObject *arg) {
    Shape shapes[2] = {{disc_area, 1.5}, {square_area, 2.0}};
    Shape *volatile first = shapes;
    double total = 0;
    long count = PyLong_AsLong(arg);
    if (count == -1 && PyErr_Occurred()) return NULL;
    for (long i = 0; i < count; i++) {
        Shape *shape = first + (i & 1);
        total += shape->area(shape);
    }
    return PyFloat_FromDouble(total);
}

typedef long (*Step)(long);
static long double_it(long value) { long r = (value * 2) % 1000003; return r < 0 ? r + 1000003 : r; }
static long add_three(long value) { return value + 3; }
static long apply_all(Step *steps, int number, long value) {
    for (int i = 0; i < number; i++) value = steps[i](value);
    return value;
}
static int by_size(const void *a, const void *b) {
    long first = *(const long *)a, second = *(const long *)b;
    return (first > second) - (first < second);
}

static PyObject *callbacks(PyObject *self, PyObject *arg) {
    Step steps[4] = {double_it, add_three, double_it, add_three};
    long values[200], value = 1, total = 0, count = PyLong_AsLong(arg);
    if (count == -1 && PyErr_Occurred()) return NULL;
    for (long i = 0; i < count; i++) {
        value = apply_all(steps, 4, value);
        if (i % 100 == 0) {
            for (int j = 0; j < 200; j++) values[j] = (value * (j + 1)) % 1009;
            qsort(values, 200, sizeof(long), by_size);
            total += values[100];
        }
    }
    return PyLong_FromLong(value + total);
}

static PyMethodDef methods[] = {
    {"linked", linked, METH_O, NULL}, {"virtual", virtual, METH_O, NULL}, {"callbacks", callbacks, METH_O, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "classes_c", NULL, -1, methods};
PyMODINIT_FUNC PyInit_classes_c(void) { return PyType_Ready(&NodeType) < 0 ? NULL : PyModule_Create(&module); }
