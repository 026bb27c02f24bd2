0, 00, 1_000, 0xFF, 0o17, 0b1_01, 18446744073709551616
1.5, .5, 1., 1e10, 1_0.5e-3, 1E+5, 1j, 1.5J
"a" 'b' """c
d""" r"\n" u"x" R'\''
"\x41\101\n\t\\\"\'\a\q\
joined"
"\u00e9\U0001F600\N{GREEK SMALL LETTER ALPHA}\ud800"
b"abc\x00\xff\377" rb"\x00" b"\u1234"
"é" "ü"
