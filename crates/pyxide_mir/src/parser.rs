//! Reads the printed form of functions back.
//!
//! Needs the module whose tables (types, classes, constants, C functions) the text refers to; functions are read, tables
//! are not. (The file is long because the one recursive-descent parser has a case for every form of the text.) Spans are
//! not part of the text and come out as the given one. Printing what was parsed gives the same text.
//!
//! ```
//! use pyxide_mir::{parser, printer};
//! # let mut module = parser::empty_module("m");
//! let text = "\
//! func f0 \"f\" \"f\" static c (r0) -> int ! never
//!   let r0 x: int param
//! b0:
//!   r1: int = add r0, 1:int  ; r0 = x
//!   return r1
//! ";
//! # let span = parser::no_span();
//! let f = parser::parse_function(&mut module, text, span).unwrap();
//! module.functions.push(f);
//! assert_eq!(printer::print_function(&module, pyxide_mir::FuncId(0)), text);
//! ```

use crate::printer::{binop_name, unop_name};
use crate::*;
use num_bigint::BigInt;
use pyxide_diagnostics::{FileId, Span};
use pyxide_types::{
    ArrayLen, BuiltinType, ClassId, ComplexKind, EnumId, ErrorProtocol, FloatKind, IntKind, Prim,
    ScopeTypeId, Sentinel, SigParam, Signature, StructId, Type, TypeId, TypedefId, Types,
};
use smol_str::SmolStr;

/// What is wrong with a text, and in which line (from 1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseError {
    pub line: usize,
    pub message: String,
}

type Result<T> = std::result::Result<T, ParseError>;

/// A module with empty tables.
pub fn empty_module(name: &str) -> Module {
    Module {
        name: name.into(),
        is_package: false,
        path: String::new(),
        doc: None,
        types: Types::default(),
        functions: vec![],
        cfuncs: vec![],
        cvars: vec![],
        consts: vec![],
        pyfuncs: vec![],
        statics: vec![],
        classes: vec![],
        init: FuncId(0),
        includes: vec![],
        emitted_types: vec![],
        public_types: vec![],
        early_classes: vec![],
        cplus: false,
    }
}

/// A span for text that comes from no file.
pub fn no_span() -> Span {
    Span::new(FileId(0), 0, 0)
}

/// Reads one function.
pub fn parse_function(module: &mut Module, text: &str, span: Span) -> Result<Function> {
    let mut p = Parser { module, span, tokens: vec![], at: 0, line: 0, regs: vec![] };
    p.function(text)
}

#[derive(Clone, PartialEq, Debug)]
enum Token {
    /// Words, ids and numbers: letters, digits, `_` and `$`.
    Word(String),
    Str(String),
    /// Characters of which each is a token.
    Punct(char),
}

struct Parser<'m> {
    module: &'m mut Module,
    span: Span,
    tokens: Vec<Token>,
    at: usize,
    line: usize,
    regs: Vec<Option<RegData>>,
}

impl Parser<'_> {
    fn error<T>(&self, message: impl Into<String>) -> Result<T> {
        Err(ParseError { line: self.line, message: message.into() })
    }

    fn tokenize(&mut self, line: &str) -> Result<()> {
        self.tokens.clear();
        self.at = 0;
        let mut chars = line.chars().peekable();
        while let Some(&c) = chars.peek() {
            match c {
                ';' => break,
                '"' => {
                    chars.next();
                    let mut s = String::new();
                    loop {
                        match chars.next() {
                            None => return self.error("unterminated string"),
                            Some('"') => break,
                            Some('\\') => match chars.next() {
                                Some('n') => s.push('\n'),
                                Some('x') => {
                                    let hex: String = chars.by_ref().take(2).collect();
                                    match u8::from_str_radix(&hex, 16) {
                                        // Bytes are kept as the code points of the same number.
                                        Ok(b) => s.push(char::from(b)),
                                        Err(_) => return self.error("bad escape"),
                                    }
                                }
                                Some('u') => {
                                    let hex: String =
                                        chars.by_ref().skip(1).take_while(|c| *c != '}').collect();
                                    match u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32) {
                                        Some(c) => s.push(c),
                                        None => return self.error("bad escape"),
                                    }
                                }
                                Some(c) => s.push(c),
                                None => return self.error("unterminated string"),
                            },
                            Some(c) => s.push(c),
                        }
                    }
                    self.tokens.push(Token::Str(s));
                }
                c if c.is_whitespace() => {
                    chars.next();
                }
                c if c.is_alphanumeric() || c == '_' || c == '$' => {
                    let mut s = String::new();
                    while let Some(&c) = chars.peek() {
                        if c.is_alphanumeric() || c == '_' || c == '$' {
                            s.push(c);
                            chars.next();
                        } else {
                            break;
                        }
                    }
                    self.tokens.push(Token::Word(s));
                }
                c => {
                    chars.next();
                    self.tokens.push(Token::Punct(c));
                }
            }
        }
        Ok(())
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn peek_word(&self) -> &str {
        match self.peek() {
            Some(Token::Word(w)) => w,
            _ => "",
        }
    }

    fn is_punct(&self, c: char) -> bool {
        self.peek() == Some(&Token::Punct(c))
    }

    fn done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    fn accept(&mut self, c: char) -> bool {
        let yes = self.is_punct(c);
        self.at += usize::from(yes);
        yes
    }

    fn accept_word(&mut self, w: &str) -> bool {
        let yes = self.peek_word() == w && !w.is_empty();
        self.at += usize::from(yes);
        yes
    }

    fn expect(&mut self, c: char) -> Result<()> {
        if self.accept(c) { Ok(()) } else { self.error(format!("expected `{c}`, found {:?}", self.peek())) }
    }

    fn expect_word(&mut self, w: &str) -> Result<()> {
        if self.accept_word(w) {
            Ok(())
        } else {
            self.error(format!("expected `{w}`, found {:?}", self.peek()))
        }
    }

    fn word(&mut self) -> Result<String> {
        match self.peek() {
            Some(Token::Word(w)) => {
                let w = w.clone();
                self.at += 1;
                Ok(w)
            }
            other => self.error(format!("expected a word, found {other:?}")),
        }
    }

    fn string(&mut self) -> Result<String> {
        match self.peek() {
            Some(Token::Str(s)) => {
                let s = s.clone();
                self.at += 1;
                Ok(s)
            }
            other => self.error(format!("expected a string, found {other:?}")),
        }
    }

    /// A word made of a letter and a number.
    fn id(&mut self, prefix: char) -> Result<u32> {
        let w = self.word()?;
        match w.strip_prefix(prefix).and_then(|n| n.parse().ok()) {
            Some(n) => Ok(n),
            None => self.error(format!("expected an id `{prefix}N`, found `{w}`")),
        }
    }

    fn number(&mut self) -> Result<usize> {
        let w = self.word()?;
        w.parse().or_else(|_| self.error(format!("expected a number, found `{w}`")))
    }

    fn reg(&mut self) -> Result<Reg> {
        let r = Reg(self.id('r')?);
        if r.index() >= self.regs.len() {
            self.regs.resize(r.index() + 1, None);
        }
        Ok(r)
    }

    fn block(&mut self) -> Result<Block> {
        self.id('b').map(Block)
    }

    // ---- the function

    fn function(&mut self, text: &str) -> Result<Function> {
        let mut function = None;
        let mut blocks: Vec<BlockData> = vec![];
        let mut terminated = true;
        for (n, line) in text.lines().enumerate() {
            self.line = n + 1;
            self.tokenize(line)?;
            if self.done() {
                continue;
            }
            if function.is_none() {
                function = Some(self.header()?);
            } else if self.accept_word("let") {
                self.declaration()?;
            } else if self.is_block_label() {
                let b = self.block()?;
                if b.index() != blocks.len() || !terminated {
                    return self.error("blocks are numbered in order and end with a terminator");
                }
                self.expect(':')?;
                let handler = if self.accept_word("handler") { Some(self.block()?) } else { None };
                let nogil = self.accept_word("nogil");
                blocks.push(BlockData {
                    ops: vec![],
                    term: Terminator::Unreachable,
                    term_span: self.span,
                    handler,
                    nogil,
                });
                terminated = false;
            } else {
                let Some(block) = blocks.len().checked_sub(1).filter(|_| !terminated) else {
                    return self.error("an operation outside of a block");
                };
                match self.terminator()? {
                    Some(term) => {
                        blocks[block].term = term;
                        terminated = true;
                    }
                    None => {
                        let kind = self.op()?;
                        blocks[block].ops.push(Op { span: self.span, kind });
                    }
                }
            }
            if !self.done() {
                return self.error(format!("unexpected {:?}", self.peek()));
            }
        }
        let Some(mut function) = function else { return self.error("no function") };
        function.blocks = blocks;
        for (i, r) in std::mem::take(&mut self.regs).into_iter().enumerate() {
            match r {
                Some(r) => function.regs.push(r),
                None => return self.error(format!("register r{i} has no type")),
            }
        }
        Ok(function)
    }

    fn is_block_label(&self) -> bool {
        self.peek_word().strip_prefix('b').is_some_and(|n| n.parse::<u32>().is_ok())
            && self.tokens.get(self.at + 1) == Some(&Token::Punct(':'))
    }

    fn header(&mut self) -> Result<Function> {
        self.expect_word("func")?;
        self.id('f')?;
        let (name, display) = (self.string()?.into(), self.string()?.into());
        let linkage = match self.word()?.as_str() {
            "static" => Linkage::Static,
            "inline" => Linkage::StaticInline,
            "public" => Linkage::Public,
            other => return self.error(format!("unknown linkage `{other}`")),
        };
        let convention = match self.word()?.as_str() {
            "c" => Convention::C,
            "generator" => Convention::Generator,
            "fastcall" => Convention::Fastcall(PyFuncId(self.id('p')?)),
            "noargs" => Convention::NoArgs(PyFuncId(self.id('p')?)),
            "tuplekw" => Convention::TupleKw(PyFuncId(self.id('p')?)),
            other => return self.error(format!("unknown convention `{other}`")),
        };
        self.expect('(')?;
        let mut params = vec![];
        while !self.accept(')') {
            params.push(self.reg()?);
            self.accept(',');
        }
        self.arrow()?;
        let ret = self.ty()?;
        self.expect('!')?;
        let error = self.error_protocol()?;
        let nogil = self.accept_word("nogil");
        let varargs = self.accept_word("varargs");
        let stage = if self.accept_word("split") {
            Stage::Split
        } else if self.accept_word("counted") {
            Stage::Counted
        } else {
            Stage::Built
        };
        Ok(Function {
            name,
            display,
            span: self.span,
            linkage,
            convention,
            params,
            ret,
            error,
            nogil,
            varargs,
            regs: vec![],
            blocks: vec![],
            stage,
        })
    }

    fn arrow(&mut self) -> Result<()> {
        self.expect('-')?;
        self.expect('>')
    }

    fn declaration(&mut self) -> Result<()> {
        let r = self.reg()?;
        let name = if self.is_punct(':') { None } else { Some(SmolStr::from(self.word()?)) };
        self.expect(':')?;
        let ty = self.ty()?;
        let kind = if self.accept_word("param") {
            RegKind::Param
        } else if self.accept_word("user") {
            RegKind::User
        } else {
            RegKind::Temp
        };
        let storage = if self.accept_word("frame") {
            Storage::Frame(self.number()?)
        } else if self.accept_word("arg") {
            Storage::Arg(self.number()?)
        } else {
            Storage::Local
        };
        self.regs[r.index()] = Some(RegData { ty, name, kind, storage });
        Ok(())
    }

    /// A register that is set, with its type when it is a plain temporary.
    fn def(&mut self) -> Result<Reg> {
        let r = self.reg()?;
        if self.accept(':') {
            let ty = self.ty()?;
            self.regs[r.index()] =
                Some(RegData { ty, name: None, kind: RegKind::Temp, storage: Storage::Local });
        }
        Ok(r)
    }

    fn outs(&mut self) -> Result<Vec<Reg>> {
        let mut outs = vec![];
        if self.accept_word("outs") {
            self.expect('(')?;
            while !self.accept(')') {
                outs.push(self.def()?);
                self.accept(',');
            }
        }
        Ok(outs)
    }

    fn terminator(&mut self) -> Result<Option<Terminator>> {
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

    fn op(&mut self) -> Result<OpKind> {
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

    fn opaque(&mut self, dst: Option<Reg>) -> Result<OpKind> {
        let what = self.string()?.into();
        Ok(OpKind::Opaque { dst, uses: self.operands()?, what })
    }

    fn operands(&mut self) -> Result<Vec<Operand>> {
        self.expect('(')?;
        let mut list = vec![];
        while !self.accept(')') {
            list.push(self.operand()?);
            self.accept(',');
        }
        Ok(list)
    }

    fn call(&mut self, dst: Option<Reg>) -> Result<OpKind> {
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

    fn class(&mut self) -> Result<ClassId> {
        let name = self.word()?;
        match self.module.types.classes.iter().position(|c| c.name == name) {
            Some(i) => Ok(ClassId(i as u32)),
            None => self.error(format!("no class `{name}`")),
        }
    }

    fn rvalue(&mut self) -> Result<Rvalue> {
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
    fn method(&mut self) -> Result<(ClassId, usize)> {
        let class = self.class()?;
        self.expect('.')?;
        let name = self.word()?;
        match self.module.types.classes[class.index()].methods.iter().position(|m| m.name == name) {
            Some(i) => Ok((class, i)),
            None => self.error(format!("no method `{name}`")),
        }
    }

    fn operand(&mut self) -> Result<Operand> {
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

    fn builtin(&mut self) -> Result<BuiltinType> {
        let name = self.word()?;
        match BuiltinType::ALL.iter().find(|b| b.py_name() == name) {
            Some(b) => Ok(*b),
            None => self.error(format!("no builtin type `{name}`")),
        }
    }

    /// `1:int`, `1.5:double`, `2.0j:double`, `1e-07:double`.
    fn numeric(&mut self, negative: bool, word: String) -> Result<Operand> {
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

    fn place(&mut self) -> Result<Place> {
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

    fn projection(&mut self) -> Result<Proj> {
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

    fn intern(&mut self, ty: Type) -> TypeId {
        self.module.types.intern(ty)
    }

    fn ty(&mut self) -> Result<TypeId> {
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

    fn named<T>(&mut self, what: &str, find: impl Fn(&Types, &str) -> Option<T>) -> Result<T> {
        let name = self.word()?;
        match find(&self.module.types, &name) {
            Some(t) => Ok(t),
            None => self.error(format!("no {what} `{name}`")),
        }
    }

    fn base_type(&mut self) -> Result<TypeId> {
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

    fn float_kind(&mut self) -> Result<Option<FloatKind>> {
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
    fn int_kind(&mut self) -> Result<IntKind> {
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
    fn signature(&mut self) -> Result<Signature> {
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

    fn error_protocol(&mut self) -> Result<ErrorProtocol> {
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

    fn sentinel(&mut self) -> Result<Sentinel> {
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
