using Amazon.Runtime;
using SsoOidc.Options;

namespace SsoOidc.RetryTests;

/// <summary>Clients with nothing real around them.</summary>
internal static class Clients
{
    private static CreateTokenRequest Request => new() { ClientId = "c", ClientSecret = "s", GrantType = GrantTypes.RefreshToken, RefreshToken = "r" };

    private static CreateTokenWithIamRequest SignedRequest => new() { ClientId = "c", GrantType = GrantTypes.RefreshToken, RefreshToken = "r" };

    public static SsoOidcClient Create(HttpMessageHandler handler, TimeProvider time, Action<SsoOidcClientOptions>? set = null, double random = 1)
    {
        var options = new SsoOidcClientOptions
        {
            Region = "us-west-2",
            Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            TimeProvider = time,
            Seams = new SystemSeams { GetEnvironmentVariable = static _ => null, Random = new PinnedRandom(random) },
        };
        options.Http.Handler = handler;
        set?.Invoke(options);
        return new SsoOidcClient(options);
    }

    public static Task<CreateTokenResponse> TokenAsync(this SsoOidcClient client, CancellationToken cancellationToken = default) =>
        client.CreateTokenAsync(Request, cancellationToken);

    public static Task<CreateTokenWithIamResponse> SignedTokenAsync(this SsoOidcClient client, CancellationToken cancellationToken = default) =>
        client.CreateTokenWithIamAsync(SignedRequest, cancellationToken);

    /// <summary>Waits for what other threads do.</summary>
    public static async Task Until(Func<bool> condition)
    {
        for (int i = 0; i < 10_000; i++)
        {
            if (condition())
            {
                return;
            }

            await Task.Delay(1);
        }

        Assert.Fail("It has not come true.");
    }

    public static string? Header(this HttpRequestMessage request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
