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
#include "module.h"

enum { PYX_GENERATOR, PYX_COROUTINE, PYX_ASYNC_GENERATOR, PYX_ITERABLE_COROUTINE };
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
    /* Iterator that `yield from` or `await` delegates to, while suspended in it. */
    PyObject *yield_from;
    /* The exceptions being handled inside the generator. */
    _PyErr_StackItem exc_state;
    PyObject *name;
    PyObject *qualname;
    PyObject *code;
    PyObject *weakrefs;
    /* Finaliser hook of asynchronous generators; origin of coroutines. */
    PyObject *finalizer;
} pyx_gen;

/* (body, scope, name, qualname, kind) */
PYX_API PyObject *pyx_gen_new(pyx_module *m, void *body, PyObject *scope, PyObject *name, PyObject *qualname, int kind);
PYX_INLINE PyObject *pyx_gen_return(pyx_gen *gen, PyObject *value)
{
    gen->state = PYX_GEN_DONE;
    return value;
}

/* Iterator that `yield from x` delegates to. */
PYX_API PyObject *pyx_yield_from_iter(PyObject *x);
/* Iterator that `await x` delegates to. */
PYX_API PyObject *pyx_await_iter(PyObject *x);
/* Sends `sent` to the iterator of a delegation. Result: the value to yield; NULL without an exception: finished, the
 * result in `*result`; NULL with an exception. Exceptions thrown into the generator reach the iterator by themselves. */
PYX_API PyObject *pyx_delegate(pyx_gen *gen, PyObject *iterator, PyObject *sent, PyObject **result);
/* The value that `yield` gives in an asynchronous generator. */
PYX_API PyObject *pyx_async_gen_wrap(PyObject *value);
/* Value of the StopIteration in flight, which is cleared; NULL when another exception is in flight. */
PYX_API PyObject *pyx_stop_iteration_value(void);
/* Clears a StopAsyncIteration in flight and says so. */
PYX_API int pyx_clear_stop_async(void);

#endif
