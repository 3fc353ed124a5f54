namespace Krait.Pythons;

internal static partial class PythonQuery
{
    /// <summary>Asks a <c>_manylinux</c> module, if there is one (PEP 600, and PEP 599 before it).</summary>
    private const string PlatformScript = """
        def refuses():
            try:
                import _manylinux
            except Exception:
                return False
            compatible = getattr(_manylinux, "manylinux_compatible", None)
            if compatible:
                return compatible(2, 17, os.uname()[4]) is False
            return not getattr(_manylinux, "manylinux2014_compatible", True)

        """;

    private const string OwnPlatformScript = $"""
        import os, sys

        {PlatformScript}

        sys.path[:0] = [sys.argv[1]]
        os._exit(3 if refuses() else 0)
        """;

    /// <summary>
    /// Values go out as hexadecimal digits of their UTF-8, through the descriptor: neither odd paths nor a replaced
    /// <c>sys.stdout</c> matter.
    /// </summary>
    private const string Script = $$"""
        import os, sys, sysconfig

        lines = []


        def put(name, value):
            if value is None:
                value = ""
            if not isinstance(value, (str, bytes)):
                value = str(value)
            if not isinstance(value, bytes):
                value = value.encode("utf-8", "surrogateescape")
            lines.append(name + "=" + "".join(["%02x" % byte for byte in bytearray(value)]))


        def text(info):
            level = {"alpha": "a", "beta": "b", "candidate": "rc"}.get(info[3])
            version = "%d.%d.%d" % tuple(info[:3])
            return version + "%s%d" % (level, info[4]) if level else version


        implementation = getattr(sys, "implementation", None)
        name = implementation.name if implementation else "cpython"
        version = implementation.version if implementation else sys.version_info
        if "__pypy__" in sys.builtin_module_names:
            name, version = "pypy", sys.pypy_version_info
        put("implementation", name)
        put("implementation_version", text(version))
        put("version", text(sys.version_info))
        put("executable", getattr(sys, "_base_executable", None) or sys.executable)
        put("prefix", getattr(sys, "base_prefix", sys.prefix))
        put("stdlib", os.path.dirname(os.__file__))
        put("abiflags", getattr(sys, "abiflags", ""))
        put("suffix", sysconfig.get_config_var("EXT_SUFFIX") or sysconfig.get_config_var("SO"))
        put("debug", int(hasattr(sys, "gettotalrefcount")))
        put("freethreaded", int(sysconfig.get_config_var("Py_GIL_DISABLED") == 1))
        put("unicode", sys.maxunicode)
        put("pointer", 8 if sys.maxsize > 2**32 else 4)
        put("os_name", os.name)
        put("sys_platform", sys.platform)
        put("standalone", int(bool(sysconfig.get_config_var("PYTHON_BUILD_STANDALONE"))))
        if hasattr(os, "uname"):
            put("machine", os.uname()[4])
        else:
            import platform

            put("machine", platform.machine())
        if sys.platform == "darwin":
            import platform

            put("system_version", platform.mac_ver()[0])
        elif hasattr(sys, "getandroidapilevel"):
            put("system_version", sys.getandroidapilevel())
        try:
            put("libc", os.confstr("CS_GNU_LIBC_VERSION"))
        except (AttributeError, ValueError, OSError):
            pass
        paths = sysconfig.get_paths()
        for key in ("purelib", "platlib", "scripts", "include", "data"):
            put(key, paths[key])
        {{PlatformScript}}

        put("refuses_manylinux", int(refuses()))
        sys.path[:0] = [paths["purelib"]]
        put("packages_refuse_manylinux", int(refuses()))
        data = ("\n{{Begin}}\n" + "\n".join(lines) + "\n{{End}}\n").encode("ascii")
        while data:
            data = data[os.write(1, data):]
        """;
}
