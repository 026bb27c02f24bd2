//! `cdef`, `cpdef` and `ctypedef`: blocks, variables and functions.
//!
//! The words before a declaration (`public`, `api`, `inline`, …) and those of enclosing blocks are joined into the
//! declaration's [`DeclFlags`] here, so that no later stage has to.

use super::context::Level;
use super::declarator::Rules;
use super::params::ParamUse;
use super::*;

impl Parser<'_> {
    /// A declaration, after `cdef` or `cpdef` if they are written. `start` includes decorators.
    pub(super) fn cdef_statement(
        &mut self,
        start: u32,
        decorators: Vec<Decorator>,
        context: &Context,
    ) -> PResult<Stmt> {
        let mut context = *context;
        self.visibility(&mut context.flags);
        if self.eat(TokenKind::Api) {
            context.flags.api = true;
        }
        let flags = context.flags;
        if flags.api && !matches!(flags.visibility, Visibility::Private | Visibility::Public) {
            let word = if flags.visibility == Visibility::Extern { "extern" } else { "readonly" };
            let span = self.since(start);
            self.error(span, format!("cannot combine 'api' with '{word}'"));
        }
        let cannot_be_cpdef = |p: &mut Self, what: &str| {
            if flags.overridable {
                let span = p.since(start);
                p.error(span, format!("{what} cannot be declared cpdef"));
            }
        };
        let kind = match self.kind() {
            TokenKind::From if context.is_extern() => {
                cannot_be_cpdef(self, "cdef extern blocks");
                self.extern_block(context)?
            }
            // `cdef import from "x.h":`, the old spelling.
            TokenKind::Import => {
                self.bump();
                cannot_be_cpdef(self, "cdef extern blocks");
                self.extern_block(context)?
            }
            TokenKind::Nogil | TokenKind::Colon => {
                context.flags.nogil |= self.eat(TokenKind::Nogil);
                cannot_be_cpdef(self, "cdef blocks");
                context.in_cdef = true;
                StmtKind::CdefBlock(self.suite(&context, "cdef")?)
            }
            TokenKind::Class => {
                cannot_be_cpdef(self, "extension types");
                return self.cclass(start, decorators, &context, false);
            }
            TokenKind::Cppclass => {
                return self.cpp_class(start, decorators, &context);
            }
            TokenKind::Enum => {
                return self.c_enum(start, decorators, &context, false);
            }
            TokenKind::Struct | TokenKind::Union | TokenKind::Packed => {
                cannot_be_cpdef(self, "C struct/union");
                return self.c_struct(start, decorators, &context, false);
            }
            TokenKind::Fused => {
                return self.fused(start, &context);
            }
            _ => return self.c_func_or_var(start, decorators, &context),
        };
        if !decorators.is_empty() {
            let span = decorators[0].span;
            self.error(span, "decorators can only be followed by functions or classes");
        }
        Ok(Stmt { span: self.since(start), kind })
    }

    /// `public`, `readonly` or `extern`, if written.
    fn visibility(&mut self, flags: &mut DeclFlags) {
        let visibility = match self.kind() {
            TokenKind::Extern => Visibility::Extern,
            TokenKind::Public => Visibility::Public,
            TokenKind::Readonly => Visibility::Readonly,
            _ => return,
        };
        if flags.visibility != Visibility::Private && flags.visibility != visibility {
            let span = self.here();
            let word = |v| match v {
                Visibility::Private => "private",
                Visibility::Public => "public",
                Visibility::Readonly => "readonly",
                Visibility::Extern => "extern",
            };
            let (old, new) = (word(flags.visibility), word(visibility));
            self.error(span, format!("conflicting visibility options '{old}' and '{new}'"));
        }
        flags.visibility = visibility;
        self.bump();
    }

    /// `from "x.h" namespace "ns" nogil:` and the block, at `from`.
    fn extern_block(&mut self, mut context: Context) -> PResult<StmtKind> {
        self.expect(TokenKind::From)?;
        let header = if self.eat(TokenKind::Star) {
            None
        } else if self.at(TokenKind::Str) {
            Some(self.cname()?)
        } else {
            return self.fail_expected("a header file name in quotes or '*'");
        };
        context.flags.visibility = Visibility::Extern;
        context.in_cdef = true;
        let namespace = if self.eat(TokenKind::Namespace) {
            if !self.at(TokenKind::Str) {
                return self.fail_expected("a namespace in quotes");
            }
            Some(self.cname()?)
        } else {
            None
        };
        context.flags.nogil |= self.opt_nogil().is_some();
        let mut verbatim = None;
        let body = self.suite_with(&context, "cdef extern", |p| {
            if p.at(TokenKind::Str) {
                verbatim = Some(p.cname()?);
                p.end_of_line("syntax error in doc string")?;
            }
            Ok(())
        })?;
        let flags = context.flags;
        Ok(StmtKind::CdefExtern(Box::new(CdefExtern { flags, header, namespace, verbatim, body })))
    }

    /// Variables, attributes, fields, and functions with or without a body.
    pub(super) fn c_func_or_var(
        &mut self,
        start: u32,
        decorators: Vec<Decorator>,
        context: &Context,
    ) -> PResult<Stmt> {
        let mut flags = context.flags;
        while self.at(TokenKind::Inline) && self.peek(1) != TokenKind::Equal {
            self.bump();
            flags.inline = true;
        }
        let ty = self.base_type_of_declaration()?;
        let declaration_only = context.is_pxd() && !flags.inline;
        let rules = Rules::named()
            .operators(context.is_extern() || context.level == Level::CppClass)
            .params(if declaration_only { ParamUse::CDeclaration } else { ParamUse::C });
        let first = self.init_declarator(rules)?;
        let is_const_method = context.level == Level::CppClass && self.eat(TokenKind::Const);
        if self.at(TokenKind::Arrow) {
            let span = self.here();
            self.error(
                span,
                "return type annotation is not allowed in cdef/cpdef signatures; \
                 define it before the function name, as in C signatures",
            );
            self.bump();
            self.test()?;
        }
        let block_follows = self.at(TokenKind::Newline)
            && self.peek(1) == TokenKind::Indent
            && first.init.is_none()
            && first.declarator.as_function().is_some();
        if self.at(TokenKind::Colon) || block_follows {
            return self.c_func(start, decorators, context, flags, ty, first, is_const_method);
        }
        let mut declarators = vec![first];
        while self.eat(TokenKind::Comma) {
            if self.at(TokenKind::Newline) {
                break;
            }
            declarators.push(self.init_declarator(rules)?);
        }
        let mut span = self.since(start);
        let line_end = self.last_end;
        if self.at(TokenKind::Name)
            && declarators.last().is_some_and(|d| d.declarator.as_function().is_some())
        {
            let word = self.token_text(self.token);
            if let Some(meant) = did_you_mean(word, ["except", "noexcept", "nogil"]) {
                let span = self.here();
                let message = format!("unknown word '{word}' after the arguments");
                let error = Diagnostic::new(codes::SYNTAX_ERROR, message).at(span);
                return self.fail_with(error.suggest(span, meant));
            }
        }
        self.end_of_line("syntax error in C variable declaration")?;
        let doc = if context.is_cclass() && self.at(TokenKind::Str) && self.is_next_line(line_end) {
            let doc = self.strings()?;
            span = span.to(doc.span);
            self.end_of_line("syntax error in doc string")?;
            Some(Box::new(doc))
        } else {
            None
        };
        let def = CVarDef { decorators, flags, ty, declarators, is_const_method, doc };
        Ok(Stmt { span, kind: StmtKind::CVarDef(Box::new(def)) })
    }

    /// True when the current token stands on the line right after the line end at `line_end`.
    fn is_next_line(&self, line_end: u32) -> bool {
        let between = self.text_of(Span::new(self.file, line_end, self.token.start));
        between.replace("\r\n", "\n").matches(['\n', '\r']).count() == 1
    }

    fn init_declarator(&mut self, rules: Rules) -> PResult<InitDeclarator> {
        let start = self.token.start;
        let declarator = self.declarator(rules)?;
        let init = if self.eat(TokenKind::Equal) { Some(self.test()?) } else { None };
        Ok(InitDeclarator { span: self.since(start), declarator, init })
    }

    #[allow(clippy::too_many_arguments)] // The parts of a header that the caller has read.
    fn c_func(
        &mut self,
        start: u32,
        decorators: Vec<Decorator>,
        context: &Context,
        flags: DeclFlags,
        ty: Option<CType>,
        first: InitDeclarator,
        is_const_method: bool,
    ) -> PResult<Stmt> {
        let span = first.declarator.span;
        if first.declarator.as_function().is_none() || first.init.is_some() {
            return self.fail_expected("',', '=' or the end of the declaration");
        }
        let allowed = matches!(
            context.level,
            Level::Module
                | Level::ModulePxd
                | Level::CClass
                | Level::CClassPxd
                | Level::CppClass
                | Level::Recovery
        );
        if !allowed {
            let help =
                "move it to the module or a `cdef class`; inside a function there are only `def` functions";
            let error = Diagnostic::new(codes::INVALID_DECLARATION, "C function definition not allowed here");
            self.diagnostics.push(error.at(span).help(help));
        }
        let body = self.function_suite("C function definition")?;
        let mut declarator = first.declarator;
        name_parameters(&mut declarator);
        let def = CFuncDef { decorators, flags, ty, declarator, is_const_method, body };
        Ok(Stmt { span: self.since(start), kind: StmtKind::CFuncDef(Box::new(def)) })
    }

    /// At `ctypedef`.
    pub(super) fn ctypedef(&mut self, context: &Context) -> PResult<Stmt> {
        let start = self.token.start;
        if !context.is_module() && context.level != Level::CppClass {
            let span = self.here();
            self.report(codes::INVALID_DECLARATION, span, "ctypedef statement not allowed here");
        }
        self.bump();
        let mut context = *context;
        self.visibility(&mut context.flags);
        context.flags.api |= self.eat(TokenKind::Api);
        match self.kind() {
            TokenKind::Class => return self.cclass(start, Vec::new(), &context, true),
            TokenKind::Enum => {
                return self.c_enum(start, Vec::new(), &context, true);
            }
            TokenKind::Struct | TokenKind::Union | TokenKind::Packed => {
                return self.c_struct(start, Vec::new(), &context, true);
            }
            TokenKind::Fused => {
                return self.fused(start, &context);
            }
            _ => {}
        }
        let ty = self.base_type_of_declaration()?;
        let declarator = self.declarator(Rules::named())?;
        let span = self.since(start);
        self.end_of_line("syntax error in ctypedef statement")?;
        let def = CTypedef { flags: context.flags, ty, declarator };
        Ok(Stmt { span, kind: StmtKind::CTypedef(Box::new(def)) })
    }
}

/// Parameters of a function with a body have names: a lone word that reads as a type is the name of an untyped one.
fn name_parameters(declarator: &mut Declarator) {
    let function = match &mut declarator.kind {
        // The parameters of a function that is returned are types.
        DeclaratorKind::Function(function) if !matches!(function.base.kind, DeclaratorKind::Name { .. }) => {
            return name_parameters(&mut function.base);
        }
        DeclaratorKind::Function(function) => function,
        DeclaratorKind::Pointer { base, .. } | DeclaratorKind::Array { base, .. } => {
            return name_parameters(base);
        }
        DeclaratorKind::Reference(base) | DeclaratorKind::RvalueReference(base) => {
            return name_parameters(base);
        }
        DeclaratorKind::Name { .. } => return,
    };
    for param in &mut function.params {
        if !param.declarator.is_empty() {
            continue;
        }
        let word = param.ty.as_ref().and_then(|ty| match &ty.kind {
            CTypeKind::Name(path) => match path.as_slice() {
                [name] => Some(name.clone()),
                _ => None,
            },
            CTypeKind::Basic(basic) => {
                let name = basic.lone_word()?;
                Some(Ident { name: name.into(), span: ty.span })
            }
            _ => None,
        });
        if let Some(name) = word {
            param.ty = None;
            param.declarator.kind = DeclaratorKind::Name { name: Some(name), cname: None };
        }
    }
}
