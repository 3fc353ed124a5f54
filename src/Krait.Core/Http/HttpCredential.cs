using System.Text;

namespace Krait.Http;

/// <summary>A user name and a password. Its text form shows neither.</summary>
public sealed class HttpCredential(string user, string? password)
{
    public string User { get; } = user;

    /// <summary>Null where only a user name is known.</summary>
    public string? Password { get; } = password;

    internal string BasicHeader =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));

    /// <summary>Reads <c>user[:password]</c> as it stands in an address, percent-encoded; null where it is empty.</summary>
    internal static HttpCredential? FromUserInfo(string userInfo)
    {
        if (userInfo.Length == 0)
            return null;
        var colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? new HttpCredential(Uri.UnescapeDataString(userInfo), null)
            : new HttpCredential(
                Uri.UnescapeDataString(userInfo[..colon]),
                Uri.UnescapeDataString(userInfo[(colon + 1)..])
            );
    }

    public override string ToString() => "****";
}
