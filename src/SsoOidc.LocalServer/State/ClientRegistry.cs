using SsoOidc.LocalServer.Settings;
using SsoOidc.LocalServer.Wire;

namespace SsoOidc.LocalServer.State;

/// <summary>The registered clients and the check of their secrets.</summary>
internal sealed class ClientRegistry(ServerSettings settings)
{
    /// <summary>How long an expired registration is remembered, to say "expired" instead of "unknown".</summary>
    private static readonly TimeSpan Afterlife = TimeSpan.FromDays(1);

    private static readonly byte[] NoSecret = Secret.Fingerprint(Secret.Create());

    private readonly ExpiringStore<ClientRegistration> _clients = new(settings.Clock, Capacity.Registrations);

    public (ClientRegistration Client, string ClientSecret) Register(
        string name, IReadOnlyList<string> grantTypes, IReadOnlyList<string> scopes)
    {
        var secret = Secret.Create();
        var now = settings.Clock.GetUtcNow();
        var client = new ClientRegistration
        {
            ClientId = Secret.Create(),
            SecretFingerprint = Secret.Fingerprint(secret),
            Name = name,
            GrantTypes = grantTypes,
            Scopes = scopes,
            IssuedAt = now,
            ExpiresAt = now + settings.RegistrationLifetime,
        };
        _clients.Add(client.ClientId, client, client.ExpiresAt + Afterlife);
        return (client, secret);
    }

    /// <summary>Finds the client and checks its secret; an unknown client costs the same work as a wrong secret.</summary>
    public ClientRegistration Authenticate(string clientId, string clientSecret)
    {
        var client = _clients.Find(clientId);
        var secretMatches = Secret.Matches(client?.SecretFingerprint ?? NoSecret, clientSecret);
        if (client is null || !secretMatches)
        {
            throw Fault.InvalidClient("The client is not registered here, or its secret is wrong.");
        }

        return client.ExpiresAt > settings.Clock.GetUtcNow()
            ? client
            : throw Fault.InvalidClient("The client registration has expired. Register the client again.");
    }
}
