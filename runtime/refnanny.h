/* The reference nanny: accounts for the references that each compiled function owns (`--refnanny`).
 *
 * Generated code keeps one `pyx_nanny` per activation and says what it acquires and gives up:
 *
 *     pyx_nanny nanny;
 *     pyx_nanny_start(&nanny, "f", "m.pyx");
 *     if (!(t1 = PyNumber_Negative(x))) goto L1;
 *     pyx_nanny_got(&nanny, t1, 3);
 *     ...
 *     pyx_nanny_gave(&nanny, t1, 3);
 *     return pyx_nanny_finish(&nanny), t1;
 *
 * What a function holds across a `yield` belongs to its scope object, so it is given to the scope when stored there and
 * a generator owns nothing when it suspends. An activation must end with nothing owned.
 *
 * Findings go to the standard error, each once; a process that has any ends with the status PYX_NANNY_STATUS.
 * Nothing here needs the GIL or disturbs an exception in flight. NULL is no reference.
 */
#ifndef PYX_REFNANNY_H
#define PYX_REFNANNY_H
#include "base.h"

#define PYX_NANNY_STATUS 70
#define PYX_NANNY_OWN 8

typedef struct pyx_nanny_entry {
    PyObject *object;
    Py_ssize_t count;
    /* Where the latest reference was acquired. */
    int line;
} pyx_nanny_entry;

typedef struct pyx_nanny {
    const char *function;
    const char *file;
    pyx_nanny_entry *entries;
    size_t used;
    size_t room;
    pyx_nanny_entry own[PYX_NANNY_OWN];
} pyx_nanny;

PYX_API void pyx_nanny_start(pyx_nanny *nanny, const char *function, const char *file);
PYX_API void pyx_nanny_got(pyx_nanny *nanny, PyObject *object, int line);
PYX_API void pyx_nanny_gave(pyx_nanny *nanny, PyObject *object, int line);
/* A field of the scope object is about to be set without a release: it must be empty. */
PYX_API void pyx_nanny_empty(pyx_nanny *nanny, PyObject *field, int line);
/* The activation ends: nothing may be owned. */
PYX_API void pyx_nanny_finish(pyx_nanny *nanny);

#endif
