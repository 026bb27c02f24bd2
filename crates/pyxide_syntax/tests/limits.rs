//! Texts that are long, deep or strange: the parser finishes, never panics, and says what is too much.

use pyxide_diagnostics::{FileId, Sink};
use pyxide_syntax::ast::{Module, SourceKind, printer};
use pyxide_syntax::{ParseOptions, parse};

fn parse_text(text: &str) -> (Module, Vec<String>) {
    let mut sink = Sink::default();
    let module = parse(FileId(0), text, &ParseOptions::default(), &mut sink);
    (module, sink.into_diagnostics().into_iter().map(|d| d.message).collect())
}

fn messages(text: &str) -> Vec<String> {
    parse_text(text).1
}

/// Parsed, printed, copied and dropped; the messages. Walks of the deepest trees need more stack than a test's
/// thread has.
fn whole_life(text: &str) -> Vec<String> {
    let life = || {
        let (module, messages) = parse_text(text);
        assert!(!printer::print(&module).is_empty());
        assert_eq!(module, module.clone());
        messages
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(128 << 20).spawn_scoped(scope, life);
        thread.expect("a thread").join().expect("no panic")
    })
}

#[test]
fn long_chains_are_no_deeper_than_the_stack() {
    for link in ["+a", "*a", "**a", ".a", "(a)", "[a]", " and a", " or a", "<a", " if a else a"] {
        for count in [150, 5_000] {
            let text = format!("x = a{}\n", link.repeat(count));
            let found = whole_life(&text);
            // What nests to the right is bounded by the nesting limit, the rest by the chain limit.
            let nests = link == "**a";
            assert_eq!(found.is_empty(), !(nests && count > 200), "{link} × {count}: {found:?}");
        }
        let found = whole_life(&format!("x = a{}\n", link.repeat(50_000)));
        assert!(found.len() <= 1, "{link}: {found:?}");
    }
}

#[test]
fn deep_nesting_is_refused_once() {
    let cases = [
        ("(", ")", "too deeply nested"),
        ("[", "]", "too deeply nested"),
        ("{a: ", "}", "too deeply nested"),
        ("f(", ")", "too deeply nested"),
        ("not ", "", "too deeply nested"),
        ("-", "", "too deeply nested"),
        ("lambda: ", "", "too deeply nested"),
        ("<int>", "", "too deeply nested"),
        ("sizeof(", ")", "too deeply nested"),
        ("await ", "", ""),
        ("`", "`", ""),
        ("f'{", "}'", ""),
    ];
    for (open, close, expected) in cases {
        let text = format!("x = {}a{}\ny = 1\n", open.repeat(10_000), close.repeat(10_000));
        let found = whole_life(&text);
        assert!(!found.is_empty(), "{open}");
        if !expected.is_empty() {
            assert_eq!(found, [expected], "{open}");
        }
        let text = format!("x = {}a{}\n", open.repeat(50), close.repeat(50));
        if !expected.is_empty() {
            assert!(whole_life(&text).is_empty(), "{open}");
        }
    }
}

#[test]
fn deep_types_and_patterns_are_refused() {
    for text in [
        format!("cdef int {}x\n", "*".repeat(10_000)),
        format!("cdef int {}x\n", "& ".repeat(10_000)),
        format!("cdef {}int{} x\n", "vector[".repeat(10_000), "]".repeat(10_000)),
        format!("cdef {}int{} x\n", "(".repeat(10_000), ")".repeat(10_000)),
        format!("cdef int {}x{}\n", "(*".repeat(10_000), ")".repeat(10_000)),
        format!("cdef int x{}\n", "[1]".repeat(100_000)),
        format!("cdef int{} x\n", "[1]".repeat(10_000)),
        format!("cdef a{} x\n", ".b[c]".repeat(100_000)),
        format!("match x:\n case {}a{}: pass\n", "[".repeat(10_000), "]".repeat(10_000)),
        format!("match x:\n case a{}: pass\n", ".b".repeat(100_000)),
    ] {
        assert_eq!(whole_life(&text).len(), 1, "{}", &text[..40]);
    }
}

#[test]
fn deep_blocks_are_refused_once() {
    let text: String = (0..1_000).map(|i| format!("{}if x:\n", " ".repeat(i))).collect();
    let found = whole_life(&(text + &" ".repeat(1_000) + "pass\ny = 1\n"));
    assert!(found.contains(&"too many levels of indentation".to_string()), "{found:?}");
    let nested: String = (0..90).map(|i| format!("{}if x:\n", " ".repeat(i))).collect();
    assert!(whole_life(&(nested + &" ".repeat(90) + "pass\n")).is_empty());
}

#[test]
fn depth_is_safe_at_every_level_together() {
    // The deepest tree that is accepted: blocks, brackets and chains at once.
    let blocks: String = (0..95).map(|i| format!("{}with a:\n", " ".repeat(i))).collect();
    let chain = "+a".repeat(2_000);
    let expr = format!("{}a{}{}", "(".repeat(150), ")".repeat(150), chain);
    assert_eq!(whole_life(&format!("{blocks}{}x = {expr}\n", " ".repeat(95))), [""; 0]);
}

#[test]
fn hostile_text_takes_linear_time() {
    let n = 2_000;
    for text in [
        "f'{".repeat(n),
        "f'{a\n".repeat(n),
        "f'''{".repeat(n),
        "(\n".repeat(n),
        "x = (\n".repeat(n),
        "x = (1,\ny = 2\n".repeat(n),
        "'''".repeat(n * 2 + 1),
        "'a\n".repeat(n),
        "match x\n".repeat(n),
        "with (a, b), c: pass\n".repeat(n),
        "with ((a)): pass\n".repeat(n),
        "with (a\n".repeat(n),
        "except a, b\n".repeat(n),
        "@a\n".repeat(n),
        "if x:\n".repeat(n),
        "def f(\n".repeat(n),
        ")]}".repeat(n),
        ";".repeat(n),
        "\\\n".repeat(n),
        "# cython: a=b\n".repeat(n),
        "a[b[c[".repeat(n),
        "cdef a[b[c[".repeat(n),
        "\"a\" ".repeat(n),
        "1".repeat(n),
        format!("0x{}", "f".repeat(n)),
        "x if ".repeat(n),
        "elif x:\n else:\n".repeat(n),
        "cdef class A:\n  cdef int x\n  'd'\n".repeat(n),
    ] {
        whole_life(&text);
    }
}

#[test]
fn strange_text_is_survived() {
    for text in [
        "",
        "\n",
        "\u{feff}x = 1\n",
        "\u{feff}",
        "x = 1",
        "x = 1\r\ny = 2\r\n",
        "x = 1\ry = 2\r",
        "\x0c\nx = 1\n\x0c",
        "if x:\r\n\ty = 1\r\n",
        "'''a\r\nb\rc'''\n",
        "# only a comment",
        "x = 1 \\\n  + 2\n",
        "   \n\t\n  # c\nx = 1\n",
        "été = 1\n",
        "ﬁ = 1\n",
    ] {
        assert_eq!(whole_life(text), [""; 0], "{text:?}");
    }
    for text in
        ["\0", "x = \0 1\n", "\\", "x = 1 \\", "'", "'''", "f'", "f'{", "rb", "0x", "1e", "\u{200b}x", "²"]
    {
        let _ = whole_life(text);
    }
    for byte in 0..128u8 {
        let c = byte as char;
        for text in [
            format!("{c}"),
            format!("x = {c}\n"),
            format!("f'{{x{c}}}'"),
            format!("'\\{c}'"),
            format!("cdef {c}"),
        ] {
            whole_life(&text);
        }
    }
}

#[test]
fn names_are_in_normal_form() {
    let (module, _) = parse_text("ﬁ = 1\n");
    assert!(printer::print(&module).contains("(Name fi)"));
}

#[test]
fn one_error_per_broken_statement() {
    let broken = ["x = = 1", "cdef int", "f(1 2)", "y = [1, 2", "class A(:", "if x = 1:", "1 +", "z = $"];
    let text = broken.iter().map(|line| format!("{line}\nfine = 1\n")).collect::<String>();
    assert_eq!(messages(&text).len(), broken.len(), "{:?}", messages(&text));
}

#[test]
fn included_declarations_use_the_kind_of_their_includer() {
    let options = ParseOptions { kind: SourceKind::Pxd, ..ParseOptions::default() };
    let mut sink = Sink::default();
    parse(FileId(0), "cdef int f(int x=*)\n", &options, &mut sink);
    assert!(!sink.has_errors());
}
