//! Compile-time values: `DEF`, `IF`, `-E`, array lengths and enum values.

use num_bigint::BigInt;
use smol_str::SmolStr;

/// A compile-time value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    None,
    Bool(bool),
    Int(BigInt),
    Float(f64),
    Str(SmolStr),
    Bytes(Vec<u8>),
    Tuple(Vec<Value>),
}
