//! Operations, terminators, and the operands, values and places in them.

use super::{Parser, Result};
use crate::printer::{binop_name, unop_name};
use crate::*;
use num_bigint::BigInt;
use pyxide_types::{BuiltinType, ClassId, Prim, ScopeTypeId, StructId};

impl Parser<'_> {
    pub(super) fn terminator(&mut self) -> Result<Option<Terminator>> {
        // Registers start operations; everything else is told by its word.
        let start = self.at;
        let word = self.peek_word().to_string();
        self.at += 1;
        let term = match word.as_str() {
            "goto" => Terminator::Goto(self.block()?),
            "branch" => {
                let cond = self.operand()?;
                self.expect('?')?;
                let then = self.block()?;
                self.expect(':')?;
                let otherwise = self.block()?;
                let hint = if self.accept_word("likely") {
                    Hint::Likely
                } else if self.accept_word("unlikely") {
                    Hint::Unlikely
                } else {
                    Hint::None
                };
                Terminator::Branch { cond, then, otherwise, hint }
            }
            "switch" => {
                let value = self.operand()?;
                self.expect('[')?;
                let mut cases = vec![];
                while !self.accept(']') {
                    let negative = self.accept('-');
                    let n = self.number()? as i64;
                    self.expect(':')?;
                    cases.push((if negative { -n } else { n }, self.block()?));
                    self.accept(',');
                }
                self.expect_word("else")?;
                Terminator::Switch { value, cases, default: self.block()? }
            }
            "return" => Terminator::Return(if self.done() { None } else { Some(self.operand()?) }),
            "unwind" => Terminator::Unwind,
            "unreachable" => Terminator::Unreachable,
            "fallible" => {
                self.expect_word("ok")?;
                let ok = self.block()?;
                self.expect_word("err")?;
                Terminator::Fallible { ok, err: self.block()? }
            }
            "yield" => {
                let value = self.operand()?;
                let sent = if self.is_punct('-') {
                    self.arrow()?;
                    Some(self.def()?)
                } else {
                    None
                };
                self.expect_word("resume")?;
                let resume = self.block()?;
                let err = if self.accept_word("err") { Some(self.block()?) } else { None };
                Terminator::Yield { value, sent, resume, err }
            }
            _ => {
                self.at = start;
                return Ok(None);
            }
        };
        Ok(Some(term))
    }

    pub(super) fn op(&mut self) -> Result<OpKind> {
        let start = self.at;
        let word = self.peek_word().to_string();
        self.at += 1;
        Ok(match word.as_str() {
            "store" | "init" => {
                let place = self.place()?;
                self.expect('=')?;
                OpKind::Store { place, value: self.operand()?, init: word == "init" }
            }
            "call" => self.call(None)?,
            "parseargs" => {
                let pyfunc = PyFuncId(self.id('p')?);
                OpKind::ParseArgs { pyfunc, outs: self.outs()? }
            }
            "checkbound" => {
                let reg = self.reg()?;
                let name = self.string()?.into();
                OpKind::CheckBound { reg, name, free: self.accept_word("free") }
            }
            "unbind" => OpKind::Unbind { reg: self.reg()? },
            "opaque" => self.opaque(None)?,
            "traceback" => OpKind::Traceback,
            "incref" => {
                let value = self.operand()?;
                OpKind::IncRef { value, nullable: self.accept_word("nullable") }
            }
            "decref" => {
                let reg = self.reg()?;
                let nullable = self.accept_word("nullable");
                OpKind::DecRef { reg, nullable, clear: self.accept_word("clear") }
            }
            "setnull" => OpKind::SetNull { reg: self.reg()? },
            _ => {
                self.at = start;
                let dst = self.def()?;
                self.expect('=')?;
                if self.accept_word("call") {
                    self.call(Some(dst))?
                } else if self.accept_word("opaque") {
                    self.opaque(Some(dst))?
                } else {
                    OpKind::Assign { dst, value: self.rvalue()? }
                }
            }
        })
    }

    pub(super) fn opaque(&mut self, dst: Option<Reg>) -> Result<OpKind> {
        let what = self.string()?.into();
        Ok(OpKind::Opaque { dst, uses: self.operands()?, what })
    }

    pub(super) fn operands(&mut self) -> Result<Vec<Operand>> {
        self.expect('(')?;
        let mut list = vec![];
        while !self.accept(')') {
            list.push(self.operand()?);
            self.accept(',');
        }
        Ok(list)
    }

    pub(super) fn call(&mut self, dst: Option<Reg>) -> Result<OpKind> {
        let word = self.word()?;
        let numbered = |p: char| word.strip_prefix(p).and_then(|n| n.parse::<u32>().ok());
        let callee = match word.as_str() {
            "ptr" => {
                let p = self.operand()?;
                self.expect_word("as")?;
                self.expect_word("func")?;
                Callee::Ptr(p, Box::new(self.signature()?))
            }
            "virtual" | "method" => {
                let (class, i) = self.method()?;
                if word == "virtual" { Callee::Virtual(class, i) } else { Callee::Method(class, i) }
            }
            "newscope" => Callee::NewScope(ScopeTypeId(self.number()? as u32)),
            "newobject" => Callee::NewObject(self.class()?),
            "readyclass" => Callee::ReadyClass(self.class()?),
            _ => match (numbered('c'), numbered('f'), Prim::by_name(&word)) {
                (Some(c), ..) => Callee::CFunc(CFuncId(c)),
                (_, Some(f), _) => Callee::Func(FuncId(f)),
                (.., Some(p)) => Callee::Prim(p),
                _ => return self.error(format!("unknown primitive `{word}`")),
            },
        };
        let args = self.operands()?;
        Ok(OpKind::Call { dst, outs: self.outs()?, callee, args })
    }

    pub(super) fn class(&mut self) -> Result<ClassId> {
        let name = self.word()?;
        match self.module.types.classes.iter().position(|c| c.name == name) {
            Some(i) => Ok(ClassId(i as u32)),
            None => self.error(format!("no class `{name}`")),
        }
    }

    pub(super) fn rvalue(&mut self) -> Result<Rvalue> {
        let word = self.word()?;
        Ok(match word.as_str() {
            "use" => Rvalue::Use(self.operand()?),
            "load" => Rvalue::Load(self.place()?),
            "addr" => Rvalue::AddrOf(self.place()?),
            "cast" => Rvalue::Cast(self.operand()?),
            "aggregate" => {
                self.expect('[')?;
                let mut items = vec![];
                while !self.accept(']') {
                    items.push(if self.accept_word("_") { None } else { Some(self.operand()?) });
                    self.accept(',');
                }
                Rvalue::Aggregate(items)
            }
            "slot" => {
                let (class, i) = self.method()?;
                self.expect_word("of")?;
                Rvalue::Method(self.operand()?, class, i)
            }
            "select" => {
                let c = self.operand()?;
                self.expect(',')?;
                let a = self.operand()?;
                self.expect(',')?;
                Rvalue::Select(c, a, self.operand()?)
            }
            _ => {
                if let Some(op) = [UnOp::Neg, UnOp::Invert, UnOp::Real, UnOp::Imag, UnOp::Not]
                    .into_iter()
                    .find(|o| unop_name(*o) == word)
                {
                    return Ok(Rvalue::Unary(op, self.operand()?));
                }
                let Some(op) = BINOPS.iter().copied().find(|o| binop_name(*o) == word) else {
                    return self.error(format!("unknown operation `{word}`"));
                };
                let a = self.operand()?;
                self.expect(',')?;
                Rvalue::Binary(op, a, self.operand()?)
            }
        })
    }

    /// `CLASS.METHOD`.
    pub(super) fn method(&mut self) -> Result<(ClassId, usize)> {
        let class = self.class()?;
        self.expect('.')?;
        let name = self.word()?;
        match self.module.types.classes[class.index()].methods.iter().position(|m| m.name == name) {
            Some(i) => Ok((class, i)),
            None => self.error(format!("no method `{name}`")),
        }
    }

    pub(super) fn operand(&mut self) -> Result<Operand> {
        let negative = self.accept('-');
        let word = self.word()?;
        if negative
            || word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(word.as_str(), "inf" | "NaN")
        {
            return self.numeric(negative, word);
        }
        let numbered = |p: char| word.strip_prefix(p).and_then(|n| n.parse::<u32>().ok());
        if let Some(r) = numbered('r') {
            self.at -= 1;
            debug_assert_eq!(self.peek_word(), format!("r{r}"));
            return Ok(Operand::Reg(self.reg()?));
        }
        let c = match word.as_str() {
            "null" => {
                self.expect(':')?;
                Const::Null(self.ty()?)
            }
            "none" => Const::None,
            "true" => Const::True,
            "false" => Const::False,
            "ellipsis" => Const::Ellipsis,
            "notimplemented" => Const::NotImplemented,
            "module" => Const::Module,
            "builtin" => Const::BuiltinType(self.builtin()?),
            "api" => Const::Api(self.string()?.into()),
            "type" => Const::TypeObject(self.class()?),
            "sizeof" => Const::SizeOf(self.ty()?),
            "named" => {
                let name = self.string()?.into();
                self.expect(':')?;
                Const::Named(name, self.ty()?)
            }
            "c" => Const::CStr(self.string()?.chars().map(|c| c as u32 as u8).collect()),
            _ => match (numbered('k'), numbered('s'), numbered('p'), numbered('c'), numbered('f')) {
                (Some(k), ..) => Const::Object(ConstId(k)),
                (_, Some(s), ..) => Const::Static(StaticId(s)),
                (_, _, Some(p), ..) => Const::PyFunc(PyFuncId(p)),
                (_, _, _, Some(c), _) => Const::CFunc(CFuncId(c)),
                (.., Some(f)) => Const::Func(FuncId(f)),
                _ => return self.error(format!("unknown operand `{word}`")),
            },
        };
        Ok(Operand::Const(c))
    }

    pub(super) fn builtin(&mut self) -> Result<BuiltinType> {
        let name = self.word()?;
        match BuiltinType::ALL.iter().find(|b| b.py_name() == name) {
            Some(b) => Ok(*b),
            None => self.error(format!("no builtin type `{name}`")),
        }
    }

    /// `1:int`, `1.5:double`, `2.0j:double`, `1e-07:double`.
    pub(super) fn numeric(&mut self, negative: bool, word: String) -> Result<Operand> {
        let mut text = if negative { format!("-{word}") } else { word };
        let mut is_float = text.contains("inf") || text.contains("NaN");
        if self.accept('.') {
            is_float = true;
            text.push('.');
            text.push_str(&self.word()?);
        }
        if text.ends_with('e') && self.accept('-') {
            is_float = true;
            text.push('-');
            text.push_str(&self.word()?);
        }
        is_float |= text.contains('e');
        let imaginary = text.ends_with('j');
        let digits = text.trim_end_matches('j');
        self.expect(':')?;
        let ty = self.ty()?;
        let c = if is_float || imaginary {
            let Ok(v) = digits.parse::<f64>() else { return self.error(format!("bad number `{text}`")) };
            if imaginary { Const::Imaginary(v, ty) } else { Const::Float(v, ty) }
        } else {
            match digits.parse::<BigInt>() {
                Ok(v) => Const::Int(v, ty),
                Err(_) => return self.error(format!("bad number `{text}`")),
            }
        };
        Ok(Operand::Const(c))
    }

    pub(super) fn place(&mut self) -> Result<Place> {
        let word = self.peek_word().to_string();
        let base = match word.chars().next() {
            Some('v') => PlaceBase::CVar(CVarId(self.id('v')?)),
            Some('s') => PlaceBase::Static(StaticId(self.id('s')?)),
            _ => PlaceBase::Reg(self.reg()?),
        };
        let mut path = vec![];
        loop {
            if self.accept('[') {
                path.push(Proj::Index(self.operand()?));
                self.expect(']')?;
            } else if self.accept('.') {
                path.push(self.projection()?);
            } else {
                return Ok(Place { base, path });
            }
        }
    }

    pub(super) fn projection(&mut self) -> Result<Proj> {
        if self.accept('*') {
            return Ok(Proj::Deref);
        }
        let word = self.word()?;
        if let Ok(n) = word.parse() {
            return Ok(Proj::TupleItem(n));
        }
        self.expect('(')?;
        let proj = match word.as_str() {
            "struct" => {
                let name = self.word()?;
                self.expect(')')?;
                self.expect('.')?;
                let field = self.word()?;
                let types = &self.module.types;
                let found = types.structs.iter().enumerate().find_map(|(s, def)| {
                    let i = def.fields.as_ref()?.iter().position(|f| f.name == field)?;
                    (def.name == name).then_some(Proj::Field(StructId(s as u32), i))
                });
                found.map_or_else(|| self.error(format!("no field `{name}.{field}`")), Ok)?
            }
            "class" => {
                let class = self.class()?;
                self.expect(')')?;
                self.expect('.')?;
                let field = self.word()?;
                let def = &self.module.types.classes[class.index()];
                match def.fields.iter().position(|f| f.name == field) {
                    Some(i) => Proj::ClassField(class, i),
                    None => return self.error(format!("no attribute `{field}`")),
                }
            }
            "scope" => {
                let scope = ScopeTypeId(self.number()? as u32);
                self.expect(')')?;
                self.expect('.')?;
                Proj::ScopeField(scope, self.number()?)
            }
            other => return self.error(format!("unknown part `{other}`")),
        };
        Ok(proj)
    }

    // ---- types
}

const BINOPS: &[BinOp] = &[
    BinOp::Add,
    BinOp::Sub,
    BinOp::Mul,
    BinOp::Div,
    BinOp::Rem,
    BinOp::Shl,
    BinOp::Shr,
    BinOp::And,
    BinOp::Or,
    BinOp::Xor,
    BinOp::Eq,
    BinOp::Ne,
    BinOp::Lt,
    BinOp::Le,
    BinOp::Gt,
    BinOp::Ge,
];
