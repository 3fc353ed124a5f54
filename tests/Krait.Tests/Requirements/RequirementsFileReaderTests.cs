using System.Text;
using Krait.Requirements;

namespace Krait.Tests.Requirements;

public class RequirementsFileReaderTests
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    private RequirementsFile Read(string text, RequirementsDialect dialect = RequirementsDialect.Uv)
    {
        Write("/p/requirements.txt", text);
        return Open("/p/requirements.txt", dialect);
    }

    private RequirementsFile Open(string path, RequirementsDialect dialect = RequirementsDialect.Uv) =>
        new RequirementsFileReader
        {
            Dialect = dialect,
            Source = location =>
                _files.TryGetValue(location, out var bytes)
                    ? bytes
                    : throw new KraitException($"File not found: `{location}`") { Hints = ["Look again"] },
            Variable = name => _variables.GetValueOrDefault(name),
        }.Read(path);

    private void Write(string path, string text) => _files[path] = Encoding.UTF8.GetBytes(text);

    private RequirementsFileException Refused(
        string text,
        RequirementsDialect dialect = RequirementsDialect.Uv
    ) => Assert.Throws<RequirementsFileException>(() => Read(text, dialect));

    private static string Names(RequirementsFile file) =>
        string.Join(' ', file.Requirements.Select(entry => entry.Name));

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("utf-32BE", true)]
    [InlineData("utf-8", false)]
    public void Byte_order_marks_tell_the_encoding(string encoding, bool mark)
    {
        var coding = Encoding.GetEncoding(encoding);
        byte[] preamble = mark ? coding.GetPreamble() : [];
        _files["/p/r.txt"] = [.. preamble, .. coding.GetBytes("alpha==1.0\r\nbeta>=1 # caf\u00e9")];
        Assert.Equal("alpha beta", Names(Open("/p/r.txt")));
    }

    [Theory]
    [InlineData("# caf\u00e9\nalpha\n", "not valid UTF-8")]
    [InlineData("# coding: klingon\nalpha\n", "`klingon`")]
    public void An_undecodable_file_is_refused_by_name(string text, string reason)
    {
        _files["/p/latin.in"] = Encoding.Latin1.GetBytes(text);
        var exception = Assert.Throws<RequirementsFileException>(() => Open("/p/latin.in"));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("at /p/latin.in:1:1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_declared_encoding_is_obeyed()
    {
        _files["/p/r.txt"] = Encoding.Latin1.GetBytes("# -*- coding: latin-1 -*-\nalpha # caf\u00e9\n");
        Assert.Equal("alpha", Names(Open("/p/r.txt")));
    }

    [Fact]
    public void Variables_are_used_and_kept_as_they_stood()
    {
        _variables["TOKEN"] = "tok123";
        _variables["FOLDER"] = "/wheels";
        var file = Read(
            "--index-url http://u:${TOKEN}@host.example/simple   # ours\n"
                + "alpha @ file://${FOLDER}/alpha-1.0-py3-none-any.whl\n"
                + "${FOLDER}/b ; python_version > '3'\n"
                + "--find-links ${FOLDER}\n"
                + "beta @ https://${UNSET}:$TOKEN@host.example/b.whl\n"
        );
        Assert.Equal("http://u:tok123@host.example/simple", file.IndexUrl!.Value);
        Assert.Equal("http://u:${TOKEN}@host.example/simple", file.IndexUrl.Given);
        Assert.Equal(("/wheels", "${FOLDER}"), (file.FindLinks[0].Value, file.FindLinks[0].Given));
        Assert.Equal("file:///wheels/alpha-1.0-py3-none-any.whl", file.Requirements[0].Address);
        Assert.Equal("file://${FOLDER}/alpha-1.0-py3-none-any.whl", file.Requirements[0].GivenAddress);
        Assert.Equal(
            "file://${FOLDER}/alpha-1.0-py3-none-any.whl",
            file.Requirements[0].Requirement!.GivenUrl
        );
        Assert.Null(file.Requirements[2].Requirement!.GivenUrl);
        Assert.Equal(
            ("/wheels/b", "${FOLDER}/b"),
            (file.Requirements[1].Address, file.Requirements[1].GivenAddress)
        );
        Assert.Equal("https://${UNSET}:$TOKEN@host.example/b.whl", file.Requirements[2].Address);
    }

    [Theory]
    [InlineData("--find-links=../my wheels\nalpha\n", "/my wheels")]
    [InlineData("--find-links=./own/  # ours\n", "/p/own/")]
    [InlineData("-f own", "/p/own")]
    [InlineData("--find-links 'my wheels'", "/p/my wheels")]
    [InlineData("--find-links my\\ wheels", "/p/my wheels")]
    [InlineData("--find-links \"my \\\"own\\\" wheels\"", "/p/my \"own\" wheels")]
    [InlineData("--find-links 'my'\\ wheels", "/p/my wheels")]
    [InlineData("--find-links it's mine", "/p/it's mine")]
    [InlineData("--find-links file:///w/my%20wheels", "/w/my wheels")]
    [InlineData("--find-links https://host.example/links.html", "https://host.example/links.html")]
    public void Places_of_links_count_from_the_file_that_names_them(string text, string resolved)
    {
        var link = Assert.Single(Read(text).FindLinks);
        Assert.Equal(resolved, link.Origin.Resolve(link.Value));
    }

    [Theory]
    [InlineData("alpha @ https://host.example/a-1-py3-none-any.whl; python_version < '3'")]
    [InlineData("https://host.example/a-1-py3-none-any.whl; python_version < '3'")]
    [InlineData("./a-1-py3-none-any.whl; python_version < '3'")]
    [InlineData("./a-1-py3-none-any.whl ;python_version < '3'")]
    public void A_marker_may_stand_behind_an_address_and_a_semicolon(string text)
    {
        var entry = Assert.Single(Read(text).Requirements);
        Assert.EndsWith("/a-1-py3-none-any.whl", entry.Address, StringComparison.Ordinal);
        Assert.Equal("python_version < \"3\"", entry.Marker?.ToString());
    }

    [Fact]
    public void Files_at_addresses_include_files_beside_them()
    {
        Write("https://host.example/a/r.txt", "-r sub/s.txt\n");
        Write("https://host.example/a/sub/s.txt", "alpha\n-c ../c.txt\n");
        Write("https://host.example/a/c.txt", "alpha<2\n");
        var file = Open("https://host.example/a/r.txt");
        Assert.Equal("alpha", Names(file));
        Assert.Equal("alpha<2", Assert.Single(file.Constraints).Requirement!.ToString());
        Assert.Equal(3, file.Files.Count);
    }

    [Fact]
    public void Constraints_stay_constraints_however_deep_they_are_included()
    {
        Write("/p/c.txt", "-r d.txt\n--no-index\n");
        Write("/p/d.txt", "alpha==1\n");
        var file = Read("-c c.txt\nbeta\n");
        Assert.Equal("beta", Names(file));
        Assert.True(Assert.Single(file.Constraints).IsConstraint);
        Assert.False(file.NoIndex);
    }

    [Theory]
    [InlineData(RequirementsDialect.Uv)]
    [InlineData(RequirementsDialect.Pip)]
    public void Files_that_include_one_another_come_to_an_end(RequirementsDialect dialect)
    {
        Write("/p/b.txt", "-r requirements.txt\nbeta\n");
        if (dialect == RequirementsDialect.Pip)
        {
            var exception = Refused("-r b.txt\nalpha\n", dialect);
            Assert.StartsWith(
                "`/p/requirements.txt` recursively references itself at /p/b.txt:1:4",
                exception.Message,
                StringComparison.Ordinal
            );
            return;
        }
        Assert.Equal("alpha beta alpha", Names(Read("-r b.txt\nalpha\n")));
    }

    [Fact]
    public void A_tree_of_includes_cannot_grow_without_end()
    {
        for (var i = 0; i < 20; i++)
            Write($"/p/f{i}.txt", $"-r f{i + 1}.txt\n-r f{i + 1}.txt\n");
        Write("/p/f20.txt", "alpha\n");
        Assert.Contains(
            "Too many files",
            Refused("-r f0.txt\n", RequirementsDialect.Pip).Message,
            StringComparison.Ordinal
        );
        Assert.Equal("alpha", Names(Read("-r f0.txt\n")));
    }

    [Fact]
    public void A_missing_include_is_told_with_its_place_and_hints()
    {
        var exception = Refused("\n  -r missing.txt\n");
        Assert.Equal("File not found: `/p/missing.txt` at /p/requirements.txt:2:6", exception.Message);
        Assert.Equal(["Look again"], exception.Hints);
    }

    [Theory]
    [InlineData("alpha\nbeta==1.x\n", 2, 5)]
    [InlineData("alpha \\\n  ; foo == '1'\n", 2, 5)]
    [InlineData("   alpha !\n", 1, 10)]
    [InlineData("alpha==1 \\\n  --hash=md4:00\n", 2, 3)]
    [InlineData("alpha==1 \\\n  --unknown\n", 2, 3)]
    [InlineData("-e ./editable# comment\n", 1, 14)]
    [InlineData("-e ./editable;os_name == 'posix'\n", 1, 14)]
    [InlineData("--index-url https://a.example\n-i https://b.example\n", 2, 1)]
    [InlineData("-e git+https://host.example/r.git\n", 1, 4)]
    [InlineData("--no-binary a!b\n", 1, 1)]
    [InlineData("-r\n", 1, 1)]
    public void What_is_wrong_has_a_line_and_a_column(string text, int line, int column)
    {
        var exception = Refused(text);
        Assert.Equal((line, column), (exception.Origin.Line, exception.Origin.Column));
    }

    [Theory]
    [InlineData("a --config-settings x=1 --config-setting=\"y=2 3\"", "x=1|y=2 3")]
    [InlineData("./dir[e] -C k=v", "k=v")]
    public void Settings_for_the_build_belong_to_one_requirement(string line, string settings) =>
        Assert.Equal(
            settings,
            string.Join(
                '|',
                Assert
                    .Single(Read(line, RequirementsDialect.Pip).Requirements)
                    .ConfigSettings.Select(pair => $"{pair.Key}={pair.Value}")
            )
        );

    [Fact]
    public void Options_without_meaning_here_are_told_of()
    {
        var file = Read("--pre\n--trusted-host host.example\n--prefer-binary\nalpha\n");
        Assert.Equal(
            "--pre --trusted-host --prefer-binary",
            string.Join(' ', file.IgnoredOptions.Select(option => option.Option))
        );
        Assert.Empty(Read("--pre\n", RequirementsDialect.Pip).IgnoredOptions);
    }

    /// <summary>What one of the two refuses.</summary>
    [Theory]
    [InlineData("a --config-settings=x=y", RequirementsDialect.Uv)]
    [InlineData("--all-releases a", RequirementsDialect.Uv)]
    [InlineData("--only-final=a", RequirementsDialect.Uv)]
    [InlineData("--pypi-url https://host.example/", RequirementsDialect.Uv)]
    [InlineData("--no-require-hashes", RequirementsDialect.Uv)]
    [InlineData("--only-binary=a,b", RequirementsDialect.Uv)]
    [InlineData("-fhttps://host.example/", RequirementsDialect.Uv)]
    [InlineData("a ;", RequirementsDialect.Uv)]
    [InlineData("a\t--hash=sha256:00", RequirementsDialect.Pip)]
    public void Each_dialect_has_options_and_forms_of_its_own(string line, RequirementsDialect refusedBy)
    {
        Assert.NotEmpty(Refused(line + "\n", refusedBy).Message);
        Read(
            line + "\n",
            refusedBy == RequirementsDialect.Uv ? RequirementsDialect.Pip : RequirementsDialect.Uv
        );
    }

    [Fact]
    public void Neither_dialect_has_options_that_its_tool_gave_up()
    {
        foreach (var dialect in (RequirementsDialect[])[RequirementsDialect.Uv, RequirementsDialect.Pip])
            Assert.NotEmpty(Refused("a --global-option=x\n", dialect).Message);
    }

    [Fact]
    public void An_index_takes_the_place_of_those_before_it_where_pip_reads()
    {
        const string Text = "--extra-index-url https://a.example/\n-i https://b.example/\n";
        Assert.Empty(Read(Text, RequirementsDialect.Pip).ExtraIndexUrls);
        Assert.Single(Read(Text).ExtraIndexUrls);
    }

    [Fact]
    public void An_editable_repository_has_a_name_where_pip_reads() =>
        Assert.NotEmpty(Refused("-e git+https://host.example/r.git\n", RequirementsDialect.Pip).Message);

    [Fact]
    public void Hosts_are_trusted_once_and_hashes_need_not_be_required()
    {
        var file = Read("--trusted-host a\n--trusted-host a\n--no-require-hashes\n", RequirementsDialect.Pip);
        Assert.Equal("a", Assert.Single(file.TrustedHosts));
        Assert.True(file is { NoRequireHashes: true, RequireHashes: false });
    }

    [Theory]
    [InlineData("git+https://host.example/r.git@v1#egg=name&subdirectory=x", "name")]
    [InlineData("-e git+https://host.example/r.git#egg=Some_Name", "some-name")]
    [InlineData("-e git+https://host.example/r.g#t@v1#egg=last", "last")]
    [InlineData("https://host.example/x.tar.gz", null)]
    public void An_address_may_claim_a_name(string line, string? name) =>
        Assert.Equal(name, Assert.Single(Read(line, RequirementsDialect.Pip).Requirements).Name?.Value);

    [Theory]
    [InlineData("Flask[async]>=2", "flask[async]>=2", null)]
    [InlineData(" ./dir[a, b] ", null, "./dir")]
    [InlineData("x-1.0-py3-none-any.whl", null, "x-1.0-py3-none-any.whl")]
    [InlineData(
        "x @ https://host.example/x.whl",
        "x @ https://host.example/x.whl",
        "https://host.example/x.whl"
    )]
    public void Arguments_are_read_like_lines(string text, string? requirement, string? address)
    {
        var entry = new RequirementsFileReader { Source = static _ => default }.ReadArgument(text);
        Assert.Equal(requirement, entry.Requirement?.ToString());
        Assert.Equal((address, address), (entry.Address, entry.GivenAddress));
    }

    [Fact]
    public void A_wrong_argument_is_shown_without_the_place_of_a_file()
    {
        var reader = new RequirementsFileReader { Source = static _ => default };
        var exception = Assert.Throws<RequirementsFileException>(() => reader.ReadArgument("flask>>1"));
        Assert.EndsWith("^", exception.Message.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(6, exception.Origin.Column);
        Assert.Throws<RequirementsFileException>(() =>
            reader.ReadArgument("https://host.example/x.whl", isEditable: true)
        );
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_within_bounds()
    {
        var random = new Random(1);
        string[] tokens =
        [
            "a",
            "-r ",
            "-e ",
            "--hash=",
            "sha256:",
            "\\",
            "\n",
            "\r\n",
            " ",
            "#",
            "${A}",
            "[",
            "]",
            ";",
            "==",
            "1",
            "'",
            "\"",
            "https://",
            "./",
            "--no-binary",
            "=",
            ":all:",
            "@",
            "\u2028",
            "-",
            "\0",
            "os_name",
        ];
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(12)).Select(_ => tokens[random.Next(tokens.Length)])
            );
            foreach (var dialect in (RequirementsDialect[])[RequirementsDialect.Uv, RequirementsDialect.Pip])
            {
                try
                {
                    Read(text, dialect);
                }
                catch (RequirementsFileException exception)
                {
                    Assert.True(exception.Origin is { Line: >= 1, Column: >= 1 }, text);
                }
            }
        }
    }

    [Fact]
    public void A_long_line_is_read_in_linear_time()
    {
        var text = string.Concat(Enumerable.Repeat("a \\\n", 200_000)) + new string('x', 1_000_000);
        Assert.Throws<RequirementsFileException>(() => Read(text));
        var hashes = string.Concat(Enumerable.Repeat(" --hash=sha256:00", 50_000));
        Assert.Equal(50_000, Assert.Single(Read("a==1" + hashes).Requirements).Hashes.Count);
    }

    [Theory]
    [InlineData("-r file:///etc/hosts\n")]
    [InlineData("-c file:///etc/hosts\n")]
    [InlineData("alpha @ file:///srv/alpha-1.0-py3-none-any.whl\n")]
    [InlineData("alpha @ ./alpha-1.0-py3-none-any.whl\n")]
    [InlineData("./alpha-1.0-py3-none-any.whl\n")]
    [InlineData("-e .\n")]
    [InlineData("--find-links file:///srv\n")]
    [InlineData("--index-url ./simple\n")]
    [InlineData("--extra-index-url file:///srv/simple\n")]
    public void A_file_from_a_server_names_no_file_of_this_machine(string line)
    {
        Write("https://files.example/r.txt", line);
        Write("/etc/hosts", "secret\n");
        var refused = Assert.Throws<RequirementsFileException>(() => Open("https://files.example/r.txt"));
        Assert.Contains("cannot name a file of this machine", refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Hints);
    }

    [Fact]
    public void A_file_from_a_server_names_what_lies_beside_it_there()
    {
        Write("https://files.example/a/r.txt", "-r /b/s.txt\n-c ../c.txt\n--find-links wheels/\nalpha\n");
        Write("https://files.example/b/s.txt", "beta @ https://files.example/beta-1.0-py3-none-any.whl\n");
        Write("https://files.example/c.txt", "beta<2\n");
        var file = Open("https://files.example/a/r.txt");
        Assert.Equal("beta alpha", Names(file));
        Assert.Single(file.Constraints);
    }
}
