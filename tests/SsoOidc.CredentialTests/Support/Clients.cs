using System.Net;
using Amazon.Runtime;

namespace SsoOidc.CredentialTests;

/// <summary>An endpoint that offers the given auth schemes.</summary>
internal sealed class SchemeEndpoint(string url, params EndpointAuthScheme[] schemes) : EndpointProvider
{
    public override ResolvedEndpoint Resolve(EndpointParameters parameters) => new(url) { AuthSchemes = schemes };
}

/// <summary>Answers in memory, from a list and then with an empty success, and keeps the headers of every request.</summary>
internal sealed class CapturingHandler(params HttpStatusCode[] statuses) : HttpMessageHandler
{
    public List<Dictionary<string, string>> Requests { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request.Headers.NonValidated.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        var status = Requests.Count <= statuses.Length ? statuses[Requests.Count - 1] : HttpStatusCode.OK;
        return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent("{}") });
    }
}

/// <summary>A token provider as the AWS SDK has them.</summary>
internal sealed class FakeTokenProvider(Func<TryResponse<AWSToken>> answer) : IAWSTokenProvider
{
    public int Asked { get; private set; }

    public Task<TryResponse<AWSToken>> TryResolveTokenAsync(CancellationToken cancellationToken = default)
    {
        Asked++;
        return Task.FromResult(answer());
    }
}
