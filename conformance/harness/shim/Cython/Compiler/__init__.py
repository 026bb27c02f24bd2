"""Not part of pyxide."""

raise ImportError("not supported yet: Cython.Compiler")
