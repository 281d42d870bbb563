using Amazon.Runtime;

namespace SsoOidc.Tests.Support;

/// <summary>Clients with an environment of their own, so that no test depends on the machine.</summary>
internal static class Clients
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string Token = "session-token-secret";

    /// <summary>The options that most tests start from: a region, session credentials, an empty environment, no retries.</summary>
    public static SsoOidcClientOptions Options(Action<SsoOidcClientOptions>? configure = null, TestEnvironment? environment = null)
    {
        var options = new SsoOidcClientOptions
        {
            Region = "us-west-2",
            Credentials = new SessionAWSCredentials(AccessKey, SecretKey, Token),
            Seams = (environment ?? []).Seams,

            // One attempt, unless a test asks for more: retries have tests of their own.
            Retry = { Limit = 0 },
        };

        // One attempt: retries have tests of their own, and a failure here is to be seen at once.
        options.Retry.Limit = 0;
        configure?.Invoke(options);
        return options;
    }

    public static SsoOidcClient Create(HttpMessageHandler handler, Action<SsoOidcClientOptions>? configure = null, TestEnvironment? environment = null) =>
        new(Options(
            options =>
            {
                options.Http.Handler = handler;
                configure?.Invoke(options);
            },
            environment));

    /// <summary>A client with connections of its own to a loopback server.</summary>
    public static SsoOidcClient CreateFor(RawServer server, Action<SsoOidcClientOptions>? configure = null) =>
        new(Options(options =>
        {
            options.Endpoint.Url = server.Url;
            configure?.Invoke(options);
        }));

    /// <summary>A stubbed client, with nothing else set.</summary>
    public static SsoOidcClient Stubbed(Action<SsoOidcClientOptions>? configure = null, TestEnvironment? environment = null)
    {
        var options = new SsoOidcClientOptions { StubResponses = true, Seams = (environment ?? []).Seams };
        configure?.Invoke(options);
        return new SsoOidcClient(options);
    }
}
