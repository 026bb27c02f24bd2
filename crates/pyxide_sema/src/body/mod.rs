//! Function bodies: locals, inference, expressions, statements and conversions, to HIR.
