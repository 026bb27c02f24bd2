f""
f"plain {{ braces }}"
f"{x}" "tail" f"{y!r}"
"head" f"{x:>10}"
f"{x:{width}.{precision}f}"
f"{x = }"
f"{x=!s:10}"
f"{a["key"]} {f"{f"{nested}"}"}"
f'{x != y} {lambda_ if (lambda: 1) else {1: 2}[1]}'
f"\N{EM DASH}\x41{x}\n"
rf"\{x}\n"
f"""{
    x  # comment
}"""
f"{x, y} {*a, b} {yield_}"
f"{x:%H:%M}"
f"{'a' 'b'}"
t"{name!r:>{w}} text"
F"{x!a}"
