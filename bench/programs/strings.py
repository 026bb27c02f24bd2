"""Text building and taking apart: concatenation, formatting, split, join, replace, slices."""


def caesar(text, shift):
    out = ""
    for letter in text:
        if "a" <= letter <= "z":
            out += chr((ord(letter) - 97 + shift) % 26 + 97)
        else:
            out += letter
    return out


def table(rows):
    lines = []
    for row in range(rows):
        cells = [f"{row * column:>6}|{column!r}" for column in range(8)]
        lines.append(", ".join(cells))
    return "\n".join(lines)


def words(text):
    found = []
    for line in text.splitlines():
        for word in line.replace("|", " ").split():
            word = word.strip(",")
            if word.isdigit() and not word.startswith("9"):
                found.append(word.zfill(4)[::-1])
    return found


def run(rounds):
    total = 0
    for number in range(rounds):
        text = table(12)
        moved = caesar("the quick brown fox jumps over the lazy dog " * 4, number)
        found = words(text + "\n" + moved)
        joined = "-".join(found) + moved.upper().title()
        total += joined.count("0") * 3 + len(joined) + joined.find("-", 20)
        total += hash(joined[5:25] == joined[-20:]) + sum([ord(c) for c in "%s:%05d" % (joined[:5], number)])
    return total
