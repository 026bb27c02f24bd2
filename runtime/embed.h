/* The main function of a program with a module in it (`translate --embed`): starts Python, runs the module as
 * `__main__`, and ends Python.
 *
 *     int main(int argc, char **argv) { return pyx_embed_main("m", PyInit_m, argc, argv); }
 */
#ifndef PYX_EMBED_H
#define PYX_EMBED_H
#include "base.h"

/* `name` is the module's last name, by which it can be imported too; `init` its init function. The arguments become
 * `sys.argv`, none is read by Python. Gives the exit status that `python m.py` would end with. */
PYX_API int pyx_embed_main(const char *name, PyObject *(*init)(void), int argc, char **argv);

#endif
