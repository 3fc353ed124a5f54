using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Krait.Storage;

namespace Krait.Http;

/// <summary>
/// The authorities that a server's certificate must come from: the system's, or exactly those that were named. There are some
/// hundred and fifty, a server needs one, and decoding a certificate costs far more than finding the name in it: they are
/// decoded when a chain of certificates asks for them by name, and folders of them are read if no file has the one. Safe for use
/// by several threads.
/// </summary>
internal sealed class TrustedAuthorities
{
    private const int LongestFile = 16 << 20;

    // Debian, Arch, Alpine; Fedora; SUSE; older Red Hats; BSD.
    private static readonly string[] SystemFiles =
    [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ];

    private static readonly string[] SystemDirectories = ["/etc/ssl/certs", "/etc/pki/tls/certs"];

    private readonly Lock _lock = new();
    private readonly List<string> _directories = [];
    private readonly List<byte[]> _encoded = [];
    private readonly HashSet<ulong> _seen = [];
    private readonly Dictionary<ulong, List<byte[]>> _bySubject = [];

    private TrustedAuthorities() { }

    /// <summary>
    /// Null where the operating system decides. Named sources are the only ones: that they are missing, or a file holds no
    /// certificate, is a <see cref="KraitException"/>, not a reason to fall back.
    /// </summary>
    public static TrustedAuthorities? Load(HttpOptions options)
    {
        var authorities = new TrustedAuthorities();
        if (options.CertificateFile is { } file)
            authorities.AddFile(file);
        authorities.AddDirectories(options);
        if (options.CertificateFile is not null || options.CertificateDirectories.Count > 0)
            return authorities;
        if (!OperatingSystem.IsLinux())
            return null;
        authorities.AddSystem();
        return authorities;
    }

    /// <summary>
    /// Adds to <paramref name="store"/> those whom the certificates of a chain, or the ones added, name as issuers; the
    /// folders count only <paramref name="inDirectories"/>.
    /// </summary>
    public void AddIssuers(X509Chain chain, X509Certificate2Collection store, bool inDirectories)
    {
        lock (_lock)
        {
            if (inDirectories)
                ReadDirectories();
            foreach (var element in chain.ChainElements)
                AddNamed(element.Certificate, store);
            foreach (var sent in chain.ChainPolicy.ExtraStore)
                AddNamed(sent, store);
            for (var i = 0; i < store.Count; i++)
                AddNamed(store[i], store);
        }
    }

    /// <summary>Adds all to <paramref name="store"/>; false if there are none.</summary>
    public bool AddAll(X509Certificate2Collection store)
    {
        lock (_lock)
        {
            ReadDirectories();
            foreach (var encoded in _encoded)
                Add(encoded, store);
            return _encoded.Count > 0;
        }
    }

    private void AddNamed(X509Certificate2 certificate, X509Certificate2Collection store)
    {
        if (!_bySubject.TryGetValue(Fingerprint.Hash64(certificate.IssuerName.RawData), out var named))
            return;
        foreach (var encoded in named)
            Add(encoded, store);
    }

    private static void Add(byte[] encoded, X509Certificate2Collection store)
    {
        foreach (var known in store)
        {
            if (known.RawDataMemory.Span.SequenceEqual(encoded))
                return;
        }
        try
        {
            store.Add(X509CertificateLoader.LoadCertificate(encoded));
        }
        catch (CryptographicException)
        {
            // What cannot be decoded vouches for nobody.
            return;
        }
    }

    private void AddSystem()
    {
        foreach (var file in SystemFiles)
        {
            if (FileContent.ReadIfPossible(file, LongestFile) is { } bytes && Add(bytes))
                return;
        }
        _directories.AddRange(SystemDirectories.Where(Directory.Exists));
    }

    private void AddFile(string file)
    {
        if (FileContent.ReadIfPossible(file, LongestFile) is not { } bytes)
        {
            throw new KraitException($"Failed to read certificates from: {file}")
            {
                Hints =
                [
                    "`SSL_CERT_FILE` names the only certificates that are trusted; unset it to use the system's",
                ],
            };
        }
        if (!Add(bytes))
            throw new KraitException($"The certificate file holds no certificate: {file}");
    }

    /// <summary>A list of folders may name some that are not there, as OpenSSL's own does; not only such.</summary>
    private void AddDirectories(HttpOptions options)
    {
        _directories.AddRange(options.CertificateDirectories.Where(Directory.Exists));
        if (
            _directories.Count > 0
            || options.CertificateFile is not null
            || options.CertificateDirectories is []
        )
            return;
        throw new KraitException(
            $"The certificate directory does not exist: {options.CertificateDirectories[0]}"
        )
        {
            Hints =
            [
                "`SSL_CERT_DIR` names the only certificates that are trusted; unset it to use the system's",
            ],
        };
    }

    private void ReadDirectories()
    {
        foreach (var directory in _directories)
            ReadDirectory(directory);
        _directories.Clear();
    }

    private void ReadDirectory(string directory)
    {
        string[] files;
        try
        {
            files = Directory.GetFiles(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be read vouches for nobody.
            return;
        }
        // Where certificates have the names that OpenSSL looks for, the others are copies of them.
        if (Array.Exists(files, IsHashName))
            files = Array.FindAll(files, IsHashName);
        Array.Sort(files, StringComparer.Ordinal);
        foreach (var file in files)
        {
            // A folder of certificates may hold anything else too, and links to what is gone.
            if (FileContent.ReadIfPossible(file, LongestFile) is { } bytes)
                _ = Add(bytes);
        }
    }

    /// <summary>Whether there was any certificate in the PEM text; what is none is skipped.</summary>
    private bool Add(byte[] pem)
    {
        var text = FileContent.TextOf(pem).AsSpan();
        var any = false;
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (text[fields.Label] is "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE")
                any |= AddEncoded(text[fields.Base64Data], fields.DecodedDataLength);
            text = text[fields.Location.End.Value..];
        }
        return any;
    }

    private bool AddEncoded(ReadOnlySpan<char> base64, int length)
    {
        var bytes = new byte[length];
        if (!Convert.TryFromBase64Chars(base64, bytes, out _) || !TryReadSubject(bytes, out var subject))
            return false;
        if (!_seen.Add(Fingerprint.Hash64(bytes)))
            return true;
        _encoded.Add(bytes);
        var key = Fingerprint.Hash64(subject);
        if (!_bySubject.TryGetValue(key, out var named))
            _bySubject[key] = named = [];
        named.Add(bytes);
        return true;
    }

    /// <summary>The name that an encoded certificate is issued to (RFC 5280, 4.1), encoded.</summary>
    private static bool TryReadSubject(ReadOnlySpan<byte> certificate, out ReadOnlySpan<byte> subject)
    {
        subject = default;
        if (!TryOpen(certificate, out var signed) || !TryOpen(signed, out var rest))
            return false;
        var version = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        // The version may be left out; then serial number, signature, issuer, validity.
        for (var skipped = 0; skipped < 4; )
        {
            if (!TryMeasure(rest, out var tag, out var skip))
                return false;
            if (tag != version)
                skipped++;
            rest = rest[skip..];
        }
        if (!TryMeasure(rest, out _, out var length))
            return false;
        subject = rest[..length];
        return true;
    }

    private static bool TryOpen(ReadOnlySpan<byte> from, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (
            !AsnDecoder.TryReadEncodedValue(
                from,
                AsnEncodingRules.DER,
                out var tag,
                out var offset,
                out var length,
                out _
            )
            || tag != Asn1Tag.Sequence
        )
            return false;
        content = from.Slice(offset, length);
        return true;
    }

    private static bool TryMeasure(ReadOnlySpan<byte> from, out Asn1Tag tag, out int length) =>
        AsnDecoder.TryReadEncodedValue(from, AsnEncodingRules.DER, out tag, out _, out _, out length);

    /// <summary><c>1a2b3c4d.0</c>.</summary>
    private static bool IsHashName(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        if (name.Length < 10 || name[8] != '.')
            return false;
        foreach (var c in name[..8])
        {
            if (!char.IsAsciiHexDigitLower(c))
                return false;
        }
        return !name[9..].ContainsAnyExceptInRange('0', '9');
    }
}
