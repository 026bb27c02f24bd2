"""Operators that C types do not have."""

def ordered(double complex a, double b):
    if a == b:
        return a < b            # error: [type-mismatch] complex types are unordered
