using System.Net.Http.Headers;
using System.Text;
using Amazon.Runtime;
using SsoOidc.ConfigFiles;
using SsoOidc.Shapes;
using SsoOidc.Signing;

namespace SsoOidc.Credentials;

/// <summary>The two calls to STS that turn a role into credentials (query protocol, API version 2011-06-15).</summary>
internal sealed class StsCaller(CredentialSettings settings, SharedConfig files)
{
    private readonly SigV4Signer _signer = new();

    /// <summary>Calls an action; signed, where there are secrets to sign with.</summary>
    /// <param name="description">The source that asks, for errors.</param>
    /// <param name="parameters">The action and its parameters, in order; those that are null are left out.</param>
    /// <param name="signWith">The secrets; null for an action that is not signed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<CredentialLease> CallAsync(
        string description, (string Name, string? Value)[] parameters, ImmutableCredentials? signWith, CancellationToken cancellationToken)
    {
        byte[] body = Encoding.ASCII.GetBytes("Version=2011-06-15" + string.Concat(
            parameters.Where(static p => p.Value is not null).Select(static p => $"&{p.Name}={Uri.EscapeDataString(p.Value!)}")));
        var uri = ServiceEndpoint.Below(ServiceEndpoint.Sts(settings, files, settings.Region), "/");
        var answer = await ServiceCaller.CallAsync(
            settings, description, () => CreateMessage(uri, body, signWith), static answer => IsBusy(answer), cancellationToken).ConfigureAwait(false);
        var result = StsAnswer.Read(answer.Body);
        answer.Clear();
        if (!answer.IsSuccess)
        {
            string?[] sent = [.. parameters.Where(static p => p.Name is "WebIdentityToken" or "ExternalId").Select(static p => p.Value), signWith?.Token, signWith?.SecretKey];
            string code = result?.Code is { } text ? Text.ForDisplay(Secrets.Hide(text, sent)) : $"HTTP status {answer.Status}";
            string message = result?.Message is { } words ? $": {Text.ForDisplay(Secrets.Hide(words, sent))}" : string.Empty;
            throw Problems.Failed(description, $"STS at {uri.Scheme}://{uri.Authority} refused: {code}{message}");
        }

        return Secrets.Create(result?.AccessKeyId, result?.SecretAccessKey, result?.SessionToken, result?.AccountId, description) is { } secrets
            ? CredentialLease.For(secrets, result?.Expiration, RefreshPolicy.Early)
            : throw Problems.Failed(description, $"The answer of STS at {uri.Scheme}://{uri.Authority} has no credentials in it.");
    }

    private static bool IsBusy(HttpAnswer answer) => !answer.IsSuccess
        && StsAnswer.Read(answer.Body)?.Code is "Throttling" or "ThrottlingException" or "RequestLimitExceeded" or "IDPCommunicationError";

    private HttpRequestMessage CreateMessage(Uri uri, byte[] body, ImmutableCredentials? signWith)
    {
        const string ContentType = "application/x-www-form-urlencoded; charset=utf-8";
        var message = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        if (signWith is null)
        {
            return message;
        }

        var headers = new HttpHeaderList();
        headers.Set("content-type", ContentType);
        string host = Endpoints.EndpointUri.HostOf(uri);
        _signer.Sign(
            new SignedRequest("POST", uri.AbsolutePath, string.Empty, uri.IsDefaultPort ? host : $"{host}:{uri.Port}"),
            headers,
            body,
            new SigningScope(signWith.AccessKey, signWith.SecretKey, signWith.Token, settings.Region, "sts"),
            settings.Time.GetUtcNow());
        headers.Remove("content-type");
        foreach (var (name, value) in headers.Entries)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
