using System.Reflection;
using SsoOidc.ConformanceTests.Runner;

namespace SsoOidc.ConformanceTests.Calls;

/// <summary>The outcome of a call, the same for both ways into the client.</summary>
/// <param name="Data">The members of the response by wire name; null where there is an error.</param>
/// <param name="Error">The error, thrown or not.</param>
/// <param name="Metadata">The metadata; null where an exception came that is no error of a call.</param>
internal sealed record CallOutcome(JsonObject? Data, Exception? Error, SsoOidcResponseMetadata? Metadata);

/// <summary>Calls an operation through its typed method, or by name.</summary>
internal static class OperationCalls
{
    private static readonly Dictionary<string, TypedOperation> Typed = new(StringComparer.Ordinal)
    {
        ["CreateToken"] = new(
            typeof(CreateTokenRequest), static async (client, request) => await client.CreateTokenAsync((CreateTokenRequest)request)),
        ["CreateTokenWithIAM"] = new(
            typeof(CreateTokenWithIamRequest), static async (client, request) => await client.CreateTokenWithIamAsync((CreateTokenWithIamRequest)request)),
        ["RegisterClient"] = new(
            typeof(RegisterClientRequest), static async (client, request) => await client.RegisterClientAsync((RegisterClientRequest)request)),
        ["StartDeviceAuthorization"] = new(
            typeof(StartDeviceAuthorizationRequest),
            static async (client, request) => await client.StartDeviceAuthorizationAsync((StartDeviceAuthorizationRequest)request)),
    };

    /// <summary>Makes the typed request; null where the request type cannot hold the parameters.</summary>
    public static object? TypedRequest(string operation, JsonObject parameters)
    {
        var type = Find(operation).Request;
        object request = Activator.CreateInstance(type)!;
        foreach (var (name, value) in parameters)
        {
            var property = type.GetProperty(NameMap.Property(name), BindingFlags.Public | BindingFlags.Instance);
            if (property is null)
            {
                return null;
            }

            switch (RecordedParameters.Read(value))
            {
                case null:
                    break;
                case string text when property.PropertyType == typeof(string):
                    property.SetValue(request, text);
                    break;
                case List<object?> list when property.PropertyType == typeof(IList<string>) && list.All(static item => item is null or string):
                    property.SetValue(request, list.Select(static item => (string)item!).ToList());
                    break;
                default:
                    return null;
            }
        }

        return request;
    }

    /// <summary>Whether a list has a null element, which the typed way refuses and the loose one sends.</summary>
    public static bool HasNullElement(JsonObject parameters) =>
        parameters.Any(static pair => pair.Value is JsonArray list && list.Any(static item => item is null));

    /// <summary>Calls the typed method; what it throws is thrown.</summary>
    public static Task<SsoOidcResponse> CallAsync(SsoOidcClient client, string operation, object request) => Find(operation).Call(client, request);

    /// <summary>Calls the typed method.</summary>
    public static Task<CallOutcome> CallTypedAsync(SsoOidcClient client, string operation, object request) => CatchAsync(async () =>
    {
        var response = await Find(operation).Call(client, request);
        Assert.Equal(response.Error is null, response.IsSuccessful);
        return new CallOutcome(response.Error is null ? Members(operation, response) : null, response.Error, response.Metadata);
    });

    /// <summary>Calls by name, with parameters by wire name.</summary>
    public static Task<CallOutcome> CallLooseAsync(SsoOidcClient client, string operation, JsonObject parameters) => CatchAsync(async () =>
    {
        var response = await client.BuildRequest(operation, RecordedParameters.ReadAll(parameters)).SendAsync();
        Assert.Equal(response.Error is null, response.IsSuccessful);
        return new CallOutcome(response.Data is null ? null : (JsonObject)ToJson(response.Data)!, response.Error, response.Metadata);
    });

    private static async Task<CallOutcome> CatchAsync(Func<Task<CallOutcome>> call)
    {
        try
        {
            return await call();
        }
#pragma warning disable CA1031 // which exception comes is what is looked at
        catch (Exception e) when (e is not GoldenFormatException)
#pragma warning restore CA1031
        {
            return new CallOutcome(null, e, (e as SsoOidcException)?.Metadata);
        }
    }

    private static TypedOperation Find(string operation) =>
        Typed.GetValueOrDefault(operation) ?? throw new GoldenFormatException($"there is no operation '{operation}'");

    private static JsonObject Members(string operation, object response) => Properties(response, ServiceModel.Responses[operation].Keys);

    private static JsonObject Properties(object owner, IEnumerable<string> names)
    {
        var members = new JsonObject();
        foreach (string name in names)
        {
            object? value = owner.GetType().GetProperty(NameMap.Property(name))!.GetValue(owner);
            if (value is not null)
            {
                members[name] = ServiceModel.Nested.TryGetValue(name, out var nested) ? Properties(value, nested.Keys) : ToJson(value);
            }
        }

        return members;
    }

    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        int number => JsonValue.Create((long)number),
        long number => JsonValue.Create(number),
        IReadOnlyDictionary<string, object?> map => new JsonObject(map.Select(static pair => KeyValuePair.Create(pair.Key, ToJson(pair.Value)))),
        IEnumerable<object?> list => new JsonArray([.. list.Select(ToJson)]),
        _ => throw new InvalidOperationException($"A response holds a {value.GetType()}, which is no type of a member."),
    };

    private sealed record TypedOperation(Type Request, Func<SsoOidcClient, object, Task<SsoOidcResponse>> Call);
}
