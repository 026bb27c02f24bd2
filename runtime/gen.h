/* Generators, coroutines and asynchronous generators.
 *
 * A body is a function `PyObject *body(pyx_gen *gen, PyObject *sent)`. It switches on `gen->state`: 0 at the start,
 * k at the k-th suspension. `sent` is borrowed (None for next()), or NULL: an exception is set and raised at the point
 * of suspension. To yield, the body sets `gen->state = k` and returns the value (a new reference). To finish it
 * returns `pyx_gen_return(gen, value)`, which takes the value over; it fails by returning NULL with an exception set.
 * Its variables that live across suspensions are in `gen->scope`.
 */
#ifndef PYX_GEN_H
#define PYX_GEN_H
#include "args.h"
#include "module.h"

enum { PYX_GENERATOR, PYX_COROUTINE, PYX_ASYNC_GENERATOR, PYX_ITERABLE_COROUTINE };
/* Instead of the kind: a generator that a StopIteration raised in its body just ends, as before PEP 479. */
enum { PYX_LENIENT_STOP = 8 };
/* States of a generator beside the suspension points. */
enum { PYX_GEN_START = 0, PYX_GEN_DONE = -1 };

struct pyx_gen;
typedef PyObject *(*pyx_gen_body)(struct pyx_gen *gen, PyObject *sent);

typedef struct pyx_gen {
    PyObject_HEAD
    pyx_gen_body body;
    pyx_module *mod;
    PyObject *scope;
    int state;
    char kind;
    char running;
    /* The delegate finished while the generator was not resumed: its result comes as the value sent. */
    char delegate_done;
    /* Asynchronous generators. */
    char closed;
    char hooks_inited;
    char running_async;
    char lenient_stop;
    /* Iterator that `yield from` or `await` delegates to, while suspended in it. */
    PyObject *yield_from;
    /* The exceptions being handled inside the generator. */
    _PyErr_StackItem exc_state;
    PyObject *name;
    PyObject *qualname;
    /* Of the function that made it; NULL for generator expressions. */
    const pyx_function_def *def;
    /* Made when first asked for. */
    PyObject *code;
    PyObject *frame;
    PyObject *weakrefs;
    /* Finaliser hook of asynchronous generators; origin of coroutines. */
    PyObject *finalizer;
} pyx_gen;

/* The types of the kinds; NULL with an exception. */
PYX_API PyTypeObject *pyx_generator_type(void);
PYX_API PyTypeObject *pyx_iterable_coroutine_type(void);
PYX_API PyTypeObject *pyx_coroutine_type(void);
PYX_API PyTypeObject *pyx_async_generator_type(void);

PYX_API PyObject *pyx_gen_make(PyTypeObject *type, pyx_module *m, pyx_gen_body body, PyObject *scope, PyObject *name,
                               PyObject *qualname, int kind, void *def);
/* (body, scope, name, qualname, kind, descriptor of the function or NULL). The kind is a constant: what the other kinds need is not linked. */
PYX_INLINE PyObject *pyx_gen_new(pyx_module *m, void *body, PyObject *scope, PyObject *name, PyObject *qualname, int kind,
                                 void *def)
{
    PyTypeObject *type = kind == PYX_GENERATOR || kind == PYX_LENIENT_STOP ? pyx_generator_type()
                         : kind == PYX_COROUTINE       ? pyx_coroutine_type()
                         : kind == PYX_ASYNC_GENERATOR ? pyx_async_generator_type()
                                                       : pyx_iterable_coroutine_type();
    return pyx_gen_make(type, m, PYX_DATA_FN(pyx_gen_body, body), scope, name, qualname, kind, def);
}

/* What resuming gives: a value yielded, the value returned, or an exception. */
typedef enum { PYX_SEND_ERROR, PYX_SEND_NEXT, PYX_SEND_RETURN } pyx_send_result;
/* Resumes with the value sent, or with NULL to raise the exception that is set. `*result` is NULL for an error. */
PYX_API pyx_send_result pyx_gen_resume(pyx_gen *gen, PyObject *sent, PyObject **result);
/* The methods send, throw, close. `pyx_gen_throw`: NULL without an exception: an asynchronous generator ended. */
PYX_API PyObject *pyx_gen_send(PyObject *gen, PyObject *value);
PYX_API PyObject *pyx_gen_throw(PyObject *gen, PyObject *type, PyObject *value, PyObject *tb);
PYX_API PyObject *pyx_gen_throw_method(PyObject *gen, PyObject *args);
PYX_API PyObject *pyx_gen_close(PyObject *gen, PyObject *unused);
/* Sets StopIteration with a value. */
PYX_API void pyx_set_stop_iteration(PyObject *value);

PYX_INLINE PyObject *pyx_gen_return(pyx_gen *gen, PyObject *value)
{
    gen->state = PYX_GEN_DONE;
    return value;
}

/* Iterator that `yield from x` delegates to. */
PYX_API PyObject *pyx_yield_from_iter(PyObject *x);
/* Iterator that `await x` delegates to. */
PYX_API PyObject *pyx_await_iter(PyObject *x);
/* The same for what __anext__() gave: any failure is a TypeError of the `async for`. */
PYX_API PyObject *pyx_await_next(PyObject *x);
/* Sends `sent` to the iterator of a delegation. Result: the value to yield; NULL without an exception: finished, the
 * result in `*result`; NULL with an exception. Exceptions thrown into the generator reach the iterator by themselves. */
PYX_API PyObject *pyx_delegate(pyx_gen *gen, PyObject *iterator, PyObject *sent, PyObject **result);
/* The value that `yield` gives in an asynchronous generator. */
PYX_API PyObject *pyx_async_gen_wrap(PyObject *value);
/* Value of the StopIteration in flight, which is cleared; NULL when another exception is in flight. */
PYX_API PyObject *pyx_stop_iteration_value(void);
/* Clears a StopAsyncIteration in flight and says so. */
PYX_API int pyx_clear_stop_async(void);

/* For the types of the other kinds (coro.c, asyncgen.c). */
PYX_API void pyx_gen_type_init(PyTypeObject *type, const char *name);
PYX_API PyObject *pyx_gen_get_running(PyObject *gen, void *closure);
PYX_API PyObject *pyx_gen_get_yield_from(PyObject *gen, void *closure);
PYX_API PyObject *pyx_gen_get_suspended(PyObject *gen, void *closure);
PYX_API PyObject *pyx_gen_get_frame(PyObject *gen, void *closure);
PYX_API PyObject *pyx_gen_get_code(PyObject *gen, void *closure);
PYX_API PyObject *pyx_gen_get_module(PyObject *gen, void *closure);
PYX_API PyObject *pyx_gen_get_name(PyObject *gen, void *closure);
PYX_API int pyx_gen_set_name(PyObject *gen, PyObject *value, void *closure);
PYX_API PyObject *pyx_gen_get_qualname(PyObject *gen, void *closure);
PYX_API int pyx_gen_set_qualname(PyObject *gen, PyObject *value, void *closure);

#endif
