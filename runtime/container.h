/* Tuples, lists, sets and dicts: displays, methods with a known receiver, unpacking.
 *
 * Methods of a type take None too (then they raise as Python would) and behave as the type's own method for instances
 * of subclasses only where the caller has checked that there are none; `pyx_object_*` serve objects of unknown type.
 */
#ifndef PYX_CONTAINER_H
#define PYX_CONTAINER_H
#include "base.h"

/* Displays of owned items; they are released on failure too. */
PYX_API PyObject *pyx_tuple(PyObject *const *items, Py_ssize_t n);
PYX_API PyObject *pyx_list(PyObject *const *items, Py_ssize_t n);
/* Of borrowed items. */
PYX_API PyObject *pyx_set(PyObject *const *items, Py_ssize_t n);
/* frozenset(items), or the empty one, which is one object. */
PYX_API PyObject *pyx_frozenset(PyObject *items);
PYX_API PyObject *pyx_dict_sized(Py_ssize_t n);

PYX_INLINE int pyx_list_append(PyObject *list, PyObject *item)
{
#if PY_VERSION_HEX < 0x030d0000 || !defined(Py_GIL_DISABLED)
    if (pyx_likely(list != Py_None)) {
        PyListObject *l = (PyListObject *)list;
        Py_ssize_t n = Py_SIZE(l);
        if (pyx_likely(n < l->allocated)) {
            Py_INCREF(item);
            l->ob_item[n] = item;
#if PY_VERSION_HEX < 0x03090000
            Py_SIZE(l) = n + 1;
#else
            Py_SET_SIZE((PyVarObject *)l, n + 1);
#endif
            return 0;
        }
    }
#endif
    return PyList_Append(list, item);
}
PYX_API int pyx_object_append(PyObject *o, PyObject *item);
PYX_API int pyx_list_extend(PyObject *list, PyObject *items);
PYX_API PyObject *pyx_list_pop(PyObject *list);
PYX_API PyObject *pyx_list_pop_index(PyObject *list, Py_ssize_t i);
PYX_API PyObject *pyx_object_pop(PyObject *o);
PYX_API int pyx_set_discard(PyObject *set, PyObject *item);
PYX_API int pyx_set_update(PyObject *set, PyObject *items);
PYX_API int pyx_dict_update(PyObject *dict, PyObject *items);
/* `{**mapping}` */
PYX_API int pyx_dict_merge(PyObject *dict, PyObject *mapping);
PYX_API PyObject *pyx_dict_get(PyObject *dict, PyObject *key, PyObject *fallback);
PYX_API PyObject *pyx_dict_setdefault(PyObject *dict, PyObject *key, PyObject *value);
PYX_API PyObject *pyx_dict_pop(PyObject *dict, PyObject *key, PyObject *fallback);
PYX_API PyObject *pyx_dict_keys(PyObject *dict);
PYX_API PyObject *pyx_dict_values(PyObject *dict);
PYX_API PyObject *pyx_dict_items(PyObject *dict);
PYX_API PyObject *pyx_sorted(PyObject *items);

PYX_API int pyx_unpack_slow(PyObject *o, PyObject **const *outs, Py_ssize_t n);
/* Unpacks into exactly n new references; `outs` holds the addresses. On failure they are all NULL. */
PYX_INLINE int pyx_unpack(PyObject *o, PyObject **const *outs, Py_ssize_t n)
{
    if (pyx_likely(PyTuple_CheckExact(o)) && pyx_likely(PyTuple_GET_SIZE(o) == n)) {
        for (Py_ssize_t i = 0; i < n; i++)
            *outs[i] = pyx_newref(PyTuple_GET_ITEM(o, i));
        return 0;
    }
    return pyx_unpack_slow(o, outs, n);
}
/* `before` items, a list of what is between, `after` items; n = before + 1 + after. */
PYX_API int pyx_unpack_star(PyObject *o, Py_ssize_t before, Py_ssize_t after, PyObject **const *outs, Py_ssize_t n);

#endif
