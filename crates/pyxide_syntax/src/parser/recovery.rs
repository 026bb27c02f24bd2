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
        self.skip_line();
        self.check_block();
        while self.at_orphan_clause() {
            self.skip_line();
            self.check_block();
        }
        Stmt { span: self.since(start), kind: StmtKind::Error }
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
    fn check_block(&mut self) {
        if self.eat(TokenKind::Indent) {
            self.statements(&Context::of(Level::Recovery), &mut Vec::new());
            self.eat(TokenKind::Dedent);
        }
    }

    /// At a clause that can only follow a statement whose header was broken.
    fn at_orphan_clause(&self) -> bool {
        use TokenKind::*;
        matches!(self.kind(), Elif | Else | Except | Finally | CompileElif | CompileElse)
    }
}
