namespace SsoOidc.ConformanceTests.Expectations;

/// <summary>The parts of a URL as they are written; <see cref="Uri"/> would tidy them up.</summary>
internal sealed class RawUrl
{
    public RawUrl(string url)
    {
        int scheme = url.IndexOf("://", StringComparison.Ordinal);
        Scheme = scheme < 0 ? string.Empty : url[..scheme].ToLowerInvariant();
        string rest = scheme < 0 ? url : url[(scheme + 3)..];
        int fragment = rest.IndexOf('#', StringComparison.Ordinal);
        rest = fragment < 0 ? rest : rest[..fragment];
        int query = rest.IndexOf('?', StringComparison.Ordinal);
        HasQuery = query >= 0;
        Query = query < 0 ? string.Empty : rest[(query + 1)..];
        rest = query < 0 ? rest : rest[..query];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        Path = slash < 0 ? string.Empty : rest[slash..];
        string authority = slash < 0 ? rest : rest[..slash];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        int colon = authority.LastIndexOf(':');
        bool hasPort = colon >= 0 && colon > authority.LastIndexOf(']');
        Host = hasPort ? authority[..colon] : authority;
        Port = hasPort ? authority[(colon + 1)..] : string.Empty;
    }

    public string Scheme { get; }

    public string Host { get; }

    /// <summary>The port as it is written; empty where there is none.</summary>
    public string Port { get; }

    public string Path { get; }

    public bool HasQuery { get; }

    public string Query { get; }

    /// <summary>Host, with its port where that is not the scheme's own.</summary>
    public string HostHeader => Port.Length == 0 || Port == (Scheme == "https" ? "443" : "80") ? Host : $"{Host}:{Port}";
}
