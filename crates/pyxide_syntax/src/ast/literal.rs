//! Literal values: numbers of any size, text that may hold surrogates, bytes, and f-strings in pieces.

use super::*;
use num_bigint::BigUint;

nodes! {
    /// An integer: its value, its spelling and its C suffix.
    pub struct IntLiteral {
        pub value: IntValue,
        /// As written, suffix included.
        pub text: SmolStr,
        /// `U` suffix.
        pub unsigned: bool,
        /// Number of `L` in the suffix: 0, 1 or 2.
        pub longness: u8,
    }

    /// A float or the number before `j`.
    pub struct FloatLiteral {
        pub value: f64,
        /// As written, underscores included.
        pub text: SmolStr,
    }

    /// A text literal.
    pub struct StrLiteral {
        pub kind: StrKind,
        pub value: PyString,
        /// What an unprefixed literal is when it is used as bytes (a `char *`, or `str` at level 2): each
        /// `\xNN` one byte, other text UTF-8. Only present where it differs from the value's UTF-8.
        pub narrow: Option<Box<[u8]>>,
    }

    /// How a text literal was prefixed. When adjacent literals are joined, `u` wins.
    #[derive(Copy, Eq, Hash)]
    pub enum StrKind {
        /// No prefix (or `r`): `str`, also usable as C bytes when ASCII or escaped.
        Plain,
        /// `u"…"`: text only.
        Unicode,
    }

    pub struct BytesLiteral {
        pub value: Box<[u8]>,
    }

    pub struct CharLiteral {
        pub value: u8,
    }

    /// An f-string or t-string: literal text and replacement fields in order.
    pub struct FString {
        pub parts: Vec<FStringPart>,
    }

    pub enum FStringPart {
        Literal(text: PyString),
        Field(field: Box<FStringField>),
    }

    /// `{expr=!r:spec}`
    pub struct FStringField {
        /// Braces included.
        pub span: Span,
        pub expr: Expr,
        /// The expression as it stands in the text, without `=`, `!` and `:`.
        pub source: SmolStr,
        /// With `=`: the text to show, `expr` and `=` and the spaces around it.
        pub debug: Option<SmolStr>,
        pub conversion: Conversion,
        pub format_spec: Option<FString>,
    }

    /// The `!r` of a replacement field.
    #[derive(Copy, Eq, Hash)]
    pub enum Conversion {
        None,
        Str,
        Repr,
        Ascii,
        /// `!d` of Cython: the value printed as a C `%d`.
        Decimal,
    }
}

/// The value of an integer literal; never negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntValue {
    Small(u64),
    /// More than 64 bits.
    Big(Box<BigUint>),
}

impl IntValue {
    pub fn to_biguint(&self) -> BigUint {
        match self {
            IntValue::Small(v) => BigUint::from(*v),
            IntValue::Big(v) => (**v).clone(),
        }
    }

    /// The value, when it fits.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            IntValue::Small(v) => Some(*v),
            IntValue::Big(_) => None,
        }
    }
}

impl std::fmt::Display for IntValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            IntValue::Small(v) => v.fmt(f),
            IntValue::Big(v) => v.fmt(f),
        }
    }
}

/// Python text: a sequence of code points in which lone surrogates are allowed, held as generalised UTF-8
/// (what Python's `surrogatepass` writes).
///
/// ```
/// use pyxide_syntax::ast::PyString;
/// let mut s = PyString::default();
/// s.push(0x61);
/// assert_eq!(s.as_str(), Some("a"));
/// s.push(0xD800);
/// assert_eq!(s.as_str(), None);
/// assert_eq!(s.code_points().collect::<Vec<_>>(), [0x61, 0xD800]);
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct PyString {
    bytes: Vec<u8>,
    surrogates: bool,
}

impl PyString {
    /// Appends a code point, surrogates included; values past U+10FFFF become U+FFFD.
    pub fn push(&mut self, code_point: u32) {
        match char::from_u32(code_point) {
            Some(c) => self.push_str(c.encode_utf8(&mut [0; 4])),
            None if code_point <= 0xFFFF => {
                self.surrogates = true;
                self.bytes.extend([
                    0xE0 | (code_point >> 12) as u8,
                    0x80 | (code_point >> 6 & 0x3F) as u8,
                    0x80 | (code_point & 0x3F) as u8,
                ]);
            }
            None => self.push_str("\u{FFFD}"),
        }
    }

    pub fn push_str(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub fn append(&mut self, other: &PyString) {
        self.bytes.extend_from_slice(&other.bytes);
        self.surrogates |= other.surrogates;
    }

    /// The text, unless it holds a surrogate.
    pub fn as_str(&self) -> Option<&str> {
        if self.surrogates { None } else { std::str::from_utf8(&self.bytes).ok() }
    }

    /// The text, each surrogate replaced by U+FFFD.
    pub fn to_string_lossy(&self) -> String {
        self.code_points().map(|c| char::from_u32(c).unwrap_or('\u{FFFD}')).collect()
    }

    /// UTF-8, with surrogates encoded as Python's `surrogatepass` does.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn has_surrogates(&self) -> bool {
        self.surrogates
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn is_ascii(&self) -> bool {
        self.bytes.is_ascii()
    }

    /// The code points in order.
    pub fn code_points(&self) -> impl Iterator<Item = u32> + '_ {
        let mut rest = self.bytes.as_slice();
        std::iter::from_fn(move || {
            let (&first, _) = rest.split_first()?;
            let (len, mut value) = match first {
                0..0x80 => (1, first as u32),
                0x80..0xE0 => (2, (first & 0x1F) as u32),
                0xE0..0xF0 => (3, (first & 0x0F) as u32),
                _ => (4, (first & 0x07) as u32),
            };
            for &b in &rest[1..len] {
                value = value << 6 | (b & 0x3F) as u32;
            }
            rest = &rest[len..];
            Some(value)
        })
    }
}

impl From<&str> for PyString {
    fn from(text: &str) -> PyString {
        PyString { bytes: text.as_bytes().to_vec(), surrogates: false }
    }
}

/// Shows the text in quotes with escapes.
impl std::fmt::Debug for PyString {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("\"")?;
        for c in self.code_points() {
            match char::from_u32(c) {
                Some('"') => f.write_str("\\\"")?,
                Some('\'') => f.write_str("'")?,
                Some(c) => write!(f, "{}", c.escape_debug())?,
                None => write!(f, "\\u{c:04x}")?,
            }
        }
        f.write_str("\"")
    }
}
