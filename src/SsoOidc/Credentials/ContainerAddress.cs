using System.Net;
using System.Net.Sockets;
using SsoOidc.Shapes;

namespace SsoOidc.Credentials;

/// <summary>Where a container asks for its role, and the addresses that may be asked.</summary>
/// <param name="Uri">The address as it is configured.</param>
/// <param name="Addresses">What to connect to; null for https, whose certificate says who answers.</param>
internal sealed record ContainerAddress(Uri Uri, IPAddress[]? Addresses)
{
    private const string FullUri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private const string RelativeUri = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";

    private static readonly IPAddress Ecs = IPAddress.Parse("169.254.170.2");
    private static readonly IPAddress Eks = IPAddress.Parse("169.254.170.23");
    private static readonly IPAddress EksV6 = IPAddress.Parse("fd00:ec2::23");

    public static bool IsConfigured(CredentialSettings settings) =>
        !string.IsNullOrEmpty(settings.Env(RelativeUri)) || !string.IsNullOrEmpty(settings.Env(FullUri));

    /// <summary>
    /// Resolves and checks the address. Over plain http the token and the answer are readable on the way, so that only this
    /// machine and its container host may be asked, and the connection goes to the addresses that were checked: a name that
    /// resolves differently the next moment gains nothing.
    /// </summary>
    /// <exception cref="ClientConfigurationException">It may not be asked.</exception>
    public static async Task<ContainerAddress> FindAsync(CredentialSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Env(RelativeUri) is { Length: > 0 } path)
        {
            // Anything else could move the host: http://169.254.170.2@elsewhere/
            return path[0] == '/' && Text.IndexOfControl(path) < 0 && Uri.TryCreate("http://169.254.170.2" + path, UriKind.Absolute, out var relative)
                ? new ContainerAddress(relative, [Ecs])
                : throw Problems.Configuration($"environment variable {RelativeUri}", "it must be a path that begins with a slash.");
        }

        string text = settings.Env(FullUri)!;
        if (Text.IndexOfControl(text) >= 0
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.Host.Length == 0)
        {
            throw Problems.Configuration(
                $"environment variable {FullUri}", $"'{Text.ForDisplay(Redaction.WithoutQuery(text))}' must be a valid HTTP or HTTPS URI");
        }

        if (uri.Scheme == Uri.UriSchemeHttps)
        {
            return new ContainerAddress(uri, null);
        }

        var addresses = IPAddress.TryParse(uri.DnsSafeHost, out var literal)
            ? [literal]
            : await ResolveAsync(settings, uri, cancellationToken).ConfigureAwait(false);
        return addresses.Length > 0 && addresses.All(IsAllowed)
            ? new ContainerAddress(uri, addresses)
            : throw Problems.Configuration(
                $"environment variable {FullUri}",
                $"{FullUri} must use a local loopback or an ECS or EKS link-local address when using the http scheme.");
    }

    internal static bool IsAllowed(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(address) || address.Equals(Ecs) || address.Equals(Eks) || address.Equals(EksV6);
    }

    private static async Task<IPAddress[]> ResolveAsync(CredentialSettings settings, Uri uri, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.MetadataTimeout, settings.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await settings.Seams.ResolveHost(uri.IdnHost, both.Token).WaitAsync(both.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Problems.Configuration($"environment variable {FullUri}", $"the host name '{Text.ForDisplay(uri.IdnHost)}' could not be resolved.");
        }
    }
}
