//! C base types: keywords, names, templates, buffers, memoryviews, tuples.
//!
//! Where a type or an expression may stand (template arguments, `sizeof`), [`Parser::looking_at_expr`] decides
//! by looking ahead, as Cython does: what reads as an expression is one, unless what follows shows a type.

use super::declarator::Rules;
use super::*;

impl Parser<'_> {
    /// A type on its own: base type and empty declarator.
    pub(super) fn type_name(&mut self) -> PResult<TypeName> {
        let start = self.token.start;
        let base = self.base_type()?;
        let declarator = self.declarator(Rules::empty())?;
        Ok(TypeName { span: self.since(start), base, declarator })
    }

    /// A base type where there must be one.
    pub(super) fn base_type(&mut self) -> PResult<CType> {
        self.nested(|p| {
            if p.at(TokenKind::LParen) {
                return p.parenthesized_type();
            }
            if matches!(p.kind(), TokenKind::Const | TokenKind::Volatile) {
                let found = p.qualified(|p| p.base_type().map(Some))?;
                return found.map_or_else(|| p.fail_expected("a type"), Ok);
            }
            let start = p.token.start;
            let base = p.plain_type()?;
            p.type_suffixes(start, base)
        })
    }

    /// The base type of a declaration, or none when the name that stands here is what is declared.
    pub(super) fn base_type_of_declaration(&mut self) -> PResult<Option<CType>> {
        if matches!(self.kind(), TokenKind::Const | TokenKind::Volatile) {
            return self.nested(|p| p.qualified(Self::base_type_of_declaration));
        }
        if self.at_name() && !self.kind().is_basic_type_word() && !self.name_is_type() {
            return Ok(None);
        }
        if !self.at_name() && !self.at(TokenKind::LParen) {
            return self.fail_expected("an identifier");
        }
        self.base_type().map(Some)
    }

    /// Whether the name here is the type of a declaration rather than the declared name.
    fn name_is_type(&self) -> bool {
        use TokenKind::*;
        match self.peek(1) {
            Dot | Star | DoubleStar | LBracket | Amp | AmpAmp => true,
            LParen => {
                matches!(self.peek(2), Star | DoubleStar | Amp | AmpAmp | Stdcall | CdeclWord | Fastcall)
            }
            kind => kind.is_name(),
        }
    }

    /// `const`, `volatile` and what they qualify.
    fn qualified(
        &mut self,
        inner: impl FnOnce(&mut Self) -> PResult<Option<CType>>,
    ) -> PResult<Option<CType>> {
        let start = self.token.start;
        let (mut is_const, mut is_volatile) = (false, false);
        loop {
            let (flag, word) = match self.kind() {
                TokenKind::Const => (&mut is_const, "const"),
                TokenKind::Volatile => (&mut is_volatile, "volatile"),
                _ => break,
            };
            if *flag {
                let span = self.here();
                self.error(span, format!("duplicate '{word}'"));
            }
            *flag = true;
            self.bump();
        }
        let qualify = |base: CType, span: Span| {
            let kind = CTypeKind::Qualified { is_const, is_volatile, base: Box::new(base) };
            CType { span, kind }
        };
        let base = match inner(self)? {
            Some(base) => base,
            // `cdef const x`: the type is the one of a declaration without a type.
            None => {
                let here = Span::new(self.file, self.token.start, self.token.start);
                let name = Ident::new("object", here);
                CType { span: here, kind: CTypeKind::Name(vec![name]) }
            }
        };
        let span = self.since(start);
        // `const int[:]` is a view of constant items.
        Ok(Some(match base.kind {
            CTypeKind::Memoryview { base: item, axes } => {
                let item_span = Span::new(self.file, start, item.span.end);
                CType {
                    span,
                    kind: CTypeKind::Memoryview { base: Box::new(qualify(*item, item_span)), axes },
                }
            }
            _ => qualify(base, span),
        }))
    }

    /// A type of keywords, or a name with dots.
    fn plain_type(&mut self) -> PResult<CType> {
        let start = self.token.start;
        let kind = if self.kind().is_basic_type_word() {
            CTypeKind::Basic(self.basic_type()?)
        } else {
            CTypeKind::Name(self.dotted_name()?)
        };
        Ok(CType { span: self.since(start), kind })
    }

    fn basic_type(&mut self) -> PResult<BasicType> {
        let (mut sign, mut length) = (Sign::Unspecified, Length::Normal);
        let mut name = None;
        let single = |kind| {
            Some(match kind {
                TokenKind::PyUnicode => BasicName::PyUnicode,
                TokenKind::PyUcs4 => BasicName::PyUcs4,
                TokenKind::PyHashT => BasicName::PyHashT,
                TokenKind::PySsizeT => BasicName::PySsizeT,
                TokenKind::SsizeT => BasicName::SsizeT,
                TokenKind::SizeT => BasicName::SizeT,
                TokenKind::PtrdiffT => BasicName::PtrdiffT,
                TokenKind::PyTssT => BasicName::PyTssT,
                _ => return None,
            })
        };
        if let Some(special) = single(self.kind()) {
            self.bump();
            name = Some(special);
        } else {
            loop {
                match self.kind() {
                    TokenKind::Unsigned => sign = Sign::Unsigned,
                    TokenKind::Signed => sign = Sign::Signed,
                    TokenKind::Short => length = Length::Short,
                    TokenKind::Long if length == Length::Long => length = Length::LongLong,
                    TokenKind::Long if length == Length::LongLong => {
                        let span = self.here();
                        self.error(span, "'long long long' is too long for C");
                    }
                    TokenKind::Long => length = Length::Long,
                    _ => break,
                }
                self.bump();
            }
            let word = match self.kind() {
                TokenKind::Void => Some(BasicName::Void),
                TokenKind::Char => Some(BasicName::Char),
                TokenKind::IntWord => Some(BasicName::Int),
                TokenKind::FloatWord => Some(BasicName::Float),
                TokenKind::Double => Some(BasicName::Double),
                TokenKind::Bint => Some(BasicName::Bint),
                _ => None,
            };
            if word.is_some() {
                self.bump();
                name = word;
            }
        }
        let complex = self.eat(TokenKind::Complex);
        Ok(BasicType { name: name.unwrap_or(BasicName::Int), sign, length, complex })
    }

    /// `[…]` and `.name` after a type.
    fn type_suffixes(&mut self, start: u32, base: CType) -> PResult<CType> {
        let mut ty = base;
        if self.at(TokenKind::LBracket) {
            ty = self.bracketed_type(start, ty)?;
        }
        while self.at(TokenKind::Dot) {
            self.bump();
            let name = self.ident()?;
            self.chain_link()?;
            let kind = CTypeKind::Nested { base: Box::new(ty), name };
            ty = CType { span: self.since(start), kind };
            if self.at(TokenKind::LBracket) {
                ty = self.bracketed_type(start, ty)?;
            }
        }
        Ok(ty)
    }

    fn bracketed_type(&mut self, start: u32, base: CType) -> PResult<CType> {
        let memoryview = match self.peek(1) {
            TokenKind::Colon => true,
            TokenKind::Int => self.peek(2) == TokenKind::Colon,
            _ => false,
        };
        if memoryview { self.memoryview_type(start, base) } else { self.template_type(start, base) }
    }

    fn memoryview_type(&mut self, start: u32, base: CType) -> PResult<CType> {
        self.bump();
        let axes = self.comma_list(TokenKind::RBracket, Self::axis)?;
        self.expect(TokenKind::RBracket)?;
        let kind = CTypeKind::Memoryview { base: Box::new(base), axes };
        Ok(CType { span: self.since(start), kind })
    }

    fn axis(&mut self) -> PResult<Axis> {
        let start = self.token.start;
        let lower = if self.at(TokenKind::Colon) { None } else { Some(Box::new(self.test()?)) };
        if !self.at(TokenKind::Colon) {
            let span = self.here();
            return self.fail(span, "an axis specification in memoryview declaration does not have a ':'");
        }
        let (upper, step) = self.rest_of_slice()?;
        Ok(Axis { span: self.since(start), lower, upper, step })
    }

    /// `[args]`, repeated: in `int[3][4]` the last brackets are the innermost, as in C.
    fn template_type(&mut self, start: u32, base: CType) -> PResult<CType> {
        self.bump();
        let args = self.comma_list(TokenKind::RBracket, Self::template_arg)?;
        let keyword_seen = args.iter().position(|a| a.keyword.is_some());
        if let Some(first) = keyword_seen
            && let Some(late) = args[first..].iter().find(|a| a.keyword.is_none())
        {
            let span = match &late.value {
                TemplateValue::Expr(e) => e.span,
                TemplateValue::Type(t) => t.span,
            };
            self.error(span, "non-keyword argument following keyword argument");
        }
        self.expect(TokenKind::RBracket)?;
        let base =
            if self.at(TokenKind::LBracket) { self.nested(|p| p.template_type(start, base))? } else { base };
        self.chain_link()?;
        let kind = CTypeKind::Template { base: Box::new(base), args };
        Ok(CType { span: self.since(start), kind })
    }

    fn template_arg(&mut self) -> PResult<TemplateArg> {
        if matches!(self.kind(), TokenKind::Star | TokenKind::DoubleStar) {
            let span = self.here();
            return self.fail(span, "argument expansion not allowed here");
        }
        let keyword = if self.at_name() && self.peek(1) == TokenKind::Equal {
            let name = self.ident()?;
            self.bump();
            Some(name)
        } else {
            None
        };
        let value = if self.looking_at_expr() {
            TemplateValue::Expr(Box::new(self.test()?))
        } else {
            TemplateValue::Type(Box::new(self.type_name()?))
        };
        Ok(TemplateArg { keyword, value })
    }

    /// `(T)`, `(T *)`, `(T, U)`
    fn parenthesized_type(&mut self) -> PResult<CType> {
        let start = self.bump().start;
        let first = self.type_name()?;
        let ty = if self.at(TokenKind::Comma) {
            let mut items = vec![first];
            while self.eat(TokenKind::Comma) && !self.at(TokenKind::RParen) {
                items.push(self.type_name()?);
            }
            self.expect(TokenKind::RParen)?;
            CType { span: self.since(start), kind: CTypeKind::Tuple(items) }
        } else {
            self.expect(TokenKind::RParen)?;
            let span = self.since(start);
            if first.declarator.is_empty() {
                CType { span, kind: first.base.kind }
            } else {
                CType { span, kind: CTypeKind::Parenthesized(Box::new(first)) }
            }
        };
        if self.at(TokenKind::LBracket) {
            return self.bracketed_type(start, ty);
        }
        Ok(ty)
    }

    /// True when what stands here is to be read as an expression: nothing shows that it is a type.
    pub(super) fn looking_at_expr(&self) -> bool {
        self.expr_lookahead(self.pos, 0)
    }

    fn expr_lookahead(&self, pos: usize, depth: u32) -> bool {
        let kind_at = |i: usize| self.tokens.get(i).map_or(TokenKind::EndOfFile, |t| t.kind);
        let first = kind_at(pos);
        if first.is_basic_type_word() {
            return false;
        }
        if !first.is_name() {
            return true;
        }
        let mut at = pos + 1;
        while kind_at(at) == TokenKind::Dot {
            at += 2;
        }
        match kind_at(at) {
            kind if kind.is_name() => false,
            TokenKind::Star | TokenKind::DoubleStar => {
                !matches!(kind_at(at + 1), TokenKind::RParen | TokenKind::RBracket)
            }
            TokenKind::LParen => kind_at(at + 1) != TokenKind::Star,
            TokenKind::LBracket => {
                kind_at(at + 1) != TokenKind::RBracket
                    && (depth > limits::MAX_NESTING || self.expr_lookahead(at + 1, depth + 1))
            }
            _ => true,
        }
    }
}
