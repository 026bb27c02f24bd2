//! Types and signatures.

use super::{Parser, Result, Token};
use pyxide_types::{
    ArrayLen, ComplexKind, EnumId, ErrorProtocol, FloatKind, IntKind, ScopeTypeId, Sentinel, SigParam,
    Signature, StructId, Type, TypeId, TypedefId, Types,
};

impl Parser<'_> {
    pub(super) fn intern(&mut self, ty: Type) -> TypeId {
        self.module.types.intern(ty)
    }

    pub(super) fn ty(&mut self) -> Result<TypeId> {
        let mut ty = self.base_type()?;
        loop {
            ty = if self.accept('*') {
                self.module.types.ptr(ty)
            } else if self.accept_word("const") {
                self.intern(Type::Const(ty))
            } else if self.accept_word("volatile") {
                self.intern(Type::Volatile(ty))
            } else if self.is_punct('[') {
                self.at += 1;
                let len = match self.peek() {
                    Some(Token::Str(_)) => ArrayLen::Named(self.string()?.into()),
                    Some(Token::Word(_)) => ArrayLen::Known(self.number()? as u64),
                    _ => ArrayLen::Unknown,
                };
                self.expect(']')?;
                self.intern(Type::Array(ty, len))
            } else {
                return Ok(ty);
            };
        }
    }

    pub(super) fn named<T>(&mut self, what: &str, find: impl Fn(&Types, &str) -> Option<T>) -> Result<T> {
        let name = self.word()?;
        match find(&self.module.types, &name) {
            Some(t) => Ok(t),
            None => self.error(format!("no {what} `{name}`")),
        }
    }

    pub(super) fn base_type(&mut self) -> Result<TypeId> {
        if self.accept('(') {
            let mut items = vec![];
            while !self.accept(')') {
                items.push(self.ty()?);
                self.accept(',');
            }
            return Ok(self.intern(Type::CTuple(items)));
        }
        let word = self.word()?;
        let ty = match word.as_str() {
            "error" => Type::Error,
            "void" => Type::Void,
            "object" => Type::Object,
            "nulltype" => Type::Null,
            "py" => {
                self.expect('.')?;
                Type::Builtin(self.builtin()?)
            }
            "class" => Type::Class(self.class()?),
            "func" => Type::Func(Box::new(self.signature()?)),
            "complex" => match self.float_kind()? {
                Some(k) => Type::Complex(ComplexKind::Float(k)),
                None if self.accept_word("soft") => Type::Complex(ComplexKind::Soft),
                None => {
                    let part = self.ty()?;
                    match self.module.types.kind(part) {
                        Type::Int(k) => Type::Complex(ComplexKind::Int(*k)),
                        _ => return self.error("expected a number type"),
                    }
                }
            },
            "struct" => Type::Struct(self.named("struct", |t, n| {
                t.structs.iter().position(|s| s.name == n).map(|i| StructId(i as u32))
            })?),
            "enum" => Type::Enum(EnumId(self.number()? as u32)),
            "typedef" => Type::Typedef(self.named("typedef", |t, n| {
                t.typedefs.iter().position(|s| s.name == n).map(|i| TypedefId(i as u32))
            })?),
            "scope" => Type::Scope(ScopeTypeId(self.number()? as u32)),
            "cpp" => Type::Cpp(self.string()?.into()),
            _ => {
                self.at -= 1;
                match self.float_kind()? {
                    Some(k) => Type::Float(k),
                    None => Type::Int(self.int_kind()?),
                }
            }
        };
        Ok(self.intern(ty))
    }

    pub(super) fn float_kind(&mut self) -> Result<Option<FloatKind>> {
        let long =
            self.peek_word() == "long" && self.tokens.get(self.at + 1) == Some(&Token::Word("double".into()));
        let kind = match self.peek_word() {
            "float" => FloatKind::Float,
            "double" => FloatKind::Double,
            "long" if long => {
                self.at += 1;
                FloatKind::LongDouble
            }
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(kind))
    }

    /// The longest integer type name that the tokens spell.
    pub(super) fn int_kind(&mut self) -> Result<IntKind> {
        let mut best: Option<(usize, IntKind)> = None;
        for kind in INT_KINDS {
            let words: Vec<&str> = kind.name().split(' ').collect();
            let fits = words
                .iter()
                .enumerate()
                .all(|(i, w)| self.tokens.get(self.at + i) == Some(&Token::Word((*w).to_string())));
            if fits && best.is_none_or(|(n, _)| words.len() > n) {
                best = Some((words.len(), *kind));
            }
        }
        match best {
            Some((n, kind)) => {
                self.at += n;
                Ok(kind)
            }
            None => self.error(format!("unknown type {:?}", self.peek())),
        }
    }

    /// After `func`.
    pub(super) fn signature(&mut self) -> Result<Signature> {
        self.expect('(')?;
        let (mut params, mut varargs) = (vec![], false);
        while !self.accept(')') {
            if self.accept('.') {
                self.expect('.')?;
                self.expect('.')?;
                varargs = true;
            } else {
                params.push(SigParam { name: None, ty: self.ty()?, not_none: false });
            }
            self.accept(',');
        }
        self.arrow()?;
        let ret = self.ty()?;
        self.expect('!')?;
        let error = self.error_protocol()?;
        let optional = if self.accept_word("optional") { self.number()? } else { 0 };
        let nogil = self.accept_word("nogil");
        let with_gil = self.accept_word("withgil");
        Ok(Signature {
            ret,
            params,
            optional,
            varargs,
            error,
            nogil,
            with_gil,
            convention: None,
            skip_dispatch: false,
        })
    }

    pub(super) fn error_protocol(&mut self) -> Result<ErrorProtocol> {
        Ok(match self.word()?.as_str() {
            "never" => ErrorProtocol::Never,
            "null" => ErrorProtocol::Null,
            "always" => ErrorProtocol::Always,
            "nullstop" => ErrorProtocol::NullOrStop,
            "is" => ErrorProtocol::Sentinel(self.sentinel()?),
            "maybe" => ErrorProtocol::SentinelCheck(self.sentinel()?),
            "cpp" => {
                let named = matches!(self.peek(), Some(Token::Str(_)));
                ErrorProtocol::Cpp(if named { Some(self.string()?.into()) } else { None })
            }
            other => return self.error(format!("unknown error protocol `{other}`")),
        })
    }

    pub(super) fn sentinel(&mut self) -> Result<Sentinel> {
        if let Some(Token::Str(_)) = self.peek() {
            return Ok(Sentinel::Named(self.string()?.into()));
        }
        if self.accept_word("null") {
            return Ok(Sentinel::Null);
        }
        let mut text = if self.accept('-') { "-".to_string() } else { String::new() };
        text.push_str(&self.word()?);
        if self.accept('.') {
            text.push('.');
            text.push_str(&self.word()?);
        }
        match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(v), _) => Ok(Sentinel::Int(v)),
            (_, Ok(v)) => Ok(Sentinel::Float(v.to_bits())),
            _ => self.error(format!("bad sentinel `{text}`")),
        }
    }
}

const INT_KINDS: &[IntKind] = &[
    IntKind::Bint,
    IntKind::Char,
    IntKind::SChar,
    IntKind::UChar,
    IntKind::Short,
    IntKind::UShort,
    IntKind::Int,
    IntKind::UInt,
    IntKind::Long,
    IntKind::ULong,
    IntKind::LongLong,
    IntKind::ULongLong,
    IntKind::Ucs4,
    IntKind::PyUnicode,
    IntKind::PySsizeT,
    IntKind::SizeT,
    IntKind::SsizeT,
    IntKind::PtrdiffT,
    IntKind::PyHashT,
    IntKind::Wide,
];
