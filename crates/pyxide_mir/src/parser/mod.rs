//! Reads the printed form of functions back.
//!
//! Needs the module whose tables (types, classes, constants, C functions) the text refers to; functions are read, tables
//! are not. Spans are not part of the text and come out as the given one. Printing what was parsed gives the same text.
//! [`tokens`] reads words, [`ops`] operations and what they are made of, [`types`] types and signatures; functions are
//! read here.
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

mod ops;
mod tokens;
mod types;

use crate::*;
use pyxide_diagnostics::{FileId, Span};
use pyxide_types::Types;
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
}
