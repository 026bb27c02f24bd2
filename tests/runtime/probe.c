/* A module as the compiler would write it, by hand: functions of every calling kind, generators, a coroutine, an
 * asynchronous generator, extension classes, exceptions. test_probe.py drives it. */
#include "pyxide.h"

static PyObject *pyx_k[32];
static const char pyx_k_data[] =
    "s1:a" "s1:b" "s1:k" "s4:args" "s2:kw" /* 0-4 */
    "i19:1234567890123456789" "i4:-0x7" "f3:1.5" "j3:2.0" "b3:a\0b" /* 5-9 */
    "t7:0 N T 5" "z3:0 1" "l5:N 6 N" "u3:\xe2\x82\xac" "w5:55296" /* 10-14 */
    "g3:len" "s3:gen" "f3:nan" "t0:" "s4:send" /* 15-19 */
    "s5:multi" "s4:corr" "s4:agen" "s7:forward" /* 20-23 */;
enum { N_CONSTS = 24 };

static PyObject *choose_const(pyx_module *m, char kind, const char *p, Py_ssize_t size)
{
    PyObject *(*make)(pyx_module *, char, const char *, Py_ssize_t) =
        kind == 'i' ? pyx_const_int : kind == 'f' ? pyx_const_float : kind == 'j' ? pyx_const_imaginary :
        kind == 'b' ? pyx_const_bytes : kind == 't' ? pyx_const_tuple : kind == 'z' ? pyx_const_frozenset :
        kind == 'l' ? pyx_const_slice : kind == 'w' ? pyx_const_points : pyx_const_builtin;
    return make(m, kind, p, size);
}

static pyx_module pyx_mod = {"probe", "probe.pyx", "Doc.", pyx_k_data, sizeof(pyx_k_data) - 1, pyx_k, N_CONSTS, 0,
                             choose_const, PYX_MODULE_STATE};

/* def constants(): all constants */
static PyObject *f_constants(PyObject *self, PyObject *unused)
{
    (void)self;
    (void)unused;
    PyObject *list = PyList_New(0);
    for (int i = 0; list != NULL && i < N_CONSTS; i++)
        if (pyx_list_append(list, pyx_k[i]) < 0)
            Py_CLEAR(list);
    return list;
}
static const pyx_function_def def_constants = {
    {"constants", PYX_FN(PyCFunction, f_constants), METH_NOARGS, NULL}, "constants", NULL, pyx_k, NULL, 1, 0, 0, 0, 0, 0};

/* Functions that return what they were given: NULL as None. */
static PyObject *echo(PyObject **a, int n)
{
    PyObject *t = PyTuple_New(n);
    for (int i = 0; t != NULL && i < n; i++)
        PyTuple_SET_ITEM(t, i, pyx_newref(a[i] != NULL ? a[i] : Py_None));
    return t;
}
#define ECHO(NAME, N, RELEASE, POSONLY, POS, KWONLY, NAMES, FLAGS, ...) \
    static PyObject *f_##NAME(PyObject *, PyObject *const *, Py_ssize_t, PyObject *); \
    static const unsigned int names_##NAME[] = {__VA_ARGS__}; \
    static const pyx_function_def def_##NAME = { \
        {#NAME, PYX_FN(PyCFunction, f_##NAME), METH_FASTCALL | METH_KEYWORDS, "Doc of " #NAME}, "q." #NAME, names_##NAME, pyx_k, \
        NULL, 10, POSONLY, POS, KWONLY, NAMES, FLAGS}; \
    static PyObject *f_##NAME(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) \
    { \
        PyObject *a[N + 1], *r; \
        const int owned[] = {RELEASE, -1}; \
        (void)self; \
        if (pyx_parse_args(&def_##NAME, args, nargs, kwnames, a) < 0) { \
            pyx_traceback(&pyx_mod, "probe." #NAME, NULL, 11); \
            return NULL; \
        } \
        r = echo(a, N); \
        for (int i = 0; owned[i] >= 0; i++) \
            Py_DECREF(a[owned[i]]); \
        return r; \
    }
#define R PYX_REQUIRED
ECHO(one, 1, -1, 0, 1, 0, 1, 0, 0 | R)
ECHO(optional, 2, -1, 0, 2, 0, 2, 0, 0 | R, 1)
ECHO(kwonly, 2, -1, 0, 1, 1, 2, 0, 0 | R, 2 | R)
ECHO(posonly, 2, -1, 1, 2, 0, 2, 0, 0 | R, 1 | R)
#define STARS 1, 3
ECHO(stars, 4, STARS, 0, 1, 1, 4, PYX_F_ARGS | PYX_F_KWARGS, 0 | R, 2, 3, 4)

/* def fails(): raise ValueError("no") through two frames */
static PyObject *f_fails(PyObject *self, PyObject *unused)
{
    (void)self;
    (void)unused;
    PyErr_SetString(PyExc_ValueError, "no");
    pyx_traceback(&pyx_mod, "probe.inner", NULL, 21);
    pyx_traceback(&pyx_mod, "probe.fails", "other.pxi", 22);
    return NULL;
}
static const pyx_function_def def_fails = {
    {"fails", PYX_FN(PyCFunction, f_fails), METH_NOARGS, NULL}, "fails", NULL, pyx_k, NULL, 20, 0, 0, 0, 0, 0};

/* def catches(a): try: a() except Exception as e: return sys.exc_info()[1] is e, then raise KeyError inside: its context */
static PyObject *f_catches(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames);
static const unsigned int names_catches[] = {0 | R};
static const pyx_function_def def_catches = {
    {"catches", PYX_FN(PyCFunction, f_catches), METH_FASTCALL | METH_KEYWORDS, NULL}, "catches", names_catches, pyx_k, NULL,
    30, 0, 1, 0, 1, 0};
static PyObject *f_catches(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    PyObject *a[1], *r, *slot[1], *saved, *exc, *context;
    (void)self;
    if (pyx_parse_args(&def_catches, args, nargs, kwnames, a) < 0)
        return NULL;
    r = pyx_call(a[0], slot, 0);
    if (r != NULL)
        return r;
    saved = pyx_exc_save();
    exc = pyx_exc_catch();
    pyx_raise(PyExc_KeyError, NULL);
    pyx_exc_restore(saved);
    Py_XDECREF(saved);
    r = pyx_exc_fetch();
    context = PyException_GetContext(r);
    PyObject *t = Py_BuildValue("(OONN)", exc, r, PyBool_FromLong(context == exc), PyBool_FromLong(pyx_err_occurred()));
    Py_XDECREF(context);
    Py_DECREF(exc);
    Py_DECREF(r);
    return t;
}

/* ---- generators: the scope holds the argument and what is delegated to */
struct scope_gen {
    PYX_SCOPE_HEAD PyObject *x;
    PyObject *it;
    PyObject *log;
};
static const unsigned int offsets_gen[] = {offsetof(struct scope_gen, x), offsetof(struct scope_gen, it),
                                             offsetof(struct scope_gen, log)};
static pyx_scope_def scope_def_gen = {sizeof(struct scope_gen), offsets_gen, 3, NULL, PYX_SCOPE_STATE};

/* def gen(a): got = yield 1; a.append(got); r = yield from a[0]; return r. On an exception at `yield 1`: append and reraise. */
static PyObject *body_gen(pyx_gen *gen, PyObject *sent)
{
    struct scope_gen *s = (struct scope_gen *)gen->scope;
    PyObject *v, *result;
    switch (gen->state) {
    case 0:
        gen->state = 1;
        return PyLong_FromLong(1);
    case 1:
        if (sent == NULL) {
            PyObject *exc = pyx_exc_fetch();
            if (PyList_Append(s->x, exc) < 0) {
                Py_DECREF(exc);
                return NULL;
            }
            pyx_exc_raise_again(exc);
            return NULL;
        }
        if (PyList_Append(s->x, sent) < 0)
            return NULL;
        s->it = pyx_yield_from_iter(PyList_GET_ITEM(s->x, 0));
        if (s->it == NULL)
            return NULL;
        sent = Py_None;
        break;
    default:
        if (sent == NULL)
            return NULL;
    }
    v = pyx_delegate(gen, s->it, sent, &result);
    if (v != NULL) {
        gen->state = 2;
        return v;
    }
    return result == NULL ? NULL : pyx_gen_return(gen, result);
}

/* async def corr(a): return await a */
static PyObject *body_corr(pyx_gen *gen, PyObject *sent)
{
    struct scope_gen *s = (struct scope_gen *)gen->scope;
    PyObject *v, *result;
    if (sent == NULL)
        return NULL;
    if (gen->state == 0) {
        s->it = pyx_await_iter(s->x);
        if (s->it == NULL)
            return NULL;
        sent = Py_None;
    }
    v = pyx_delegate(gen, s->it, sent, &result);
    if (v != NULL) {
        gen->state = 1;
        return v;
    }
    return result == NULL ? NULL : pyx_gen_return(gen, result);
}

/* async def agen(a): for x in a: yield x */
static PyObject *body_agen(pyx_gen *gen, PyObject *sent)
{
    struct scope_gen *s = (struct scope_gen *)gen->scope;
    PyObject *v, *w;
    if (sent == NULL)
        return NULL;
    if (gen->state == 0) {
        s->it = PyObject_GetIter(s->x);
        if (s->it == NULL)
            return NULL;
    }
    v = pyx_iter_next(s->it);
    if (v == NULL)
        return PyErr_Occurred() ? NULL : pyx_gen_return(gen, pyx_newref(Py_None));
    w = pyx_async_gen_wrap(v);
    Py_DECREF(v);
    gen->state = 1;
    return w;
}

#define MAKER(NAME, BODY, KIND, FLAG, K) \
    static PyObject *f_##NAME(PyObject *, PyObject *const *, Py_ssize_t, PyObject *); \
    static const unsigned int names_##NAME[] = {0 | R}; \
    static const pyx_function_def def_##NAME = { \
        {#NAME, PYX_FN(PyCFunction, f_##NAME), METH_FASTCALL | METH_KEYWORDS, NULL}, #NAME, names_##NAME, pyx_k, NULL, 40, 0, 1, \
        0, 1, FLAG}; \
    static PyObject *f_##NAME(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) \
    { \
        PyObject *a[1], *r; \
        struct scope_gen *s; \
        (void)self; \
        if (pyx_parse_args(&def_##NAME, args, nargs, kwnames, a) < 0) \
            return NULL; \
        s = (struct scope_gen *)pyx_new_scope(&scope_def_gen); \
        if (s == NULL) \
            return NULL; \
        s->x = pyx_newref(a[0]); \
        r = pyx_gen_new(&pyx_mod, PYX_FN(void *, BODY), (PyObject *)s, pyx_k[K], pyx_k[K], KIND, NULL); \
        Py_DECREF(s); \
        return r; \
    }
MAKER(gen, body_gen, PYX_GENERATOR, PYX_F_GENERATOR, 16)
MAKER(itercoro, body_gen, PYX_ITERABLE_COROUTINE, PYX_F_ITERABLE_COROUTINE, 16)
MAKER(corr, body_corr, PYX_COROUTINE, PYX_F_COROUTINE, 21)
MAKER(agen, body_agen, PYX_ASYNC_GENERATOR, PYX_F_ASYNC_GENERATOR, 22)

/* ---- extension classes: Base with an object field, a C method and a freelist; Derived adds a field */
struct Base;
struct V_Base {
    long (*twice)(struct Base *);
};
struct Base {
    PyObject_HEAD
    struct V_Base *pyx_vtab;
    PyObject *x;
    long n;
};
struct Derived {
    struct Base base;
    PyObject *y;
};
static pyx_class pyx_type_Base, pyx_type_Derived;
static long twice_base(struct Base *b) { return b->n * 2; }
static long twice_derived(struct Base *b) { return b->n * 3; }
static struct V_Base vtable_Base = {twice_base}, vtable_Derived = {twice_derived};
static int deallocated;

static const unsigned int names_cinit[] = {0 | R};
static const pyx_function_def def_cinit = {{"__cinit__", NULL, METH_FASTCALL | METH_KEYWORDS, NULL}, "Base.__cinit__",
                                           names_cinit, pyx_k, NULL, 50, 0, 1, 0, 1, PYX_F_METHOD};
static int cinit_Base(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    PyObject *a[1];
    if (pyx_parse_args(&def_cinit, args, nargs, kwnames, a) < 0)
        return -1;
    ((struct Base *)self)->n = pyx_as_long(a[0]);
    return ((struct Base *)self)->n == -1 && PyErr_Occurred() ? -1 : 0;
}
static void user_dealloc_Base(PyObject *self)
{
    (void)self;
    deallocated++;
}
static PyObject *f_call_twice(PyObject *self, PyObject *unused)
{
    (void)unused;
    return PyLong_FromLong(((struct Base *)self)->pyx_vtab->twice((struct Base *)self));
}
static const pyx_function_def def_call_twice = {{"call_twice", PYX_FN(PyCFunction, f_call_twice), METH_NOARGS, NULL},
                                                "Base.call_twice", NULL, pyx_k, NULL, 55, 0, 0, 0, 0, PYX_F_METHOD};
static PyObject *f_swap(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames);
static const unsigned int names_swap[] = {0 | R};
static const pyx_function_def def_swap = {{"swap", PYX_FN(PyCFunction, f_swap), METH_FASTCALL | METH_KEYWORDS, "Swaps."},
                                          "Base.swap", names_swap, pyx_k, NULL, 56, 0, 1, 0, 1, PYX_F_METHOD};
static PyObject *f_swap(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    PyObject *a[1], *old = ((struct Base *)self)->x, *override;
    if (pyx_parse_args(&def_swap, args, nargs, kwnames, a) < 0)
        return NULL;
    override = pyx_override(self, pyx_k[20], &def_call_twice);
    if (override == NULL && PyErr_Occurred())
        PyErr_Clear();
    Py_XDECREF(override);
    ((struct Base *)self)->x = pyx_newref(a[0]);
    return old;
}
static const pyx_function_def def_static = {{"make", PYX_FN(PyCFunction, f_one), METH_FASTCALL | METH_KEYWORDS, NULL},
                                            "Base.make", names_one, pyx_k, NULL, 57, 0, 1, 0, 1, PYX_F_STATIC};
static PyObject *f_kind(PyObject *cls, PyObject *unused)
{
    (void)unused;
    return pyx_newref(cls);
}
static const pyx_function_def def_kind = {{"kind", PYX_FN(PyCFunction, f_kind), METH_NOARGS, NULL}, "Base.kind", NULL, pyx_k,
                                          NULL, 58, 0, 0, 0, 0, PYX_F_METHOD | PYX_F_CLASS};
static const pyx_function_def *const methods_Base[] = {&def_call_twice, &def_swap, &def_static, &def_kind};
static PyObject *free_items_Base[2];
static pyx_freelist free_Base = {2, 0, free_items_Base};
static const unsigned int objects_Base[] = {offsetof(struct Base, x)};
static const unsigned int objects_Derived[] = {offsetof(struct Derived, y)};
static const pyx_class_def class_Base = {"probe.Base", "Doc of Base.", sizeof(struct Base), objects_Base, 1, PYX_C_GC,
                                         offsetof(struct Base, pyx_vtab), &vtable_Base, sizeof(vtable_Base), NULL,
                                         cinit_Base, NULL, user_dealloc_Base, NULL, NULL, 0, 0, methods_Base, 4, &free_Base};
static const pyx_class_def class_Derived = {"probe.Derived", NULL, sizeof(struct Derived), objects_Derived, 1, PYX_C_GC,
                                            offsetof(struct Base, pyx_vtab), &vtable_Derived, sizeof(vtable_Derived),
                                            &class_Base, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, 0, NULL};
#define GLUE(C) \
    static PyObject *new_##C(PyTypeObject *t, PyObject *a, PyObject *k) { return pyx_class_new(&class_##C, &pyx_type_##C.type, t, a, k); } \
    static PyObject *call_##C(PyObject *t, PyObject *const *a, size_t n, PyObject *k) \
    { \
        return pyx_class_call(&class_##C, t, a, n, k); \
    } \
    static void dealloc_##C(PyObject *o) { pyx_class_dealloc(&class_##C, &pyx_type_##C.type, o); } \
    static int traverse_##C(PyObject *o, visitproc v, void *a) { return pyx_class_traverse(&class_##C, &pyx_type_##C.type, o, v, a); } \
    static int clear_##C(PyObject *o) { return pyx_class_clear(&class_##C, &pyx_type_##C.type, o); } \
    static int ready_##C(void) \
    { \
        pyx_type_##C.type.tp_new = new_##C; \
        pyx_type_##C.type.tp_vectorcall = call_##C; \
        pyx_type_##C.type.tp_dealloc = dealloc_##C; \
        pyx_type_##C.type.tp_traverse = traverse_##C; \
        pyx_type_##C.type.tp_clear = clear_##C; \
        return pyx_class_ready(&pyx_mod, &class_##C, &pyx_type_##C); \
    }
GLUE(Base)
GLUE(Derived)

static PyObject *f_deallocated(PyObject *self, PyObject *unused)
{
    (void)self;
    (void)unused;
    return PyLong_FromLong(deallocated);
}
static const pyx_function_def def_deallocated = {{"deallocated", PYX_FN(PyCFunction, f_deallocated), METH_NOARGS, NULL},
                                                 "deallocated", NULL, pyx_k, NULL, 60, 0, 0, 0, 0, 0};

/* ---- loading */
static int setup(PyObject *module)
{
    void *vtable;
    (void)module;
    if (ready_Base() < 0)
        return -1;
    pyx_type_Derived.type.tp_base = &pyx_type_Base.type;
    if (ready_Derived() < 0)
        return -1;
    vtable = pyx_import_vtable(&pyx_type_Derived.type);
    if (vtable != &vtable_Derived || pyx_export_function(&pyx_mod, "twice", PYX_FN(void (*)(void), twice_base), "long (B)") < 0)
        return -1;
    return 0;
}

static int body(PyObject *module)
{
    static const pyx_function_def *const functions[] = {&def_constants, &def_one,     &def_optional, &def_kwonly,
                                                        &def_posonly,   &def_stars,   &def_fails,    &def_catches,
                                                        &def_gen,       &def_itercoro, &def_corr,    &def_agen,
                                                        &def_deallocated};
    size_t i;
    (void)module;
    for (i = 0; i < sizeof(functions) / sizeof(*functions); i++) {
        PyObject *f = pyx_function_new(&pyx_mod, functions[i], NULL, NULL, NULL, NULL, NULL);
        int r = f == NULL ? -1 : PyDict_SetItemString(pyx_mod.dict, functions[i]->ml.ml_name, f);
        Py_XDECREF(f);
        if (r < 0)
            return -1;
    }
    return 0;
}

static PyObject *create(PyObject *spec, PyModuleDef *def) { return pyx_module_create(&pyx_mod, spec, def); }
static int exec(PyObject *module) { return pyx_module_exec(&pyx_mod, module, setup, body); }
static PyModuleDef_Slot slots[] = {{Py_mod_create, PYX_FN(void *, create)}, {Py_mod_exec, PYX_FN(void *, exec)}, {0, NULL}};
static PyModuleDef module_def = {PyModuleDef_HEAD_INIT, "probe", "Doc.", 0, NULL, slots, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_probe(void) { return PyModuleDef_Init(&module_def); }
