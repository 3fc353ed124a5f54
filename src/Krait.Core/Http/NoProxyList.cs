using System.Net;

namespace Krait.Http;

/// <summary>
/// A <c>NO_PROXY</c> list. An entry is <c>*</c>, an address, a network (<c>10.0.0.0/8</c>), or a name that stands for itself
/// and everything below it; a name matches whole labels only. A port, if given, must be the same.
/// </summary>
internal sealed class NoProxyList
{
    private readonly List<(string Name, int? Port)> _names = [];
    private readonly List<IPNetwork> _networks = [];
    private readonly bool _all;

    public NoProxyList(string? text)
    {
        foreach (var part in (text ?? string.Empty).Split(',', StringSplitOptions.TrimEntries))
        {
            if (part is "*")
                _all = true;
            else if (IPNetwork.TryParse(part, out var network))
                _networks.Add(network);
            else if (IPAddress.TryParse(part, out var address))
                _names.Add((address.ToString(), null));
            else if (part.Length > 0)
                _names.Add(Name(part));
        }
    }

    public bool Contains(Uri url)
    {
        if (_all)
            return true;
        var host = url.IdnHost;
        if (IPAddress.TryParse(host, out var address))
        {
            foreach (var network in _networks)
            {
                if (network.Contains(address))
                    return true;
            }
            host = address.ToString();
        }
        foreach (var (name, port) in _names)
        {
            if ((port is null || port == url.Port) && IsBelow(host, name))
                return true;
        }
        return false;
    }

    private static (string Name, int? Port) Name(string part)
    {
        var colon = part.LastIndexOf(':');
        var name = part;
        int? port = null;
        if (colon > 0 && int.TryParse(part.AsSpan(colon + 1), out var number))
            (name, port) = (part[..colon], number);
        return (name.TrimStart('*').Trim('.', '[', ']'), port);
    }

    private static bool IsBelow(string host, string name) =>
        name.Length > 0
        && host.EndsWith(name, StringComparison.OrdinalIgnoreCase)
        && (host.Length == name.Length || host[^(name.Length + 1)] == '.');
}
