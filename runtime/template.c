/* Template strings. See template.h. */
#include "template.h"

#define PYX_TEMPLATELIB "string.templatelib"

/* ---- the classes for Pythons without them */

#if PY_VERSION_HEX < 0x030e0000
static const char pyx_templatelib_code[] =
    "class _Fixed:\n"
    "    __slots__ = ()\n"
    "    def __init_subclass__(cls, **_):\n"
    "        if cls.__module__ != __name__:\n"
    "            raise TypeError(f\"type '{cls.__base__.__module__}.{cls.__base__.__name__}'\"\n"
    "                            ' is not an acceptable base type')\n"
    "    def __setattr__(self, name, _):\n"
    "        raise AttributeError(f\"{type(self).__name__} object attribute '{name}' is read-only\")\n"
    "    def __delattr__(self, name):\n"
    "        self.__setattr__(name, None)\n"
    "def _make(cls, **fields):\n"
    "    self = object.__new__(cls)\n"
    "    for name, value in fields.items():\n"
    "        object.__setattr__(self, name, value)\n"
    "    return self\n"
    "class Interpolation(_Fixed):\n"
    "    __slots__ = __match_args__ = ('value', 'expression', 'conversion', 'format_spec')\n"
    "    def __new__(cls, value, expression='', conversion=None, format_spec=''):\n"
    "        if conversion not in (None, 'a', 'r', 's'):\n"
    "            raise ValueError(\"Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'\")\n"
    "        return _make(cls, value=value, expression=expression, conversion=conversion, format_spec=format_spec)\n"
    "    def __reduce__(self):\n"
    "        return Interpolation, tuple(getattr(self, field) for field in self.__slots__)\n"
    "    def __repr__(self):\n"
    "        return f'Interpolation({\", \".join(repr(getattr(self, field)) for field in self.__slots__)})'\n"
    "class Template(_Fixed):\n"
    "    __slots__ = ('strings', 'interpolations')\n"
    "    def __new__(cls, *parts):\n"
    "        strings, interpolations = [''], []\n"
    "        for part in parts:\n"
    "            if isinstance(part, str):\n"
    "                strings[-1] += part\n"
    "            elif isinstance(part, Interpolation):\n"
    "                interpolations.append(part)\n"
    "                strings.append('')\n"
    "            else:\n"
    "                raise TypeError('Template.__new__ *args need to be of type \\'str\\' or \\'Interpolation\\','\n"
    "                                f' got {type(part).__name__}')\n"
    "        return _make(cls, strings=tuple(strings), interpolations=tuple(interpolations))\n"
    "    @property\n"
    "    def values(self):\n"
    "        return tuple(each.value for each in self.interpolations)\n"
    "    def __iter__(self):\n"
    "        parts = list(self.strings)\n"
    "        for at, each in enumerate(self.interpolations):\n"
    "            parts.insert(2 * at + 1, each)\n"
    "        return iter([part for part in parts if part != '' or isinstance(part, Interpolation)])\n"
    "    def __add__(self, other):\n"
    "        if not isinstance(other, Template):\n"
    "            raise TypeError('can only concatenate string.templatelib.Template '\n"
    "                            f'(not \"{type(other).__name__}\") to string.templatelib.Template')\n"
    "        return Template(*self, *other)\n"
    "    def __reduce__(self):\n"
    "        return Template, tuple(self)\n"
    "    def __repr__(self):\n"
    "        return f'Template(strings={self.strings!r}, interpolations={self.interpolations!r})'\n";

/* Makes the module; NULL with an exception. Borrowed. */
static PYX_RARE PyObject *pyx_make_templatelib(void)
{
    PyObject *module = PyImport_AddModule(PYX_TEMPLATELIB), *dict, *code, *r = NULL;
    if (module == NULL)
        return NULL;
    dict = PyModule_GetDict(module);
    code = Py_CompileString(pyx_templatelib_code, "<" PYX_TEMPLATELIB ">", Py_file_input);
    if (code != NULL && PyDict_SetItemString(dict, "__builtins__", PyEval_GetBuiltins()) == 0)
        r = PyEval_EvalCode(code, dict, dict);
    Py_XDECREF(code);
    Py_XDECREF(r);
    return r != NULL ? module : NULL;
}
#endif

/* A class of the module. */
static PYX_RARE PyObject *pyx_templatelib_class(const char *name)
{
    PyObject *module = PyImport_ImportModule(PYX_TEMPLATELIB), *found;
#if PY_VERSION_HEX < 0x030e0000
    if (module == NULL && pyx_clear_error(PyExc_ImportError))
        module = pyx_xnewref(pyx_make_templatelib());
#endif
    if (module == NULL)
        return NULL;
    found = PyObject_GetAttrString(module, name);
    Py_DECREF(module);
    return found;
}

/* ---- literals */

PYX_API PyObject *pyx_interpolation(PyObject *value, PyObject *expression, int conversion, PyObject *format)
{
    static PyObject *type;
    PyObject *letter, *r;
    if (type == NULL && (type = pyx_templatelib_class("Interpolation")) == NULL)
        return NULL;
    letter = conversion != 0 ? PyUnicode_FromOrdinal(conversion) : pyx_newref(Py_None);
    if (letter == NULL)
        return NULL;
    r = PyObject_CallFunctionObjArgs(type, value, expression, letter, format, NULL);
    Py_DECREF(letter);
    return r;
}

PYX_API PyObject *pyx_template(PyObject *const *parts, Py_ssize_t n)
{
    static PyObject *type;
    PyObject *args, *r;
    Py_ssize_t i;
    if (type == NULL && (type = pyx_templatelib_class("Template")) == NULL)
        return NULL;
    args = PyTuple_New(n);
    if (args == NULL)
        return NULL;
    for (i = 0; i < n; i++)
        PyTuple_SET_ITEM(args, i, pyx_newref(parts[i]));
    r = PyObject_Call(type, args, NULL);
    Py_DECREF(args);
    return r;
}
