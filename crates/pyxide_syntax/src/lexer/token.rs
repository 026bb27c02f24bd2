//! Tokens: kinds, and the table of words.
//!
//! The kinds are ordered so that "can stand as a name" is one comparison: soft keywords (words that mean
//! something only in some places) come last, just before plain names.

/// A token: its kind and its byte range. The text stays in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub start: u32,
    pub end: u32,
}

macro_rules! kinds {
    (
        plain { $($plain:ident $show:literal),* $(,)? }
        hard { $($hard:ident $htext:literal),* $(,)? }
        cython { $($cy:ident $ctext:literal),* $(,)? }
        soft { $($soft:ident $stext:literal),* $(,)? }
    ) => {
        #[repr(u8)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum TokenKind {
            $($plain,)*
            $($hard,)*
            $($cy,)*
            $($soft,)*
            Name,
        }

        impl TokenKind {
            /// How messages name the kind: the text of a fixed token, else a description.
            pub fn describe(self) -> &'static str {
                match self {
                    $(TokenKind::$plain => $show,)*
                    $(TokenKind::$hard => $htext,)*
                    $(TokenKind::$cy => $ctext,)*
                    $(TokenKind::$soft => $stext,)*
                    TokenKind::Name => "name",
                }
            }

            /// The kind of an ASCII word; `cython` says whether Cython's own keywords exist.
            pub fn of_word(word: &str, cython: bool) -> TokenKind {
                match word {
                    $($htext => TokenKind::$hard,)*
                    $($ctext if cython => TokenKind::$cy,)*
                    $($stext => TokenKind::$soft,)*
                    _ => TokenKind::Name,
                }
            }

            const FIRST_SOFT: TokenKind = kinds!(@first $($soft)*);
            const FIRST_HARD: TokenKind = kinds!(@first $($hard)*);
        }
    };
    (@first $first:ident $($rest:ident)*) => { TokenKind::$first };
}

kinds! {
    plain {
        EndOfFile "end of file", Newline "newline", Indent "indent", Dedent "unindent",
        // Text that is no token; already reported.
        Invalid "invalid character",
        Int "number", Float "number", Imaginary "number", Str "string", FStr "f-string",
        LParen "(", RParen ")", LBracket "[", RBracket "]", LBrace "{", RBrace "}",
        Comma ",", Colon ":", ColonEqual ":=", Semicolon ";", Dot ".", Ellipsis "...", Arrow "->",
        At "@", Backquote "`", Question "?", Exclamation "!", Tilde "~",
        Plus "+", Minus "-", Star "*", DoubleStar "**", Slash "/", DoubleSlash "//", Percent "%",
        Amp "&", AmpAmp "&&", Pipe "|", PipePipe "||", Caret "^", LeftShift "<<", RightShift ">>",
        Less "<", Greater ">", LessEqual "<=", GreaterEqual ">=", EqualEqual "==", NotEqual "!=", LessGreater "<>",
        Equal "=",
        PlusEqual "+=", MinusEqual "-=", StarEqual "*=", SlashEqual "/=", DoubleSlashEqual "//=", PercentEqual "%=",
        AtEqual "@=", AmpEqual "&=", PipeEqual "|=", CaretEqual "^=", LeftShiftEqual "<<=", RightShiftEqual ">>=",
        DoubleStarEqual "**=",
    }
    hard {
        And "and", Assert "assert", Break "break", Class "class", Continue "continue", Def "def",
        Del "del", Elif "elif", Else "else", Except "except", False "False", Finally "finally", For "for",
        From "from", Global "global", If "if", Import "import", In "in", Is "is", Lambda "lambda", None "None",
        Nonlocal "nonlocal", Not "not", Or "or", Pass "pass", Raise "raise", Return "return", True "True",
        Try "try", While "while", With "with", Yield "yield",
    }
    cython {
        Cdef "cdef", Cpdef "cpdef", Ctypedef "ctypedef", Cimport "cimport", Include "include",
        CompileDef "DEF", CompileIf "IF", CompileElif "ELIF", CompileElse "ELSE",
    }
    soft {
        As "as", Async "async", Await "await", Print "print", Exec "exec", Match "match", Case "case", Type "type",
        Nogil "nogil", Gil "gil", Inline "inline", Public "public", Readonly "readonly", Extern "extern", Api "api",
        Struct "struct", Union "union", Enum "enum", Packed "packed", Cppclass "cppclass", Fused "fused",
        Sizeof "sizeof", New "new", Const "const", Volatile "volatile", Restrict "restrict", Noexcept "noexcept",
        By "by", Namespace "namespace", Property "property", Operator "operator", Object "object",
        CheckSize "check_size", Complex "complex", Null "NULL",
        Stdcall "__stdcall", CdeclWord "__cdecl", Fastcall "__fastcall",
        Signed "signed", Unsigned "unsigned", Short "short", Long "long",
        Void "void", Char "char", IntWord "int", FloatWord "float", Double "double", Bint "bint",
        PyUnicode "Py_UNICODE", PyUcs4 "Py_UCS4", PyHashT "Py_hash_t", PySsizeT "Py_ssize_t", SsizeT "ssize_t",
        SizeT "size_t", PtrdiffT "ptrdiff_t", PyTssT "Py_tss_t",
    }
}

impl TokenKind {
    /// True for names and soft keywords.
    pub fn is_name(self) -> bool {
        self >= Self::FIRST_SOFT
    }

    /// True for the words that can never be names.
    pub fn is_keyword(self) -> bool {
        self >= Self::FIRST_HARD && self < Self::FIRST_SOFT
    }

    /// The words that start a C type of keywords.
    pub fn is_basic_type_word(self) -> bool {
        self >= TokenKind::Signed && self < TokenKind::Name
    }

    /// True for what has a fixed spelling, so that a message can quote it.
    pub fn is_fixed(self) -> bool {
        self >= TokenKind::LParen && self != TokenKind::Name
    }

    /// Keywords that can only begin a statement. One of them at the head of a line inside brackets shows that
    /// the brackets were never closed. (`except` and `with` may stand inside: in a function pointer's type.)
    pub fn begins_only_statements(self) -> bool {
        use TokenKind::*;
        matches!(
            self,
            Def | Class
                | Cdef
                | Cpdef
                | Ctypedef
                | Cimport
                | Include
                | Import
                | Return
                | While
                | Try
                | Raise
                | Pass
                | Break
                | Continue
                | Global
                | Nonlocal
                | Del
                | Assert
                | Finally
                | Elif
        )
    }
}

#[cfg(test)]
mod tests {
    use super::TokenKind;

    #[test]
    fn words_are_found_by_language() {
        assert_eq!(TokenKind::of_word("cdef", true), TokenKind::Cdef);
        assert_eq!(TokenKind::of_word("cdef", false), TokenKind::Name);
        assert_eq!(TokenKind::of_word("lambda", false), TokenKind::Lambda);
        assert!(TokenKind::of_word("match", false).is_name());
        assert!(TokenKind::of_word("Py_ssize_t", true).is_basic_type_word());
        assert!(!TokenKind::of_word("NULL", true).is_basic_type_word());
    }
}
