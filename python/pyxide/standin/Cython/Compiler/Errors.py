"""The exceptions that build scripts catch."""

from pyxide.build import CompileError

PyrexError = CompileError
