using Amazon.Runtime;
using SsoOidc.Credentials;
using SsoOidc.Endpoints;
using SsoOidc.Retries;
using SsoOidc.Shapes;
using SsoOidc.Signing;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Signs the request as the endpoint or the operation asks. Credentials are asked for only here.</summary>
internal sealed class SigningHandler(CredentialSource credentials, ClockSkew clock) : PipelineHandler
{
    private const string ServiceName = "sso-oauth";

    private readonly SigV4Signer _signer = new();

    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        var scheme = AuthScheme(context);
        if (scheme is null)
        {
            return next.InvokeAsync(context);
        }

        context.SignedWith = credentials.Generation;
        var pending = credentials.GetAsync(context.CancellationToken);
        if (pending.IsCompletedSuccessfully)
        {
            Sign(context, scheme, pending.Result);
            return next.InvokeAsync(context);
        }

        return SignAsync(context, next, scheme, pending);
    }

    private static EndpointAuthScheme? AuthScheme(OperationContext context)
    {
        if (context.Endpoint?.AuthSchemes is not { Count: > 0 } schemes)
        {
            return context.Operation.IsSigned ? OperationScheme : null;
        }

        foreach (var scheme in schemes)
        {
            switch (scheme.Name)
            {
                case "sigv4":
                    ThrowIfInvalid(scheme.SigningName, nameof(scheme.SigningName));
                    ThrowIfInvalid(scheme.SigningRegion, nameof(scheme.SigningRegion));
                    return scheme;
                case "none":
                    return null;
            }
        }

        throw new EndpointResolutionException(
            $"No supported auth scheme for this endpoint: it offers {string.Join(", ", schemes.Select(static s => Text.ForDisplay(s.Name)))}; supported are sigv4 and none.");
    }

    // Both stand in the Authorization header.
    private static void ThrowIfInvalid(string? value, string property)
    {
        if (value is not null && !HeaderText.IsValidValue(value))
        {
            throw new EndpointResolutionException(
                $"The endpoint provider returned a {property} with a character that may not stand in a header, such as a line break.");
        }
    }

    private static readonly EndpointAuthScheme OperationScheme = new("sigv4");

    private async ValueTask SignAsync(OperationContext context, PipelineNext next, EndpointAuthScheme scheme, ValueTask<ImmutableCredentials> pending)
    {
        Sign(context, scheme, await pending.ConfigureAwait(false));
        await next.InvokeAsync(context).ConfigureAwait(false);
    }

    private void Sign(OperationContext context, EndpointAuthScheme scheme, ImmutableCredentials secrets)
    {
        var request = context.HttpRequest;
        var uri = request.Uri!;
        request.Headers.Remove("authorization");
        request.Headers.Remove("x-amz-security-token");
        request.Headers.Remove("x-amz-date");
        string host = EndpointUri.HostOf(uri);
        _signer.Sign(
            new SignedRequest(
                request.Method, uri.AbsolutePath, uri.Query.AsSpan().TrimStart('?'), uri.IsDefaultPort ? host : $"{host}:{uri.Port}"),
            request.Headers,
            request.Body,
            new SigningScope(
                secrets.AccessKey,
                secrets.SecretKey,
                secrets.Token,
                scheme.SigningRegion ?? context.Config.Region,
                scheme.SigningName ?? ServiceName),
            clock.SigningTime(uri));
    }
}
