/* Making, visiting and freeing instances of extension classes, as the class's table says.
 *
 * The slots of a class call these with its table and its type object, which need not be that of the instance.
 */
#ifndef PYX_INSTANCE_H
#define PYX_INSTANCE_H
#include "class.h"

PYX_INLINE PyObject **pyx_field(PyObject *self, Py_ssize_t offset) { return (PyObject **)((char *)self + offset); }

PYX_API PyObject *pyx_class_new(const pyx_class_def *def, PyTypeObject *own, PyTypeObject *type, PyObject *args,
                                PyObject *kwargs);
/* The slots tp_init (which calls `init` of the table) and tp_vectorcall, which makes an instance without a tuple. */
PYX_API int pyx_class_init(const pyx_class_def *def, PyObject *self, PyObject *args, PyObject *kwargs);
PYX_API PyObject *pyx_class_call(const pyx_class_def *def, PyObject *type, PyObject *const *args, size_t nargsf,
                                 PyObject *kwnames);
/* `tp_finalize` from `__del__`: an exception in flight stays. */
PYX_API void pyx_class_finalize(PyObject *self, void (*del)(PyObject *));
PYX_API void pyx_class_dealloc_any(const pyx_class_def *def, PyTypeObject *own, PyObject *self);
/* The short way out for instances of the class itself, if it has none of what takes longer: the table is constant. */
PYX_INLINE void pyx_class_dealloc(const pyx_class_def *def, PyTypeObject *own, PyObject *self)
{
    Py_ssize_t i;
    if (def->user_dealloc != NULL || def->destroy != NULL || def->weakref_offset != 0 || def->dict_offset != 0 ||
        def->free != NULL || (def->flags & PYX_C_TRASHCAN) || pyx_unlikely(Py_TYPE(self) != own) ||
        own->tp_finalize != NULL || own->tp_base != &PyBaseObject_Type) {
        pyx_class_dealloc_any(def, own, self);
        return;
    }
    if (def->flags & PYX_C_GC)
        PyObject_GC_UnTrack(self);
    for (i = 0; i < def->n_objects; i++)
        Py_XDECREF(*pyx_field(self, def->objects[i]));
    own->tp_free(self);
}
PYX_API int pyx_class_clear(const pyx_class_def *def, PyTypeObject *own, PyObject *self);
PYX_INLINE int pyx_class_traverse(const pyx_class_def *def, PyTypeObject *own, PyObject *self, visitproc visit, void *arg)
{
    traverseproc base = own->tp_base->tp_traverse;
    Py_ssize_t i;
    if (base != NULL) {
        int r = base(self, visit, arg);
        if (r != 0)
            return r;
    }
    for (i = 0; i < def->n_objects; i++)
        Py_VISIT(*pyx_field(self, def->objects[i]));
    if (def->dict_offset != 0)
        Py_VISIT(*pyx_field(self, def->dict_offset));
    return 0;
}

#endif
