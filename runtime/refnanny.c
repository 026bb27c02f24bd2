/* Accounting of references per activation. See refnanny.h. */
#include "refnanny.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PYX_NANNY_SHOWN 64

/* What was found in this module. Only findings touch this, so it needs no lock worth its cost. */
static struct {
    int count;
    int shown;
    struct {
        const char *function, *what;
        int line;
    } seen[PYX_NANNY_SHOWN];
} pyx_nanny_findings;

/* Runs at the very end of Python's finalisation. */
static void pyx_nanny_exit(void)
{
    fprintf(stderr, "reference nanny: %d findings\n", pyx_nanny_findings.count);
    fflush(NULL);
    _exit(PYX_NANNY_STATUS);
}

static PYX_COLD void pyx_nanny_report(const pyx_nanny *nanny, PyObject *object, int line, const char *what)
{
    int i;
    if (pyx_nanny_findings.count++ == 0)
        Py_AtExit(pyx_nanny_exit);
    for (i = 0; i < pyx_nanny_findings.shown; i++)
        if (pyx_nanny_findings.seen[i].line == line && pyx_nanny_findings.seen[i].what == what &&
            pyx_nanny_findings.seen[i].function == nanny->function)
            return;
    if (i == PYX_NANNY_SHOWN)
        return;
    pyx_nanny_findings.seen[i].line = line;
    pyx_nanny_findings.seen[i].what = what;
    pyx_nanny_findings.seen[i].function = nanny->function;
    pyx_nanny_findings.shown++;
    fprintf(stderr, "reference nanny: %s:%d: %s: reference to a %s %s\n", nanny->file, line, nanny->function,
            Py_TYPE(object)->tp_name, what);
    fflush(stderr);
}

PYX_API void pyx_nanny_start(pyx_nanny *nanny, const char *function, const char *file)
{
    nanny->function = function;
    nanny->file = file;
    nanny->entries = nanny->own;
    nanny->used = 0;
    nanny->room = PYX_NANNY_OWN;
}

/* The entry of an object; NULL when it has none. */
static pyx_nanny_entry *pyx_nanny_find(const pyx_nanny *nanny, PyObject *object)
{
    for (size_t i = 0; i < nanny->used; i++)
        if (nanny->entries[i].object == object)
            return &nanny->entries[i];
    return NULL;
}

/* Room for one more entry: one that counts nothing any longer, or a new one. */
static pyx_nanny_entry *pyx_nanny_room(pyx_nanny *nanny)
{
    for (size_t i = 0; i < nanny->used; i++)
        if (nanny->entries[i].count == 0)
            return &nanny->entries[i];
    if (nanny->used == nanny->room) {
        size_t room = nanny->room * 2;
        pyx_nanny_entry *entries = (pyx_nanny_entry *)malloc(room * sizeof *entries);
        if (entries == NULL)
            Py_FatalError("the reference nanny has no memory");
        memcpy(entries, nanny->entries, nanny->used * sizeof *entries);
        if (nanny->entries != nanny->own)
            free(nanny->entries);
        nanny->entries = entries;
        nanny->room = room;
    }
    return &nanny->entries[nanny->used++];
}

PYX_API void pyx_nanny_got(pyx_nanny *nanny, PyObject *object, int line)
{
    pyx_nanny_entry *entry;
    if (object == NULL)
        return;
    entry = pyx_nanny_find(nanny, object);
    if (entry == NULL) {
        entry = pyx_nanny_room(nanny);
        entry->object = object;
        entry->count = 0;
    }
    entry->count++;
    entry->line = line;
}

PYX_API void pyx_nanny_gave(pyx_nanny *nanny, PyObject *object, int line)
{
    pyx_nanny_entry *entry;
    if (object == NULL)
        return;
    entry = pyx_nanny_find(nanny, object);
    if (entry == NULL || entry->count == 0)
        pyx_nanny_report(nanny, object, line, "is given up here and was not owned");
    else
        entry->count--;
}

PYX_API void pyx_nanny_empty(pyx_nanny *nanny, PyObject *field, int line)
{
    if (field != NULL)
        pyx_nanny_report(nanny, field, line, "is overwritten here and leaks");
}

PYX_API void pyx_nanny_finish(pyx_nanny *nanny)
{
    for (size_t i = 0; i < nanny->used; i++)
        if (nanny->entries[i].count > 0)
            pyx_nanny_report(nanny, nanny->entries[i].object, nanny->entries[i].line, "that was acquired here leaks");
    if (nanny->entries != nanny->own)
        free(nanny->entries);
    nanny->entries = nanny->own;
    nanny->used = 0;
    nanny->room = PYX_NANNY_OWN;
}
