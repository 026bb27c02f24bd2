//! What a well-formed function is.
