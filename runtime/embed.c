/* A program with a module in it: see embed.h. */
#include "embed.h"

/* The module, made and not yet run. A new reference, or NULL. */
static PyObject *pyx_embed_create(const char *name, PyModuleDef *def)
{
    PyObject *machinery = PyImport_ImportModule("importlib.machinery");
    PyObject *importer = machinery ? PyObject_GetAttrString(machinery, "BuiltinImporter") : NULL;
    PyObject *spec = importer ? PyObject_CallMethod(machinery, "ModuleSpec", "sO", name, importer) : NULL;
    PyObject *module = spec ? PyModule_FromDefAndSpec(def, spec) : NULL;
    Py_XDECREF(spec);
    Py_XDECREF(importer);
    Py_XDECREF(machinery);
    return module;
}

/* Runs the module as the main program. 0, or -1 with an exception. */
static int pyx_embed_run(const char *name, PyObject *(*init)(void))
{
    /* An init function gives its definition, which belongs to nobody. */
    PyModuleDef *def = (PyModuleDef *)init();
    PyObject *module = def ? pyx_embed_create(name, def) : NULL;
    PyObject *main_name = module ? PyUnicode_FromString("__main__") : NULL;
    PyObject *modules = PyImport_GetModuleDict();
    int result = -1;

    if (main_name && PyObject_SetAttrString(module, "__name__", main_name) == 0 &&
        PyDict_SetItemString(modules, name, module) == 0 && PyDict_SetItem(modules, main_name, module) == 0)
        result = PyModule_ExecDef(module, def);
    Py_XDECREF(main_name);
    Py_XDECREF(module);
    return result;
}

PYX_API int pyx_embed_main(const char *name, PyObject *(*init)(void), int argc, char **argv)
{
    PyConfig config;
    PyStatus status;
    int failed;

    if (PyImport_AppendInittab(name, init) < 0)
        return 1;
    PyConfig_InitPythonConfig(&config);
    config.parse_argv = 0;
    status = PyConfig_SetBytesArgv(&config, argc, argv);
    if (!PyStatus_Exception(status))
        status = Py_InitializeFromConfig(&config);
    PyConfig_Clear(&config);
    if (PyStatus_Exception(status))
        Py_ExitStatusException(status);
    failed = pyx_embed_run(name, init) < 0;
    if (failed)
        PyErr_Print(); /* Does not come back from SystemExit. */
    return Py_FinalizeEx() < 0 ? 120 : failed;
}
