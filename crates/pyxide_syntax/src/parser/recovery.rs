//! Going on after a statement that could not be read.
//!
//! The rest of its logical line is skipped. If a block follows, its header was the broken part: the block's
//! statements are read, with everything allowed, so that errors inside show too. The same for the clauses
//! (`else`, `except`, …) that may follow it.

use super::context::Level;
use super::*;

impl Parser<'_> {
    /// Skips what is left of a broken statement that began at `start`, and the blocks that belong to it.
    pub(super) fn recover(&mut self, start: u32) -> Stmt {
        self.is_broken = true;
        // Between statements nothing is nested.
        self.nesting = 0;
        let context = self.rescue_context(start);
        self.skip_line();
        self.check_block(&context);
        while self.at_orphan_clause() {
            self.skip_line();
            self.check_block(&context);
        }
        let span = Span::new(self.file, start.min(self.last_end), self.last_end);
        Stmt { span, kind: StmtKind::Error }
    }

    /// To the token after the next line end, or to the end of the block.
    pub(super) fn skip_line(&mut self) {
        loop {
            match self.kind() {
                TokenKind::Newline => {
                    self.bump();
                    return;
                }
                TokenKind::EndOfFile | TokenKind::Dedent | TokenKind::Indent => return,
                _ => {
                    self.bump();
                }
            }
        }
    }

    /// Reads a block for the errors in it.
    fn check_block(&mut self, context: &Context) {
        if self.eat(TokenKind::Indent) {
            self.statements(context, &mut Vec::new());
            self.eat(TokenKind::Dedent);
        }
    }

    /// How to read the block under the broken header that began at `start`: as declarations, if its words say so.
    fn rescue_context(&self, start: u32) -> Context {
        use TokenKind::*;
        let first = self.tokens.partition_point(|t| t.start < start || (t.start == start && t.end == start));
        let mut words = self.tokens[first..].iter().map(|t| t.kind);
        let in_cdef = matches!(words.next(), Some(Cdef | Cpdef | Ctypedef))
            && words
                .take_while(|&kind| kind.is_keyword() || kind.is_name())
                .any(|kind| matches!(kind, Extern | Struct | Union | Packed | Cppclass));
        Context { in_cdef, ..Context::of(Level::Recovery) }
    }

    /// At a clause that can only follow a statement whose header was broken.
    fn at_orphan_clause(&self) -> bool {
        use TokenKind::*;
        matches!(self.kind(), Elif | Else | Except | Finally | CompileElif | CompileElse)
    }
}
