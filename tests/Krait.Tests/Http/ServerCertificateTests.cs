using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Krait.Http;

namespace Krait.Tests.Http;

/// <summary>A server's certificate, an authority above it, one above that, and who of them is trusted.</summary>
public sealed class ServerCertificateTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly X509Certificate2 _root = Issue("CN=Root", null);
    private readonly X509Certificate2 _middle;
    private readonly X509Certificate2 _server;

    public ServerCertificateTests()
    {
        _middle = Issue("CN=Middle", _root);
        _server = Issue("CN=server.example", _middle);
    }

    [Fact]
    public void A_chain_that_leads_to_a_trusted_root_is_accepted() =>
        Assert.True(Check(File(_root), _server, [_middle]));

    [Fact]
    public void An_authority_in_between_may_be_known_here_instead_of_sent() =>
        Assert.True(Check(File(_middle, _root), _server, []));

    [Fact]
    public void Whoever_is_named_is_trusted_whoever_stands_above() =>
        Assert.True(Check(File(_middle), _server, [_middle]));

    [Fact]
    public void A_folder_is_looked_into_where_no_file_has_the_authority()
    {
        _folder.Write("trusted/1a2b3c4d.0", _root.ExportCertificatePem());
        var options = new HttpOptions
        {
            CertificateFile = Write("other.pem", Issue("CN=Other", null)),
            CertificateDirectories = [_folder["missing"], _folder["trusted"]],
        };
        Assert.True(Check(options, _server, [_middle]));
        Assert.True(Check(options with { CertificateFile = null }, _server, [_middle]));
        Assert.Throws<KraitException>(() =>
            TrustedAuthorities.Load(new HttpOptions { CertificateDirectories = [_folder["missing"]] })
        );
    }

    [Fact]
    public void Names_written_in_another_way_are_the_same_names()
    {
        using var root = Issue("CN=root  OF all", null);
        using var server = Issue(
            "CN=server.example",
            root,
            issuer: new X500DistinguishedName("CN=Root of All")
        );
        Assert.True(Check(File(root), server, []));
    }

    [Fact]
    public void Nobody_else_is_trusted()
    {
        using var other = Issue("CN=Other", null);
        Refused("no authority that is trusted", File(other), _server, [_middle]);
        Refused("no authority that is trusted", File(other), _server, [_middle, _root]);
        Refused("no authority that is trusted", File(other), other: _root, []);
    }

    [Fact]
    public void A_name_is_no_proof()
    {
        using var impostor = Issue("CN=Root", null);
        var e = Assert.Throws<ServerCertificateException>(() => Check(File(impostor), _server, [_middle]));
        Assert.StartsWith("invalid peer certificate: ", e.Message, StringComparison.Ordinal);
        // The same issuer and the same serial number as the one that is trusted.
        using var twin = Issue("CN=Middle", _root, serial: _middle.SerialNumberBytes.ToArray());
        using var server = Issue("CN=server.example", twin);
        Assert.Equal(_middle, twin);
        Assert.Throws<ServerCertificateException>(() => Check(File(_middle), server, [twin]));
    }

    [Fact]
    public void A_certificate_counts_in_its_time_only()
    {
        using var old = Issue("CN=server.example", _middle, from: -20, to: -10);
        Refused("from 20", File(_root), old, [_middle]);
        using var next = Issue("CN=server.example", _middle, from: 10, to: 20);
        Refused("is not valid at this time", File(_root), next, [_middle]);
    }

    [Fact]
    public void A_certificate_counts_for_its_host_and_for_servers_only()
    {
        Refused(
            "another host",
            File(_root),
            _server,
            [_middle],
            SslPolicyErrors.RemoteCertificateNameMismatch
        );
        using var client = Issue("CN=server.example", _middle, usage: "1.3.6.1.5.5.7.3.2");
        Refused("not made for servers", File(_root), client, [_middle]);
    }

    [Fact]
    public void A_file_without_certificates_is_refused()
    {
        _folder.Write("empty.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        var options = new HttpOptions { CertificateFile = _folder["empty.pem"] };
        Assert.Throws<KraitException>(() => TrustedAuthorities.Load(options));
    }

    public void Dispose()
    {
        _server.Dispose();
        _middle.Dispose();
        _root.Dispose();
        _folder.Dispose();
    }

    private static void Refused(
        string reason,
        HttpOptions options,
        X509Certificate2 other,
        X509Certificate2[] sent,
        SslPolicyErrors more = SslPolicyErrors.None
    )
    {
        var e = Assert.Throws<ServerCertificateException>(() => Check(options, other, sent, more));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    /// <summary>What a connection does: builds the chain as it is told to, and asks what to make of the outcome.</summary>
    private static bool Check(
        HttpOptions options,
        X509Certificate2 certificate,
        X509Certificate2[] sent,
        SslPolicyErrors more = SslPolicyErrors.None
    )
    {
        var check = new ServerCertificateCheck(TrustedAuthorities.Load(options));
        var connection = new SslClientAuthenticationOptions();
        check.ApplyTo(connection);
        using var chain = new X509Chain { ChainPolicy = connection.CertificateChainPolicy!.Clone() };
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        var problems = chain.Build(certificate)
            ? SslPolicyErrors.None
            : SslPolicyErrors.RemoteCertificateChainErrors;
        Assert.NotEqual(SslPolicyErrors.None, problems);
        return check.Check(chain, certificate, chain, problems | more);
    }

    private HttpOptions File(params X509Certificate2[] certificates) =>
        new() { CertificateFile = Write("trusted.pem", certificates) };

    private string Write(string name, params X509Certificate2[] certificates)
    {
        _folder.Write(name, string.Join('\n', certificates.Select(c => c.ExportCertificatePem())));
        return _folder[name];
    }

    /// <summary>An authority where it is issued by none or called Middle, else a server's; times in days from now.</summary>
    private static X509Certificate2 Issue(
        string name,
        X509Certificate2? by,
        X500DistinguishedName? issuer = null,
        byte[]? serial = null,
        int from = -1,
        int to = 5,
        string usage = "1.3.6.1.5.5.7.3.1"
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        var isAuthority = by is null || name == "CN=Middle";
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        if (!isAuthority)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var now = DateTimeOffset.UtcNow;
        if (by is null)
            return request.CreateSelfSigned(now.AddDays(-30), now.AddDays(30));
        using var signer = by.GetECDsaPrivateKey()!;
        using var signed = request.Create(
            issuer ?? by.SubjectName,
            X509SignatureGenerator.CreateForECDsa(signer),
            now.AddDays(from),
            now.AddDays(to),
            serial ?? RandomNumberGenerator.GetBytes(8)
        );
        return signed.CopyWithPrivateKey(key);
    }
}
