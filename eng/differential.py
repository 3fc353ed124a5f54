#!/usr/bin/env python3
"""Asks the reference implementations for new rows of the vector suites and holds Krait against them.

usage: ./dev differential [SEED] [ROWS a file, default 500]

The rows come from a random generator with that seed, the answers from packaging 26.4, pip 26.3 and uv 0.13.9 as they are
installed beside this checkout: wheels from ../shared/corpus (or KRAIT_CORPUS), `uv` and the Pythons from there too
(`bench/run` installs them below artifacts/bench) or from PATH. The files go to artifacts/differential in the layout of
../shared/vectors; a failure names its row there. Where a native binary is (KRAIT_EXE), whole requirements files also go
through `pip compile` of both tools.
"""
import contextlib, hashlib, io, json, os, pathlib, random, re, shutil, subprocess, sys, tempfile, zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = pathlib.Path(os.environ.get("KRAIT_CORPUS", ROOT.parent / "shared" / "corpus"))
PEERS = ROOT / "artifacts" / "bench"
KRAIT = os.environ.get("KRAIT_EXE", str(ROOT / "artifacts/native/linux-x64/krait"))
OUT = ROOT / "artifacts" / "differential"
SEED = int(sys.argv[1]) if len(sys.argv) > 1 else random.SystemRandom().randrange(10**6)
ROWS = int(sys.argv[2]) if len(sys.argv) > 2 else 500
PATH = f"{PEERS}/peers/bin:{PEERS}/pythons:{os.environ['PATH']}"
# Parts of these suites that are not generated; the suites want the files.
LAYOUT = {
    "a-pep440": "versions ordering sorting specifiers contains filter set_algebra",
    "b-pep508": "markers_parse markers_eval marker_algebra uv_marker_expectations requirements",
    "c-tags": "compatible_tags names parse_tag platform_tags sdist_filenames uv_tag_snapshots wheel_filenames wheel_ranking",
    "e-requirements-txt": "logical_lines pip_parse uv_parse",
    "n-marker-text": "compile compile_parent compile_two compile_together lock_requires_dist lock_dependency lock_parent lock_resolution_markers lock_conflicts add",
}
for name in ("packaging-26.4", "pip-26.3"):
    sys.path.insert(0, str(CORPUS / "wheels" / f"{name}-py3-none-any.whl"))
PACKAGING = next(p for p in sys.path if "packaging-" in p)
any_of, flip = (rnd := random.Random(SEED)).choice, lambda chance: rnd.random() < chance
sys.set_int_max_str_digits(0)


def write(suite, file, rows):
    with open(OUT / suite / "cases" / f"{file}.jsonl", "a") as out:
        for row in rows:
            text = json.dumps(row)
            out.write(json.dumps({"id": hashlib.sha256(f"{suite}/{file}/{text}".encode()).hexdigest()[:16]} | row) + "\n")


def spoiled(text, chance=0.25):
    """The text, sometimes with one character gone, doubled or strange."""
    if not text or not flip(chance):
        return text
    at = rnd.randrange(len(text))
    return text[:at] + any_of(["", text[at] * 2, any_of(" .-_+!*,;()[]@<>=~'\"#\\\t0az\u0661\u00e9")]) + text[at + 1 :]


# Versions and specifiers, by packaging


def number():
    return str(any_of([0, 1, 1, 2, 3, 9, 10, 12, 2024, rnd.randrange(300), 65536, 2**32, 2**64 - 1 if flip(0.1) else 7]))


def version(local=True):
    text = (any_of(["1!", "0!", "3!"]) if flip(0.1) else "") + ".".join(number() for _ in range(rnd.randint(1, rnd.choice([2, 3, 6]))))
    if flip(0.3):
        text += any_of(["a", "b", "rc", ".alpha", "-beta_", "_pre.", "c", "-RC"]) + any_of(["", number()])
    if flip(0.2):
        text += any_of([".post", "-r", "_rev.", "-", ".POST-"]) + number()
    if flip(0.2):
        text += any_of([".dev", "dev", "-dev.", "_DEV"]) + any_of(["", number()])
    if local and flip(0.1):
        text += "+" + any_of(["local", "1", "ubuntu-1_2.ABC", "0001"])
    return any_of(["", "", "", "v", "V"]) + text


def clause():
    sign = any_of(["==", "!=", "<", "<=", ">", ">=", "~=", "===", ">=", "<"])
    text = version(local=sign in ("==", "!=", "==="))
    if sign in ("==", "!=") and flip(0.4):
        text = ".".join(number() for _ in range(rnd.randint(1, 3))) + ".*"
    if sign == "~=" and "." not in text:
        text += ".1"
    return any_of(["", " "]) + sign + any_of(["", "", " "]) + text


def specifiers():
    return any_of([",", ", "]).join(clause() for _ in range(rnd.randint(1, 3)))


def wide(value):
    return str(value) if value is not None and value > 2**53 else value


def versions():
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.utils import canonicalize_version
    from packaging.version import InvalidVersion, Version

    def row(text):
        try:
            v = Version(text)
        except InvalidVersion:
            return {"input": text, "valid": False}
        numbers = [v.epoch, *v.release, v.post, v.dev, v.pre and v.pre[1]]
        return {
            "input": text, "valid": True, "normalized": str(v), "epoch": wide(v.epoch), "release": [wide(n) for n in v.release],
            "pre": v.pre and [v.pre[0], wide(v.pre[1])], "post": wide(v.post), "dev": wide(v.dev), "local": v.local, "public": v.public,
            "base_version": v.base_version, "is_prerelease": v.is_prerelease, "is_postrelease": v.is_postrelease, "is_devrelease": v.is_devrelease,
            "canonicalize_version": canonicalize_version(v), "int_width": "big" if max(n or 0 for n in numbers) >= 2**64 else "u64",
        }  # fmt: skip

    write("a-pep440", "versions", (row(spoiled(version())) for _ in range(4 * ROWS)))
    known = [version() for _ in range(80)]
    order = lambda a, b: (Version(a) > Version(b)) - (Version(a) < Version(b))
    write("a-pep440", "ordering", ({"a": a, "b": b, "cmp": order(a, b)} for a, b in ((version(), any_of(known)) for _ in range(4 * ROWS))))

    def valid(text):
        try:
            return SpecifierSet(text)
        except InvalidSpecifier:
            return None

    def row(text):
        if (read := valid(text)) is None:
            return {"input": text, "valid": False}
        canonical = sorted([s._canonical_spec[0], s._canonical_spec[1]] for s in read)
        return {"input": text, "valid": True, "str": str(read), "canonical_clauses": canonical, "prereleases": read.prereleases}

    # The canonical form of a prefix keeps the zeros before a number, though they mean nothing.
    made = (spoiled(specifiers()) for _ in range(2 * ROWS))
    write("a-pep440", "specifiers", (row(text) for text in made if not re.search(r"\b0\d[\d.]*\*", text)))
    sets = [s for s in (specifiers() for _ in range(2 * ROWS)) if valid(s) is not None]
    nearby = [v for s in sets for c in s.split(",") for v in [c.strip().lstrip("=!<>~").strip().removesuffix(".*")] if row_ok(v)]
    write("a-pep440", "contains", (
        {"specifier": s, "version": v, "default": SpecifierSet(s).contains(v), "prereleases_true": SpecifierSet(s).contains(v, prereleases=True), "prereleases_false": SpecifierSet(s).contains(v, prereleases=False)}
        for s, v in ((any_of(sets), any_of([version(), any_of(nearby)])) for _ in range(6 * ROWS))
    ))  # fmt: skip
    for _ in range(ROWS):
        s, some, pre = any_of(sets), rnd.sample(nearby, 6), any_of([None, True, False])
        write("a-pep440", "filter", [{"specifier": s, "versions": some, "prereleases": pre, "expected": list(SpecifierSet(s).filter(some, prereleases=pre))}])
    plain = [s for s in sets if "===" not in s]
    for _ in range(2 * ROWS):
        a, b = any_of(plain), any_of(plain)
        x, y = SpecifierSet(a), SpecifierSet(b)
        write("a-pep440", "set_algebra", [{"a": a, "b": b, "a_unsatisfiable": x.is_unsatisfiable(), "b_unsatisfiable": y.is_unsatisfiable(), "disjoint": x.is_disjoint(y), "a_subset_b": x.is_subset(y), "b_subset_a": y.is_subset(x)}])


def row_ok(text):
    from packaging.version import InvalidVersion, Version

    with contextlib.suppress(InvalidVersion):
        return bool(Version(text))
    return False


# Markers. Versions have one spelling each: uv prints the one that a process met first.

TEXTS = {
    "os_name": ["nt", "posix", "java"], "sys_platform": ["win32", "linux", "darwin", "cygwin", "linux2"], "platform_machine": ["x86_64", "AMD64", "arm64", "aarch64"],
    "platform_system": ["Linux", "Windows", "Darwin", "FreeBSD"], "implementation_name": ["cpython", "pypy"], "platform_python_implementation": ["CPython", "PyPy"],
    "platform_release": ["5.4", "20.6", "6-generic"], "platform_version": ["x y", "#1"],
}  # fmt: skip
PYTHONS = ["3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14"]


def quoted(text):
    return any_of(["'{}'", '"{}"']).format(text)


def term():
    kind = rnd.random()
    if kind < 0.55:
        name = any_of(["python_version", "python_version", "python_full_version"])
        values = PYTHONS if name == "python_version" else PYTHONS + ["3.8.1", "3.9.20", "3.11.4", "3.12.9"]
        if flip(0.1):
            return f"{name} {any_of(['in', 'not in'])} {quoted(' '.join(rnd.sample(values, rnd.randint(1, 3))))}"
        sign, value = any_of(["==", "!=", "<", "<=", ">", ">=", ">=", "<", "~="]), any_of(values)
        if sign in ("==", "!=") and flip(0.2):
            value = value + ".*"
        elif flip(0.1):
            return f"{quoted(value)} {any_of(['==', '!=', '<', '<=', '>', '>='])} {name}"
        return f"{name} {sign} {quoted(value)}"
    if kind < 0.62:
        return f"extra {any_of(['==', '!='])} {quoted(any_of(['x', 'y.z', 'opt']))}"
    name = any_of(list(TEXTS))
    sign = any_of(["==", "==", "==", "!=", "!=", "in", "not in", "<", ">="])
    value = any_of(TEXTS[name])
    if sign in ("in", "not in") and flip(0.5):
        return f"{quoted(value[:3])} {sign} {name}"
    return f"{name} {sign} {quoted(value)}"


def marker(depth=0):
    if depth == 3 or flip(0.25 + 0.2 * depth):
        return term()
    inner = [marker(depth + 1) for _ in range(rnd.randint(2, 3))]
    word = any_of([" and ", " or "])
    return word.join(f"({m})" if " or " in m or " and " in m else m for m in inner)


ENVIRONMENTS = [
    ("3.12.3", "posix", "linux", "Linux", "x86_64", "6.1.0-18-generic", "CPython", "#1 SMP"),
    ("3.8.10", "nt", "win32", "Windows", "AMD64", "10", "CPython", "10.0.19041"),
    ("3.10.14", "posix", "darwin", "Darwin", "arm64", "20.6", "PyPy", "Darwin Kernel"),
    ("3.14.0rc2", "posix", "linux", "Linux", "aarch64", "5.4", "CPython", "#1"),
]


def environment(full, os_name, sys_platform, system, machine, release, implementation, version):
    return {
        "implementation_name": implementation.lower(), "implementation_version": full, "os_name": os_name, "platform_machine": machine,
        "platform_python_implementation": implementation, "platform_release": release, "platform_system": system, "platform_version": version,
        "python_full_version": full, "python_version": ".".join(full.split(".")[:2]), "sys_platform": sys_platform,
    }  # fmt: skip


def markers():
    from packaging.markers import Marker, UndefinedComparison, UndefinedEnvironmentName

    named = [{"name": f"e{i}", "marker_environment": environment(*e)} for i, e in enumerate(ENVIRONMENTS)]
    (OUT / "b-pep508" / "environments.json").write_text(json.dumps(named))

    def evaluated(text, values):
        try:
            return Marker(text).evaluate(values | {"extra": ""})
        except (UndefinedComparison, UndefinedEnvironmentName):
            return None

    made = [marker() for _ in range(2 * ROWS)]
    write("b-pep508", "markers_eval", ({"marker": m, "results": {e["name"]: evaluated(m, e["marker_environment"]) for e in named}} for m in made))


def wheels(folder, names, versions=("1.0",)):
    for name in names:
        for v in versions:
            with zipfile.ZipFile(folder / f"{name}-{v}-py3-none-any.whl", "w") as wheel:
                info = f"{name}-{v}.dist-info"
                wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {v}\nProvides-Extra: x\n")
                wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
                wheel.writestr(f"{info}/RECORD", f"{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")


def run(folder, *command):
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("UV_", "KRAIT_", "PIP_", "VIRTUAL_ENV"))}
    own = {"PATH": PATH, "NO_COLOR": "1", "HOME": str(folder)} | {f"{p}_{n}": v for p in ("UV", "KRAIT") for n, v in (("CACHE_DIR", f"{folder}/cache-{p}"), ("PYTHON_DOWNLOADS", "never"))}
    return subprocess.run(command, cwd=folder, env=keep | own, capture_output=True, text=True)


def marker_texts(folder):
    batch = 25
    names = [f"pkg{i:04}" for i in range(batch)]
    wheels(folder, names)
    offline = ("--no-index", "--find-links", str(folder), "--offline")
    for _ in range(max(1, 2 * ROWS // batch)):
        python, made = any_of(PYTHONS[2:6]), [marker() for _ in names]
        (folder / "r.in").write_text("".join(f"{n} ; {m}\n" for n, m in zip(names, made)))
        done = run(folder, "uv", "pip", "compile", "-q", "--universal", "--no-header", "--no-annotate", "--python-version", python, *offline, "r.in")
        if done.returncode:
            sys.exit(f"error: uv failed on generated markers\n{done.stderr}")
        printed = {line.split("==")[0]: line.partition(" ; ")[2] for line in done.stdout.splitlines()}
        write("n-marker-text", "compile_together", [{"requires_python": f">={python}", "markers": made, "expected": [printed.get(n) for n in names]}])
        dependencies = json.dumps([f"{n} ; {m}" for n, m in zip(names, made)])
        (folder / "pyproject.toml").write_text(f'[project]\nname = "proj"\nversion = "1"\nrequires-python = ">={python}"\ndependencies = {dependencies}\n[project.optional-dependencies]\nx = []\n"y.z" = []\nopt = []\n')
        (folder / "uv.lock").unlink(missing_ok=True)
        if run(folder, "uv", "lock", "-q", *offline).returncode:
            continue
        import tomllib

        package = next(p for p in tomllib.loads((folder / "uv.lock").read_text())["package"] if p["name"] == "proj")
        printed = {r["name"]: r.get("marker", "") for r in package["metadata"]["requires-dist"]}
        write("n-marker-text", "lock_requires_dist", ({"requires_python": f">={python}", "section": "dependencies", "marker": m, "expected": printed[n]} for n, m in zip(names, made)))
    for _ in range(ROWS // 2):
        text = spoiled(spoiled(marker(2), 1), 0.5)
        (folder / "r.in").write_text(f"pkg0001 ; {text}\n")
        if "#" in text or "\\" in text or text != text.strip():
            continue
        done = run(folder, "uv", "pip", "compile", "-q", "--universal", "--no-header", "--no-annotate", "--python-version", "3.8", *offline, "r.in")
        line = next((x for x in done.stdout.splitlines() if x.startswith("pkg0001")), None)
        answer = {"error": True} if done.returncode else {"expected": line and line.partition(" ; ")[2]}
        write("n-marker-text", "compile", [{"requires_python": ">=3.8", "marker": text} | answer])


# Requirements


def requirement(specifiers=specifiers):
    name = any_of(["a", "Some.Name_x", "b-c", "numpy", "Z9", "typing_extensions"])
    text = name + (any_of(["[x]", "[x,Y.z]", "[ a , b ]", "[]"]) if flip(0.3) else "")
    if flip(0.15):
        text += any_of([" @ ", "@"]) + any_of(["https://host.example/a-1.0.tar.gz", "git+https://host.example/r.git@v1#egg=a", "https://host.example/x.whl#sha256=" + "0" * 64]) + " "
    elif flip(0.8):
        text += any_of(["{}", " {}", " ({})"]).format(specifiers().strip())
    return text + (any_of(["; ", " ;", " ; "]) + marker(2) if flip(0.3) else "")


def requirements():
    from packaging.requirements import InvalidRequirement, Requirement
    from packaging.utils import canonicalize_name

    def row(text):
        try:
            r = Requirement(text)
        except InvalidRequirement:
            return {"input": text, "valid": False}
        parts = sorted([s.operator, s.version] for s in r.specifier)
        return {"input": text, "valid": True, "name": r.name, "normalized_name": canonicalize_name(r.name), "extras": sorted(r.extras), "url": r.url, "specifier": parts, "marker": r.marker and str(r.marker), "str": str(r)}

    write("b-pep508", "requirements", (row(spoiled(requirement(), 0.4)) for _ in range(4 * ROWS)))


def line(specifiers=specifiers):
    if flip(0.5):
        text = requirement(specifiers)
        for _ in range(rnd.choice([0, 0, 0, 1, 2])):
            text += any_of([" ", " \\\n  ", "\t"]) + f"--hash=sha256:{any_of('0af') * 64}"
        return text + any_of(["", "", " # why", "  #x", "#x"])
    return any_of([
        "", "   ", "# comment", "--index-url https://host.example/simple", "-i https://u:p@host.example/s", "--extra-index-url=https://host.example/e",
        "--extra-index-url 'https://host.example/q'", "--no-index", "-f https://host.example/links", "--find-links=links", "--pre", "--prefer-binary", "--require-hashes",
        f"--no-binary {any_of([':all:', 'a', 'a,B_c', ':none:', 'a,:all:'])}", f"--only-binary={any_of([':all:', 'a', 'b,a', ':none:'])}", "--trusted-host host.example:80",
        "https://host.example/foo-1.0-py3-none-any.whl", "https://host.example/foo-1.0.tar.gz#egg=foo", "-e git+https://host.example/r.git#egg=name",
        "--editable=git+ssh://git@host.example/r.git@v1#egg=n&subdirectory=s", "a==${VERSION}", "a==${MISSING}", "${NAME}>=1", "-r other.txt", "--requirement=other.txt", "-c other.txt",
        "--unknown", "-q", "--no-require-hashes", "--use-feature=fast-deps", "--pypi-url https://host.example/p", "a --config-setting=x=y", "a -C x=y", "--index https://host.example", "--hash=sha256:00", "--prefer", "a --global-option=x", "a==1 --config-settings='x=y z'", "--no-binary", "a b", "a==1 ;", "-- a", "a \\", "'a'", '"a==1"',
    ])  # fmt: skip


def pip_rows(folder):
    import logging, optparse

    from pip._internal.exceptions import PipError
    from pip._internal.index.collector import LinkCollector
    from pip._internal.index.package_finder import PackageFinder
    from pip._internal.models.search_scope import SearchScope
    from pip._internal.models.selection_prefs import SelectionPreferences
    from pip._internal.network.session import PipSession
    from pip._internal.req.constructors import install_req_from_parsed_requirement
    from pip._internal.req.req_file import parse_requirements
    from packaging.utils import canonicalize_name

    logging.disable(logging.CRITICAL)
    os.chdir(folder)
    variables = {"VERSION": "1.5", "NAME": "named"}
    os.environ.update(variables)
    os.environ.pop("MISSING", None)

    def answer():
        session = PipSession()
        scope = SearchScope.create(find_links=[], index_urls=["https://pypi.example/simple"], no_index=False)
        finder = PackageFinder.create(link_collector=LinkCollector(session, scope), selection_prefs=SelectionPreferences(allow_yanked=True))
        options = optparse.Values({"require_hashes": False, "no_require_hashes": False, "features_enabled": []})
        rows = []
        for parsed in parse_requirements("requirements.txt", session, finder=finder, options=options):
            made = install_req_from_parsed_requirement(parsed)
            rows.append({
                "line": parsed.requirement, "constraint": parsed.constraint, "editable": parsed.is_editable, "name": made.name and canonicalize_name(made.name), "extras": sorted(map(canonicalize_name, made.extras)),
                "specifier": [[s.operator, s.version] for s in made.req.specifier] if made.req else [], "url": made.link and made.link.url, "marker": made.markers and str(made.markers),
                "hashes": made.hash_options, "comes_from": parsed.comes_from.replace(f"{folder}/", "<DIR>/").replace("-r other", "-r <DIR>/other").replace("-c other", "-c <DIR>/other"),
            })  # fmt: skip
        control, release = finder.format_control, finder.release_control
        return {
            "requirements": rows, "index_urls": finder.index_urls, "no_index": finder.search_scope.no_index, "find_links": [f.replace(str(folder), "<DIR>") for f in finder.find_links],
            "no_binary": sorted(control.no_binary), "only_binary": sorted(control.only_binary), "prefer_binary": finder.prefer_binary, "trusted_hosts": list(finder.trusted_hosts),
            "require_hashes": options.require_hashes, "all_releases": sorted(release.all_releases) if release else [], "only_final": sorted(release.only_final) if release else [], "features_enabled": options.features_enabled,
        }  # fmt: skip

    for _ in range(2 * ROWS):
        # pip's own copy of packaging is older, and reads `===` in a list otherwise.
        plain = lambda: ",".join(c for c in specifiers().split(",") if "===" not in c) or ">=1"
        files = {"requirements.txt": any_of(["\n", "\n", "\r\n"]).join(spoiled(line(plain), 0.05) for _ in range(rnd.randint(1, 4))) + any_of(["", "\n"]), "other.txt": "other>=1\n"}
        # pip reads text of this locale, and takes a backslash for a path on Windows only.
        if not files["requirements.txt"].isascii() or re.search(r"\\(?![\r\n]|$)", files["requirements.txt"]):
            continue
        for name, text in files.items():
            (folder / name).write_bytes(text.encode())
        # optparse tells of an unknown option by leaving the process.
        with contextlib.redirect_stderr(io.StringIO()):
            try:
                got = {"expected": answer()}
            except (PipError, ValueError, SystemExit) as error:
                got = {"error": {"type": type(error).__name__, "message": str(error)}}
        write("e-requirements-txt", "pip_parse", [{"case": "generated", "entry": "requirements.txt", "files": files, "env": variables} | got])


def compile_files(folder):
    """The files that both tools compile, or both refuse; the number of differences."""
    wheels(folder, ["a", "some_name_x", "b_c", "numpy", "z9", "typing_extensions", "other", "foo"], ["0.9", "1.0", "1.5", "2.0", "12.0"])
    (folder / "other.txt").write_text("other>=1\n")
    wrong = 0
    easy = lambda: any_of([">=1", "==1.5", "<2,>=0.5", "~=1.0", "!=12.0", ">=1.dev1", ">99"])
    for _ in range(ROWS):
        text = "\n".join(spoiled(line(easy), 0.08) for _ in range(rnd.randint(1, 4))) + any_of(["", "\n"])
        # What Krait reads as pip does, or sooner than uv: see docs/compatibility.md.
        if re.search(r"\\\s*$|\$\{|\)#|--hash=(?!sha256:[0af]{64}(\s|#|$))", text):
            continue
        (folder / "r.txt").write_text(text, newline="")
        arguments = ("pip", "compile", "-q", "--no-deps", "--no-header", "--no-index", "--find-links", str(folder), "--offline", "--python-version", "3.12", "--python-platform", "linux", "r.txt")
        uv, krait = run(folder, "uv", *arguments), run(folder, KRAIT, *arguments)
        if (uv.returncode, uv.stdout) != (krait.returncode, krait.stdout):
            wrong += 1
            print(f"differs: {text!r}\n  uv    {uv.returncode} {uv.stdout!r} {uv.stderr[:300]!r}\n  krait {krait.returncode} {krait.stdout!r} {krait.stderr[:300]!r}")
    print(f"{'requirements files, by uv':<30} {ROWS - wrong:>6} held {wrong:>5} failed")
    return wrong


# Tags and file names, by packaging


def tags():
    from packaging import tags as reference, _manylinux, _musllinux
    from packaging.utils import InvalidSdistFilename, InvalidWheelFilename, parse_sdist_filename, parse_wheel_filename
    from unittest import mock

    def platforms():
        kind = rnd.random()
        if kind < 0.3:
            arch, minor = any_of(["x86_64", "aarch64", "s390x", "ppc64le"]), rnd.randint(5, 43)
            with mock.patch.object(_manylinux, "_get_glibc_version", lambda: (2, minor)), mock.patch.object(_manylinux, "_is_compatible", lambda *_: True):
                return f"manylinux_2_{minor}_{arch}", [f"linux_{arch}", *_manylinux.platform_tags([arch])]
        if kind < 0.4:
            arch, minor = any_of(["x86_64", "aarch64"]), rnd.randint(0, 3)
            found = [f"musllinux_1_{m}_{arch}" for m in range(minor, -1, -1)]
            return f"musllinux_1_{minor}_{arch}", [f"linux_{arch}", *found]
        if kind < 0.8:
            arch = any_of(["x86_64", "arm64"])
            major, minor = (10, rnd.randint(6, 16)) if arch == "x86_64" and flip(0.4) else (rnd.randint(11, 27), rnd.randint(0, 7))
            return f"macosx_{major}_{minor}_{arch}", list(reference.mac_platforms((major, minor), arch))
        if kind < 0.9:
            major, minor, multiarch = rnd.randint(12, 27), rnd.randint(0, 9), any_of(["arm64_iphoneos", "arm64_iphonesimulator"])
            return f"ios_{major}_{minor}_{multiarch}", list(reference.ios_platforms((major, minor), multiarch))
        level, abi = rnd.randint(16, 36), any_of(["x86_64", "arm64_v8a"])
        return f"android_{level}_{abi}", list(reference.android_platforms(level, abi))

    last = lambda found: [t for t in found if not t.startswith("linux_")] + [t for t in found if t.startswith("linux_")]
    for _ in range(ROWS // 5):
        name, found = platforms()
        write("c-tags", "platform_tags", [{"platform": name, "platform_tags": found, "platform_tags_linux_last": last(found)}])
        minor = rnd.randint(8, 15)
        abi = f"cp3{minor}" + ("t" if minor > 12 and flip(0.3) else "")
        listed = [*reference.cpython_tags((3, minor), [abi], found), *reference.compatible_tags((3, minor), f"cp3{minor}", found)]
        write("c-tags", "compatible_tags", [{"name": f"{abi}-{name}", "platform_tags": found, "platform_tags_linux_last": last(found), "tags": [str(t) for t in listed]}])
    # What the Pythons of this machine say of themselves, those that can read this packaging.
    code = "import json; from packaging import tags as t; print(json.dumps([str(x) for x in t.sys_tags()]))"
    for minor in range(10, 16):
        if not (python := shutil.which(f"python3.{minor}", path=PATH)):
            continue
        listed = json.loads(subprocess.run([python, "-c", code], env={"PYTHONPATH": PACKAGING}, capture_output=True, text=True, check=True).stdout)
        newest = next(t.split("-", 2)[2] for t in listed if "-manylinux_" in t)
        write("c-tags", "compatible_tags", [{"name": f"cp3{minor}-{newest}", "platform_tags_linux_last": [], "tags": listed}])

    def wheel(text):
        try:
            name, v, build, found = parse_wheel_filename(text)
        except InvalidWheelFilename:
            return {"input": text, "valid": False}
        return {"input": text, "valid": True, "name": name, "version": str(v), "build": [str(build[0]), build[1]] if build else None, "tags": sorted(map(str, found))}

    def source(text):
        try:
            name, v = parse_sdist_filename(text)
        except InvalidSdistFilename:
            return {"input": text, "valid": False}
        return {"input": text, "valid": True, "name": name, "version": str(v)}

    escaped = lambda: version().replace("-", "_")
    tag = lambda: f"{any_of(['py3', 'py2.py3', 'cp312', 'cp39.cp310', 'pp310'])}-{any_of(['none', 'abi3', 'cp312', 'cp313t', 'abi3.none'])}-{any_of(['any', 'win32', 'manylinux_2_17_x86_64.manylinux2014_x86_64', 'macosx_11_0_arm64'])}"
    stem = lambda: any_of(["a", "Some_Name", "a.b", "x1", "a__b"])
    write("c-tags", "wheel_filenames", (wheel(spoiled(f"{stem()}-{escaped()}{any_of(['', '', '-1', '-1a_b', '-x'])}-{tag()}.whl")) for _ in range(2 * ROWS)))
    write("c-tags", "sdist_filenames", (source(spoiled(f"{stem()}-{escaped()}{any_of(['.tar.gz', '.zip'])}")) for _ in range(ROWS)))


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    for suite, files in LAYOUT.items():
        (OUT / suite / "cases").mkdir(parents=True)
        for file in files.split():
            (OUT / suite / "cases" / f"{file}.jsonl").touch()
    print(f"seed {SEED}")
    versions()
    markers()
    requirements()
    tags()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        marker_texts(pathlib.Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        pip_rows(pathlib.Path(folder).resolve())
        os.chdir(ROOT)
    if os.access(KRAIT, os.X_OK):
        with tempfile.TemporaryDirectory() as folder:
            wrong = compile_files(pathlib.Path(folder))
    held = subprocess.run([ROOT / "dev", "vectors", str(OUT)]).returncode
    sys.exit(1 if wrong or held else 0)


main()
