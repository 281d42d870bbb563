using System.Net;
using SsoOidc.Options;

namespace SsoOidc.Transport;

/// <summary>
/// Which proxy a request goes through: that of the option for all of them, or that of the environment as .NET reads it. What
/// the environment names is never used for loopback.
/// </summary>
internal sealed class ProxyRules : IWebProxy, ICredentials
{
    private readonly ProxyAddress? _http;
    private readonly ProxyAddress? _https;
    private readonly string[] _bypassed = [];
    private readonly bool _isForLoopback;

    private ProxyRules(ProxyAddress fromOption)
    {
        _http = _https = fromOption;
        _isForLoopback = true;
    }

    private ProxyRules(ProxyAddress? http, ProxyAddress? https, string? bypassed)
    {
        (_http, _https) = (http, https);
        _bypassed = bypassed?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException("A proxy's credentials stand in its address.");
    }

    /// <summary>The rules of the options and the environment; null where nothing is said.</summary>
    public static IWebProxy? Find(ResolvedOptions values, SystemSeams seams)
    {
        if ((string?)values[HttpRows.Proxy].Value is { } option)
        {
            // An empty option is "none", whatever the environment says. Others were checked.
            return option.Length == 0 ? null : new ProxyRules(ProxyAddress.Parse(option)!);
        }

        return FromEnvironment(seams.GetEnvironmentVariable) ?? (seams.FindSystemProxy is { } find ? new SystemProxy(find) : (IWebProxy?)null);
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : For(destination)?.Uri;

    public bool IsBypassed(Uri host)
    {
        if (_isForLoopback)
        {
            return false;
        }

        return host.IsLoopback || For(host) is null || Array.Exists(_bypassed, rule => Matches(rule, host.Host));
    }

    // Name and password are no Kerberos ticket: a proxy that also offers another scheme is to be asked for that.
    public NetworkCredential? GetCredential(Uri uri, string authType) => authType.Equals("Negotiate", StringComparison.OrdinalIgnoreCase)
        ? null
        : uri.Equals(_http?.Uri) ? _http.Credential : uri.Equals(_https?.Uri) ? _https.Credential : null;

    /// <summary>
    /// What to log in with before being asked: where a proxy sees the request itself, asking would cost the body a second way over
    /// the wire.
    /// </summary>
    public string? Authorization(Uri destination) => IsBypassed(destination) ? null : For(destination)!.BasicAuthorization;

    private static ProxyRules? FromEnvironment(Func<string, string?> getVariable)
    {
        // In CGI a client sets HTTP_PROXY with a header of its request.
        bool isCgi = getVariable("GATEWAY_INTERFACE") is not null;
        var http = ProxyAddress.Parse(getVariable("http_proxy")) ?? (isCgi ? null : ProxyAddress.Parse(getVariable("HTTP_PROXY")));
        var https = ProxyAddress.Parse(getVariable("https_proxy")) ?? ProxyAddress.Parse(getVariable("HTTPS_PROXY"));
        if (http is null || https is null)
        {
            var all = ProxyAddress.Parse(getVariable("all_proxy")) ?? ProxyAddress.Parse(getVariable("ALL_PROXY"));
            (http, https) = (http ?? all, https ?? all);
        }

        return http is null && https is null ? null : new ProxyRules(http, https, getVariable("no_proxy") ?? getVariable("NO_PROXY"));
    }

    // .NET's: a leading dot stands for the domain and everything below it, anything else for one host; and "*", which it lacks.
    private static bool Matches(string rule, string host) => rule switch
    {
        "*" => true,
        ['.', ..] => host.EndsWith(rule, StringComparison.OrdinalIgnoreCase) || host.Equals(rule[1..], StringComparison.OrdinalIgnoreCase),
        _ => host.Equals(rule, StringComparison.OrdinalIgnoreCase),
    };

    private ProxyAddress? For(Uri destination) => destination.Scheme == Uri.UriSchemeHttp ? _http : _https;
}
