using System.Net;

namespace SsoOidc.Transport;

/// <summary>The proxy of the machine or of the process, but never for loopback: what is meant for this machine does not leave it.</summary>
internal sealed class SystemProxy(Func<IWebProxy> find) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => find().Credentials;
        set => throw new NotSupportedException("The system's proxy has the system's credentials.");
    }

    // Without user-info, which .NET does not log in with but puts into messages.
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : WithoutUserInfo(find().GetProxy(destination));

    public bool IsBypassed(Uri host) => host.IsLoopback || find().IsBypassed(host);

    private static Uri? WithoutUserInfo(Uri? proxy) =>
        proxy is { UserInfo.Length: > 0 } ? new UriBuilder(proxy) { UserName = string.Empty, Password = string.Empty }.Uri : proxy;
}
