//! Type definitions: struct, union, enum, fused, C++ classes and cdef classes.

use super::context::Level;
use super::*;

impl Parser<'_> {
    /// `struct`, `union` or `packed struct`, at that word.
    pub(super) fn c_struct(
        &mut self,
        start: u32,
        decorators: Vec<Decorator>,
        context: &Context,
        is_typedef: bool,
    ) -> PResult<Stmt> {
        self.check_type_definition_allowed(start, context, "C struct/union/enum definition");
        let packed = self.eat(TokenKind::Packed);
        if packed && !self.at(TokenKind::Struct) {
            return self.fail_expected("'struct'");
        }
        let is_union = self.bump().kind == TokenKind::Union;
        let name = self.ident()?;
        let cname = self.opt_cname()?;
        let body = if self.at_body() {
            let inner = Context {
                flags: DeclFlags { visibility: context.flags.visibility, ..DeclFlags::default() },
                ..Context::of(Level::Other)
            };
            Some(self.declaration_block("struct", |p| {
                let start = p.token.start;
                p.c_func_or_var(start, Vec::new(), &inner)
            })?)
        } else {
            self.end_of_line("syntax error in struct or union definition")?;
            None
        };
        if body.as_ref().is_some_and(|b| b.is_empty()) && !context.is_extern() {
            let message = "empty struct or union definition not allowed outside a 'cdef extern from' block";
            self.error(name.span, message);
        }
        let flags = context.flags;
        let def = CStructDef { decorators, flags, is_typedef, is_union, packed, name, cname, body };
        Ok(Stmt { span: self.since(start), kind: StmtKind::CStructDef(Box::new(def)) })
    }

    /// `enum`, at that word.
    pub(super) fn c_enum(
        &mut self,
        start: u32,
        decorators: Vec<Decorator>,
        context: &Context,
        is_typedef: bool,
    ) -> PResult<Stmt> {
        self.check_type_definition_allowed(start, context, "C struct/union/enum definition");
        self.bump();
        let scoped = self.at(TokenKind::Class) || (self.at(TokenKind::Struct) && self.peek(1).is_name());
        if scoped {
            self.bump();
        }
        let name = if self.at_name() { Some(self.ident()?) } else { None };
        let cname = if name.is_some() { self.opt_cname()? } else { None };
        if scoped && name.is_none() {
            return self.fail_expected("a name: a scoped enum must have one");
        }
        let underlying = if scoped && self.eat(TokenKind::LParen) {
            let ty = self.base_type()?;
            self.expect(TokenKind::RParen)?;
            Some(ty)
        } else {
            None
        };
        let mut doc = None;
        let mut items = Vec::new();
        self.colon()?;
        if self.at(TokenKind::Newline) {
            self.open_block("enum")?;
            if self.at(TokenKind::Str) {
                doc = Some(Box::new(self.strings()?));
                self.end_of_line("syntax error in doc string")?;
            }
            while !matches!(self.kind(), TokenKind::Dedent | TokenKind::EndOfFile) {
                self.statement_start = self.token.start;
                if self.enum_line(&mut items).is_err() {
                    let at = self.token.start;
                    self.recover(at);
                }
            }
            self.eat(TokenKind::Dedent);
        } else {
            self.enum_line(&mut items)?;
        }
        let span = self.since(start);
        if items.is_empty() && !context.is_extern() {
            self.error(span, "empty enum definition not allowed outside a 'cdef extern from' block");
        }
        let flags = context.flags;
        let def = CEnumDef { decorators, flags, is_typedef, scoped, name, cname, underlying, items, doc };
        Ok(Stmt { span, kind: StmtKind::CEnumDef(Box::new(def)) })
    }

    fn enum_line(&mut self, items: &mut Vec<CEnumItem>) -> PResult<()> {
        if !self.eat(TokenKind::Pass) {
            loop {
                let start = self.token.start;
                let name = self.ident()?;
                let cname = self.opt_cname()?;
                let value = if self.eat(TokenKind::Equal) { Some(self.test()?) } else { None };
                items.push(CEnumItem { span: self.since(start), name, cname, value });
                if !self.eat(TokenKind::Comma) || self.at(TokenKind::Newline) {
                    break;
                }
            }
        }
        self.end_of_line("syntax error in enum item list")
    }

    /// `fused name:`, at `fused`.
    pub(super) fn fused(&mut self, start: u32, context: &Context) -> PResult<Stmt> {
        self.check_type_definition_allowed(start, context, "fused type definition");
        self.bump();
        let name = self.ident()?;
        let mut types = Vec::new();
        self.colon()?;
        self.open_block("fused")?;
        while !matches!(self.kind(), TokenKind::Dedent | TokenKind::EndOfFile) {
            self.statement_start = self.token.start;
            if self.fused_line(&mut types).is_err() {
                let at = self.token.start;
                self.recover(at);
            }
        }
        self.eat(TokenKind::Dedent);
        let span = self.since(start);
        if types.is_empty() {
            self.error(name.span, "a fused type needs at least one type");
        }
        let def = FusedDef { flags: context.flags, name, types };
        Ok(Stmt { span, kind: StmtKind::FusedDef(Box::new(def)) })
    }

    fn fused_line(&mut self, types: &mut Vec<CType>) -> PResult<()> {
        match self.kind() {
            TokenKind::Pass | TokenKind::Str => {
                self.bump();
            }
            _ => types.push(self.base_type()?),
        }
        self.end_of_line("expected a newline")
    }

    /// `cppclass`, or `struct`/`union` inside a C++ class, at that word.
    pub(super) fn cpp_class(
        &mut self,
        start: u32,
        decorators: Vec<Decorator>,
        context: &Context,
    ) -> PResult<Stmt> {
        let keyword = match self.bump().kind {
            TokenKind::Struct => CppClassKeyword::Struct,
            TokenKind::Union => CppClassKeyword::Union,
            _ => CppClassKeyword::Cppclass,
        };
        let name = self.ident()?;
        let cname = self.opt_cname()?;
        if self.at(TokenKind::Dot) {
            let span = self.here();
            return self.fail(span, "qualified class name not allowed for a C++ class");
        }
        let templates = if self.eat(TokenKind::LBracket) {
            let templates = self.comma_list(TokenKind::RBracket, |p| {
                let name = p.ident()?;
                let optional = p.eat(TokenKind::Equal);
                if optional {
                    p.expect(TokenKind::Star)?;
                }
                Ok(TemplateParam { name, optional })
            })?;
            self.expect(TokenKind::RBracket)?;
            templates
        } else {
            Vec::new()
        };
        let bases = if self.eat(TokenKind::LParen) {
            let bases = self.comma_list(TokenKind::RParen, Self::base_type)?;
            self.expect(TokenKind::RParen)?;
            bases
        } else {
            Vec::new()
        };
        if self.at(TokenKind::LBracket) {
            let span = self.here();
            return self.fail(span, "name options not allowed for C++ class");
        }
        let nogil = self.opt_nogil().is_some();
        let mut flags = context.flags;
        flags.nogil |= nogil;
        let body = if self.at_body() {
            let inner = Context {
                level: Level::CppClass,
                flags: DeclFlags { visibility: flags.visibility, nogil: flags.nogil, ..DeclFlags::default() },
                in_cdef: true,
            };
            Some(self.declaration_block("cppclass", |p| p.cpp_attribute(&inner))?)
        } else {
            self.end_of_line("syntax error in C++ class definition")?;
            None
        };
        let def = CppClassDef { flags, decorators, keyword, name, cname, templates, bases, body };
        Ok(Stmt { span: self.since(start), kind: StmtKind::CppClassDef(Box::new(def)) })
    }

    fn cpp_attribute(&mut self, context: &Context) -> PResult<Stmt> {
        let start = self.token.start;
        let decorators = self.decorators()?;
        match self.kind() {
            TokenKind::Cppclass => self.cpp_class(start, decorators, context),
            TokenKind::Ctypedef => self.ctypedef(context),
            TokenKind::Enum => self.c_enum(start, decorators, context, false),
            TokenKind::Struct | TokenKind::Union => self.cpp_class(start, decorators, context),
            _ => self.c_func_or_var(start, decorators, context),
        }
    }

    /// `class` after `cdef` or `ctypedef`, at that word.
    pub(super) fn cclass(
        &mut self,
        start: u32,
        decorators: Vec<Decorator>,
        context: &Context,
        is_typedef: bool,
    ) -> PResult<Stmt> {
        self.check_type_definition_allowed(start, context, "extension type definition");
        self.bump();
        let mut module_path = self.dotted_name()?;
        let Some(name) = module_path.pop() else { return Err(Failed) };
        let flags = context.flags;
        let is_extern = flags.visibility == Visibility::Extern;
        let header = name.span;
        if !module_path.is_empty() && !is_extern {
            self.error(header, "qualified class name only allowed for 'extern' C class");
        }
        let as_name =
            if !module_path.is_empty() && self.eat(TokenKind::As) { Some(self.ident()?) } else { None };
        let bases = if self.at(TokenKind::LParen) { self.call_args()? } else { Vec::new() };
        if let Some(Arg::Keyword { name, .. }) = bases.iter().find(|a| matches!(a, Arg::Keyword { .. })) {
            let span = name.span;
            self.error(span, "C classes cannot take keyword bases");
        }
        let options = if self.at(TokenKind::LBracket) {
            if !matches!(flags.visibility, Visibility::Public | Visibility::Extern) && !flags.api {
                let span = self.here();
                self.error(span, "name options only allowed for 'public', 'api', or 'extern' C class");
            }
            self.class_options()?
        } else {
            ClassOptions::default()
        };
        let body = if self.at_body() {
            let pxd = context.level == Level::ModulePxd;
            let level = if pxd { Level::CClassPxd } else { Level::CClass };
            Some(self.suite(&Context::of(level), "class")?)
        } else {
            self.end_of_line("syntax error in C class definition")?;
            None
        };
        self.check_class_options(header, flags, &module_path, &options);
        let ClassOptions { objstruct, typeobj, check_size } = options;
        let def = CClassDef {
            decorators,
            flags,
            is_typedef,
            module_path,
            name,
            as_name,
            bases,
            objstruct,
            typeobj,
            check_size,
            body,
        };
        Ok(Stmt { span: self.since(start), kind: StmtKind::CClassDef(Box::new(def)) })
    }

    fn class_options(&mut self) -> PResult<ClassOptions> {
        let mut options = ClassOptions::default();
        self.expect(TokenKind::LBracket)?;
        loop {
            match self.kind() {
                TokenKind::Object => {
                    self.bump();
                    options.objstruct = Some(self.ident()?);
                }
                TokenKind::Type => {
                    self.bump();
                    options.typeobj = Some(self.ident()?);
                }
                TokenKind::CheckSize => {
                    self.bump();
                    let value = self.ident()?;
                    if !matches!(value.as_str(), "ignore" | "warn" | "error") {
                        let message =
                            format!("expected one of ignore, warn or error, found '{}'", value.name);
                        self.error(value.span, message);
                    }
                    options.check_size = Some(value);
                }
                _ => break,
            }
            if !self.eat(TokenKind::Comma) {
                break;
            }
        }
        if !self.at(TokenKind::RBracket) {
            return self.fail_expected("'object', 'type' or 'check_size'");
        }
        self.bump();
        Ok(options)
    }

    /// Which name options a class of this visibility must and must not have.
    fn check_class_options(&mut self, at: Span, flags: DeclFlags, module: &[Ident], options: &ClassOptions) {
        let sort = match flags.visibility {
            Visibility::Extern => {
                if module.is_empty() {
                    self.error(at, "module name required for 'extern' C class");
                }
                if options.typeobj.is_some() {
                    self.error(at, "type object name specification not allowed for 'extern' C class");
                }
                return;
            }
            Visibility::Public => "public",
            Visibility::Private if flags.api => "api",
            Visibility::Private => return,
            Visibility::Readonly => return self.error(at, "invalid class visibility 'readonly'"),
        };
        if options.objstruct.is_none() {
            self.error(at, format!("object struct name specification required for '{sort}' C class"));
        }
        if options.typeobj.is_none() {
            self.error(at, format!("type object name specification required for '{sort}' C class"));
        }
    }

    fn check_type_definition_allowed(&mut self, start: u32, context: &Context, what: &str) {
        if !context.is_module() && context.level != Level::CppClass {
            let span = self.since(start).to(self.here());
            self.report(codes::INVALID_DECLARATION, span, format!("{what} not allowed here"));
        }
    }

    /// At the `:` of a body, or where only the `:` is missing; else the definition is a forward declaration.
    fn at_body(&self) -> bool {
        self.at(TokenKind::Colon) || (self.at(TokenKind::Newline) && self.peek(1) == TokenKind::Indent)
    }

    /// `: pass` or a block of declarations, each read by `item`; `pass` lines and a docstring are skipped.
    fn declaration_block(
        &mut self,
        what: &str,
        item: impl Fn(&mut Self) -> PResult<Stmt>,
    ) -> PResult<Vec<Stmt>> {
        self.colon()?;
        let mut body = Vec::new();
        if self.eat(TokenKind::Pass) {
            self.end_of_line("expected a newline")?;
            return Ok(body);
        }
        self.open_block(what)?;
        while !matches!(self.kind(), TokenKind::Dedent | TokenKind::EndOfFile) {
            let start = self.token.start;
            self.statement_start = start;
            let read = if matches!(self.kind(), TokenKind::Pass | TokenKind::Str) {
                self.bump();
                self.end_of_line("expected a newline")
            } else {
                item(self).map(|stmt| body.push(stmt))
            };
            if read.is_err() {
                let error = self.recover(start);
                body.push(error);
            }
        }
        self.eat(TokenKind::Dedent);
        Ok(body)
    }
}

/// `[object S, type T, check_size ignore]`
#[derive(Default)]
struct ClassOptions {
    objstruct: Option<Ident>,
    typeobj: Option<Ident>,
    check_size: Option<Ident>,
}
