using System.Collections;
using System.Reflection;
using Amazon.Runtime;
using Amazon.SSOOIDC;
using SsoOidc.Tests.Support;

namespace SsoOidc.Tests.Oracle;

/// <summary>The service's client in the AWS SDK, over a transport in memory: what it sends for the same input.</summary>
internal static class AwsSdk
{
    /// <summary>Sends a request with the same members through the AWS SDK; returns what went out.</summary>
    public static async Task<SentRequest> SendAsync(object request, string region)
    {
        using var transport = new CapturingHandler();
        using var client = new AmazonSSOOIDCClient(
            new SessionAWSCredentials(Clients.AccessKey, Clients.SecretKey, Clients.Token),
            new AmazonSSOOIDCConfig
            {
                RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region),
                HttpClientFactory = new Factory(transport),
                MaxErrorRetry = 0,
            });
        await (request switch
        {
            CreateTokenRequest own => (Task)client.CreateTokenAsync(Copy(own, new Amazon.SSOOIDC.Model.CreateTokenRequest())),
            CreateTokenWithIamRequest own => client.CreateTokenWithIAMAsync(Copy(own, new Amazon.SSOOIDC.Model.CreateTokenWithIAMRequest())),
            RegisterClientRequest own => client.RegisterClientAsync(Copy(own, new Amazon.SSOOIDC.Model.RegisterClientRequest())),
            StartDeviceAuthorizationRequest own => client.StartDeviceAuthorizationAsync(Copy(own, new Amazon.SSOOIDC.Model.StartDeviceAuthorizationRequest())),
            _ => throw new ArgumentException("unknown request", nameof(request)),
        });
        return transport.Request;
    }

    private static T Copy<T>(object from, T to)
        where T : class
    {
        foreach (var property in from.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            object? value = property.GetValue(from);
            var target = to.GetType().GetProperty(property.Name) ?? throw new InvalidOperationException($"The AWS SDK does not know {property.Name}.");
            target.SetValue(to, value is IEnumerable and not string ? ((IEnumerable<string>)value).ToList() : value);
        }

        return to;
    }

    private sealed class Factory(HttpMessageHandler transport) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(transport, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
