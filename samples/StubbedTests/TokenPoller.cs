using SsoOidc;

namespace StubbedTests;

/// <summary>The code under test: asks for the token of a device authorization until the user has decided (RFC 8628 section 3.5).</summary>
public sealed class TokenPoller(SsoOidcClient client, TimeProvider time)
{
    private static readonly RequestOptions ErrorsAsValues = new() { RaiseResponseErrors = false };

    /// <summary>Returns the token; throws what ended the waiting.</summary>
    public async Task<CreateTokenResponse> WaitAsync(
        RegisterClientResponse registration, StartDeviceAuthorizationResponse device, CancellationToken cancellationToken = default)
    {
        var interval = TimeSpan.FromSeconds(device.Interval is > 0 and int seconds ? seconds : 5);
        var request = CreateTokenRequest.ForDeviceCode(registration.ClientId!, registration.ClientSecret!, device.DeviceCode!);
        while (true)
        {
            var response = await client.CreateTokenAsync(request, ErrorsAsValues, cancellationToken).ConfigureAwait(false);
            switch (response.Error)
            {
                case null:
                    return response;
                case AuthorizationPendingException:
                    break;
                case SlowDownException:
                    interval += TimeSpan.FromSeconds(5);
                    break;
                default:
                    throw response.Error;
            }

            await Task.Delay(interval, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
