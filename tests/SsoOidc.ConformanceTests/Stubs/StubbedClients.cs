using Amazon.Runtime;
using SsoOidc.ConformanceTests.Calls;

namespace SsoOidc.ConformanceTests.Stubs;

/// <summary>Makes a client from the options of a recorded constructor, its stubs included.</summary>
internal static class StubbedClients
{
    public static SsoOidcClient Create(JsonObject constructor, RecordedStubs recorded)
    {
        var rest = (JsonObject)constructor.DeepClone();
        rest.Remove("stub_responses");

        // The setup gives every client credentials; a stubbed one has its own, unless the case gives some.
        var credentials = ReadCredentials(rest);
        var options = ClientSetup.Create(rest, environment: null, transport: null);
        options.Credentials = credentials;
        switch (constructor["stub_responses"])
        {
            case JsonObject stubs:
                foreach (var (operation, list) in stubs)
                {
                    options.Stubs.Add(OperationStubs.For(operation, recorded.Read(list)));
                }

                options.StubResponses = true;
                break;
            case { } value:
                options.StubResponses = value.GetValueKind() != System.Text.Json.JsonValueKind.False;
                break;
        }

        return new SsoOidcClient(options);
    }

    private static AWSCredentials? ReadCredentials(JsonObject constructor)
    {
        string?[] keys = constructor["credentials"]?["static"] is JsonArray list
            ? [.. list.Select(static key => key?.GetValue<string>())]
            : [constructor["access_key_id"]?.GetValue<string>(), constructor["secret_access_key"]?.GetValue<string>(), null];
        foreach (string name in new[] { "credentials", "access_key_id", "secret_access_key" })
        {
            constructor.Remove(name);
        }

        return keys switch
        {
            [{ } id, { } secret, { } token] => new SessionAWSCredentials(id, secret, token),
            [{ } id, { } secret, ..] => new BasicAWSCredentials(id, secret),
            _ => null,
        };
    }
}
