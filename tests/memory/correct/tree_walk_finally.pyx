from cpython.ref cimport Py_INCREF, Py_DECREF
def walk(tree, visit):
    Py_INCREF(tree)
    try:
        for child in tree:
            if visit(child):
                return child
    finally:
        Py_DECREF(tree)
    return None
