# Python.h: "Importing Modules" and "Module Objects" in the Python/C API reference manual (import.h,
# moduleobject.h, modsupport.h).

from cpython.object cimport PyObject

cdef extern from "Python.h":
    # ---- Importing ----------------------------------------------------------------------------------

    object PyImport_Import(object name)
    object PyImport_ImportModule(const char *name)
    object PyImport_ImportModuleEx(const char *name, object globals, object locals, object fromlist)
    object PyImport_ImportModuleLevel(const char *name, object globals, object locals, object fromlist, int level)
    object PyImport_ImportModuleLevelObject(object name, object globals, object locals, object fromlist, int level)
    object PyImport_ReloadModule(object m)
    object PyImport_ExecCodeModule(const char *name, object co)

    # The entry of sys.modules. AddModule makes it where it is missing and lends the reference;
    # GetModule answers NULL without an exception where it is missing, else a new reference.
    PyObject *PyImport_AddModule(const char *name) except NULL
    object PyImport_AddModuleRef(const char *name)  # 3.13+
    PyObject *PyImport_GetModule(object name) except? NULL
    # Borrowed: sys.modules itself.
    PyObject *PyImport_GetModuleDict() except NULL

    long PyImport_GetMagicNumber() except? -1
    const char *PyImport_GetMagicTag()

    # 1: done; 0: no such frozen module.
    int PyImport_ImportFrozenModule(const char *name) except -1

    # Before Py_Initialize: modules that are part of the program.
    struct _inittab:
        const char *name
        PyObject *(*initfunc)()
    int PyImport_AppendInittab(const char *name, PyObject *(*initfunc)()) except -1
    int PyImport_ExtendInittab(_inittab *newtab) except -1

    # ---- Module objects ------------------------------------------------------------------------------

    bint PyModule_Check(object p)
    bint PyModule_CheckExact(object p)
    object PyModule_New(const char *name)
    object PyModule_NewObject(object name)

    # Borrowed.
    PyObject *PyModule_GetDict(object module) except NULL
    object PyModule_GetNameObject(object module)
    object PyModule_GetFilenameObject(object module)
    # Into the object.
    const char *PyModule_GetName(object module) except NULL
    const char *PyModule_GetFilename(object module) except NULL
    # NULL where the module has none.
    void *PyModule_GetState(object module)

    # AddObject takes over a reference to value, but only where it succeeds; the others take none.
    int PyModule_AddObject(object module, const char *name, object value) except -1
    int PyModule_AddObjectRef(object module, const char *name, object value) except -1  # 3.10+
    int PyModule_AddIntConstant(object module, const char *name, long value) except -1
    int PyModule_AddStringConstant(object module, const char *name, const char *value) except -1
    int PyModule_SetDocString(object module, const char *docstring) except -1
