using Amazon.Runtime;
using SsoOidc;

namespace Bench.Runner;

/// <summary>
/// Our client as a subject. This file and OursSigning.cs can be copied into the folder of another bench that has the same contract;
/// they use nothing else of this project.
/// </summary>
public sealed class OursFactory : ISubjectFactory
{
    public string Name => "ours";

    public Scenarios Supports => Scenarios.All;

    public ISubject Create(SubjectOptions options) => new OursSubject(options);
}

/// <summary>SsoOidc with default settings but for transport, endpoint and credentials.</summary>
public sealed partial class OursSubject : ISubject
{
    private static readonly RequestOptions AsOutcome = new() { RaiseResponseErrors = false };

    private readonly SubjectOptions _options;
    private readonly SsoOidcClient _client;
    private readonly Lazy<SsoOidcClient> _signing;

    public OursSubject(SubjectOptions options)
    {
        _options = options;
        _client = CreateClient(credentials: null);

        // Whoever signs nothing gives no credentials.
        _signing = new(() => CreateClient(new BasicAWSCredentials(Inputs.AccessKeyId, Inputs.SecretAccessKey)));
    }

    public async ValueTask<string> CreateTokenAsync(CancellationToken cancellationToken = default) =>
        (await _client.CreateTokenAsync(TokenRequest(), cancellationToken).ConfigureAwait(false)).AccessToken!;

    public async ValueTask<string> CreateTokenWithIamAsync(CancellationToken cancellationToken = default) =>
        (await _signing.Value.CreateTokenWithIamAsync(
            new CreateTokenWithIamRequest
            {
                ClientId = Inputs.IamClientId,
                GrantType = Inputs.JwtGrant,
                Assertion = Inputs.Assertion,
            },
            cancellationToken).ConfigureAwait(false)).AccessToken!;

    public async ValueTask<string> RegisterClientAsync(CancellationToken cancellationToken = default) =>
        (await _client.RegisterClientAsync(
            new RegisterClientRequest
            {
                ClientName = Inputs.ClientName,
                ClientType = Inputs.ClientType,
                Scopes = [Inputs.Scope],
                GrantTypes = [Inputs.DeviceGrant, Inputs.RefreshGrant],
            },
            cancellationToken).ConfigureAwait(false)).ClientId!;

    public async ValueTask<string> StartDeviceAuthorizationAsync(CancellationToken cancellationToken = default) =>
        (await _client.StartDeviceAuthorizationAsync(
            new StartDeviceAuthorizationRequest
            {
                ClientId = Inputs.ClientId,
                ClientSecret = Inputs.ClientSecret,
                StartUrl = Inputs.StartUrl,
            },
            cancellationToken).ConfigureAwait(false)).DeviceCode!;

    /// <summary>What a poller does: looks at the outcome, with no exception thrown. Returns whether it is "authorization pending".</summary>
    public async ValueTask<bool> PollAsync(CancellationToken cancellationToken = default) =>
        (await _client.CreateTokenAsync(TokenRequest(), AsOutcome, cancellationToken).ConfigureAwait(false)).Error is AuthorizationPendingException;

    public bool IsAuthorizationPending(Exception exception) => exception is AuthorizationPendingException;

    public string? Sign()
    {
        string? authorization = null;
        SignAlone(ref authorization);
        return authorization;
    }

    public void Dispose()
    {
        _client.Dispose();
        if (_signing.IsValueCreated)
        {
            _signing.Value.Dispose();
        }
    }

    /// <summary>In OursSigning.cs: the signer is not public.</summary>
    static partial void SignAlone(ref string? authorization);

    private static CreateTokenRequest TokenRequest() => new()
    {
        ClientId = Inputs.ClientId,
        ClientSecret = Inputs.ClientSecret,
        GrantType = Inputs.DeviceGrant,
        DeviceCode = Inputs.DeviceCode,
    };

    private SsoOidcClient CreateClient(AWSCredentials? credentials)
    {
        var options = new SsoOidcClientOptions { Region = Inputs.Region, Credentials = credentials };
        options.Http.Handler = _options.Handler;
        options.Endpoint.Url = _options.Endpoint?.ToString();
        if (_options.ZeroDelayRetries)
        {
            options.Retry.Limit = 2;
            options.Retry.BaseDelay = TimeSpan.Zero;
        }

        return new SsoOidcClient(options);
    }
}
