# Tells pyxide what it needs to know about this interpreter, as one line of JSON.
import json
import sys
import sysconfig

names = "CC CFLAGS EXT_SUFFIX Py_DEBUG Py_GIL_DISABLED".split()
values = dict(zip(names, sysconfig.get_config_vars(*names)))
includes = []
for key in ("include", "platinclude"):
    path = sysconfig.get_paths().get(key)
    if path and path not in includes:
        includes.append(path)
# Flags that change the ABI: those that select a machine, and the thread model.
flags = []
words = iter((values["CFLAGS"] or "").split())
for word in words:
    if word == "-arch":
        flags += [word, next(words, "")]
    elif word == "-pthread" or (word.startswith("-m") and not word.startswith(("-mtune", "-march"))):
        if word not in flags:
            flags.append(word)
print(
    json.dumps(
        {
            "executable": sys.executable,
            "implementation": sys.implementation.name,
            "version": list(sys.version_info[:3]),
            "hexversion": sys.hexversion,
            "ext_suffix": values["EXT_SUFFIX"],
            "debug": bool(values["Py_DEBUG"]),
            "free_threaded": bool(values["Py_GIL_DISABLED"]),
            "include_dirs": includes,
            "abi_flags": flags,
            "search_path": [path for path in sys.path[1:] if path],
        }
    )
)
