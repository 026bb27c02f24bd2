from cpython.ref cimport Py_INCREF, Py_DECREF
def walk(tree, visit):
    Py_INCREF(tree)      # expect: reference-leak
    for child in tree:
        if visit(child):
            return child
    Py_DECREF(tree)
    return None
