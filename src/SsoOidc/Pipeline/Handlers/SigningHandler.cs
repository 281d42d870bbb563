using System.Net;
using Amazon.Runtime;
using SsoOidc.Credentials;
using SsoOidc.Endpoints;
using SsoOidc.Retries;
using SsoOidc.Signing;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Authorizes the request as the endpoint or the operation asks. Credentials and tokens are asked for only here.</summary>
internal sealed class SigningHandler(CredentialSource credentials, TokenSource tokens, ClockSkew clock) : PipelineHandler
{
    private const string ServiceName = "sso-oauth";

    private readonly SigV4Signer _signer = new();
    private readonly SigV4aSigner _asymmetricSigner = new();
    private Target? _lastTarget;

    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        var scheme = AuthSchemes.Choose(context);
        return scheme.Name switch
        {
            AuthSchemes.None => next.InvokeAsync(context),
            AuthSchemes.Bearer => BearAsync(context, next),
            _ => SignAsync(context, next, scheme),
        };
    }

    private ValueTask SignAsync(OperationContext context, PipelineNext next, EndpointAuthScheme scheme)
    {
        context.SignedWith = credentials.Generation;
        var pending = credentials.GetAsync(context.CancellationToken);
        if (pending.IsCompletedSuccessfully)
        {
            Sign(context, scheme, pending.Result);
            return next.InvokeAsync(context);
        }

        return SignAsync(context, next, scheme, pending);
    }

    private async ValueTask SignAsync(OperationContext context, PipelineNext next, EndpointAuthScheme scheme, ValueTask<ImmutableCredentials> pending)
    {
        context.HasSentNothing = true;
        Sign(context, scheme, await pending.ConfigureAwait(false));
        context.HasSentNothing = false;
        await next.InvokeAsync(context).ConfigureAwait(false);
    }

    private async ValueTask BearAsync(OperationContext context, PipelineNext next)
    {
        var uri = context.HttpRequest.Uri!;
        if (uri.Scheme != Uri.UriSchemeHttps && !IsLoopback(uri))
        {
            throw new EndpointResolutionException(
                $"Unable to use bearer authorization on non https endpoint: whoever listens on the way to {uri.Scheme}://{uri.Authority} could read the token.");
        }

        ForgetLastAttempt(context.HttpRequest.Headers);
        context.HasSentNothing = true;
        string token = await tokens.GetAsync(context.CancellationToken).ConfigureAwait(false);
        context.HasSentNothing = false;
        context.HttpRequest.Headers.Set("authorization", "Bearer " + token);
        await next.InvokeAsync(context).ConfigureAwait(false);
    }

    // By its literal address or the reserved name: another name could resolve to anything.
    private static bool IsLoopback(Uri uri) =>
        uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));

    private void Sign(OperationContext context, EndpointAuthScheme scheme, ImmutableCredentials secrets)
    {
        var request = context.HttpRequest;
        var uri = request.Uri!;
        ForgetLastAttempt(request.Headers);
        bool isAsymmetric = scheme.Name == AuthSchemes.SigV4a;
        var parts = new SignedRequest(request.Method, uri.AbsolutePath, uri.Query.AsSpan().TrimStart('?'), HostOf(uri));
        var scope = new SigningScope(
            secrets.AccessKey,
            secrets.SecretKey,
            secrets.Token,
            isAsymmetric ? RegionSet(scheme, context.Config) : context.Config.SigningRegion ?? scheme.SigningRegion ?? context.Config.Region,
            context.Config.SigningName ?? scheme.SigningName ?? ServiceName);
        if (isAsymmetric)
        {
            _asymmetricSigner.Sign(parts, request.Headers, request.Body, scope, clock.SigningTime(uri));
        }
        else
        {
            _signer.Sign(parts, request.Headers, request.Body, scope, clock.SigningTime(uri));
        }
    }

    // Calls of an operation share one URI.
    private string HostOf(Uri uri)
    {
        var target = _lastTarget;
        if (!ReferenceEquals(target?.Uri, uri))
        {
            string host = EndpointUri.HostOf(uri);
            _lastTarget = target = new Target(uri, uri.IsDefaultPort ? host : $"{host}:{uri.Port}");
        }

        return target!.Host;
    }

    private static string RegionSet(EndpointAuthScheme scheme, SsoOidcClientConfig config) =>
        (config.SigningRegionSet ?? scheme.SigningRegionSet) is { Count: > 0 } regions ? string.Join(',', regions) : config.Region;

    private static void ForgetLastAttempt(HttpHeaderList headers)
    {
        headers.Remove("authorization");
        headers.Remove("x-amz-security-token");
        headers.Remove("x-amz-date");
        headers.Remove("x-amz-region-set");
    }

    private sealed record Target(Uri Uri, string Host);
}
