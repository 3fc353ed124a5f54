using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Krait.Http;
using Krait.Indexes;
using Krait.Requirements;
using Krait.Tests.Indexes;

namespace Krait.Tests.Http;

/// <summary>Servers may ask who a client is.</summary>
public sealed class ClientCertificateTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CertificateAuthority _authority = CertificateAuthority.Create();

    [Fact]
    public async Task The_certificate_is_shown_to_a_server_that_asks()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var key = _authority.Server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();
        _folder.Write("client.pem", $"{_authority.Server.ExportCertificatePem()}\n{key}\n");
        using var bed = Bed(listener, "client.pem");
        var asked = bed.Indexes.GetAsync(
            PackageName.Parse("alpha"),
            null,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(_authority.Server.Thumbprint, await AnswerAsync(listener));
        Assert.False((await asked).IsFound);
    }

    [Theory]
    [InlineData("missing.pem", "Failed to read the client certificate")]
    [InlineData("authority.pem", "holds no certificate with its private key")]
    public async Task A_certificate_that_cannot_be_had_is_no_reason_to_go_without(string file, string message)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var bed = Bed(listener, file);
        var refused = await Assert.ThrowsAsync<KraitException>(() =>
            bed.Indexes.GetAsync(PackageName.Parse("alpha"), null, TestContext.Current.CancellationToken)
        );
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private IndexTestBed Bed(TcpListener listener, string file)
    {
        _folder.Write("authority.pem", _authority.Pem);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return new IndexTestBed(
            new IndexOptions { Indexes = [IndexTestBed.Location($"https://127.0.0.1:{port}/simple")] },
            new HttpOptions
            {
                Retries = 0,
                CertificateFile = _folder["authority.pem"],
                ClientCertificateFile = _folder[file],
            }
        );
    }

    /// <summary>Takes one connection, answers "not found", and tells whose certificate was shown.</summary>
    private async Task<string?> AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
#pragma warning disable CA5359 // Whose certificate was shown is what the test looks at.
        await using var stream = new SslStream(client.GetStream(), false, static (_, _, _, _) => true);
#pragma warning restore CA5359
        await stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = _authority.Server,
                ClientCertificateRequired = true,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            },
            TestContext.Current.CancellationToken
        );
        var buffer = new byte[1 << 14];
        _ = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
        await stream.WriteAsync(
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(),
            TestContext.Current.CancellationToken
        );
        return (stream.RemoteCertificate as X509Certificate2)?.Thumbprint;
    }
}
