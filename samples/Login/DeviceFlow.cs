using SsoOidc;

namespace Login;

/// <summary>What the user sees of the device flow.</summary>
internal interface IDeviceFlowDisplay
{
    /// <summary>Shows the code and where to enter it.</summary>
    void ShowCode(string userCode, string verificationUri, string? verificationUriComplete, TimeSpan lifetime);

    /// <summary>Shows that the user has not decided yet; the argument counts the polls.</summary>
    void ShowPending(int polls);
}

/// <summary>The device flow (RFC 8628) with the four operations of the client.</summary>
internal sealed class DeviceFlow(SsoOidcClient client, IDeviceFlowDisplay display, TimeProvider time)
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);
    private static readonly RequestOptions ErrorsAsValues = new() { RaiseResponseErrors = false };

    public async Task<CreateTokenResponse> SignInAsync(string startUrl, CancellationToken cancellationToken)
    {
        var registration = await client.RegisterClientAsync(
            new RegisterClientRequest
            {
                ClientName = "ssooidc-login-sample",
                ClientType = ClientTypes.Public,
                Scopes = ["sso:account:access"],
            },
            cancellationToken);

        var device = await client.StartDeviceAuthorizationAsync(
            new StartDeviceAuthorizationRequest
            {
                ClientId = registration.ClientId,
                ClientSecret = registration.ClientSecret,
                StartUrl = startUrl,
            },
            cancellationToken);

        // Whatever an endpoint answers, every member of it may be missing.
        if (device is not { DeviceCode: { } deviceCode, UserCode: { } userCode, VerificationUri: { } verificationUri })
        {
            throw new InvalidDataException("The endpoint answered without a device code. Is it that of an Identity Center?");
        }

        var deadline = time.GetUtcNow() + TimeSpan.FromSeconds(device.ExpiresIn ?? 600);
        display.ShowCode(userCode, verificationUri, device.VerificationUriComplete, deadline - time.GetUtcNow());
        var request = CreateTokenRequest.ForDeviceCode(registration.ClientId!, registration.ClientSecret!, deviceCode);
        return await PollAsync(request, device.Interval, deadline, cancellationToken);
    }

    private async Task<CreateTokenResponse> PollAsync(
        CreateTokenRequest request, int? intervalSeconds, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var interval = intervalSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : DefaultInterval;
        for (int polls = 1; ; polls++)
        {
            // Waiting is the normal answer here, so errors come as values.
            var response = await client.CreateTokenAsync(request, ErrorsAsValues, cancellationToken);
            switch (response.Error)
            {
                case null when response.AccessToken is null:
                    throw new InvalidDataException("The endpoint answered without a token. Is it that of an Identity Center?");
                case null:
                    return response;
                case AuthorizationPendingException:
                    break;
                case SlowDownException:
                    interval += SlowDown;
                    break;
                case var error:
                    throw error;
            }

            display.ShowPending(polls);
            if (time.GetUtcNow() + interval > deadline)
            {
                throw new ExpiredTokenException("The code was not approved in time. Start again.");
            }

            await Task.Delay(interval, time, cancellationToken);
        }
    }
}
